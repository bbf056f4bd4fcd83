// Clocks of the caller: used, kept as long as needed, and free to throw.
#include <ctime>
#include <memory>
#include <stdexcept>

#include "check.hpp"
#include "failure.hpp"

namespace agora = voxtoken::agora;

static agora::Builder builder() {
    return agora::Builder("970CA35de60c44645bbae8a215061b33", "5CFd2fd1755d40ecb72977518be15d3b");
}

static std::uint32_t issued_by(const agora::Builder& builder) { return agora::parse(builder.fpa()).issue_ts(); }

static void a_builder_takes_its_clock() {
    agora::Builder mine = builder();
    mine.set_clock([] { return std::uint64_t{1'700'000'000}; });
    CHECK(issued_by(mine) == 1'700'000'000);
    mine.set_clock([] { return std::uint64_t{1'700'000'001}; });
    CHECK(issued_by(mine) == 1'700'000'001);
}

static void the_clouds_take_their_clock() {
    int calls = 0;
    const auto count = [&calls] {
        ++calls;
        return static_cast<std::uint64_t>(std::time(nullptr));
    };
    voxtoken::NlsToken nls("sandbox-id", "sandbox-secret");
    nls.set_endpoint(env("SANDBOX_NLS"));
    nls.set_clock(count);
    nls.apply();
    CHECK(calls > 0);
    voxtoken::AiobToken aiob("sandbox-id", "sandbox-secret");
    aiob.set_endpoint(env("SANDBOX_AIOB"));
    aiob.set_clock(count);
    CHECK(!failure([&] { aiob.apply(); }));
}

static void a_clock_lives_as_long_as_its_object() {
    const auto owner = std::make_shared<int>(0);
    const std::weak_ptr<int> watcher = owner;
    {
        agora::Builder first = builder();
        first.set_clock([owner] { return std::uint64_t{5} + static_cast<std::uint64_t>(*owner); });
        first.set_clock([] { return std::uint64_t{6}; });
        CHECK(watcher.use_count() == 2);  // a thread could still be inside of it
        agora::Builder second = std::move(first);
        CHECK(issued_by(second) == 6);
        CHECK(watcher.use_count() == 2);
    }
    CHECK(watcher.use_count() == 1);
}

static void when_a_clock_throws_the_system_s_time_is_taken() {
    agora::Builder mine = builder();
    mine.set_clock([]() -> std::uint64_t { throw std::runtime_error("no battery"); });
    const auto before = static_cast<std::uint32_t>(std::time(nullptr));
    const std::uint32_t issued = issued_by(mine);
    CHECK(before <= issued && issued <= static_cast<std::uint32_t>(std::time(nullptr)));
}

static void an_empty_clock_is_refused() {
    agora::Builder mine = builder();
    mine.set_clock([] { return std::uint64_t{7}; });
    CHECK(refuses("now", [&] { mine.set_clock({}); }));
    CHECK(issued_by(mine) == 7);
    CHECK(refuses("now", [] { voxtoken::NlsToken("id", "secret").set_clock(nullptr); }));
    CHECK(refuses("now", [] { voxtoken::AiobToken("id", "secret").set_clock({}); }));
}

int main() {
    a_builder_takes_its_clock();
    the_clouds_take_their_clock();
    a_clock_lives_as_long_as_its_object();
    when_a_clock_throws_the_system_s_time_is_taken();
    an_empty_clock_is_refused();
    return result();
}
