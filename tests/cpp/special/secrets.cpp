// The copies that the header makes of secrets are overwritten before their memory is freed.
#include <cstddef>
#include <cstdlib>
#include <cstring>
#include <new>

#include "../check.hpp"
#include "../failure.hpp"

namespace agora = voxtoken::agora;

constexpr std::string_view secret = "5CFd2fd1755d40ecb72977518be15d3b";
constexpr std::string_view id = "970CA35de60c44645bbae8a215061b33";

// Memory of C++ with its size before it, so that all of it can be searched when it is freed.
constexpr std::size_t front = alignof(std::max_align_t);
static int leaks = 0;

void* operator new(std::size_t size) {
    char* block = static_cast<char*>(std::calloc(1, front + size));
    if (!block) std::abort();
    std::memcpy(block, &size, sizeof size);
    return block + front;
}

void operator delete(void* memory) noexcept {
    if (!memory) return;
    char* block = static_cast<char*>(memory) - front;
    std::size_t size = 0;
    std::memcpy(&size, block, sizeof size);
    if (std::string_view(block + front, size).find(secret) != std::string_view::npos) ++leaks;
    std::free(block);
}

void operator delete(void* memory, std::size_t) noexcept { operator delete(memory); }

static void an_ordinary_copy_is_found() {
    { const std::string copy(secret); }
    CHECK(leaks == 1);
    leaks = 0;
}

static void keys_of_the_clouds() {
    voxtoken::NlsToken nls(id, secret);
    nls.set_security_token(secret);
    const voxtoken::DashToken dash(secret);
    const voxtoken::AiobToken aiob(id, secret);
    (void)refuses("access_key_secret", [] { voxtoken::NlsToken(id, std::string_view("a\0b", 3)); });
    CHECK(leaks == 0);
}

static void certificates() {
    const agora::Builder builder(id, secret);
    agora::AccessToken2 content(id, 1, 2, 3);
    content.add_service(agora::Service::fpa());
    const std::string token = content.build(secret);
    (void)agora::AccessToken(id, "lobby", "1", 2, 3).build(secret);
    const agora::Opened opened = agora::open(token);
    (void)agora::seal(opened.signing_info, secret);
    (void)agora::sign(opened.signing_info, secret);
    agora::Expected expected;
    expected.set_certificate(secret);
    CHECK(leaks == 0);
}

int main() {
    an_ordinary_copy_is_found();
    keys_of_the_clouds();
    certificates();
    return result();
}
