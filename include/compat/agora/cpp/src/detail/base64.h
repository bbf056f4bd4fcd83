/// @file base64.h
/// The official parser skips what is not base64 and needs no padding; that of libvoxtoken is strict.

#ifndef VOXTOKEN_COMPAT_AGORA_DETAIL_BASE64_H
#define VOXTOKEN_COMPAT_AGORA_DETAIL_BASE64_H

#include <cstddef>
#include <string>

namespace agora {
namespace tools {
namespace detail {

/// The first `prefix` bytes of a token, then what the official parser reads of the rest, in strict base64.
inline std::string StrictBase64(const std::string &token, size_t prefix) {
  static const char kAlphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  const std::string alphabet(kAlphabet, sizeof(kAlphabet) - 1);
  std::string strict = token.substr(0, prefix);
  size_t digits = 0, last = 0;
  for (size_t i = prefix; i < token.size() && token[i] != '='; ++i) {
    const size_t digit = alphabet.find(token[i]);
    if (digit == std::string::npos) continue;
    strict += token[i];
    last = digit;
    ++digits;
  }
  switch (digits % 4) {
    case 1:  // not even one byte
      strict.erase(strict.size() - 1);
      break;
    case 2:  // one byte: four bits are left over
      strict[strict.size() - 1] = alphabet[last & 0x30];
      strict += "==";
      break;
    case 3:  // two bytes: two bits are left over
      strict[strict.size() - 1] = alphabet[last & 0x3c];
      strict += "=";
      break;
    default:
      break;
  }
  return strict;
}

}  // namespace detail
}  // namespace tools
}  // namespace agora

#endif  // VOXTOKEN_COMPAT_AGORA_DETAIL_BASE64_H
