// Built with -DMISUSE it must not compile: two owners of one handle.
#include "voxtoken.hpp"

int main() {
    voxtoken::Client first;
#ifdef MISUSE
    voxtoken::Client second = first;
#else
    voxtoken::Client second = std::move(first);
#endif
    return second.native() == nullptr;
}
