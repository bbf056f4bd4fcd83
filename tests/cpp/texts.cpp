// Texts: a view needs no NUL behind it; a NUL inside is refused with the argument's name, never cut; bytes may hold them.
#include <array>

#include "check.hpp"
#include "failure.hpp"

namespace agora = voxtoken::agora;
using namespace std::string_view_literals;

constexpr auto nul = "a\0b"sv;
constexpr auto id = "970CA35de60c44645bbae8a215061b33"sv;
constexpr auto certificate = "5CFd2fd1755d40ecb72977518be15d3b"sv;

static void a_view_needs_no_nul_behind_it() {
    const auto ids = "970CA35de60c44645bbae8a215061b33and more"sv;
    const auto channel = "lobby and more"sv.substr(0, 5);
    const agora::Builder builder(ids.substr(0, 32), certificate);
    const auto parsed = agora::parse(builder.rtc(channel, agora::User::account("bob..."sv.substr(0, 3)),
                                                 agora::Role::Publisher, 60, 60));
    CHECK(parsed.app_id() == id);
    CHECK(parsed.services().at(0).text(agora::Field::Channel) == "lobby");
    CHECK(parsed.services().at(0).text(agora::Field::Account) == "bob");
}

static void a_nul_in_a_setting_of_a_token_object_is_refused() {
    CHECK(refuses("access_key_id", [] { voxtoken::NlsToken(nul, "secret"); }));
    CHECK(refuses("access_key_secret", [] { voxtoken::NlsToken("id", nul); }));
    CHECK(refuses("api_key", [] { voxtoken::DashToken{nul}; }));
    CHECK(refuses("access_key", [] { voxtoken::AiobToken(nul, "secret"); }));
    CHECK(refuses("secret_key", [] { voxtoken::AiobToken("id", nul); }));

    voxtoken::NlsToken nls("id", "secret");
    CHECK(refuses("security_token", [&] { nls.set_security_token(nul); }));
    CHECK(refuses("region", [&] { nls.set_region(nul); }));
    CHECK(refuses("version", [&] { nls.set_version(nul); }));
    CHECK(refuses("endpoint", [&] { nls.set_endpoint(nul); }));
    CHECK(refuses("resource_path", [&] { nls.set_resource_path(nul); }));
    CHECK(refuses("action", [&] { nls.set_action(nul); }));
    CHECK(refuses("nonce", [&] { (void)nls.request(1, nul); }));
    voxtoken::DashToken dash("key");
    CHECK(refuses("region", [&] { dash.set_region(nul); }));
    CHECK(refuses("endpoint", [&] { dash.set_endpoint(nul); }));
    voxtoken::AiobToken aiob("id", "secret");
    CHECK(refuses("endpoint", [&] { aiob.set_endpoint(nul); }));
}

static void a_nul_in_an_argument_of_agora_is_refused() {
    const auto user = agora::User::uid(1), wrong = agora::User::account(nul);
    const auto role = agora::Role::Publisher;
    CHECK(refuses("app_id", [] { agora::Builder(nul, certificate); }));
    CHECK(refuses("certificate", [] { agora::Builder(id, nul); }));
    const agora::Builder builder(id, certificate);
    CHECK(refuses("channel", [&] { (void)builder.rtc(nul, user, role, 60, 60); }));
    CHECK(refuses("account", [&] { (void)builder.rtc("lobby", wrong, role, 60, 60); }));
    CHECK(refuses("account", [&] { (void)builder.rtc_with_privileges("lobby", wrong, 60, {}); }));
    CHECK(refuses("account", [&] { (void)builder.rtc_with_rtm("lobby", nul, role, 60, 60); }));
    CHECK(refuses("rtm_user_id", [&] { (void)builder.rtc_with_rtm2("lobby", user, role, 60, {}, nul, 60); }));
    CHECK(refuses("user_id", [&] { (void)builder.rtm(nul, 60); }));
    CHECK(refuses("user_id", [&] { (void)builder.rtm_with_permissions(nul, agora::Permissions(), 60); }));
    CHECK(refuses("room_uuid", [&] { (void)builder.apaas_room_user(nul, "user", 1, 60); }));
    CHECK(refuses("user_uuid", [&] { (void)builder.apaas_room_user("room", nul, 1, 60); }));
    CHECK(refuses("account", [&] { (void)builder.streaming("lobby", wrong, 60, 60); }));
    CHECK(refuses("account", [&] { (void)builder.fcdn("lobby", wrong, role, 60, 60); }));
    CHECK(refuses("account", [&] { (void)builder.rtc_006("lobby", wrong, role, 0); }));
    CHECK(refuses("account", [&] { (void)builder.rtm_006(nul, 0); }));
    CHECK(refuses("names", [] { agora::Permissions().set(agora::Resource::Users, agora::Access::Read, {"a", nul}); }));
    CHECK(refuses("app_id", [] { agora::AccessToken2(nul, 1, 2, 3); }));
    CHECK(refuses("certificate", [] { (void)agora::AccessToken2(id, 1, 2, 3).build(nul); }));
    CHECK(refuses("app_id", [] { agora::AccessToken(nul, "lobby", "1", 2, 3); }));
    CHECK(refuses("certificate", [] { (void)agora::AccessToken(id, "lobby", "1", 2, 3).build(nul); }));
    agora::Expected expected;
    CHECK(refuses("certificate", [&] { expected.set_certificate(nul); }));
    CHECK(refuses("channel", [&] { expected.set_channel(nul); }));
    CHECK(refuses("account", [&] { expected.set_user(wrong); }));
    CHECK(refuses("token", [&] { (void)agora::verify(nul, expected); }));
    CHECK(refuses("token", [&] { (void)agora::explain(nul); }));
    CHECK(refuses("token", [&] { (void)agora::explain(nul, expected); }));
    CHECK(refuses("token", [] { (void)agora::parse(nul); }));
    CHECK(refuses("token", [] { (void)agora::open(nul); }));
    CHECK(refuses("certificate", [] { (void)agora::seal("bytes"sv, nul); }));
    CHECK(refuses("certificate", [] { (void)agora::sign("bytes"sv, nul); }));
}

static void the_error_says_where_the_nul_is() {
    const auto error = failure([] { voxtoken::NlsToken("key\0id"sv, "secret"); });
    CHECK(error && error->message().find("NUL") != std::string_view::npos);
    CHECK(error && error->message().find("byte 3") != std::string_view::npos);
    const auto at_the_end = failure([] { voxtoken::NlsToken("key\0"sv, "secret"); });
    CHECK(at_the_end && at_the_end->argument() == "access_key_id");
}

static void bytes_may_hold_nuls() {
    const auto service = agora::Service::rtc(nul, nul);
    CHECK(service.view().text(agora::Field::Channel) == nul);
    agora::AccessToken2 content(id, 1, 60, 3);
    content.add_service(service);
    const auto parsed = agora::parse(content.build(certificate));
    CHECK(parsed.services().at(0).text(agora::Field::Account) == nul);
    const auto rtm = agora::Service::rtm(nul);
    CHECK(rtm.view().text(agora::Field::UserId) == nul);
    CHECK(!agora::AccessToken(id, nul, nul, 1, 2).build(certificate).empty());
}

static void bytes_come_from_any_container() {
    const std::string text("a\0b", 3);
    const std::vector<std::uint8_t> vector(text.begin(), text.end());
    const std::array<char, 3> array{'a', '\0', 'b'};
    const auto signature = agora::hmac(text, nul);
    CHECK(agora::hmac(vector, array) == signature);
    CHECK(agora::hmac({vector.data(), vector.size()}, text) == signature);
    CHECK(agora::hmac({vector.data(), 1}, text) != signature);
    CHECK(agora::hmac({}, text) == agora::hmac(""sv, text));
    const voxtoken::ByteView view(vector);
    CHECK(std::vector<std::uint8_t>(view.begin(), view.end()) == vector);
}

int main() {
    a_view_needs_no_nul_behind_it();
    a_nul_in_a_setting_of_a_token_object_is_refused();
    a_nul_in_an_argument_of_agora_is_refused();
    the_error_says_where_the_nul_is();
    bytes_may_hold_nuls();
    bytes_come_from_any_container();
    return result();
}
