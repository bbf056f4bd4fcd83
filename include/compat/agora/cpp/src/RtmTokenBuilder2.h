/// @file RtmTokenBuilder2.h
/// 007 tokens for RTM. Drop-in for the official header of this name: link with -lvoxtoken instead of openssl and zlib.

#ifndef VOXTOKEN_COMPAT_AGORA_RTM_TOKEN_BUILDER2_H
#define VOXTOKEN_COMPAT_AGORA_RTM_TOKEN_BUILDER2_H

#include <cstdint>
#include <string>

#include "AccessToken2.h"
#include "detail/build.h"

namespace agora {
namespace tools {

/// Mints 007 tokens that let a user log in to RTM for `expire` seconds from now. Empty where AccessToken2::Build() is. May
/// be called by many threads at once.
class RtmTokenBuilder2 {
 public:
  /// RTM.
  static std::string BuildToken(const std::string &app_id, const std::string &app_certificate,
                                const std::string &user_id, uint32_t expire = 0) {
    return detail::Build({app_id, app_certificate}, expire, detail::Rtm(user_id, expire));
  }

  /// RTM2: RTM with permissions.
  static std::string BuildToken(const std::string &app_id, const std::string &app_certificate,
                                const std::string &user_id, const ServiceRtm2::Permissions &permissions,
                                uint32_t expire = 0) {
    return detail::Build(
        {app_id, app_certificate}, expire,
        detail::With(ServiceRtm2(user_id, permissions), ServiceRtm2::kPrivilegeLogin, expire));
  }
};

}  // namespace tools
}  // namespace agora

#endif  // VOXTOKEN_COMPAT_AGORA_RTM_TOKEN_BUILDER2_H
