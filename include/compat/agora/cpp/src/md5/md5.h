/// @file md5.h
/// Drop-in for the official header of this name. Like that one it brings three names along for
/// everybody. It defines no macros and needs no other source file.

#ifndef VOXTOKEN_COMPAT_AGORA_MD5_MD5_H
#define VOXTOKEN_COMPAT_AGORA_MD5_MD5_H

#include <array>
#include <cstdint>
#include <cstring>
#include <string>

#include "../detail/md5.h"

using std::string;
/// An octet.
typedef unsigned char byte;
/// A number of 32 bits.
typedef unsigned int bit32;

/// The MD5 of a text. It protects nothing.
class MD5 {
 public:
  MD5(const string &message) : message_(message), digest_(agora::tools::detail::Md5(message)) {}

  /// 16 bytes that live as long as this object.
  const byte *getDigest() const { return digest_.data(); }

  /// 32 hexadecimal characters in lower case.
  string toStr() const { return agora::tools::detail::Md5Hex(message_); }

 private:
  string message_;
  std::array<uint8_t, 16> digest_;
};

#endif  // VOXTOKEN_COMPAT_AGORA_MD5_MD5_H
