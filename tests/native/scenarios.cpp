// What the generated programs that play the scenarios of the token cache are made with.
#include <cstring>
#include <filesystem>
#include <map>
#include <mutex>
#include <thread>

#include "voxtoken.hpp"

using voxtoken::CacheSettings;
using voxtoken::CacheStatus;
using voxtoken::Error;
using voxtoken::ErrorKind;
using voxtoken::Token;
using voxtoken::TokenCache;
using namespace std::chrono_literals;

// The one source of all caches.
struct Cloud {
    std::mutex mutex;
    std::uint64_t now = 0;
    std::int64_t calls = 0;
    std::uint64_t life = 0;
    std::string token;
    std::optional<Error> failure;

    Token fetch() {
        const std::lock_guard lock(mutex);
        ++calls;
        if (failure) throw *failure;
        return Token(token.empty() ? "T" + std::to_string(calls) : token, now + life);
    }
    std::uint64_t tell() {
        const std::lock_guard lock(mutex);
        return now;
    }
};

struct Play {
    std::string name;
    int at = 0;
    std::string folder;
    CacheSettings settings;
    std::map<std::string, TokenCache> caches;
};

static Cloud cloud;
static std::optional<Play> play;

static void expect(bool holds, const char* what) {
    if (holds) return;
    std::fprintf(stderr, "%s, step %d: not so: %s\n", play->name.c_str(), play->at, what);
    std::exit(1);
}

#define EXPECT(...) expect(static_cast<bool>(__VA_ARGS__), #__VA_ARGS__)

static void begin(const char* name, std::int64_t min_validity, std::int64_t lead, bool has_file) {
    play.emplace();
    play->name = name;
    {
        const std::lock_guard lock(cloud.mutex);
        cloud.now = 1'800'000'000;
        cloud.calls = 0;
    }
    play->settings.set_deadline(5min);
    play->settings.set_clock([] { return cloud.tell(); });
    if (min_validity >= 0) play->settings.set_min_validity(std::chrono::seconds(min_validity));
    if (lead >= 0) play->settings.set_lead(std::chrono::seconds(lead));
    if (has_file) {
        char folder[] = "/tmp/vox-scenario-XXXXXX";
        EXPECT(mkdtemp(folder) != nullptr);
        play->folder = folder;
        play->settings.set_file(folder);
    }
}

static void step(int at) { play->at = at; }

// The cache of this name, made if there is none.
static const TokenCache& cache_of(const char* name) {
    const auto found = play->caches.find(name);
    if (found != play->caches.end()) return found->second;
    TokenCache cache("scenario", [] { return cloud.fetch(); }, play->settings);
    return play->caches.emplace(name, std::move(cache)).first->second;
}

static void await_all() {
    for (const auto& [name, cache] : play->caches) {
        while (cache.status().is_fetching()) std::this_thread::sleep_for(1ms);
    }
}

static void restart(const char* name) { play->caches.erase(name); }

static void end() {
    await_all();
    play->caches.clear();
    if (!play->folder.empty()) std::filesystem::remove_all(play->folder);
}

static void answer(std::int64_t life, const char* token) {
    const std::lock_guard lock(cloud.mutex);
    cloud.failure.reset();
    cloud.life = static_cast<std::uint64_t>(life);
    cloud.token = token ? token : "";
}

static ErrorKind kind_of(const char* name) {
    std::uint32_t number = 1;
    while (voxtoken::kind_name(static_cast<ErrorKind>(number)) != name) ++number;
    return static_cast<ErrorKind>(number);
}

static void answer_error(const char* kind, std::int64_t retry_after) {
    std::optional<std::chrono::milliseconds> wait;
    if (retry_after >= 0) wait = std::chrono::seconds(retry_after);
    const std::lock_guard lock(cloud.mutex);
    cloud.failure.emplace(kind_of(kind), "as the scenario wants", wait);
}

static void advance(std::int64_t seconds) {
    const std::lock_guard lock(cloud.mutex);
    cloud.now += static_cast<std::uint64_t>(seconds);
}

template <class Function>
static void expect_token(Function&& function, const char* wanted) {
    try {
        const Token token = function();
        EXPECT(token.value() == wanted);
    } catch (const Error& error) {
        expect(false, error.what());
    }
}

template <class Function>
static void expect_error(Function&& function, const char* kind, std::int64_t retry_in, const char* argument) {
    try {
        (void)function();
    } catch (const Error& error) {
        EXPECT(error.kind() == kind_of(kind));
        if (retry_in >= 0) EXPECT(error.retry_at() == cloud.tell() + static_cast<std::uint64_t>(retry_in));
        if (argument) EXPECT(error.argument() == argument);
        return;
    }
    expect(false, "it must fail");
}

static Token got(const char* cache, std::int64_t need) {
    if (need < 0) return cache_of(cache).get();
    return cache_of(cache).get_with(std::chrono::seconds(need), 5min);
}

static void get(const char* cache, std::int64_t need, const char* wanted) {
    expect_token([&] { return got(cache, need); }, wanted);
}

static void get_error(const char* cache, std::int64_t need, const char* kind, std::int64_t retry_in,
                      const char* argument) {
    expect_error([&] { return got(cache, need); }, kind, retry_in, argument);
}

static void try_get(const char* cache, const char* wanted) {
    const std::optional<Token> token = cache_of(cache).try_get();
    EXPECT(token.has_value() == (wanted != nullptr));
    if (token) EXPECT(token->value() == wanted);
}

static void reject(const char* cache, const char* token, bool wanted) { EXPECT(cache_of(cache).reject(token) == wanted); }

static void refresh(const char* cache, const char* wanted) {
    expect_token([&] { return cache_of(cache).refresh(); }, wanted);
}

static void refresh_error(const char* cache, const char* kind, std::int64_t retry_in, const char* argument) {
    expect_error([&] { return cache_of(cache).refresh(); }, kind, retry_in, argument);
}

static void calls(std::int64_t wanted) {
    await_all();
    const std::lock_guard lock(cloud.mutex);
    EXPECT(cloud.calls == wanted);
}

static CacheStatus status_of(const char* cache) {
    (void)cache_of(cache);
    await_all();
    return cache_of(cache).status();
}

static void status_state(const char* cache, const char* wanted) {
    const CacheStatus status = status_of(cache);
    EXPECT(status.state() == wanted);
}

static void status_generation(const char* cache, std::int64_t wanted) {
    EXPECT(status_of(cache).generation() == static_cast<std::uint64_t>(wanted));
}

static void status_expires_at(const char* cache, std::int64_t wanted) {
    EXPECT(status_of(cache).expires_at() == static_cast<std::uint64_t>(wanted));
}

static void status_gate(const char* cache, const char* wanted) {
    const std::optional<Error> gate = status_of(cache).gate();
    EXPECT(gate.has_value() == (wanted != nullptr));
    if (gate) EXPECT(gate->kind() == kind_of(wanted));
}
