/// @file service.h
/// What all services of a 007 token have in common.

#ifndef VOXTOKEN_COMPAT_AGORA_DETAIL_SERVICE_H
#define VOXTOKEN_COMPAT_AGORA_DETAIL_SERVICE_H

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <utility>

#include "../utils.h"

namespace agora {
namespace tools {

/// A service with its privileges; derive from it for types that are not known here.
class Service {
 public:
  explicit Service(uint16_t type) : type_(type) {}
  virtual ~Service() = default;

  uint16_t ServiceType() const { return type_; }

  /// Sets how many seconds after the token's issue a privilege ends; 0 is when the token ends.
  void AddPrivilege(uint16_t privilege, uint32_t expire) { privileges_[privilege] = expire; }

  /// The type, the privileges, then what this type has besides.
  virtual std::string PackService() = 0;

  /// Reads what PackService() gives, from behind the type. Throws `std::overflow_error` if the bytes end too early.
  virtual void UnpackService(Unpacker *unpacker) = 0;

  virtual std::unique_ptr<Service> Clone() const = 0;

  friend Packer &operator<<(Packer &packer, const Service *service) {
    return packer << service->type_ << service->privileges_;
  }
  friend Unpacker &operator>>(Unpacker &unpacker, Service *service) { return unpacker >> service->privileges_; }

  uint16_t type_;
  std::map<uint16_t, uint32_t> privileges_;

 protected:
  Service(const Service &) = default;
  Service(Service &&) = default;
  Service &operator=(const Service &) = default;
  Service &operator=(Service &&) = default;
};

namespace detail {

/// A uid as an account; 0 is for any user.
inline std::string Account(uint32_t uid) { return uid == 0 ? std::string() : std::to_string(uid); }

/// A service whose fields are written and read by `PackFields` and `UnpackFields` of `Derived`. The operators take a
/// pointer to `Derived`, so that the fields of it are packed wherever its type is known, also in classes derived from it.
template <class Derived>
class KnownService : public Service {
 public:
  using Service::Service;

  std::string PackService() override {
    Packer packer;
    packer << static_cast<const Derived *>(this);
    return packer.body();
  }
  void UnpackService(Unpacker *unpacker) override { *unpacker >> static_cast<Derived *>(this); }
  std::unique_ptr<Service> Clone() const override {
    return std::unique_ptr<Service>(new Derived(*static_cast<const Derived *>(this)));
  }

  friend Packer &operator<<(Packer &packer, const Derived *service) {
    packer << static_cast<const Service *>(service);
    service->PackFields(&packer);
    return packer;
  }
  friend Unpacker &operator>>(Unpacker &unpacker, Derived *service) {
    unpacker >> static_cast<Service *>(service);
    service->UnpackFields(&unpacker);
    return unpacker;
  }
};

/// A service without fields.
template <class Derived>
class PlainService : public KnownService<Derived> {
 public:
  PlainService() : KnownService<Derived>(Derived::kServiceType) {}

  void PackFields(Packer *) const {}
  void UnpackFields(Unpacker *) {}
};

/// A service for a user.
template <class Derived>
class UserService : public KnownService<Derived> {
 public:
  explicit UserService(const std::string &user_id) : KnownService<Derived>(Derived::kServiceType), user_id_(user_id) {}

  void PackFields(Packer *packer) const { *packer << user_id_; }
  void UnpackFields(Unpacker *unpacker) { *unpacker >> user_id_; }

  std::string user_id_;
};

/// A service for a user in a channel. An empty account is for any user.
template <class Derived>
class ChannelService : public KnownService<Derived> {
 public:
  ChannelService(const std::string &channel_name, const std::string &account)
      : KnownService<Derived>(Derived::kServiceType), channel_name_(channel_name), account_(account) {}

  void PackFields(Packer *packer) const { *packer << channel_name_ << account_; }
  void UnpackFields(Unpacker *unpacker) { *unpacker >> channel_name_ >> account_; }

  std::string channel_name_;
  std::string account_;
};

}  // namespace detail
}  // namespace tools
}  // namespace agora

#endif  // VOXTOKEN_COMPAT_AGORA_DETAIL_SERVICE_H
