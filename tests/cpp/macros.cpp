// The header after the macros of Xlib, the Windows headers and others that take common words. The standard library's own
// headers come before them: some of those take `min` and `max` back.
#include <array>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <deque>
#include <exception>
#include <functional>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include "check.hpp"

#define Success 0
#define None 0L
#define Status int
#define Bool int
#define True 1
#define False 0
#define Always 2
#define Complex 0
#define Above 0
#define Below 1

#define min(a, b) (((a) < (b)) ? (a) : (b))
#define max(a, b) (((a) > (b)) ? (a) : (b))
#define ERROR 0
#define NO_ERROR 0L
#define OK 0
#define ERR (-1)
#define TRUE 1
#define FALSE 0
#define VOID void
#define CONST const
#define DELETE (0x00010000L)
#define STRICT 1
#define IN
#define OUT
#define OPTIONAL
#define DEBUG 1
#define interface struct
#define small char
#define near
#define far

#include "voxtoken.hpp"

int main() {
    Status status = Success;
    voxtoken::NlsToken nls("id", "secret");
    voxtoken::Client client;
    client.set_timeout(std::chrono::milliseconds(max(1, -1)));
    nls.set_client(client);
    CHECK(!nls.last() && nls.token().empty());
    try {
        (void)voxtoken::agora::parse("007");
        status = True;
    } catch (const voxtoken::Error& error) {
        CHECK(error.kind() == voxtoken::ErrorKind::InvalidToken);
    }
    CHECK(status == OK && None == 0);
    return result();
}
