// A program of a user: mints an Agora token and asks the NLS stand-in at SANDBOX_NLS, which takes C++ exceptions along.
#include <cstdlib>
#include <iostream>
#include <memory>
#include <stdexcept>

#include "voxtoken.h"

namespace {

void must(std::uint32_t status) {
    if (status != VOX_OK) throw std::runtime_error(vox_status_name(status));
}

std::string mint() {
    vox_agora_builder *made = nullptr;
    must(vox_agora_builder_new("970CA35de60c44645bbae8a215061b33", "5CFd2fd1755d40ecb72977518be15d3b", &made, nullptr));
    std::unique_ptr<vox_agora_builder, decltype(&vox_agora_builder_free)> builder(made, vox_agora_builder_free);
    char *text = nullptr;
    must(vox_agora_builder_rtc(builder.get(), "lobby", 23, nullptr, VOX_AGORA_ROLE_PUBLISHER, 3600, 3600, &text, nullptr));
    std::unique_ptr<char, decltype(&vox_string_free)> token(text, vox_string_free);
    return token.get();
}

void ask() {
    vox_nls_token *made = nullptr;
    must(vox_nls_token_new("sandbox-id", "wrong", &made, nullptr));
    std::unique_ptr<vox_nls_token, decltype(&vox_nls_token_free)> nls(made, vox_nls_token_free);
    must(vox_nls_token_set_endpoint(nls.get(), std::getenv("SANDBOX_NLS"), nullptr));
    must(vox_nls_token_apply(nls.get(), nullptr, nullptr));
}

}  // namespace

int main() {
    std::cout << mint().substr(0, 3) << '\n';
    try {
        ask();
    } catch (const std::runtime_error &error) {
        std::cout << error.what() << '\n';
        return 0;
    }
    std::cerr << "a wrong secret was accepted\n";
    return 1;
}
