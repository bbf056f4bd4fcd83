// Version and kinds of failure: numbers, names, hints.
#include "check.hpp"
#include "voxtoken.hpp"

using voxtoken::ErrorKind;

static_assert(static_cast<unsigned>(ErrorKind::Ok) == 0);
static_assert(static_cast<unsigned>(ErrorKind::InvalidArgument) == 1);
static_assert(static_cast<unsigned>(ErrorKind::Throttled) == 8);
static_assert(static_cast<unsigned>(ErrorKind::Internal) == 20);

int main() {
    CHECK(voxtoken::version() == VOX_VERSION);

    CHECK(voxtoken::kind_name(ErrorKind::Ok) == "ok");
    CHECK(voxtoken::kind_name(ErrorKind::Throttled) == "throttled");
    CHECK(voxtoken::kind_name(ErrorKind::BadResponse) == "bad_response");
    CHECK(voxtoken::kind_name(static_cast<ErrorKind>(4711)).empty());

    CHECK(voxtoken::kind_hint(ErrorKind::Ok).empty());
    CHECK(!voxtoken::kind_hint(ErrorKind::Signature).empty());
    CHECK(voxtoken::kind_hint(static_cast<ErrorKind>(4711)).empty());

    CHECK(voxtoken::is_retryable(ErrorKind::Throttled));
    CHECK(!voxtoken::is_retryable(ErrorKind::Credentials));
    CHECK(!voxtoken::is_retryable(ErrorKind::Ok));
    return result();
}
