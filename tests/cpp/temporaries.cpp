// What gives a view, a reference or a pointer into an object does not compile for a temporary one.
#include "check.hpp"
#include "special/named.hpp"
#include "voxtoken.hpp"

namespace agora = voxtoken::agora;
using voxtoken::Error;
using voxtoken::Token;

ONLY_NAMED(Error, .message());
ONLY_NAMED(Error, .hint());
ONLY_NAMED(Error, .argument());
ONLY_NAMED(Error, .code());
ONLY_NAMED(Error, .request_id());
ONLY_NAMED(Error, .recommend());

ONLY_NAMED(Token, .value());
ONLY_NAMED(Token, .user_id());
ONLY_NAMED(Token, .request_id());
ONLY_NAMED(Token, .nls_request_id());
ONLY_NAMED(Token, .native());

ONLY_NAMED(Error, .native());

ONLY_NAMED(voxtoken::CacheStatus, .label());
ONLY_NAMED(voxtoken::CacheStatus, .key());
ONLY_NAMED(voxtoken::CacheStatus, .state());
ONLY_NAMED(voxtoken::CacheStatus, .fingerprint());
ONLY_NAMED(voxtoken::CacheStatus, .counters());

ONLY_NAMED(voxtoken::Request, .method());
ONLY_NAMED(voxtoken::Request, .url());
ONLY_NAMED(voxtoken::Request, .headers());
ONLY_NAMED(voxtoken::Request, .body());

ONLY_NAMED(agora::User, .name());
ONLY_NAMED(agora::Service, .view());
ONLY_NAMED(agora::Parsed, .app_id());
ONLY_NAMED(agora::Parsed, .services());
ONLY_NAMED(agora::Parsed, .signature());
ONLY_NAMED(agora::Parsed, .signed_bytes());
ONLY_NAMED(agora::Report, .findings());

// The last token comes as itself: there is no `->` that would hide that it is a temporary.
template <class Source>
constexpr bool gives_itself = std::is_same_v<decltype(std::declval<const Source&>().last()), Token>;
static_assert(gives_itself<voxtoken::NlsToken> && gives_itself<voxtoken::DashToken> && gives_itself<voxtoken::AiobToken>);

int main() {
    // What is no view is for temporaries, too.
    CHECK(voxtoken::NlsToken("id", "secret").last().expires_at() == 0);
    CHECK(!voxtoken::NlsToken("id", "secret").last().is_usable(1));
    CHECK(Error(nullptr).name() == "ok");
    CHECK(std::string(Error(nullptr).what()).empty());
    CHECK(agora::User::uid(23).number() == 23);
    return result();
}
