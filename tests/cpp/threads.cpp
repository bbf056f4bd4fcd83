// One object, many threads: asking, setting and reading at once.
#include <atomic>
#include <thread>

#include "check.hpp"
#include "failure.hpp"

namespace agora = voxtoken::agora;

static std::uint64_t now() {
    return static_cast<std::uint64_t>(
        std::chrono::duration_cast<std::chrono::seconds>(std::chrono::system_clock::now().time_since_epoch()).count());
}

template <class Function>
static void in_threads(Function function) {
    std::vector<std::thread> threads;
    for (int number = 0; number < 4; ++number) threads.emplace_back(function);
    for (std::thread& thread : threads) thread.join();
}

static void a_token_object_serves_all_threads() {
    voxtoken::NlsToken nls("sandbox-id", "sandbox-secret");
    nls.set_endpoint(env("SANDBOX_NLS"));
    std::atomic<int> faults{0};
    in_threads([&] {
        for (int round = 0; round < 3; ++round) {
            nls.set_clock(now);
            nls.set_region("cn-shanghai");
            const auto error = failure([&] { nls.apply(); });
            if (error) ++faults;
            (void)nls.token();
            (void)nls.expire_time();
        }
    });
    CHECK(faults == 0);
}

static void a_builder_mints_in_all_threads() {
    agora::Builder builder("970CA35de60c44645bbae8a215061b33", "5CFd2fd1755d40ecb72977518be15d3b");
    builder.set_clock(now);
    const agora::Parsed shared = agora::parse(builder.fpa());
    std::atomic<int> faults{0};
    in_threads([&] {
        if (builder.fpa().empty() || shared.services().size() != 1) ++faults;
    });
    CHECK(faults == 0);
}

static void the_log_is_replaced_while_it_is_written() {
    const auto lines = std::make_shared<std::atomic<int>>(0);
    const auto set = [&lines] {
        voxtoken::set_log(voxtoken::LogLevel::Debug, [lines](voxtoken::LogLevel, std::string_view) { ++*lines; });
    };
    set();
    in_threads([&] {
        voxtoken::AiobToken aiob("sandbox-id", "sandbox-secret");
        aiob.set_endpoint(env("SANDBOX_AIOB"));
        set();
        aiob.apply();
        set();
    });
    voxtoken::set_log(voxtoken::LogLevel::Off, {});
    CHECK(*lines > 0);
}

int main() {
    a_token_object_serves_all_threads();
    a_builder_mints_in_all_threads();
    the_log_is_replaced_while_it_is_written();
    return result();
}
