// The log: levels, replacement, exceptions, and functions that outlive their replacement.
#include <memory>
#include <mutex>
#include <stdexcept>

#include "check.hpp"
#include "failure.hpp"

using voxtoken::LogLevel;
using voxtoken::set_log;

struct Lines {
    std::mutex mutex;
    std::vector<std::pair<LogLevel, std::string>> lines;

    void operator()(LogLevel level, std::string_view line) {
        const std::lock_guard lock(mutex);
        lines.emplace_back(level, line);
    }
};

static void ask() {
    voxtoken::NlsToken nls("sandbox-id", "sandbox-secret");
    nls.set_endpoint(env("SANDBOX_NLS"));
    nls.apply();
}

static void lines_come_up_to_the_level() {
    Lines all, few;
    set_log(LogLevel::Debug, std::ref(all));
    ask();
    set_log(LogLevel::Info, std::ref(few));
    ask();
    set_log(LogLevel::Off, {});
    const std::size_t sum = all.lines.size() + few.lines.size();
    ask();
    CHECK(all.lines.size() + few.lines.size() == sum);
    CHECK(few.lines.size() < all.lines.size());
    CHECK(!few.lines.empty());
    for (const auto& [level, line] : few.lines) CHECK(level <= LogLevel::Info && level > LogLevel::Off && !line.empty());
    for (const auto& [level, line] : all.lines) CHECK(line.find("sandbox-secret") == std::string::npos);
}

static void what_a_function_throws_is_dropped() {
    set_log(LogLevel::Debug, [](LogLevel, std::string_view) { throw std::runtime_error("disk full"); });
    CHECK(!failure(ask));
    set_log(LogLevel::Off, [](LogLevel, std::string_view) {});
}

static void a_function_that_was_set_is_kept() {
    const auto owner = std::make_shared<int>(0);
    set_log(LogLevel::Debug, [owner](LogLevel, std::string_view) { ++*owner; });
    ask();
    CHECK(*owner > 0);
    set_log(LogLevel::Debug, {});
    const int lines = *owner;
    ask();
    CHECK(*owner == lines);
    CHECK(owner.use_count() == 2);  // a thread could still be inside of it
}

static void an_unknown_level_is_refused_and_changes_nothing() {
    Lines lines;
    set_log(LogLevel::Debug, std::ref(lines));
    const auto owner = std::make_shared<int>(0);
    CHECK(refuses("max_level", [&] { set_log(static_cast<LogLevel>(9), [owner](LogLevel, std::string_view) {}); }));
    CHECK(owner.use_count() == 1);
    ask();
    set_log(LogLevel::Off, {});
    CHECK(!lines.lines.empty());
}

int main() {
    lines_come_up_to_the_level();
    what_a_function_throws_is_dropped();
    a_function_that_was_set_is_kept();
    an_unknown_level_is_refused_and_changes_nothing();
    return result();
}
