/// @file ChatTokenBuilder2.h
/// 007 tokens for Chat. Drop-in for the official header of this name: link with -lvoxtoken instead of openssl and zlib.

#ifndef VOXTOKEN_COMPAT_AGORA_CHAT_TOKEN_BUILDER2_H
#define VOXTOKEN_COMPAT_AGORA_CHAT_TOKEN_BUILDER2_H

#include <cstdint>
#include <string>

#include "AccessToken2.h"
#include "detail/build.h"

namespace agora {
namespace tools {

/// Mints 007 tokens for Chat, for `expire` seconds from now. Empty where AccessToken2::Build() is. May be called by many
/// threads at once.
class ChatTokenBuilder2 {
 public:
  /// To act as a user.
  static std::string BuildUserToken(const std::string &app_id, const std::string &app_certificate,
                                    const std::string &user_id, uint32_t expire = 0) {
    return detail::Build({app_id, app_certificate}, expire,
                         detail::Chat(user_id, ServiceChat::kPrivilegeUser, expire));
  }

  /// To act as the app.
  static std::string BuildAppToken(const std::string &app_id, const std::string &app_certificate,
                                   uint32_t expire = 0) {
    return detail::Build({app_id, app_certificate}, expire, detail::Chat("", ServiceChat::kPrivilegeApp, expire));
  }
};

}  // namespace tools
}  // namespace agora

#endif  // VOXTOKEN_COMPAT_AGORA_CHAT_TOKEN_BUILDER2_H
