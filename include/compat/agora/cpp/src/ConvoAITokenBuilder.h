/// @file ConvoAITokenBuilder.h
/// 007 tokens for conversational AI. Drop-in for the official header of this name: link with -lvoxtoken instead of
/// openssl and zlib.

#ifndef VOXTOKEN_COMPAT_AGORA_CONVO_AI_TOKEN_BUILDER_H
#define VOXTOKEN_COMPAT_AGORA_CONVO_AI_TOKEN_BUILDER_H

#include <cstdint>
#include <memory>
#include <string>

#include "RtcTokenBuilder2.h"

namespace agora {
namespace tools {

/// Mints 007 tokens for conversational AI. All times are in seconds after now; a privilege of 0 is as long as the token.
/// Empty where AccessToken2::Build() is. May be called by many threads at once.
class ConvoAITokenBuilder {
 public:
  /// As RtcTokenBuilder2::BuildTokenWithRtm2(), and conversational AI.
  static std::string BuildToken(const std::string &app_id, const std::string &app_certificate,
                                const std::string &channel_name, const std::string &rtc_account, UserRole rtc_role,
                                uint32_t rtc_token_expire, uint32_t join_channel_privilege_expire,
                                uint32_t pub_audio_privilege_expire, uint32_t pub_video_privilege_expire,
                                uint32_t pub_data_stream_privilege_expire, const std::string &rtm_user_id,
                                uint32_t rtm_token_expire) {
    return detail::Build({app_id, app_certificate}, rtc_token_expire,
                         detail::Rtc(channel_name, rtc_account, rtc_role,
                                     {join_channel_privilege_expire, pub_audio_privilege_expire,
                                      pub_video_privilege_expire, pub_data_stream_privilege_expire}),
                         detail::Rtm(rtm_user_id, rtm_token_expire), std::unique_ptr<Service>(new ServiceConvoAI()));
  }
};

}  // namespace tools
}  // namespace agora

#endif  // VOXTOKEN_COMPAT_AGORA_CONVO_AI_TOKEN_BUILDER_H
