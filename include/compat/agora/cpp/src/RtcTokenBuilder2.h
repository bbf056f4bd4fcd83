/// @file RtcTokenBuilder2.h
/// 007 tokens for RTC. Drop-in for the official header of this name: link with -lvoxtoken instead of openssl and zlib.

#ifndef VOXTOKEN_COMPAT_AGORA_RTC_TOKEN_BUILDER2_H
#define VOXTOKEN_COMPAT_AGORA_RTC_TOKEN_BUILDER2_H

#include <cstdint>
#include <string>

#include "AccessToken2.h"
#include "UserRole.h"
#include "detail/build.h"

namespace agora {
namespace tools {

/// Mints 007 tokens for a user in a channel. All times are in seconds after now; a privilege of 0 is as long as the token.
/// Empty where AccessToken2::Build() is. May be called by many threads at once.
class RtcTokenBuilder2 {
 public:
  /// For a uid; 0 is any user. A publisher may join and publish, every other role may join.
  static std::string BuildTokenWithUid(const std::string &app_id, const std::string &app_certificate,
                                       const std::string &channel_name, uint32_t uid, UserRole role,
                                       uint32_t token_expire, uint32_t privilege_expire = 0) {
    return BuildTokenWithUserAccount(app_id, app_certificate, channel_name, detail::Account(uid), role, token_expire,
                                     privilege_expire);
  }

  /// For a user account; an empty one is any user.
  static std::string BuildTokenWithUserAccount(const std::string &app_id, const std::string &app_certificate,
                                               const std::string &channel_name, const std::string &user_account,
                                               UserRole role, uint32_t token_expire, uint32_t privilege_expire = 0) {
    return detail::Build(
        {app_id, app_certificate}, token_expire,
        detail::Rtc(channel_name, user_account, role, detail::RtcPrivileges::All(privilege_expire)));
  }

  /// For a uid; 0 is any user. With all privileges, each with its own end.
  static std::string BuildTokenWithUid(const std::string &app_id, const std::string &app_certificate,
                                       const std::string &channel_name, uint32_t uid, uint32_t token_expire,
                                       uint32_t join_channel_privilege_expire = 0,
                                       uint32_t pub_audio_privilege_expire = 0,
                                       uint32_t pub_video_privilege_expire = 0,
                                       uint32_t pub_data_stream_privilege_expire = 0) {
    return BuildTokenWithUserAccount(app_id, app_certificate, channel_name, detail::Account(uid), token_expire,
                                     join_channel_privilege_expire, pub_audio_privilege_expire,
                                     pub_video_privilege_expire, pub_data_stream_privilege_expire);
  }

  /// For a user account; an empty one is any user. With all privileges, each with its own end.
  static std::string BuildTokenWithUserAccount(const std::string &app_id, const std::string &app_certificate,
                                               const std::string &channel_name, const std::string &user_account,
                                               uint32_t token_expire, uint32_t join_channel_privilege_expire = 0,
                                               uint32_t pub_audio_privilege_expire = 0,
                                               uint32_t pub_video_privilege_expire = 0,
                                               uint32_t pub_data_stream_privilege_expire = 0) {
    return detail::Build({app_id, app_certificate}, token_expire,
                         detail::Rtc(channel_name, user_account,
                                     {join_channel_privilege_expire, pub_audio_privilege_expire,
                                      pub_video_privilege_expire, pub_data_stream_privilege_expire}));
  }

  /// RTC for a role, and RTM for the same account for as long as the token.
  static std::string BuildTokenWithRtm(const std::string &app_id, const std::string &app_certificate,
                                       const std::string &channel_name, const std::string &user_account, UserRole role,
                                       uint32_t token_expire, uint32_t privilege_expire = 0) {
    return detail::Build(
        {app_id, app_certificate}, token_expire,
        detail::Rtc(channel_name, user_account, role, detail::RtcPrivileges::All(privilege_expire)),
        detail::Rtm(user_account, token_expire));
  }

  /// RTC for a role with the end of each privilege, and RTM for another user id.
  static std::string BuildTokenWithRtm2(const std::string &app_id, const std::string &app_certificate,
                                        const std::string &channel_name, const std::string &rtc_account,
                                        UserRole rtc_role, uint32_t rtc_token_expire,
                                        uint32_t join_channel_privilege_expire, uint32_t pub_audio_privilege_expire,
                                        uint32_t pub_video_privilege_expire,
                                        uint32_t pub_data_stream_privilege_expire, const std::string &rtm_user_id,
                                        uint32_t rtm_token_expire) {
    return detail::Build({app_id, app_certificate}, rtc_token_expire,
                         detail::Rtc(channel_name, rtc_account, rtc_role,
                                     {join_channel_privilege_expire, pub_audio_privilege_expire,
                                      pub_video_privilege_expire, pub_data_stream_privilege_expire}),
                         detail::Rtm(rtm_user_id, rtm_token_expire));
  }
};

}  // namespace tools
}  // namespace agora

#endif  // VOXTOKEN_COMPAT_AGORA_RTC_TOKEN_BUILDER2_H
