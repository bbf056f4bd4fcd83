// The content of Agora tokens: services, privileges, both versions, and the parts below.
#include <algorithm>

#include "check.hpp"
#include "failure.hpp"

namespace agora = voxtoken::agora;
namespace privilege = voxtoken::agora::privilege;
using agora::Field;
using agora::Service;
using agora::ServiceType;

constexpr std::string_view id = "970CA35de60c44645bbae8a215061b33";
constexpr std::string_view certificate = "5CFd2fd1755d40ecb72977518be15d3b";

static bool is(const Service& service, ServiceType type, Field field, std::string_view text) {
    return service.view().type() == type && service.view().text(field) == text;
}

static void each_service_has_its_type_and_its_texts() {
    CHECK(is(Service::rtc("lobby", "1"), ServiceType::Rtc, Field::Channel, "lobby"));
    CHECK(is(Service::rtc("lobby", "1"), ServiceType::Rtc, Field::Account, "1"));
    CHECK(is(Service::rtm("bob"), ServiceType::Rtm, Field::UserId, "bob"));
    CHECK(is(Service::streaming("lobby", "1"), ServiceType::Streaming, Field::Account, "1"));
    CHECK(is(Service::chat("bob"), ServiceType::Chat, Field::UserId, "bob"));
    CHECK(is(Service::fcdn("lobby", ""), ServiceType::FCdn, Field::Account, ""));
    CHECK(is(Service::apaas("room", "bob", 2), ServiceType::Apaas, Field::RoomUuid, "room"));
    CHECK(is(Service::apaas("room", "bob", 2), ServiceType::Apaas, Field::UserUuid, "bob"));
    CHECK(is(Service::rtm2("bob", agora::Permissions()), ServiceType::Rtm2, Field::UserId, "bob"));
    const Service fpa = Service::fpa(), convo_ai = Service::convo_ai(), stt = Service::stt();
    CHECK(fpa.view().type() == ServiceType::Fpa);
    CHECK(convo_ai.view().type() == ServiceType::ConvoAi);
    CHECK(stt.view().type() == ServiceType::Stt);
    const Service apaas = Service::apaas("room", "bob", 2);
    CHECK(apaas.view().role() == 2);
    CHECK(fpa.view().role() == -1);
    CHECK(fpa.view().permissions().empty());
    CHECK(refuses("field", [&] { (void)fpa.view().text(Field::Channel); }));
    agora::AccessToken2 content(id, 1, 2, 3);
    content.add_service(Service::rtm(std::string(65'536, 'a')));
    CHECK(refuses("user_id", [&] { (void)content.build(certificate); }));
}

static void a_007_token_holds_what_was_added() {
    Service rtc = Service::rtc("lobby", "1");
    rtc.add_privilege(privilege::PublishAudioStream, 30);
    rtc.add_privilege(privilege::JoinChannel, 60);
    rtc.add_privilege(privilege::JoinChannel, 61);
    agora::AccessToken2 content(id, 1'700'000'000, 90, 7);
    content.add_service(rtc);
    content.add_service(rtc.view());
    rtc.add_privilege(privilege::PublishVideoStream, 30);  // it has copies
    const agora::Parsed parsed = agora::parse(content.build(certificate));
    CHECK(parsed.version() == 7 && parsed.app_id() == id && parsed.salt() == 7);
    CHECK(parsed.issue_ts() == 1'700'000'000 && parsed.token_expires_at() == 1'700'000'090);
    CHECK(parsed.expires_at() == 1'700'000'061);
    CHECK(!parsed.unknown_service() && parsed.trailing() == 0);
    CHECK(parsed.crc_channel() == 0 && parsed.crc_uid() == 0 && parsed.privileges().empty());
    CHECK(parsed.services().size() == 2);
    const std::vector<agora::Privilege> privileges = parsed.services().at(1).privileges();
    CHECK(privileges.size() == 2);
    CHECK(privileges.at(0).number == privilege::JoinChannel && privileges.at(0).expire == 61);
    CHECK(privileges.at(1).number == privilege::PublishAudioStream && privileges.at(1).expire == 30);
}

static void views_outlive_a_move() {
    agora::AccessToken2 content(id, 1, 90, 7);
    content.add_service(Service::rtm("bob"));
    agora::Parsed first = agora::parse(content.build(certificate));
    const agora::ServiceView view = first.services().at(0);
    const agora::Parsed second = std::move(first);
    CHECK(view.text(Field::UserId) == "bob");
    CHECK(second.services().size() == 1 && first.services().empty());
}

static void a_006_token_holds_what_was_added() {
    agora::AccessToken content(id, "lobby", "1", 7, 1'700'000'090);
    content.add_privilege(privilege::PublishAudioStream, 0);
    content.add_privilege(privilege::AdministrateChannel, 1'700'000'060);
    const agora::Parsed parsed = agora::parse(content.build(certificate));
    CHECK(parsed.version() == 6 && parsed.app_id() == id && parsed.salt() == 7);
    CHECK(parsed.issue_ts() == 0 && parsed.token_expires_at() == 1'700'000'090);
    CHECK(parsed.services().empty());
    const std::vector<agora::Privilege> privileges = parsed.privileges();
    CHECK(privileges.size() == 2);
    CHECK(privileges.at(1).number == privilege::AdministrateChannel && privileges.at(1).expire == 1'700'000'060);
}

static void the_parts_of_a_token_can_be_put_together_again() {
    agora::AccessToken2 content(id, 1, 90, 7);
    content.add_service(Service::fpa());
    const std::string token = content.build(certificate);
    const agora::Opened opened = agora::open(token);
    CHECK(agora::seal(opened.signing_info, certificate) == token);
    const agora::Signature signature = agora::sign(opened.signing_info, certificate);
    CHECK(std::equal(signature.begin(), signature.end(), opened.signature.begin(), opened.signature.end()));
    const agora::Parsed parsed = agora::parse(token);
    const voxtoken::ByteView stands = parsed.signature(), signs = parsed.signed_bytes();
    CHECK(std::equal(stands.begin(), stands.end(), signature.begin(), signature.end()));
    CHECK(std::equal(signs.begin(), signs.end(), opened.signing_info.begin(), opened.signing_info.end()));
    const auto error = failure([] { (void)agora::open("006"); });
    CHECK(error && error->kind() == voxtoken::ErrorKind::InvalidToken);
    CHECK(refuses("certificate", [&] { (void)agora::seal(opened.signing_info, "short"); }));
    CHECK(refuses("certificate", [&] { (void)agora::sign(opened.signing_info, "short"); }));
}

// Test case 2 of RFC 4231.
static void salts_are_in_range() {
    const std::uint32_t salt = agora::random_salt();
    CHECK(salt >= 1 && salt <= 99999999);
}

static void hmac_is_hmac_sha256() {
    const agora::Signature signature = agora::hmac(std::string("Jefe"), std::string("what do ya want for nothing?"));
    CHECK(signature[0] == 0x5b && signature[1] == 0xdc && signature[31] == 0x43);
}

static void an_unknown_service_is_named() {
    agora::AccessToken2 content(id, 1, 90, 7);
    content.add_service(Service::fpa());
    std::vector<std::uint8_t> bytes = agora::open(content.build(certificate)).signing_info;
    // length and app id, three times four bytes, the number of services: there is the type
    bytes.at(2 + id.size() + 12 + 2) = 99;
    const agora::Parsed parsed = agora::parse(agora::seal(bytes, certificate));
    CHECK(parsed.unknown_service() == 99);
    CHECK(parsed.services().empty());
}

int main() {
    each_service_has_its_type_and_its_texts();
    a_007_token_holds_what_was_added();
    views_outlive_a_move();
    a_006_token_holds_what_was_added();
    the_parts_of_a_token_can_be_put_together_again();
    hmac_is_hmac_sha256();
    salts_are_in_range();
    an_unknown_service_is_named();
    return result();
}
