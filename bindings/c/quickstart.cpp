// Takes an access token of Alibaba Cloud NLS from a cache, then mints an Agora token and verifies it.
//
//     c++ -std=c++17 quickstart.cpp -lvoxtoken -o quickstart
//     export ALIYUN_AK_ID=… ALIYUN_AK_SECRET=… AGORA_APP_ID=… AGORA_APP_CERTIFICATE=…
//     ./quickstart
//
// VOXTOKEN_NLS_ENDPOINT, if set, is asked in place of the cloud: the address of a `voxtoken sandbox`.
#include <cstdlib>
#include <ctime>
#include <iostream>
#include <string_view>

#include <voxtoken.hpp>

namespace agora = voxtoken::agora;

// A variable of the environment; empty if it is not set, which is an error that names the argument later.
static std::string_view variable(const char* name) {
    const char* value = std::getenv(name);
    return value ? value : std::string_view();
}

static void ask_nls() {
    // The key comes from the environment; its secret stays out of the source and of the list of processes.
    voxtoken::NlsToken nls = voxtoken::NlsToken::from_env();
    if (const auto endpoint = variable("VOXTOKEN_NLS_ENDPOINT"); !endpoint.empty()) nls.set_endpoint(endpoint);

    // One cache for the whole program and all its threads: it keeps the token and replaces it before its end.
    const voxtoken::TokenCache cache(nls);

    // Before each use. This blocks only while there is no token, for 15 seconds at most.
    const voxtoken::Token token = cache.get();
    std::cout << "NLS token " << token.value() << ", good until " << token.expires_at() << '\n';
}

static void mint_and_verify() {
    const auto certificate = variable("AGORA_APP_CERTIFICATE");
    const auto user = agora::User::uid(23);

    // On the server that hands out tokens: a publisher in the channel `lobby`, for an hour.
    const agora::Builder builder(variable("AGORA_APP_ID"), certificate);
    const std::string token = builder.rtc("lobby", user, agora::Role::Publisher, 3600, 3600);
    std::cout << "Agora token " << token << '\n';

    // On a server that is shown one: is it ours, for this channel and user, and still alive?
    agora::Expected expected;
    expected.set_certificate(certificate);
    expected.set_channel("lobby");
    expected.set_user(user);
    expected.set_now(static_cast<std::uint64_t>(std::time(nullptr)));
    (void)agora::verify(token, expected);
    std::cout << "User " << user.number() << " may join\n";
}

int main() {
    try {
        ask_nls();
        mint_and_verify();
    } catch (const voxtoken::Error& error) {
        std::cerr << error.what() << '\n' << error.hint() << '\n';
        return EXIT_FAILURE;
    }
    return EXIT_SUCCESS;
}
