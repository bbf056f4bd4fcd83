/// @file FpaTokenBuilder.h
/// 007 tokens for FPA. Drop-in for the official header of this name: link with -lvoxtoken instead of openssl and zlib.

#ifndef VOXTOKEN_COMPAT_AGORA_FPA_TOKEN_BUILDER_H
#define VOXTOKEN_COMPAT_AGORA_FPA_TOKEN_BUILDER_H

#include <string>

#include "AccessToken2.h"
#include "detail/build.h"

namespace agora {
namespace tools {

/// Mints 007 tokens that let an app log in to FPA. May be called by many threads at once.
class FpaTokenBuilder {
 public:
  /// For 24 hours from now. Empty where AccessToken2::Build() is.
  static std::string BuildToken(const std::string &app_id, const std::string &app_certificate) {
    return detail::Build({app_id, app_certificate}, 24 * 3600,
                         detail::With(ServiceFpa(), ServiceFpa::kPrivilegeLogin, 0));
  }
};

}  // namespace tools
}  // namespace agora

#endif  // VOXTOKEN_COMPAT_AGORA_FPA_TOKEN_BUILDER_H
