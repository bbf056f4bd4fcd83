/// @file utils.h
/// What the official header of this name offers to programs, without openssl and zlib.

#ifndef VOXTOKEN_COMPAT_AGORA_UTILS_H
#define VOXTOKEN_COMPAT_AGORA_UTILS_H

#include <cctype>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <iomanip>
#include <random>
#include <sstream>
#include <stdexcept>
#include <string>

#include "Packer.h"
#include "detail/native.h"

namespace agora {
namespace tools {

const uint32_t HMAC_SHA256_LENGTH = VOX_AGORA_SIGNATURE_LENGTH;
const uint32_t APP_ID_LENGTH = 32;
const uint32_t VERSION_LENGTH = 3;

/// The bytes of a value. Throws `std::overflow_error` if a text or container in it is longer than 65,535.
template <typename T>
inline std::string Pack(const T &value) {
  Packer packer;
  packer << value;
  return packer.body();
}

/// Reads a value from bytes. Throws `std::overflow_error` if they end too early.
template <typename T>
inline void Unpack(const std::string &bytes, T &value) {
  Unpacker unpacker(bytes.data(), bytes.size());
  unpacker >> value;
}

/// Is it 32 hexadecimal characters, as app ids and certificates are?
inline bool IsUUID(const std::string &id) {
  return id.size() == APP_ID_LENGTH && id.find_first_not_of("0123456789abcdefABCDEF") == std::string::npos;
}

/// A random number of the operating system that makes each token another one; it is no secret. Never throws: where
/// there are no random numbers, it is the time.
inline uint32_t GenerateSalt() {
  uint32_t salt = 0;
  return vox_agora_salt(&salt, nullptr) == VOX_OK ? salt : static_cast<uint32_t>(std::time(nullptr));
}

/// The first `length` bytes of HMAC-SHA256, at most 32. Empty for an empty key.
inline std::string HmacSign2(const std::string &key, const std::string &message, uint32_t length) {
  return key.empty() ? std::string() : detail::Hmac(key, message).substr(0, length);
}

/// A byte, as zlib.h calls it: the official headers brought it along.
typedef unsigned char Bytef;

/// CRC-32 (IEEE) of `length` bytes, going on from `crc`, which is 0 at first. A template, so that crc32() of zlib.h may
/// stand beside it.
template <typename Crc, typename Length>
inline uint32_t crc32(Crc crc, const Bytef *data, Length length) {
  uint32_t sum = ~static_cast<uint32_t>(crc);
  for (size_t i = 0; i < static_cast<size_t>(length); ++i) {
    sum ^= data[i];
    for (int bit = 0; bit < 8; ++bit) sum = sum >> 1 ^ (sum & 1 ? 0xedb88320 : 0);
  }
  return ~sum;
}

}  // namespace tools
}  // namespace agora

#endif  // VOXTOKEN_COMPAT_AGORA_UTILS_H
