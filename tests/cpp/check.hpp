// What the programs here share: checks that go on after a failure, and the sandbox's addresses.
#ifndef CHECK_HPP
#define CHECK_HPP

#include <cstdio>
#include <cstdlib>
#include <string>

inline int failures = 0;

inline void check(bool holds, const char* condition, const char* file, int line) {
    if (holds) return;
    std::fprintf(stderr, "%s:%d: %s\n", file, line, condition);
    ++failures;
}

#define CHECK(...) check(static_cast<bool>(__VA_ARGS__), #__VA_ARGS__, __FILE__, __LINE__)

// The exit code of the program.
inline int result() { return failures == 0 ? 0 : 1; }

// A variable of the environment that the program needs.
inline std::string env(const char* name) {
    const char* value = std::getenv(name);
    if (value) return value;
    std::fprintf(stderr, "%s is not set\n", name);
    std::exit(2);
}

#endif
