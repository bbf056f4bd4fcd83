// Version and status: numbers, names, hints.
#include "check.hpp"
#include "voxtoken.hpp"

using voxtoken::Status;

static_assert(static_cast<unsigned>(Status::Ok) == 0);
static_assert(static_cast<unsigned>(Status::InvalidArgument) == 1);
static_assert(static_cast<unsigned>(Status::Throttled) == 8);
static_assert(static_cast<unsigned>(Status::Internal) == 20);

int main() {
    CHECK(voxtoken::version() == VOX_VERSION);

    CHECK(voxtoken::status_name(Status::Ok) == "ok");
    CHECK(voxtoken::status_name(Status::Throttled) == "throttled");
    CHECK(voxtoken::status_name(Status::BadResponse) == "bad_response");
    CHECK(voxtoken::status_name(static_cast<Status>(4711)).empty());

    CHECK(voxtoken::status_hint(Status::Ok).empty());
    CHECK(!voxtoken::status_hint(Status::Signature).empty());
    CHECK(voxtoken::status_hint(static_cast<Status>(4711)).empty());

    CHECK(voxtoken::is_retryable(Status::Throttled));
    CHECK(!voxtoken::is_retryable(Status::Credentials));
    CHECK(!voxtoken::is_retryable(Status::Ok));
    return result();
}
