/// @file services.h
/// The services of a 007 token that are known.

#ifndef VOXTOKEN_COMPAT_AGORA_DETAIL_SERVICES_H
#define VOXTOKEN_COMPAT_AGORA_DETAIL_SERVICES_H

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "service.h"

namespace agora {
namespace tools {

/// Real-time calls in a channel, for a uid (0 is any user) or an account (empty is any user).
class ServiceRtc : public detail::ChannelService<ServiceRtc> {
 public:
  enum {
    kServiceType = 1,

    kPrivilegeJoinChannel = 1,
    kPrivilegePublishAudioStream = 2,
    kPrivilegePublishVideoStream = 3,
    kPrivilegePublishDataStream = 4,
  };

  ServiceRtc(const std::string &channel_name = "", uint32_t uid = 0)
      : ServiceRtc(channel_name, detail::Account(uid)) {}
  ServiceRtc(const std::string &channel_name, const std::string &account) : ChannelService(channel_name, account) {}
};

/// Messages.
class ServiceRtm : public detail::UserService<ServiceRtm> {
 public:
  enum {
    kServiceType = 2,

    kPrivilegeLogin = 1,
  };

  ServiceRtm(const std::string &user_id = "") : UserService(user_id) {}
};

/// Stream conversion in a channel, for a uid (0 is any user) or an account (empty is any user).
class ServiceStreaming : public detail::ChannelService<ServiceStreaming> {
 public:
  enum {
    kServiceType = 3,

    kPrivilegePublishMixStream = 1,
    kPrivilegePublishRawStream = 2,
  };

  ServiceStreaming(const std::string &channel_name = "", uint32_t uid = 0)
      : ServiceStreaming(channel_name, detail::Account(uid)) {}
  ServiceStreaming(const std::string &channel_name, const std::string &account)
      : ChannelService(channel_name, account) {}
};

/// Acceleration of one's own traffic.
class ServiceFpa : public detail::PlainService<ServiceFpa> {
 public:
  enum {
    kServiceType = 4,

    kPrivilegeLogin = 1,
  };
};

/// Chat of a user, or of the app with an empty id.
class ServiceChat : public detail::UserService<ServiceChat> {
 public:
  enum {
    kServiceType = 5,

    kPrivilegeUser = 1,
    kPrivilegeApp = 2,
  };

  ServiceChat(const std::string &user_id = "") : UserService(user_id) {}
};

/// Live streaming by CDN in a channel, for a uid (0 is any user) or an account (empty is any user).
class ServiceFCdn : public detail::ChannelService<ServiceFCdn> {
 public:
  enum {
    kServiceType = 6,

    kPrivilegePublish = 1,
    kPrivilegePlay = 2,
  };

  ServiceFCdn(const std::string &channel_name = "", uint32_t uid = 0)
      : ServiceFCdn(channel_name, detail::Account(uid)) {}
  ServiceFCdn(const std::string &channel_name, const std::string &account) : ChannelService(channel_name, account) {}
};

/// Apaas and Education. An empty room is all rooms, an empty user the app, the role -1 none.
class ServiceApaas : public detail::KnownService<ServiceApaas> {
 public:
  enum {
    kServiceType = 7,

    kPrivilegeRoomUser = 1,
    kPrivilegeUser = 2,
    kPrivilegeApp = 3,
  };

  ServiceApaas(const std::string &room_uuid = "", const std::string &user_uuid = "", int16_t role = -1)
      : KnownService(kServiceType), room_uuid_(room_uuid), user_uuid_(user_uuid), role_(role) {}

  void PackFields(Packer *packer) const { *packer << room_uuid_ << user_uuid_ << role_; }
  void UnpackFields(Unpacker *unpacker) { *unpacker >> room_uuid_ >> user_uuid_ >> role_; }

  std::string room_uuid_;
  std::string user_uuid_;
  int16_t role_;
};

/// The older name.
typedef ServiceApaas ServiceEducation;

/// Messages with permissions.
class ServiceRtm2 : public detail::UserService<ServiceRtm2> {
 public:
  enum {
    kServiceType = 8,

    kPrivilegeLogin = 1,
  };

  /// Resource -> what is allowed -> names of resources.
  typedef std::map<uint16_t, std::map<uint16_t, std::vector<std::string>>> PermissionsDetail;

  struct Permissions {
    enum {
      kMessageChannels = 0,
      kStreamChannels = 1,
      kGroupChannels = 2,
      kGourpChannels = kGroupChannels,  // the official spelling
      kServerGroups = 3,
      kUsers = 4,
    };
    enum {
      kRead = 0,
      kWrite = 1,
    };

    /// Names the resources of a type that are allowed, in place of those named before.
    void Add(uint16_t resource_type, uint16_t permission_type, const std::vector<std::string> &resources) {
      details_[resource_type][permission_type] = resources;
    }

    PermissionsDetail details_;
  };

  ServiceRtm2(const std::string &user_id = "", const Permissions &permissions = Permissions())
      : UserService(user_id), permissions_(permissions) {}

  void PackFields(Packer *packer) const { *packer << user_id_ << permissions_.details_; }
  void UnpackFields(Unpacker *unpacker) { *unpacker >> user_id_ >> permissions_.details_; }

  Permissions permissions_;
};

/// Conversational AI.
class ServiceConvoAI : public detail::PlainService<ServiceConvoAI> {
 public:
  enum { kServiceType = 9 };
};

/// Speech to text.
class ServiceStt : public detail::PlainService<ServiceStt> {
 public:
  enum { kServiceType = 10 };
};

/// Makes an empty service.
template <class T>
struct ServiceCreator {
  static Service *New() { return new T(); }
};

namespace detail {

/// How to make each type that is known; complete even before main().
inline const std::map<uint16_t, Service *(*)()> &ServiceCreators() {
  static const std::map<uint16_t, Service *(*)()> creators = {
      {ServiceRtc::kServiceType, ServiceCreator<ServiceRtc>::New},
      {ServiceRtm::kServiceType, ServiceCreator<ServiceRtm>::New},
      {ServiceStreaming::kServiceType, ServiceCreator<ServiceStreaming>::New},
      {ServiceFpa::kServiceType, ServiceCreator<ServiceFpa>::New},
      {ServiceChat::kServiceType, ServiceCreator<ServiceChat>::New},
      {ServiceFCdn::kServiceType, ServiceCreator<ServiceFCdn>::New},
      {ServiceApaas::kServiceType, ServiceCreator<ServiceApaas>::New},
      {ServiceRtm2::kServiceType, ServiceCreator<ServiceRtm2>::New},
      {ServiceConvoAI::kServiceType, ServiceCreator<ServiceConvoAI>::New},
      {ServiceStt::kServiceType, ServiceCreator<ServiceStt>::New},
  };
  return creators;
}

}  // namespace detail

/// Type -> how to make an empty service of it.
static const std::map<uint16_t, Service *(*)()> &kServiceCreator = detail::ServiceCreators();

}  // namespace tools
}  // namespace agora

#endif  // VOXTOKEN_COMPAT_AGORA_DETAIL_SERVICES_H
