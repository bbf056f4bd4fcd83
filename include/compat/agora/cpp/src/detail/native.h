/// @file native.h
/// The calls into libvoxtoken that the drop-in headers make, with C++ strings. Failures are empty or false: the official
/// API has no place for a reason.

#ifndef VOXTOKEN_COMPAT_AGORA_DETAIL_NATIVE_H
#define VOXTOKEN_COMPAT_AGORA_DETAIL_NATIVE_H

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <string>

#include "../../../../../voxtoken.h"

namespace agora {
namespace tools {
namespace detail {

/// Frees what the library gave.
struct Free {
  void operator()(char *text) const { vox_string_free(text); }
  void operator()(vox_agora_access_token *content) const { vox_agora_access_token_free(content); }
  void operator()(vox_agora_parsed *parsed) const { vox_agora_parsed_free(parsed); }
};

/// Bytes that the library gave.
struct Bytes {
  uint8_t *data = nullptr;
  size_t length = 0;

  Bytes() = default;
  Bytes(const Bytes &) = delete;
  Bytes &operator=(const Bytes &) = delete;
  ~Bytes() { vox_bytes_free(data, length); }
};

inline const uint8_t *Data(const std::string &text) { return reinterpret_cast<const uint8_t *>(text.data()); }

inline std::string Text(const uint8_t *data, size_t length) {
  return std::string(reinterpret_cast<const char *>(data), length);
}

/// HMAC-SHA256: 32 bytes.
inline std::string Hmac(const std::string &key, const std::string &message) {
  uint8_t signature[VOX_AGORA_SIGNATURE_LENGTH];
  if (vox_agora_hmac(Data(key), key.size(), Data(message), message.size(), &signature, nullptr) != VOX_OK) {
    return std::string();
  }
  return Text(signature, sizeof(signature));
}

/// Signs, compresses and encodes the signed bytes of a 007 token. The certificate holds no NUL.
inline std::string Seal(const std::string &signing_info, const std::string &certificate) {
  char *token = nullptr;
  if (vox_agora_seal(Data(signing_info), signing_info.size(), certificate.c_str(), &token, nullptr) != VOX_OK) {
    return std::string();
  }
  return std::unique_ptr<char, Free>(token).get();
}

/// Takes a 007 token apart. A NUL ends it.
inline bool Open(const std::string &token, std::string *signature, std::string *signing_info) {
  Bytes signed_by, signed_bytes;
  if (vox_agora_open(token.c_str(), &signed_by.data, &signed_by.length, &signed_bytes.data, &signed_bytes.length,
                     nullptr) != VOX_OK) {
    return false;
  }
  *signature = Text(signed_by.data, signed_by.length);
  *signing_info = Text(signed_bytes.data, signed_bytes.length);
  return true;
}

/// What a 006 token is made of. The ids hold no NUL.
struct Content006 {
  const std::string &app_id;
  const std::string &certificate;
  const std::string &channel;
  const std::string &uid;
  uint32_t salt;
  uint32_t ts;
  const std::map<uint16_t, uint32_t> &privileges;
};

inline std::string Build006(const Content006 &content) {
  vox_agora_access_token *raw = nullptr;
  if (vox_agora_access_token_new(content.app_id.c_str(), Data(content.channel), content.channel.size(),
                                 Data(content.uid), content.uid.size(), content.salt, content.ts, &raw,
                                 nullptr) != VOX_OK) {
    return std::string();
  }
  const std::unique_ptr<vox_agora_access_token, Free> handle(raw);
  for (const auto &privilege : content.privileges) {
    if (vox_agora_access_token_add_privilege(raw, privilege.first, privilege.second, nullptr) != VOX_OK) {
      return std::string();
    }
  }
  char *token = nullptr;
  if (vox_agora_access_token_build(raw, content.certificate.c_str(), &token, nullptr) != VOX_OK) {
    return std::string();
  }
  return std::unique_ptr<char, Free>(token).get();
}

/// What a 006 token holds.
struct Parsed006 {
  std::string app_id;
  std::string signature;
  std::string message;
  uint32_t crc_channel_name;
  uint32_t crc_uid;
};

/// Reads a 006 token. A NUL ends it.
inline bool Parse006(const std::string &token, Parsed006 *parsed) {
  vox_agora_parsed *raw = nullptr;
  if (vox_agora_parse(token.c_str(), &raw, nullptr) != VOX_OK) return false;
  const std::unique_ptr<vox_agora_parsed, Free> handle(raw);
  const uint8_t *app_id, *signature, *message;
  size_t app_id_length, signature_length, message_length;
  if (vox_agora_parsed_app_id(raw, &app_id, &app_id_length, nullptr) != VOX_OK ||
      vox_agora_parsed_signature(raw, &signature, &signature_length, nullptr) != VOX_OK ||
      vox_agora_parsed_signed_bytes(raw, &message, &message_length, nullptr) != VOX_OK) {
    return false;
  }
  parsed->app_id = Text(app_id, app_id_length);
  parsed->signature = Text(signature, signature_length);
  parsed->message = Text(message, message_length);
  parsed->crc_channel_name = vox_agora_parsed_crc_channel(raw);
  parsed->crc_uid = vox_agora_parsed_crc_uid(raw);
  return true;
}

}  // namespace detail
}  // namespace tools
}  // namespace agora

#endif  // VOXTOKEN_COMPAT_AGORA_DETAIL_NATIVE_H
