// The same for results: what leads into a temporary one does not compile, what is moved out of it does.
#define VOXTOKEN_NO_EXCEPTIONS
#include "check.hpp"
#include "special/named.hpp"
#include "voxtoken.hpp"

namespace agora = voxtoken::agora;
using voxtoken::Error;
using voxtoken::Result;

ONLY_NAMED(Result<agora::Parsed>, ->version());
ONLY_NAMED(Result<void>, .error().message());
ONLY_NAMED(Result<std::string>, .error().message());

template <class Object>
using Reason = decltype(std::declval<Object>().error());
static_assert(std::is_same_v<Reason<const Result<void>&>, const Error&> && std::is_same_v<Reason<Result<void>>, Error>);
static_assert(std::is_same_v<Reason<const Result<int>&>, const Error&> && std::is_same_v<Reason<Result<int>>, Error>);
static_assert(std::is_same_v<decltype(std::declval<Result<int>>().value()), int>);
static_assert(std::is_same_v<decltype(*std::declval<Result<int>>()), int>);

int main() {
    const auto failure = agora::parse("007");
    const std::string_view hint = failure.error().hint();
    CHECK(!hint.empty());
    CHECK(agora::parse("007").error().kind() == voxtoken::ErrorKind::InvalidToken);

    // They live as long as their names, and as long as the loop.
    const auto& client = voxtoken::Client::create().value();
    CHECK(client.native() != nullptr);
    const auto service = agora::Service::rtc("lobby", "1");
    for (const agora::Privilege& privilege : service->view().privileges().value()) CHECK(privilege.number == 0);
    return result();
}
