// NlsToken and Token: keys, settings, asking, keeping.
#include "check.hpp"
#include "failure.hpp"

using namespace std::chrono_literals;
using voxtoken::NlsToken;
using voxtoken::ErrorKind;
using voxtoken::Token;

static NlsToken sandbox(std::string_view id = "sandbox-id") {
    NlsToken nls(id, "sandbox-secret");
    nls.set_endpoint(env("SANDBOX_NLS"));
    return nls;
}

static ErrorKind kind_of(const NlsToken& nls) {
    const auto error = failure([&] { (void)nls.fetch(); });
    return error ? error->kind() : ErrorKind::Ok;
}

static void apply_gives_and_keeps_a_token() {
    NlsToken nls = sandbox();
    CHECK(!nls.last() && nls.token().empty() && nls.expire_time() == 0);
    const Token token = nls.apply();
    CHECK(!token.value().empty());
    CHECK(nls.token() == token.value());
    CHECK(nls.expire_time() == token.expires_at());
    const Token last = nls.last();
    CHECK(last && last.value() == token.value());
}

static void a_failure_leaves_no_old_token() {
    NlsToken nls = sandbox();
    nls.apply();
    nls.set_action("NoSuchAction");
    CHECK(failure([&] { nls.apply(); }));
    CHECK(!nls.last() && nls.token().empty() && nls.expire_time() == 0);
}

static void fetch_keeps_nothing() {
    const NlsToken nls = sandbox();
    const Token token = nls.fetch();
    CHECK(!token.value().empty());
    CHECK(!nls.last());
}

static void a_token_says_all_that_is_known() {
    const Token token = sandbox().fetch();
    CHECK(!token.user_id().empty());
    CHECK(!token.request_id().empty());
    CHECK(!token.nls_request_id().empty());
    CHECK(token.server_time() > 1'700'000'000 && token.server_time() < token.expires_at());
    const std::uint64_t end = token.expires_at();
    CHECK(token.is_usable(end - 1) && !token.is_usable(end));
    CHECK(token.is_fresh(end - 61, 60s) && !token.is_fresh(end - 60, 60s));
    CHECK(!token.is_fresh(end - 60, 1min) && token.is_fresh(end - 1, -5s) && !token.is_fresh(end, -5s));
}

static void temporary_credentials_need_the_security_token() {
    NlsToken nls = sandbox("STS.sandbox-id");
    CHECK(kind_of(nls) != ErrorKind::Ok);
    nls.set_security_token("sandbox-security-token");
    CHECK(kind_of(nls) == ErrorKind::Ok);
}

static void each_way_of_signing_works() {
    NlsToken get = sandbox();
    get.set_method(voxtoken::Method::Get);
    CHECK(kind_of(get) == ErrorKind::Ok);
    NlsToken acs3 = sandbox();
    acs3.set_signature(voxtoken::NlsSignature::Acs3);
    CHECK(kind_of(acs3) == ErrorKind::Ok);
    NlsToken roa = sandbox();
    roa.set_signature(voxtoken::NlsSignature::Roa);
    roa.set_version("2018-05-18");
    roa.set_resource_path("/pop/2018-05-18/tokens");
    CHECK(kind_of(roa) == ErrorKind::Ok);
    CHECK(failure([&] { roa.set_signature(static_cast<voxtoken::NlsSignature>(9)); }));
    CHECK(failure([&] { roa.set_method(static_cast<voxtoken::Method>(9)); }));
}

static void a_request_carries_the_settings() {
    NlsToken nls("the-id", "the-secret");
    nls.set_region("ap-southeast-1");
    nls.set_version("2019-02-28");
    nls.set_action("OtherAction");
    nls.set_endpoint("https://nls.example.org");
    nls.set_resource_path("/other");
    const voxtoken::Request request = nls.request(1'700'000'000, "once");
    CHECK(request.method() == "POST");
    CHECK(request.url().find("https://nls.example.org/other") == 0);
    const std::string body(request.body());
    for (const char* part : {"RegionId=ap-southeast-1", "Version=2019-02-28", "Action=OtherAction", "SignatureNonce=once",
                             "AccessKeyId=the-id", "Timestamp=2023-11-14T22%3A13%3A20Z"}) {
        CHECK(body.find(part) != std::string::npos);
    }
    CHECK(body.find("the-secret") == std::string::npos);
    const auto headers = request.headers();
    CHECK(!headers.empty());
    for (const voxtoken::Header& header : headers) CHECK(!header.name.empty() && !header.value.empty());
    const voxtoken::Request other = nls.request(1'700'000'000, "twice");
    CHECK(other.body() != body);
}

static void the_key_comes_from_the_environment() {
    unsetenv("ALIBABA_CLOUD_ACCESS_KEY_ID");
    unsetenv("ALIYUN_AK_ID");
    const auto error = failure([] { (void)NlsToken::from_env(); });
    CHECK(error && error->kind() == ErrorKind::Credentials);
    setenv("ALIYUN_AK_ID", "sandbox-id", 1);
    setenv("ALIYUN_AK_SECRET", "sandbox-secret", 1);
    NlsToken nls = NlsToken::from_env();
    nls.set_endpoint(env("SANDBOX_NLS"));
    CHECK(kind_of(nls) == ErrorKind::Ok);
}

int main() {
    apply_gives_and_keeps_a_token();
    a_failure_leaves_no_old_token();
    fetch_keeps_nothing();
    a_token_says_all_that_is_known();
    temporary_credentials_need_the_security_token();
    each_way_of_signing_works();
    a_request_carries_the_settings();
    the_key_comes_from_the_environment();
    return result();
}
