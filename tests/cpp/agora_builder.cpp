// agora::Builder: each kind of token holds what was asked for.
#include "check.hpp"
#include "failure.hpp"

namespace agora = voxtoken::agora;
using agora::Field;
using agora::Role;
using agora::ServiceType;
using agora::User;

static agora::Builder builder() {
    agora::Builder builder("970CA35de60c44645bbae8a215061b33", "5CFd2fd1755d40ecb72977518be15d3b");
    builder.set_issued_at(1'700'000'000);
    builder.set_salt(1);
    return builder;
}

// The services of a token with their privileges, such as `1:1=60,2=60 2:1=60`.
static std::string services(const std::string& token) {
    const agora::Parsed parsed = agora::parse(token);
    std::string text;
    for (const agora::ServiceView service : parsed.services()) {
        if (!text.empty()) text += ' ';
        text += std::to_string(static_cast<unsigned>(service.type()));
        char separator = ':';
        for (const agora::Privilege& privilege : service.privileges()) {
            text += separator + std::to_string(privilege.number) + '=' + std::to_string(privilege.expire);
            separator = ',';
        }
    }
    return text;
}

static std::string text(const std::string& token, Field field) {
    const agora::Parsed parsed = agora::parse(token);
    return std::string(parsed.services().at(0).text(field));
}

static void issue_and_salt_are_those_that_were_set() {
    const agora::Parsed parsed = agora::parse(builder().fpa());
    CHECK(parsed.issue_ts() == 1'700'000'000);
    CHECK(parsed.salt() == 1);
    CHECK(builder().fpa() == builder().fpa());
}

static void a_user_is_a_number_or_an_account() {
    const agora::Builder mine = builder();
    const auto account = [&](const User& user) {
        return text(mine.rtc("lobby", user, Role::Publisher, 60, 60), Field::Account);
    };
    CHECK(account(User::uid(23)) == "23");
    CHECK(account(User::uid(0)).empty());
    CHECK(account(User::account("0")) == "0");
    CHECK(account(User::account("alice")) == "alice");
    const User number = User::uid(23), alice = User::account("alice");
    CHECK(number.number() == 23 && !number.name());
    CHECK(alice.number() == 0 && alice.name() == "alice");
    CHECK(refuses("account", [&] { (void)account(User::account("")); }));
}

static void rtc_for_each_role() {
    const agora::Builder mine = builder();
    CHECK(services(mine.rtc("lobby", User::uid(1), Role::Publisher, 90, 60)) == "1:1=60,2=60,3=60,4=60");
    CHECK(services(mine.rtc("lobby", User::uid(1), Role::Subscriber, 90, 60)) == "1:1=60");
    CHECK(text(mine.rtc("lobby", User::uid(1), Role::Subscriber, 90, 60), Field::Channel) == "lobby");
    CHECK(agora::parse(mine.rtc("lobby", User::uid(1), Role::Subscriber, 90, 60)).token_expires_at() == 1'700'000'090);
    CHECK(refuses("role", [&] { (void)mine.rtc("lobby", User::uid(1), Role::Admin, 90, 60); }));
}

static void rtc_with_each_privilege() {
    const agora::Builder mine = builder();
    agora::RtcPrivileges lives;
    lives.join = 1;
    lives.audio = 2;
    lives.video = 3;
    lives.data = 4;
    const User user = User::uid(5);
    CHECK(services(mine.rtc_with_privileges("lobby", user, 60, lives)) == "1:1=1,2=2,3=3,4=4");
    const std::string with_rtm2 = mine.rtc_with_rtm2("lobby", user, Role::Publisher, 60, lives, "bob", 50);
    CHECK(services(with_rtm2) == "1:1=1,2=2,3=3,4=4 2:1=50");
    CHECK(agora::parse(with_rtm2).token_expires_at() == 1'700'000'060);
    CHECK(services(mine.rtc_with_rtm2("lobby", user, Role::Subscriber, 60, lives, "bob", 50)) == "1:1=1 2:1=50");
    CHECK(services(mine.convo_ai("lobby", user, Role::Publisher, 60, lives, "bob", 50)).find(" 9") != std::string::npos);
    CHECK(services(mine.stt("lobby", user, Role::Publisher, 60, lives, "bob", 50)).find(" 10") != std::string::npos);
    CHECK(services(mine.rtc_with_rtm("lobby", "bob", Role::Publisher, 60, 50)) == "1:1=50,2=50,3=50,4=50 2:1=60");
}

static void rtm_and_its_permissions() {
    const agora::Builder mine = builder();
    CHECK(services(mine.rtm("bob", 60)) == "2:1=60");
    CHECK(text(mine.rtm("bob", 60), Field::UserId) == "bob");
    agora::Permissions permissions;
    permissions.set(agora::Resource::MessageChannels, agora::Access::Read, {"news", "sport"});
    permissions.set(agora::Resource::Users, agora::Access::Write, {"alice"});
    permissions.set(agora::Resource::Users, agora::Access::Write, {"carol"});
    const agora::Parsed parsed = agora::parse(mine.rtm_with_permissions("bob", permissions, 60));
    const agora::ServiceView service = parsed.services().at(0);
    CHECK(service.type() == ServiceType::Rtm2);
    const std::vector<agora::Permission> found = service.permissions();
    CHECK(found.size() == 2);
    CHECK(found.at(0).resource == agora::Resource::MessageChannels && found.at(0).access == agora::Access::Read);
    CHECK(found.at(0).names == std::vector<std::string_view>{"news", "sport"});
    CHECK(found.at(1).resource == agora::Resource::Users && found.at(1).access == agora::Access::Write);
    CHECK(found.at(1).names == std::vector<std::string_view>{"carol"});
    permissions.set(agora::Resource::Users, agora::Access::Write, {});
}

static void the_other_services() {
    const agora::Builder mine = builder();
    CHECK(services(mine.chat_user("bob", 60)) == "5:1=60");
    CHECK(services(mine.chat_app(60)) == "5:2=60");
    const std::string room_user = mine.apaas_room_user("room", "bob", 3, 60);
    CHECK(services(room_user) == "2:1=60 5:1=60 7:1=60");
    const agora::Parsed parsed = agora::parse(room_user);
    const agora::ServiceView apaas = parsed.services().at(2);
    CHECK(apaas.role() == 3 && apaas.text(Field::RoomUuid) == "room" && apaas.text(Field::UserUuid) == "bob");
    CHECK(text(mine.apaas_user("bob", 60), Field::UserUuid) == "bob");
    CHECK(services(mine.apaas_user("bob", 60)) == "7:2=60");
    CHECK(services(mine.apaas_app(60)) == "7:3=60");
    CHECK(agora::parse(mine.fpa()).token_expires_at() == 1'700'000'000 + 24 * 3600);
    CHECK(services(mine.streaming("lobby", User::uid(1), 90, 60)) == "3:1=60,2=60");
    CHECK(services(mine.fcdn("lobby", User::uid(1), Role::Publisher, 90, 60)) == "6:1=60,2=60");
    CHECK(services(mine.fcdn("lobby", User::uid(1), Role::Subscriber, 90, 60)).find("6:") == 0);
}

static void tokens_of_version_006() {
    const agora::Builder mine = builder();
    const agora::Parsed rtc = agora::parse(mine.rtc_006("lobby", User::uid(1), Role::Subscriber, 1'700'003'600));
    CHECK(rtc.version() == 6);
    const std::vector<agora::Privilege> privileges = rtc.privileges();
    CHECK(privileges.size() == 1 && privileges.at(0).number == agora::privilege::JoinChannel);
    CHECK(privileges.at(0).expire == 1'700'003'600);
    CHECK(rtc.expires_at() == 1'700'003'600);
    CHECK(rtc.crc_channel() != 0 && rtc.crc_uid() != 0);
    CHECK(agora::parse(mine.rtc_006("lobby", User::uid(0), Role::Admin, 0)).crc_uid() == 0);
    const agora::Parsed rtm = agora::parse(mine.rtm_006("bob", 1'700'003'600));
    const std::vector<agora::Privilege> login = rtm.privileges();
    CHECK(login.size() == 1 && login.at(0).number == agora::privilege::RtmLogin);
}

static void lenient_checks_less() {
    agora::Builder mine = builder();
    const User user = User::uid(1);
    CHECK(refuses("channel", [&] { (void)mine.rtc("", user, Role::Publisher, 60, 60); }));
    mine.set_lenient();
    CHECK(!mine.rtc("", user, Role::Publisher, 60, 60).empty());
    CHECK(services(mine.rtc("lobby", user, static_cast<Role>(77), 60, 60)) == "1:1=60");
}

int main() {
    issue_and_salt_are_those_that_were_set();
    a_user_is_a_number_or_an_account();
    rtc_for_each_role();
    rtc_with_each_privilege();
    rtm_and_its_permissions();
    the_other_services();
    tokens_of_version_006();
    lenient_checks_less();
    return result();
}
