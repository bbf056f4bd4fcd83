/// @file AccessToken2.h
/// The 007 token and its services. Drop-in for the official header of this name: link with -lvoxtoken instead of openssl
/// and zlib.

#ifndef VOXTOKEN_COMPAT_AGORA_ACCESS_TOKEN2_H
#define VOXTOKEN_COMPAT_AGORA_ACCESS_TOKEN2_H

#include <cstdint>
#include <ctime>
#include <exception>
#include <map>
#include <memory>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "detail/base64.h"
#include "detail/equal.h"
#include "detail/native.h"
#include "detail/services.h"
#include "utils.h"

namespace agora {
namespace tools {

/// What AccessToken2::VerifySignature() found.
enum TokenStatus {
  /// The token is signed with this certificate. It may have expired.
  kTokenVerifySuccess = 0,
  /// It is signed with another certificate, or was changed.
  kTokenVerifyFailed = -1,
  /// No token was read.
  kTokenInvalid = -2,
  /// App id or certificate are not 32 hexadecimal characters.
  kTokenInvalidInfo = -3,
  /// The public members do not fit together.
  kTokenThrow = -4,
};

/// A 007 token. An object is for one thread at a time.
class AccessToken2 {
 public:
  /// Issued at `issue_ts` (absolute Unix seconds; 0 is now), for `expire` seconds, with a random salt.
  AccessToken2(const std::string &app_id = "", const std::string &app_certificate = "", uint32_t issue_ts = 0,
               uint32_t expire = 900)
      : issue_ts_(issue_ts != 0 ? issue_ts : static_cast<uint32_t>(::time(nullptr))),
        expire_(expire),
        salt_(GenerateSalt()),
        app_id_(app_id),
        app_cert_(app_certificate) {}

  static std::string Version() { return "007"; }

  /// Adds a service. Null is ignored. One type may occur more than once.
  void AddService(std::unique_ptr<Service> service) {
    if (service == nullptr) return;
    const uint16_t type = service->ServiceType();
    services_.insert(std::make_pair(type, std::move(service)));
  }

  /// The token. Empty if app id or certificate are not 32 hexadecimal characters, if there is no service, if a text is
  /// longer than 65,535 bytes, or if all is longer than 1 MiB.
  std::string Build() {
    if (!BuildCheck()) return "";
    try {
      return detail::Seal(SigningInfo(), app_cert_);
    } catch (const std::exception &) {
      return "";
    }
  }

  /// Reads a token without verifying it, in place of all that was there. A service of an unknown type ends the reading;
  /// those in front of it are kept. False if the token is damaged: then all is empty or 0 but the certificate.
  bool FromString(const std::string &token) {
    Clear();
    if (token.compare(0, VERSION_LENGTH, Version()) != 0) return false;
    try {
      const std::string strict = detail::StrictBase64(token, VERSION_LENGTH);
      std::string signature, signing_info;
      if (!detail::Open(strict, &signature, &signing_info)) return false;
      std::string content = Pack(signature) + signing_info;
      Unpacker unpacker(content.data(), content.size());
      std::string app_id;
      uint32_t issue_ts, expire, salt;
      unpacker >> signature >> app_id >> issue_ts >> expire >> salt;
      UnpackServices(&unpacker);
      issue_ts_ = issue_ts;
      expire_ = expire;
      salt_ = salt;
      app_id_ = std::move(app_id);
      signature_ = std::move(signature);
      raw_token_buffer_ = std::move(content);
      parsed_ = true;
      return true;
    } catch (const std::exception &) {
      services_.clear();
      return false;
    }
  }

  /// Is the token that FromString() read signed with this certificate, which is kept for Build()? The signatures are
  /// compared in constant time. Says nothing about times.
  TokenStatus VerifySignature(const std::string &app_certificate) {
    app_cert_ = app_certificate;
    if (!parsed_ || raw_token_buffer_.empty()) return kTokenInvalid;
    if (!IsUUID(app_id_) || !IsUUID(app_cert_)) return kTokenInvalidInfo;
    try {
      Unpacker unpacker(raw_token_buffer_.data(), raw_token_buffer_.size());
      const std::string signature = unpacker.pop_string();
      const std::string expected = HmacSign2(Signing(), unpacker.pop_raw_string_to_end(), HMAC_SHA256_LENGTH);
      return detail::Equal(signature, expected) ? kTokenVerifySuccess : kTokenVerifyFailed;
    } catch (const std::exception &) {
      return kTokenThrow;
    }
  }

  /// The signature of what Build() would build with this certificate, which is kept: 32 bytes. Empty where Build() is.
  std::string GenerateSignature(const std::string &app_certificate) {
    app_cert_ = app_certificate;
    if (!BuildCheck()) return "";
    try {
      return HmacSign2(Signing(), SigningInfo(), HMAC_SHA256_LENGTH);
    } catch (const std::exception &) {
      return "";
    }
  }

  /// The key of the signature: 32 secret bytes.
  std::string Signing() {
    const std::string by_time = HmacSign2(Pack(issue_ts_), app_cert_, HMAC_SHA256_LENGTH);
    return HmacSign2(Pack(salt_), by_time, HMAC_SHA256_LENGTH);
  }

  /// What is signed. Throws `std::overflow_error` if a text is longer than 65,535 bytes.
  std::string SigningInfo() {
    return Pack(app_id_) + Pack(issue_ts_) + Pack(expire_) + Pack(salt_) + PackServices();
  }

  /// How many services there are, and the services in ascending order of their types. Throws `std::overflow_error` if
  /// there are more than 65,535, or as a service does.
  std::string PackServices() {
    if (services_.size() > UINT16_MAX) throw std::overflow_error("AccessToken2: more than 65,535 services");
    std::string packed = Pack(static_cast<uint16_t>(services_.size()));
    for (const auto &service : services_) packed += service.second->PackService();
    return packed;
  }

  /// Reads what PackServices() gives, up to the first service of an unknown type. Throws `std::overflow_error` if the
  /// bytes end too early.
  void UnpackServices(Unpacker *unpacker) {
    services_.clear();
    for (uint16_t count = unpacker->pop_uint16(); count > 0; --count) {
      const uint16_t type = unpacker->pop_uint16();
      const auto creator = detail::ServiceCreators().find(type);
      if (creator == detail::ServiceCreators().end()) return;
      std::unique_ptr<Service> service(creator->second());
      service->UnpackService(unpacker);
      services_.insert(std::make_pair(type, std::move(service)));
    }
  }

  /// Are app id and certificate 32 hexadecimal characters, and is there a service?
  bool BuildCheck() { return IsUUID(app_id_) && IsUUID(app_cert_) && !services_.empty(); }

  /// When the token was issued: absolute Unix seconds.
  uint32_t issue_ts_;
  /// How many seconds after that it ends.
  uint32_t expire_;
  /// Makes each token another one; it is no secret.
  uint32_t salt_;

  std::string app_id_;
  std::string app_cert_;
  /// The signature that was read.
  std::string signature_;
  /// The content that was read: signature and signed bytes.
  std::string raw_token_buffer_;
  bool parsed_ = false;

  /// Type -> service.
  std::multimap<uint16_t, std::unique_ptr<Service>> services_;

 private:
  void Clear() {
    parsed_ = false;
    issue_ts_ = expire_ = salt_ = 0;
    app_id_.clear();
    signature_.clear();
    raw_token_buffer_.clear();
    services_.clear();
  }
};

}  // namespace tools
}  // namespace agora

#endif  // VOXTOKEN_COMPAT_AGORA_ACCESS_TOKEN2_H
