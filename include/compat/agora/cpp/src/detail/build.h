/// @file build.h
/// What the builders of 007 tokens share.

#ifndef VOXTOKEN_COMPAT_AGORA_DETAIL_BUILD_H
#define VOXTOKEN_COMPAT_AGORA_DETAIL_BUILD_H

#include <cstdint>
#include <initializer_list>
#include <memory>
#include <string>
#include <utility>

#include "../AccessToken2.h"
#include "../UserRole.h"

namespace agora {
namespace tools {
namespace detail {

/// How many seconds after the token's issue each privilege of RTC ends.
struct RtcPrivileges {
  uint32_t join;
  uint32_t audio;
  uint32_t video;
  uint32_t data;

  static RtcPrivileges All(uint32_t expire) { return {expire, expire, expire, expire}; }
};

/// A service with one privilege.
template <class T>
std::unique_ptr<Service> With(T service, uint16_t privilege, uint32_t expire) {
  service.AddPrivilege(privilege, expire);
  return std::unique_ptr<Service>(new T(std::move(service)));
}

/// RTC with all privileges.
inline std::unique_ptr<Service> Rtc(const std::string &channel_name, const std::string &account,
                                    const RtcPrivileges &expire) {
  ServiceRtc rtc(channel_name, account);
  rtc.AddPrivilege(ServiceRtc::kPrivilegePublishAudioStream, expire.audio);
  rtc.AddPrivilege(ServiceRtc::kPrivilegePublishVideoStream, expire.video);
  rtc.AddPrivilege(ServiceRtc::kPrivilegePublishDataStream, expire.data);
  return With(std::move(rtc), ServiceRtc::kPrivilegeJoinChannel, expire.join);
}

/// RTC for a role: whoever is no publisher may only join.
inline std::unique_ptr<Service> Rtc(const std::string &channel_name, const std::string &account, UserRole role,
                                    const RtcPrivileges &expire) {
  if (role == UserRole::kRolePublisher) return Rtc(channel_name, account, expire);
  return With(ServiceRtc(channel_name, account), ServiceRtc::kPrivilegeJoinChannel, expire.join);
}

inline std::unique_ptr<Service> Rtm(const std::string &user_id, uint32_t expire) {
  return With(ServiceRtm(user_id), ServiceRtm::kPrivilegeLogin, expire);
}

inline std::unique_ptr<Service> Chat(const std::string &user_id, uint16_t privilege, uint32_t expire) {
  return With(ServiceChat(user_id), privilege, expire);
}

/// The app that a token is for.
struct App {
  const std::string &id;
  const std::string &certificate;
};

/// A token that is issued now, for `expire` seconds. Empty where AccessToken2::Build() is.
template <class... Services>
std::string Build(const App &app, uint32_t expire, Services... services) {
  AccessToken2 token(app.id, app.certificate, 0, expire);
  (void)std::initializer_list<int>{(token.AddService(std::move(services)), 0)...};
  return token.Build();
}

}  // namespace detail
}  // namespace tools
}  // namespace agora

#endif  // VOXTOKEN_COMPAT_AGORA_DETAIL_BUILD_H
