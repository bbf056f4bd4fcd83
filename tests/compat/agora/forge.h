// Makes tokens of any content, signed or not: base64 and a zlib stream of stored blocks.

#ifndef VOXTOKEN_TESTS_COMPAT_AGORA_FORGE_H
#define VOXTOKEN_TESTS_COMPAT_AGORA_FORGE_H

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>

inline std::string Base64(const std::string &bytes) {
  static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string text;
  for (size_t at = 0; at < bytes.size(); at += 3) {
    const size_t count = std::min<size_t>(3, bytes.size() - at);
    uint32_t group = 0;
    for (size_t i = 0; i < 3; ++i) group = group << 8 | (i < count ? static_cast<unsigned char>(bytes[at + i]) : 0);
    for (size_t i = 0; i < 4; ++i) text += i <= count ? alphabet[group >> (18 - 6 * i) & 63] : '=';
  }
  return text;
}

inline std::string Zlib(const std::string &content) {
  std::string stream = "\x78\x01";
  size_t at = 0;
  do {
    const size_t length = std::min<size_t>(65535, content.size() - at);
    stream += static_cast<char>(at + length == content.size());
    for (const size_t number : {length, ~length}) {
      stream += static_cast<char>(number & 0xff);
      stream += static_cast<char>(number >> 8 & 0xff);
    }
    stream += content.substr(at, length);
    at += length;
  } while (at < content.size());
  uint32_t low = 1, high = 0;
  for (const char byte : content) {
    low = (low + static_cast<unsigned char>(byte)) % 65521;
    high = (high + low) % 65521;
  }
  for (const uint32_t number : {high, low}) {
    stream += static_cast<char>(number >> 8 & 0xff);
    stream += static_cast<char>(number & 0xff);
  }
  return stream;
}

/// A 007 token of a content as AccessToken2::raw_token_buffer_ holds it.
inline std::string Forge007(const std::string &content) { return "007" + Base64(Zlib(content)); }

#endif  // VOXTOKEN_TESTS_COMPAT_AGORA_FORGE_H
