/// @file ApaasTokenBuilder.h
/// 007 tokens for Apaas. Drop-in for the official header of this name: link with -lvoxtoken instead of openssl and zlib.

#ifndef VOXTOKEN_COMPAT_AGORA_APAAS_TOKEN_BUILDER_H
#define VOXTOKEN_COMPAT_AGORA_APAAS_TOKEN_BUILDER_H

#include <cstdint>
#include <string>

#include "AccessToken2.h"
#include "detail/build.h"
#include "md5/md5.h"

namespace agora {
namespace tools {

/// Mints 007 tokens for Apaas, for `expire` seconds from now. Empty where AccessToken2::Build() is. May be called by many
/// threads at once.
class ApaasTokenBuilder {
 public:
  /// To act as a user in a room, and to use RTM and Chat; the user id of Chat is the MD5 of `user_uuid` in hexadecimal.
  static std::string BuildRoomUserToken(const std::string &app_id, const std::string &app_certificate,
                                        const std::string &room_uuid, const std::string &user_uuid, int16_t role,
                                        uint32_t expire) {
    return detail::Build(
        {app_id, app_certificate}, expire,
        detail::With(ServiceApaas(room_uuid, user_uuid, role), ServiceApaas::kPrivilegeRoomUser, expire),
        detail::Rtm(user_uuid, expire),
        detail::Chat(MD5(user_uuid).toStr(), ServiceChat::kPrivilegeUser, expire));
  }

  /// To act as a user.
  static std::string BuildUserToken(const std::string &app_id, const std::string &app_certificate,
                                    const std::string &user_uuid, uint32_t expire) {
    return detail::Build({app_id, app_certificate}, expire,
                         detail::With(ServiceApaas("", user_uuid), ServiceApaas::kPrivilegeUser, expire));
  }

  /// To act as the app.
  static std::string BuildAppToken(const std::string &app_id, const std::string &app_certificate, uint32_t expire) {
    return detail::Build({app_id, app_certificate}, expire,
                         detail::With(ServiceApaas(), ServiceApaas::kPrivilegeApp, expire));
  }
};

}  // namespace tools
}  // namespace agora

#endif  // VOXTOKEN_COMPAT_AGORA_APAAS_TOKEN_BUILDER_H
