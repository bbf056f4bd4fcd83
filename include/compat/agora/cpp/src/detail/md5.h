/// @file md5.h
/// MD5 (RFC 1321), for user ids of Chat. It protects nothing.

#ifndef VOXTOKEN_COMPAT_AGORA_DETAIL_MD5_H
#define VOXTOKEN_COMPAT_AGORA_DETAIL_MD5_H

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string>

namespace agora {
namespace tools {
namespace detail {

/// The digest: 16 bytes.
inline std::array<uint8_t, 16> Md5(std::string message) {
  static const std::array<uint32_t, 64> kSines = [] {
    std::array<uint32_t, 64> sines;
    for (size_t i = 0; i < sines.size(); ++i) {
      sines[i] = static_cast<uint32_t>(std::floor(std::fabs(std::sin(static_cast<double>(i + 1))) * 4294967296.0));
    }
    return sines;
  }();
  static const int kRotations[4][4] = {{7, 12, 17, 22}, {5, 9, 14, 20}, {4, 11, 16, 23}, {6, 10, 15, 21}};

  const uint64_t bits = message.size() * uint64_t(8);
  message += '\x80';
  while (message.size() % 64 != 56) message += '\0';
  for (int shift = 0; shift < 64; shift += 8) message += static_cast<char>(bits >> shift & 0xff);

  std::array<uint32_t, 4> state = {{0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476}};
  for (size_t block = 0; block < message.size(); block += 64) {
    uint32_t words[16] = {};
    for (size_t i = 0; i < 64; ++i) {
      words[i / 4] |= static_cast<uint32_t>(static_cast<unsigned char>(message[block + i])) << (i % 4 * 8);
    }
    uint32_t a = state[0], b = state[1], c = state[2], d = state[3];
    for (uint32_t i = 0; i < 64; ++i) {
      uint32_t mixed, word;
      switch (i / 16) {
        case 0:
          mixed = (b & c) | (~b & d);
          word = i;
          break;
        case 1:
          mixed = (d & b) | (~d & c);
          word = (5 * i + 1) % 16;
          break;
        case 2:
          mixed = b ^ c ^ d;
          word = (3 * i + 5) % 16;
          break;
        default:
          mixed = c ^ (b | ~d);
          word = 7 * i % 16;
          break;
      }
      const uint32_t sum = a + mixed + kSines[i] + words[word];
      const int rotation = kRotations[i / 16][i % 4];
      a = d;
      d = c;
      c = b;
      b += sum << rotation | sum >> (32 - rotation);
    }
    state[0] += a;
    state[1] += b;
    state[2] += c;
    state[3] += d;
  }

  std::array<uint8_t, 16> digest;
  for (size_t i = 0; i < digest.size(); ++i) digest[i] = static_cast<uint8_t>(state[i / 4] >> (i % 4 * 8) & 0xff);
  return digest;
}

/// The digest as 32 hexadecimal characters in lower case.
inline std::string Md5Hex(const std::string &message) {
  std::string hex;
  for (const uint8_t octet : Md5(message)) {
    hex += "0123456789abcdef"[octet >> 4];
    hex += "0123456789abcdef"[octet & 0xf];
  }
  return hex;
}

}  // namespace detail
}  // namespace tools
}  // namespace agora

#endif  // VOXTOKEN_COMPAT_AGORA_DETAIL_MD5_H
