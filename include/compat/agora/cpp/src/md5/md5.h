/// @file md5.h
/// Drop-in for the official header of this name. It defines no macros and needs no other source file.

#ifndef VOXTOKEN_COMPAT_AGORA_MD5_MD5_H
#define VOXTOKEN_COMPAT_AGORA_MD5_MD5_H

#include <array>
#include <cstdint>
#include <string>

#include "../detail/md5.h"

/// The MD5 of a text. It protects nothing.
class MD5 {
 public:
  MD5(const std::string &message) : message_(message), digest_(agora::tools::detail::Md5(message)) {}

  /// 16 bytes that live as long as this object.
  const unsigned char *getDigest() const { return digest_.data(); }

  /// 32 hexadecimal characters in lower case.
  std::string toStr() const { return agora::tools::detail::Md5Hex(message_); }

 private:
  std::string message_;
  std::array<uint8_t, 16> digest_;
};

#endif  // VOXTOKEN_COMPAT_AGORA_MD5_MD5_H
