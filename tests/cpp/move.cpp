// Objects can be moved, not copied; what was moved from answers with errors or nothing.
#include <type_traits>

#include "check.hpp"
#include "failure.hpp"

namespace agora = voxtoken::agora;
using namespace std::chrono_literals;

template <class... Classes>
constexpr bool move_only =
    ((!std::is_copy_constructible_v<Classes> && !std::is_copy_assignable_v<Classes> &&
      std::is_nothrow_move_constructible_v<Classes> && std::is_nothrow_move_assignable_v<Classes>)&&...);

static_assert(move_only<voxtoken::Token, voxtoken::Request, voxtoken::Client, voxtoken::NlsToken, voxtoken::DashToken,
                        voxtoken::AiobToken, voxtoken::TokenCache, voxtoken::CacheSettings, voxtoken::CacheStatus>);
static_assert(move_only<agora::Builder, agora::Permissions, agora::Service, agora::AccessToken2, agora::AccessToken,
                        agora::Parsed, agora::Expected, agora::Report>);

constexpr std::string_view id = "970CA35de60c44645bbae8a215061b33";
constexpr std::string_view certificate = "5CFd2fd1755d40ecb72977518be15d3b";

// Leaves the object empty, and shows that the other one is alive.
template <class Object>
static void empty(Object& object) {
    const Object other = std::move(object);
    CHECK(other.native() != nullptr);
    CHECK(object.native() == nullptr);
}

static void token_objects() {
    voxtoken::NlsToken nls("id", "secret");
    empty(nls);
    CHECK(refuses("nls", [&] { nls.apply(); }));
    CHECK(refuses("nls", [&] { (void)nls.fetch(); }));
    CHECK(refuses("nls", [&] { nls.set_region("cn-shanghai"); }));
    CHECK(refuses("nls", [&] { nls.set_signature(voxtoken::NlsSignature::Rpc); }));
    CHECK(refuses("nls", [&] { nls.set_clock([] { return std::uint64_t{1}; }); }));
    CHECK(refuses("nls", [&] { nls.set_client(voxtoken::Client()); }));
    CHECK(refuses("nls", [&] { (void)nls.request(1, "once"); }));
    CHECK(!nls.last() && nls.token().empty() && nls.expire_time() == 0);
    nls = voxtoken::NlsToken("id", "secret");
    CHECK(!failure([&] { nls.set_clock([] { return std::uint64_t{1}; }); }));

    voxtoken::DashToken dash("key");
    empty(dash);
    CHECK(refuses("dash", [&] { dash.apply(); }));
    CHECK(refuses("dash", [&] { dash.set_expire_in(1s); }));
    CHECK(refuses("dash", [&] { (void)dash.request(); }));
    CHECK(!dash.last() && dash.token().empty() && dash.expire_time() == 0);

    voxtoken::AiobToken aiob("id", "secret");
    empty(aiob);
    CHECK(refuses("aiob", [&] { aiob.apply(); }));
    CHECK(refuses("aiob", [&] { aiob.set_clock([] { return std::uint64_t{1}; }); }));
    CHECK(!aiob.last() && aiob.token().empty() && aiob.expire_time() == 0);

    voxtoken::Client client;
    empty(client);
    CHECK(refuses("client", [&] { client.set_timeout(1s); }));
    CHECK(refuses("client", [&] { voxtoken::NlsToken("id", "secret").set_client(client); }));
}

static void token_and_request() {
    voxtoken::NlsToken nls("sandbox-id", "sandbox-secret");
    nls.set_endpoint(env("SANDBOX_NLS"));
    voxtoken::Token token = nls.apply();
    empty(token);
    CHECK(token.value().empty() && token.user_id().empty() && token.request_id().empty());
    CHECK(token.nls_request_id().empty() && token.expires_at() == 0 && token.server_time() == 0);
    CHECK(!token.is_usable(0) && !token.is_fresh(0, 0s));
    voxtoken::Request request = nls.request(1, "once");
    empty(request);
    CHECK(request.method().empty() && request.url().empty() && request.headers().empty());
    CHECK(refuses("request", [&] { (void)request.body(); }));
}

static void caches() {
    voxtoken::TokenCache cache("test", [] { return voxtoken::Token("T", 4'000'000'000); });
    voxtoken::CacheStatus status = cache.status();
    empty(status);
    CHECK(status.label().empty() && status.key().empty() && status.state().empty() && status.fingerprint().empty());
    CHECK(status.expires_at() == 0 && !status.expires_in() && status.generation() == 0 && !status.gate());
    CHECK(!status.is_fetching() && status.counters().empty());
    empty(cache);
    CHECK(refuses("cache", [&] { (void)cache.get(); }));
    CHECK(refuses("cache", [&] { (void)cache.get_with(1s, 1s); }));
    CHECK(refuses("cache", [&] { cache.get_async([](voxtoken::Token, std::optional<voxtoken::Error>) {}); }));
    CHECK(refuses("cache", [&] { cache.reject("T"); }));
    CHECK(refuses("cache", [&] { cache.refresh(); }));
    CHECK(refuses("cache", [&] { (void)cache.status(); }));
    CHECK(refuses("cache", [&] { cache.clear(); }));
    CHECK(!cache.try_get());
    voxtoken::CacheSettings settings;
    empty(settings);
    CHECK(refuses("settings", [&] { settings.set_lead(1s); }));
    CHECK(refuses("settings", [&] { settings.set_clock([] { return std::uint64_t{1}; }); }));
    voxtoken::NlsToken nls("id", "secret");
    empty(nls);
    CHECK(refuses("nls", [&] { voxtoken::TokenCache{nls}; }));

    voxtoken::Token token("T", 5);
    vox_token* given = token.release();
    CHECK(!token && voxtoken::Token(given).expires_at() == 5);
}

static void minting() {
    const agora::User user = agora::User::uid(1);
    agora::Builder builder(id, certificate);
    agora::Permissions permissions;
    empty(permissions);
    CHECK(refuses("permissions", [&] { permissions.set(agora::Resource::Users, agora::Access::Read, {}); }));
    CHECK(refuses("permissions", [&] { (void)builder.rtm_with_permissions("bob", permissions, 60); }));
    CHECK(refuses("permissions", [&] { agora::Service::rtm2("bob", permissions); }));
    empty(builder);
    CHECK(refuses("builder", [&] { (void)builder.rtc("lobby", user, agora::Role::Publisher, 60, 60); }));
    CHECK(refuses("builder", [&] { builder.set_clock([] { return std::uint64_t{1}; }); }));
    CHECK(refuses("builder", [&] { builder.set_lenient(); }));

    agora::Service service = agora::Service::fpa();
    empty(service);
    CHECK(refuses("service", [&] { service.add_privilege(1, 2); }));
    CHECK(service.view().type() == agora::ServiceType::Unknown);
    CHECK(service.view().role() == -1 && service.view().privileges().empty());
    CHECK(refuses("service", [&] { (void)service.view().text(agora::Field::Channel); }));
    agora::AccessToken2 content(id, 1, 2, 3);
    CHECK(refuses("service", [&] { content.add_service(service); }));
    empty(content);
    CHECK(refuses("content", [&] { (void)content.build(certificate); }));
    agora::AccessToken old(id, "lobby", "1", 2, 3);
    empty(old);
    CHECK(refuses("content", [&] { old.add_privilege(1, 2); }));
}

static void checking() {
    const std::string token = agora::Builder(id, certificate).fpa();
    agora::Parsed parsed = agora::parse(token);
    empty(parsed);
    CHECK(parsed.version() == 0 && parsed.issue_ts() == 0 && parsed.salt() == 0 && parsed.expires_at() == 0);
    CHECK(parsed.services().empty() && parsed.privileges().empty() && !parsed.unknown_service());
    CHECK(refuses("parsed", [&] { (void)parsed.app_id(); }));
    CHECK(refuses("parsed", [&] { (void)parsed.signature(); }));
    CHECK(refuses("parsed", [&] { (void)parsed.signed_bytes(); }));
    agora::Report report = agora::explain(token);
    empty(report);
    CHECK(!report.is_valid() && !report.is_verified() && report.findings().empty());
    CHECK(refuses("report", [&] { (void)report.json(); }));
    agora::Expected expected;
    empty(expected);
    CHECK(refuses("expected", [&] { expected.set_now(1); }));
}

// An object of the C interface can be taken over.
static void native_handles() {
    vox_client* client = nullptr;
    CHECK(vox_client_new(&client, nullptr) == VOX_OK);
    const voxtoken::Client owner(client);
    CHECK(owner.native() == client);
}

int main() {
    token_objects();
    token_and_request();
    caches();
    minting();
    checking();
    native_handles();
    return result();
}
