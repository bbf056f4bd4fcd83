#include "voxtoken.hpp"

std::string with_exceptions() {
    try {
        (void)voxtoken::agora::Builder("short", "short").fpa();
    } catch (const voxtoken::Error& error) {
        return "thrown: " + std::string(error.argument());
    }
    return "nothing";
}
