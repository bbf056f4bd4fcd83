#define VOXTOKEN_NO_EXCEPTIONS
#include <stdexcept>

#include "voxtoken.hpp"

// A function of the caller may throw all the same.
static bool a_clock_may_throw() {
    auto builder =
        voxtoken::agora::Builder::create("970CA35de60c44645bbae8a215061b33", "5CFd2fd1755d40ecb72977518be15d3b");
    const auto set = builder->set_clock([]() -> std::uint64_t { throw std::runtime_error("no battery"); });
    return set.has_value() && builder->fpa().has_value();
}

std::string with_results() {
    const auto builder = voxtoken::agora::Builder::create("short", "short");
    const auto token = builder->fpa();
    if (token) return "nothing";
    return "given: " + std::string(token.error().argument()) + (a_clock_may_throw() ? ", caught" : "");
}
