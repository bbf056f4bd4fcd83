// A cache: functions as sources, settings, events, status, exceptions that do not cross.
#include <atomic>
#include <condition_variable>
#include <mutex>
#include <stdexcept>
#include <thread>

#include "check.hpp"
#include "failure.hpp"

namespace agora = voxtoken::agora;
using namespace std::chrono_literals;
using voxtoken::CacheEvent;
using voxtoken::CacheSettings;
using voxtoken::Error;
using voxtoken::ErrorKind;
using voxtoken::Token;
using voxtoken::TokenCache;

// Settings that do not take a slow machine for a failure.
static CacheSettings patient() {
    CacheSettings settings;
    settings.set_deadline(5min);
    return settings;
}

static voxtoken::Fetch counted(const std::shared_ptr<std::atomic<int>>& calls) {
    return [calls] { return Token("T" + std::to_string(++*calls), 4'000'000'000); };
}

static void one_call_serves_all() {
    const auto calls = std::make_shared<std::atomic<int>>(0);
    const TokenCache cache("test", counted(calls), patient());
    CHECK(!cache.try_get().has_value());
    const Token token = cache.get();
    CHECK(token.value() == "T1" && token.expires_at() == 4'000'000'000);
    const std::optional<Token> again = cache.try_get();
    CHECK(again.has_value() && again->value() == "T1");
    CHECK(*calls == 1);
    CHECK(!cache.reject("T0"));
    CHECK(cache.reject("T1"));
    CHECK(cache.settle(5min));
    const Token other = cache.get();
    CHECK(other.value() == "T2");
    const Token refreshed = cache.refresh();
    CHECK(refreshed.value() == "T2");  // less than a minute old
    cache.clear();
    const Token third = cache.get();
    CHECK(third.value() == "T3");
}

static void functions_live_as_long_as_they_may_be_called() {
    const auto calls = std::make_shared<std::atomic<int>>(0);
    const auto owner = std::make_shared<int>(0);
    const std::weak_ptr<int> watcher = owner;
    {
        CacheSettings settings = patient();
        settings.set_clock([owner] { return std::uint64_t{1'800'000'000}; });
        settings.set_observer([owner](const CacheEvent&) {});
        CHECK(watcher.use_count() == 3);
        const TokenCache first("first", counted(calls), settings), second("second", counted(calls), settings);
        settings = patient();
        (void)first.get();
        CHECK(watcher.use_count() == 3);
    }
    while (watcher.use_count() != 1 || calls.use_count() != 1) std::this_thread::yield();  // the fetch's thread ends
}

static void an_error_of_a_source_comes_out_as_it_is() {
    CacheSettings settings = patient();
    settings.set_clock([] { return std::uint64_t{1'800'000'000}; });
    const TokenCache cache(
        "test", []() -> Token { throw Error(ErrorKind::Throttled, "slow down", 7s); }, settings);
    for (int round = 0; round < 2; ++round) {
        const auto error = failure([&] { (void)cache.get(); });
        CHECK(error && error->kind() == ErrorKind::Throttled && error->message() == "slow down");
        CHECK(error && error->retry_after() == 7s && error->retry_at() == 1'800'000'007);
    }
    const voxtoken::CacheStatus status = cache.status();
    const std::optional<Error> gate = status.gate();
    CHECK(status.state() == "empty" && gate && gate->kind() == ErrorKind::Throttled && gate->retry_at() == 1'800'000'007);
}

// The message may come from anywhere: the kind says what to do.
static void an_error_keeps_its_kind_whatever_its_message_holds() {
    const TokenCache cache(
        "test", []() -> Token { throw Error(ErrorKind::Credentials, std::string_view("f\xFCr\0x", 5)); }, patient());
    const auto error = failure([&] { (void)cache.get(); });
    CHECK(error && error->kind() == ErrorKind::Credentials && error->message() == "f\xEF\xBF\xBDr x");
}

static void what_else_a_function_throws_stays_inside() {
    const TokenCache source("test", []() -> Token { throw std::runtime_error("the secret is hunter2"); }, patient());
    const auto error = failure([&] { (void)source.get(); });
    CHECK(error && error->kind() == ErrorKind::Unavailable);
    CHECK(error && error->message().find("hunter2") == std::string_view::npos);

    CacheSettings settings = patient();
    settings.set_observer([](const CacheEvent&) { throw std::runtime_error("no display"); });
    settings.set_clock([]() -> std::uint64_t { throw std::runtime_error("no battery"); });
    const auto calls = std::make_shared<std::atomic<int>>(0);
    const TokenCache cache("test", counted(calls), settings);
    CHECK(!failure([&] { (void)cache.get(); }));
    cache.get_async([](Token, std::optional<Error>) { throw 5; });

    const TokenCache empty("test", [] { return Token(nullptr); }, patient());
    const auto none = failure([&] { (void)empty.get(); });
    CHECK(none && none->kind() == ErrorKind::Unavailable);
}

static void a_minted_token_is_kept() {
    const auto builder = std::make_shared<agora::Builder>("970CA35de60c44645bbae8a215061b33",
                                                          "5CFd2fd1755d40ecb72977518be15d3b");
    const auto calls = std::make_shared<std::atomic<int>>(0);
    const voxtoken::Mint mint = [calls, builder] {
        ++*calls;
        return builder->rtc("lobby", agora::User::uid(23), agora::Role::Publisher, 3600, 3600);
    };
    const TokenCache cache = TokenCache::minting("lobby 23", mint, patient());
    const Token first = cache.get(), second = cache.get();
    CHECK(first.value().substr(0, 3) == "007" && first.value() == second.value() && *calls == 1);
    CHECK(first.expires_at() == agora::parse(first.value()).expires_at());

    const TokenCache broken = TokenCache::minting("lobby 24", []() -> std::string { throw std::logic_error("no"); }, patient());
    const auto error = failure([&] { (void)broken.get(); });
    CHECK(error && error->kind() == ErrorKind::Unavailable);
    const TokenCache refused =
        TokenCache::minting("fpa", [] { return agora::Builder("short", "short").fpa(); }, patient());
    CHECK(refuses("app_id", [&] { (void)refused.get(); }));
}

static void the_clouds_are_sources() {
    voxtoken::Client client;
    client.set_timeout(5min);
    client.set_connect_timeout(5min);
    voxtoken::NlsToken nls("sandbox-id", "sandbox-secret");
    nls.set_endpoint(env("SANDBOX_NLS"));
    nls.set_client(client);
    voxtoken::DashToken dash("sandbox-secret");
    dash.set_endpoint(env("SANDBOX_DASHSCOPE"));
    dash.set_client(client);
    voxtoken::AiobToken aiob("sandbox-id", "sandbox-secret");
    aiob.set_endpoint(env("SANDBOX_AIOB"));
    aiob.set_client(client);
    TokenCache caches[] = {TokenCache(nls, patient()), TokenCache(dash, patient()), TokenCache(aiob, patient())};
    for (TokenCache& cache : caches) {
        const Token first = cache.get(), second = cache.get();
        CHECK(!first.value().empty() && first.value() == second.value());
        const voxtoken::CacheStatus status = cache.status();
        CHECK(status.generation() == 1 && status.label().find("127.0.0.1") != std::string_view::npos);
    }
}

// A source that a test holds.
struct Held {
    std::mutex mutex;
    std::condition_variable changed;
    bool is_held = true;
    int calls = 0;

    Token fetch() {
        std::unique_lock lock(mutex);
        ++calls;
        changed.notify_all();
        changed.wait(lock, [this] { return !is_held; });
        return Token("T", 4'000'000'000);
    }
    void release() {
        const std::lock_guard lock(mutex);
        is_held = false;
        changed.notify_all();
    }
};

static void a_deadline_ends_the_wait_and_not_the_fetch() {
    const auto held = std::make_shared<Held>();
    const TokenCache cache("test", [held] { return held->fetch(); }, patient());
    const auto error = failure([&] { (void)cache.get_with(0s, 1ms); });
    CHECK(error && error->kind() == ErrorKind::Timeout);
    std::mutex mutex;
    std::condition_variable changed;
    std::string value;
    cache.get_async([&](Token token, std::optional<Error> reason) {
        const std::lock_guard lock(mutex);
        value = reason ? reason->what() : token.value();
        changed.notify_all();
    });
    held->release();
    std::unique_lock lock(mutex);
    changed.wait(lock, [&] { return !value.empty(); });
    CHECK(value == "T" && held->calls == 1);
    CHECK(refuses("min_validity", [&] { (void)cache.get_with(std::chrono::hours(24 * 1000), 5min); }));
}

static void events_and_counters_say_what_happened() {
    std::mutex mutex;
    std::vector<std::string> events;
    bool has_acted = false;
    bool is_held = false;
    CacheSettings settings = patient();
    settings.set_clock([] { return std::uint64_t{1'800'000'000}; });
    settings.set_redis("redis://127.0.0.1:1");  // nobody listens there
    settings.set_observer([&](const CacheEvent& event) {
        const std::lock_guard lock(mutex);
        const auto error = event.error();
        events.push_back(std::string(event.name()) + " " + std::string(event.layer()) +
                         std::string(error ? error->name() : ""));
        if (event.name() == "fetched") is_held = event.took().has_value() && event.expires_at() == 4'000'000'000;
        CHECK(!event.retry_in().has_value() && !event.is_usable());
        has_acted = has_acted || event.has_acted();
    });
    const auto calls = std::make_shared<std::atomic<int>>(0);
    const TokenCache cache("test", counted(calls), settings);
    (void)cache.get();
    {
        const std::lock_guard lock(mutex);
        CHECK((events == std::vector<std::string>{"store_failed redisunavailable", "fetched "}));
        CHECK(is_held && !has_acted);
    }
    cache.reject("T1");
    (void)cache.get();
    const voxtoken::CacheStatus status = cache.status();
    CHECK(status.key().size() == 64 && status.fingerprint().size() == 8 && status.label() == "test");
    CHECK(status.state() == "fresh" && status.expires_at() == 4'000'000'000 && status.expires_in() > 1h);
    bool found = false;
    for (const auto& [name, value] : status.counters()) found = found || (name == "fetched" && value == 2);
    CHECK(found);
    const std::lock_guard lock(mutex);
    CHECK(has_acted);
}

static void arguments_are_refused_by_name() {
    const auto calls = std::make_shared<std::atomic<int>>(0);
    CacheSettings settings = patient();
    CHECK(refuses("fetch", [] { TokenCache("test", voxtoken::Fetch()); }));
    CHECK(refuses("mint", [] { (void)TokenCache::minting("test", nullptr); }));
    CHECK(refuses("name", [&] { TokenCache(std::string_view("a\0b", 3), counted(calls)); }));
    CHECK(refuses("now", [&] { settings.set_clock({}); }));
    CHECK(refuses("observer", [&] { settings.set_observer({}); }));
    CHECK(refuses("folder", [&] { settings.set_file(std::string_view("\xFF", 1)); }));
    settings.set_encrypt();
    CHECK(refuses("encrypt", [&] { TokenCache("test", counted(calls), settings); }));
    CHECK(calls.use_count() == 1);
    settings.set_encrypt("a secret");
    TokenCache cache("test", counted(calls), settings);
    CHECK(refuses("token", [&] { cache.reject(std::string_view("a\0b", 3)); }));
    CHECK(refuses("then", [&] { cache.get_async({}); }));
    CHECK(refuses("value", [] { Token("", 1); }));
    const Error cut(ErrorKind::Network, "cut");
    CHECK(cut.kind() == ErrorKind::Network && cut.message() == "cut" && !cut.retry_after() && cut.retry_at() == 0);
    CHECK(Error(ErrorKind::Ok, "fine").kind() == ErrorKind::Ok);
}

int main() {
    one_call_serves_all();
    functions_live_as_long_as_they_may_be_called();
    an_error_of_a_source_comes_out_as_it_is();
    an_error_keeps_its_kind_whatever_its_message_holds();
    what_else_a_function_throws_stays_inside();
    a_minted_token_is_kept();
    the_clouds_are_sources();
    a_deadline_ends_the_wait_and_not_the_fetch();
    events_and_counters_say_what_happened();
    arguments_are_refused_by_name();
    return result();
}
