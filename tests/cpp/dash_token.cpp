// DashToken: key, settings, asking, keeping.
#include "check.hpp"
#include "failure.hpp"

using namespace std::chrono_literals;
using voxtoken::DashToken;
using voxtoken::ErrorKind;
using voxtoken::Token;

static DashToken sandbox() {
    DashToken dash("sandbox-secret");
    dash.set_endpoint(env("SANDBOX_DASHSCOPE"));
    return dash;
}

static void apply_gives_and_keeps_a_key() {
    DashToken dash = sandbox();
    CHECK(!dash.last() && dash.token().empty() && dash.expire_time() == 0);
    const Token token = dash.apply();
    CHECK(token.value().find("st-") == 0);
    CHECK(token.user_id().empty() && token.nls_request_id().empty());
    CHECK(dash.token() == token.value() && dash.expire_time() == token.expires_at());
    CHECK(dash.last() && dash.last().expires_at() == token.expires_at());
    dash.set_endpoint(env("SANDBOX_DASHSCOPE") + "/nowhere");
    CHECK(failure([&] { dash.apply(); }));
    CHECK(!dash.last());
}

static void fetch_keeps_nothing() {
    const DashToken dash = sandbox();
    const Token token = dash.fetch();
    CHECK(!token.value().empty());
    CHECK(!dash.last());
}

static void the_life_is_a_duration() {
    DashToken dash = sandbox();
    dash.set_expire_in(30min);
    const voxtoken::Request request = dash.request();
    CHECK(request.url().find("expire_in_seconds=1800") != std::string_view::npos);
    for (const auto life : {0s, -1s, 1801s, std::chrono::seconds((1LL << 32) + 60), std::chrono::seconds::max()}) {
        dash.set_expire_in(life);
        const auto error = failure([&] { (void)dash.fetch(); });
        CHECK(error && error->kind() == ErrorKind::InvalidArgument);
    }
}

static void the_region_chooses_the_host() {
    DashToken dash("key");
    const voxtoken::Request beijing = dash.request();
    dash.set_region("ap-southeast-1");
    const voxtoken::Request singapore = dash.request();
    CHECK(beijing.method() == "POST");
    CHECK(beijing.url().find("https://dashscope.aliyuncs.com/") == 0);
    CHECK(singapore.url().find("https://dashscope-intl.aliyuncs.com/") == 0);
    bool has_key = false;
    for (const voxtoken::Header& header : singapore.headers()) {
        has_key |= header.name == "authorization" && header.value == "Bearer key";
    }
    CHECK(has_key);
    CHECK(beijing.body().empty());
}

static void the_key_comes_from_the_environment() {
    unsetenv("DASHSCOPE_API_KEY");
    const auto error = failure([] { (void)DashToken::from_env(); });
    CHECK(error && error->kind() == ErrorKind::Credentials);
    setenv("DASHSCOPE_API_KEY", "sandbox-secret", 1);
    DashToken dash = DashToken::from_env();
    dash.set_endpoint(env("SANDBOX_DASHSCOPE"));
    CHECK(!failure([&] { dash.apply(); }));
}

int main() {
    apply_gives_and_keeps_a_key();
    fetch_keeps_nothing();
    the_life_is_a_duration();
    the_region_chooses_the_host();
    the_key_comes_from_the_environment();
    return result();
}
