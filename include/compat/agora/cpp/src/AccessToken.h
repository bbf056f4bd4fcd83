/// @file AccessToken.h
/// The 006 token. Drop-in for the official header of this name: link with -lvoxtoken instead of openssl and zlib.

#ifndef VOXTOKEN_COMPAT_AGORA_ACCESS_TOKEN_H
#define VOXTOKEN_COMPAT_AGORA_ACCESS_TOKEN_H

#include <cstdint>
#include <ctime>
#include <exception>
#include <iostream>
#include <map>
#include <string>
#include <utility>

#include "detail/base64.h"
#include "detail/native.h"
#include "utils.h"

namespace agora {
namespace tools {

/// A 006 token. All times are absolute Unix seconds. An object is for one thread at a time.
struct AccessToken {
  enum Privileges {
    kJoinChannel = 1,
    kPublishAudioStream = 2,
    kPublishVideoStream = 3,
    kPublishDataStream = 4,
    kAdministrateChannel = 101,
    kRtmLogin = 1000,
  };

  /// Privilege -> when it ends; 0 is when the token ends.
  typedef std::map<uint16_t, uint32_t> PrivilegeMessageMap;

  /// The part that is signed as it stands.
  struct PrivilegeMessage {
    uint32_t salt;
    uint32_t ts;
    PrivilegeMessageMap messages;

    PrivilegeMessage() : salt(0), ts(0) {}
    PrivilegeMessage(uint32_t its_salt, uint32_t its_ts, const PrivilegeMessageMap &its_messages)
        : salt(its_salt), ts(its_ts), messages(its_messages) {}

    friend Packer &operator<<(Packer &packer, const PrivilegeMessage &message) {
      return packer << message.salt << message.ts << message.messages;
    }
    friend Unpacker &operator>>(Unpacker &unpacker, PrivilegeMessage &message) {
      return unpacker >> message.salt >> message.ts >> message.messages;
    }
  };

  /// All of the token behind its app id.
  struct PackContent {
    std::string signature;
    uint32_t crcChannelName;
    uint32_t crcUid;
    std::string rawMessage;

    PackContent() : crcChannelName(0), crcUid(0) {}
    PackContent(const std::string &its_signature, uint32_t crc_channel, uint32_t crc_uid, const std::string &raw_message)
        : signature(its_signature), crcChannelName(crc_channel), crcUid(crc_uid), rawMessage(raw_message) {}

    friend Packer &operator<<(Packer &packer, const PackContent &content) {
      return packer << content.signature << content.crcChannelName << content.crcUid << content.rawMessage;
    }
    friend Unpacker &operator>>(Unpacker &unpacker, PackContent &content) {
      return unpacker >> content.signature >> content.crcChannelName >> content.crcUid >> content.rawMessage;
    }
  };

  static std::string Version() { return "006"; }

  /// The signature of a token with these parts: 32 bytes; empty for an empty certificate.
  static std::string GenerateSignature(const std::string &appCertificate, const std::string &appID,
                                       const std::string &channelName, const std::string &uid,
                                       const std::string &message) {
    return HmacSign2(appCertificate, appID + channelName + uid + message, HMAC_SHA256_LENGTH);
  }

  /// Empty, for FromString().
  AccessToken() : crc_channel_name_(0), crc_uid_(0) {}

  /// A token that ends in 24 hours. The uid 0 is for any user.
  AccessToken(const std::string &appId, const std::string &appCertificate, const std::string &channelName,
              uint32_t uid = 0)
      : AccessToken(appId, appCertificate, channelName, uid == 0 ? std::string() : std::to_string(uid)) {}

  /// A token that ends in 24 hours. An empty uid is for any user.
  AccessToken(const std::string &appId, const std::string &appCertificate, const std::string &channelName,
              const std::string &uid)
      : app_id_(appId),
        app_cert_(appCertificate),
        channel_name_(channelName),
        uid_(uid),
        crc_channel_name_(0),
        crc_uid_(0) {
    message_.salt = GenerateSalt();
    SetTokenExpiredTs(24 * 3600);
  }

  /// Lets the token end in this many seconds from now.
  void SetTokenExpiredTs(uint32_t seconds) { message_.ts = static_cast<uint32_t>(::time(nullptr)) + seconds; }

  /// Sets when a privilege ends; 0 is when the token ends.
  void AddPrivilege(Privileges privilege, uint32_t expireTimestamp = 0) {
    message_.messages[static_cast<uint16_t>(privilege)] = expireTimestamp;
  }

  /// The token. Empty if app id or certificate are not 32 hexadecimal characters, or if channel, uid or privileges are
  /// longer than 65,535 bytes.
  std::string Build() {
    if (!IsUUID(app_id_) || !IsUUID(app_cert_)) return "";
    try {
      message_raw_content_ = Pack(message_);
      signature_ = GenerateSignature(app_cert_, app_id_, channel_name_, uid_, message_raw_content_);
      crc_channel_name_ = crc32(0, detail::Data(channel_name_), channel_name_.size());
      crc_uid_ = crc32(0, detail::Data(uid_), uid_.size());
      return detail::Build006(
          {app_id_, app_cert_, channel_name_, uid_, message_.salt, message_.ts, message_.messages});
    } catch (const std::exception &) {
      return "";
    }
  }

  /// Reads a token without verifying it; channel and uid are not in it. False, and nothing is changed, if it is damaged.
  bool FromString(const std::string &channelKeyString) {
    if (channelKeyString.compare(0, VERSION_LENGTH, Version()) != 0) return false;
    try {
      const std::string token = detail::StrictBase64(channelKeyString, VERSION_LENGTH + APP_ID_LENGTH);
      detail::Parsed006 parsed;
      if (!detail::Parse006(token, &parsed)) return false;
      PrivilegeMessage message;
      Unpack(parsed.message, message);
      app_id_ = std::move(parsed.app_id);
      signature_ = std::move(parsed.signature);
      crc_channel_name_ = parsed.crc_channel_name;
      crc_uid_ = parsed.crc_uid;
      message_raw_content_ = std::move(parsed.message);
      message_ = std::move(message);
      return true;
    } catch (const std::exception &) {
      return false;
    }
  }

  std::string app_id_;
  std::string app_cert_;
  std::string channel_name_;
  std::string uid_;
  std::string signature_;
  PrivilegeMessage message_;
  std::string message_raw_content_;
  uint32_t crc_channel_name_;
  uint32_t crc_uid_;
};

}  // namespace tools
}  // namespace agora

#endif  // VOXTOKEN_COMPAT_AGORA_ACCESS_TOKEN_H
