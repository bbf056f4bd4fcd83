/// @file RtmTokenBuilder.h
/// 006 tokens for RTM. Drop-in for the official header of this name: link with -lvoxtoken instead of openssl and zlib.

#ifndef VOXTOKEN_COMPAT_AGORA_RTM_TOKEN_BUILDER_H
#define VOXTOKEN_COMPAT_AGORA_RTM_TOKEN_BUILDER_H

#include <cstdint>
#include <string>

#include "AccessToken.h"

namespace agora {
namespace tools {

/// There is one role.
enum RtmUserRole {
  Rtm_User = 1,
};

/// Mints 006 tokens that let a user log in to RTM, for 24 hours. May be called by many threads at once.
class RtmTokenBuilder {
 public:
  /// Until `expiredTs` (absolute Unix seconds; 0 is with the token). The role means nothing. Empty where
  /// AccessToken::Build() is.
  static std::string buildToken(const std::string &appId, const std::string &appCertificate,
                                const std::string &userAccount, RtmUserRole, uint32_t expiredTs) {
    AccessToken token(appId, appCertificate, userAccount);
    token.AddPrivilege(AccessToken::kRtmLogin, expiredTs);
    return token.Build();
  }
};

}  // namespace tools
}  // namespace agora

#endif  // VOXTOKEN_COMPAT_AGORA_RTM_TOKEN_BUILDER_H
