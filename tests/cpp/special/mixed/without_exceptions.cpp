#include "voxtoken.hpp"

std::string without_exceptions() {
    auto builder = voxtoken::agora::Builder::create("short", "short");
    if (!builder->set_clock([] { return std::uint64_t{1}; })) return "no clock";
    const auto token = builder->fpa();
    return token ? "nothing" : "given: " + std::string(token.error().argument());
}
