/// @file RtcTokenBuilder.h
/// 006 tokens for RTC. Drop-in for the official header of this name: link with -lvoxtoken instead of openssl and zlib.

#ifndef VOXTOKEN_COMPAT_AGORA_RTC_TOKEN_BUILDER_H
#define VOXTOKEN_COMPAT_AGORA_RTC_TOKEN_BUILDER_H

#include <cstdint>
#include <string>
#include <utility>

#include "AccessToken.h"
#include "UserRole.h"

namespace agora {
namespace tools {

/// Mints 006 tokens for a user in a channel, which live for 24 hours. Privileges end at an absolute time in Unix seconds;
/// 0 is with the token. Empty where AccessToken::Build() is. May be called by many threads at once.
class RtcTokenBuilder {
 public:
  /// For a uid; 0 is any user. A subscriber may join, all other roles may publish, too.
  static std::string buildTokenWithUid(const std::string &appId, const std::string &appCertificate,
                                       const std::string &channelName, uint32_t uid, UserRole role,
                                       uint32_t privilegeExpiredTs = 0) {
    return Build(AccessToken(appId, appCertificate, channelName, uid), role, privilegeExpiredTs);
  }

  /// For a user account; an empty one is any user.
  static std::string buildTokenWithUserAccount(const std::string &appId, const std::string &appCertificate,
                                               const std::string &channelName, const std::string &userAccount,
                                               UserRole role, uint32_t privilegeExpiredTs = 0) {
    return Build(AccessToken(appId, appCertificate, channelName, userAccount), role, privilegeExpiredTs);
  }

  /// For a uid; 0 is any user. With all privileges, each with its own end.
  static std::string buildTokenWithUid(const std::string &appId, const std::string &appCertificate,
                                       const std::string &channelName, uint32_t uid,
                                       uint32_t joinChannelPrivilegeExpiredTs, uint32_t pubAudioPrivilegeExpiredTs,
                                       uint32_t pubVideoPrivilegeExpiredTs,
                                       uint32_t pubDataStreamPrivilegeExpiredTs) {
    return Build(AccessToken(appId, appCertificate, channelName, uid), joinChannelPrivilegeExpiredTs,
                 pubAudioPrivilegeExpiredTs, pubVideoPrivilegeExpiredTs, pubDataStreamPrivilegeExpiredTs);
  }

  /// For a user account; an empty one is any user. With all privileges, each with its own end.
  static std::string buildTokenWithUserAccount(const std::string &appId, const std::string &appCertificate,
                                               const std::string &channelName, const std::string &userAccount,
                                               uint32_t joinChannelPrivilegeExpiredTs,
                                               uint32_t pubAudioPrivilegeExpiredTs,
                                               uint32_t pubVideoPrivilegeExpiredTs,
                                               uint32_t pubDataStreamPrivilegeExpiredTs) {
    return Build(AccessToken(appId, appCertificate, channelName, userAccount), joinChannelPrivilegeExpiredTs,
                 pubAudioPrivilegeExpiredTs, pubVideoPrivilegeExpiredTs, pubDataStreamPrivilegeExpiredTs);
  }

 private:
  static std::string Build(AccessToken token, UserRole role, uint32_t privilegeExpiredTs) {
    if (role == Role_Attendee || role == Role_Publisher || role == Role_Admin) {
      return Build(std::move(token), privilegeExpiredTs, privilegeExpiredTs, privilegeExpiredTs, privilegeExpiredTs);
    }
    token.AddPrivilege(AccessToken::kJoinChannel, privilegeExpiredTs);
    return token.Build();
  }

  static std::string Build(AccessToken token, uint32_t join, uint32_t audio, uint32_t video, uint32_t data) {
    token.AddPrivilege(AccessToken::kJoinChannel, join);
    token.AddPrivilege(AccessToken::kPublishAudioStream, audio);
    token.AddPrivilege(AccessToken::kPublishVideoStream, video);
    token.AddPrivilege(AccessToken::kPublishDataStream, data);
    return token.Build();
  }
};

}  // namespace tools
}  // namespace agora

#endif  // VOXTOKEN_COMPAT_AGORA_RTC_TOKEN_BUILDER_H
