// AiobToken: keys, settings, asking, keeping.
#include "check.hpp"
#include "failure.hpp"

using voxtoken::AiobToken;
using voxtoken::ErrorKind;
using voxtoken::Token;

static AiobToken sandbox() {
    AiobToken aiob("sandbox-id", "sandbox-secret");
    aiob.set_endpoint(env("SANDBOX_AIOB"));
    return aiob;
}

static void apply_gives_and_keeps_a_token() {
    AiobToken aiob = sandbox();
    CHECK(!aiob.last() && aiob.token().empty() && aiob.expire_time() == 0);
    const Token token = aiob.apply();
    CHECK(!token.value().empty() && !token.user_id().empty());
    CHECK(aiob.token() == token.value() && aiob.expire_time() == token.expires_at());
    const Token last = aiob.last();
    CHECK(last && last.user_id() == token.user_id());
    aiob.set_endpoint(env("SANDBOX_AIOB") + "/nowhere");
    CHECK(failure([&] { aiob.apply(); }));
    CHECK(!aiob.last());
}

static void fetch_keeps_nothing() {
    const AiobToken aiob = sandbox();
    const Token token = aiob.fetch();
    CHECK(!token.value().empty());
    CHECK(!aiob.last());
}

static void a_request_carries_the_keys() {
    const voxtoken::Request request = AiobToken("the-id", "the-secret").request();
    CHECK(request.method() == "POST");
    CHECK(request.url().find("https://") == 0);
    const std::string_view body = request.body();
    CHECK(body.find("the-id") != body.npos && body.find("the-secret") != body.npos);
}

static void the_keys_come_from_the_environment() {
    unsetenv("BAIDU_AIOB_ACCESS_KEY");
    const auto error = failure([] { (void)AiobToken::from_env(); });
    CHECK(error && error->kind() == ErrorKind::Credentials);
    setenv("BAIDU_AIOB_ACCESS_KEY", "sandbox-id", 1);
    setenv("BAIDU_AIOB_SECRET_KEY", "sandbox-secret", 1);
    AiobToken aiob = AiobToken::from_env();
    aiob.set_endpoint(env("SANDBOX_AIOB"));
    CHECK(!failure([&] { aiob.apply(); }));
}

int main() {
    apply_gives_and_keeps_a_token();
    fetch_keeps_nothing();
    a_request_carries_the_keys();
    the_keys_come_from_the_environment();
    return result();
}
