// Built with -DMISUSE it must not compile: nobody looks whether the setting was taken.
#define VOXTOKEN_NO_EXCEPTIONS
#include "voxtoken.hpp"

int main() {
    auto nls = voxtoken::NlsToken::create("id", "secret");
#ifdef MISUSE
    nls->set_region("cn-shanghai");
    return 0;
#else
    return nls->set_region("cn-shanghai") ? 0 : 1;
#endif
}
