/// @file equal.h
/// Compares signatures without telling by the time it takes where they differ.

#ifndef VOXTOKEN_COMPAT_AGORA_DETAIL_EQUAL_H
#define VOXTOKEN_COMPAT_AGORA_DETAIL_EQUAL_H

#include <cstddef>
#include <string>

namespace agora {
namespace tools {
namespace detail {

/// The time depends on the lengths alone.
inline bool Equal(const std::string &left, const std::string &right) {
  if (left.size() != right.size()) return false;
  volatile unsigned char difference = 0;
  for (size_t i = 0; i < left.size(); ++i) {
    difference = static_cast<unsigned char>(difference | (left[i] ^ right[i]));
  }
  return difference == 0;
}

}  // namespace detail
}  // namespace tools
}  // namespace agora

#endif  // VOXTOKEN_COMPAT_AGORA_DETAIL_EQUAL_H
