// Without exceptions: the same functions give a Result. Built as it is, and with -fno-exceptions -fno-rtti.
#define VOXTOKEN_NO_EXCEPTIONS
#include <type_traits>

#include "check.hpp"
#include "voxtoken.hpp"

namespace agora = voxtoken::agora;
using voxtoken::Result;
using voxtoken::ErrorKind;

constexpr std::string_view id = "970CA35de60c44645bbae8a215061b33";
constexpr std::string_view certificate = "5CFd2fd1755d40ecb72977518be15d3b";

static_assert(std::is_same_v<voxtoken::Outcome<int>, Result<int>>);
static_assert(!std::is_default_constructible_v<voxtoken::Client>);  // it could not report a failure
static_assert(!std::is_constructible_v<voxtoken::NlsToken, std::string_view, std::string_view>);

static void a_token_or_an_error() {
    auto nls = voxtoken::NlsToken::create("sandbox-id", "sandbox-secret");
    CHECK(nls.has_value());
    CHECK(nls->set_endpoint(env("SANDBOX_NLS")));
    CHECK(nls->set_clock([] { return std::uint64_t{1'900'000'000}; }));
    const Result<voxtoken::Token> token = nls->apply();  // corrects the clock and asks again
    CHECK(token && !token->value().empty() && (*token).value() == token.value().value());
    CHECK(nls->token() == token->value());

    CHECK(nls->set_action("NoSuchAction"));
    const auto failure = nls->fetch();
    CHECK(!failure && !failure.has_value());
    CHECK(failure.error().kind() != ErrorKind::Ok && failure.error().http_status() != 0);
    const voxtoken::Error copy = nls->fetch().error();
    CHECK(!copy.message().empty());
}

static void success_or_an_error() {
    auto nls = voxtoken::NlsToken::create("id", "secret");
    const Result<void> good = nls->set_region("cn-shanghai");
    CHECK(good && good.has_value());
    const Result<void> bad = nls->set_region(std::string_view("a\0b", 3));
    CHECK(!bad && bad.error().argument() == "region");
    const auto none = voxtoken::NlsToken::create(std::string_view("a\0b", 3), "secret");
    CHECK(!none && none.error().argument() == "access_key_id");
    CHECK(!nls->set_clock({}));
    CHECK(!voxtoken::set_log(static_cast<voxtoken::LogLevel>(9), {}));
    CHECK(voxtoken::set_log(voxtoken::LogLevel::Off, {}));
}

static void objects_are_made_by_create() {
    CHECK(voxtoken::Client::create());
    CHECK(voxtoken::DashToken::create("key"));
    CHECK(voxtoken::AiobToken::create("id", "secret"));
    CHECK(agora::Permissions::create());
    CHECK(agora::Expected::create());
    CHECK(agora::AccessToken::create(id, "lobby", "1", 2, 3));
}

static Result<voxtoken::Token> throttled() {
    return voxtoken::Error(ErrorKind::Throttled, "slow down", std::chrono::seconds(7));
}

static void caches() {
    const auto good = voxtoken::TokenCache::create("test", [] { return voxtoken::Token::create("T", 4'000'000'000); });
    const Result<voxtoken::Token> token = good->get();
    CHECK(token && token->value() == "T");
    CHECK(good->try_get().has_value() && *good->reject("other") == false);
    CHECK(good->get_async([](voxtoken::Token given, std::optional<voxtoken::Error> error) {
        CHECK(given.value() == "T" && !error);
    }));
    auto settings = voxtoken::CacheSettings::create();
    CHECK(settings->set_clock([] { return std::uint64_t{1'800'000'000}; }) && !settings->set_clock({}));
    const auto bad = voxtoken::TokenCache::create("test", throttled, *settings);
    const voxtoken::Error error = bad->get().error();
    CHECK(error.message() == "slow down" && error.retry_at() == 1'800'000'007);
    const auto status = bad->status();
    CHECK(status->gate()->kind() == ErrorKind::Throttled);
    CHECK(bad->clear());
    const auto minting = voxtoken::TokenCache::minting("test", [] { return Result<std::string>(std::string("007")); });
    CHECK(minting->get().error().kind() == ErrorKind::InvalidToken);
    const auto none = voxtoken::TokenCache::create("test", {});
    CHECK(!none && none.error().argument() == "fetch");
    const auto empty = voxtoken::Token::create("", 1);
    CHECK(!empty && empty.error().argument() == "value");
}

static void agora_tokens() {
    auto builder = agora::Builder::create(id, certificate);
    CHECK(builder->set_issued_at(1'700'000'000));
    const Result<std::string> token = builder->rtc("lobby", agora::User::uid(1), agora::Role::Publisher, 60, 60);
    CHECK(token && token->rfind("007", 0) == 0);
    CHECK(!builder->rtc("", agora::User::uid(1), agora::Role::Publisher, 60, 60));

    const auto parsed = agora::parse(*token);
    CHECK(*parsed->app_id() == id);
    CHECK(*parsed->services().at(0).text(agora::Field::Channel) == "lobby");
    CHECK(parsed->services().at(0).privileges().value().size() == 4);
    CHECK(parsed->privileges().value().empty());
    CHECK(agora::parse("007").error().kind() == ErrorKind::InvalidToken);

    auto expected = agora::Expected::create();
    CHECK(!agora::verify(*token, *expected));
    CHECK(expected->set_certificate(certificate) && expected->set_now(1'700'000'001));
    CHECK(agora::verify(*token, *expected));
    CHECK(agora::explain(*token, *expected).value().is_verified());

    const auto opened = agora::open(*token);
    CHECK(*agora::seal(opened->signing_info, certificate) == *token);
    CHECK(agora::sign(opened->signing_info, certificate));
    std::string moved = builder->fpa().value();
    CHECK(!moved.empty());
    const std::string also_moved = *builder->fpa();
    CHECK(!also_moved.empty());
}

int main() {
    a_token_or_an_error();
    success_or_an_error();
    objects_are_made_by_create();
    caches();
    agora_tokens();
    return result();
}
