// Built with -DMISUSE it must not compile: a view of an object that is gone.
#include "voxtoken.hpp"

int main() {
    voxtoken::DashToken dash("key");
#ifdef MISUSE
    const std::string_view url = dash.request().url();
#else
    const voxtoken::Request request = dash.request();
    const std::string_view url = request.url();
#endif
    return url.empty();
}
