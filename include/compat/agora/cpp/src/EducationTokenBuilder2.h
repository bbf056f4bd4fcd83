/// @file EducationTokenBuilder2.h
/// 007 tokens for Education. Drop-in for the official header of this name: link with -lvoxtoken instead of openssl and
/// zlib.

#ifndef VOXTOKEN_COMPAT_AGORA_EDUCATION_TOKEN_BUILDER2_H
#define VOXTOKEN_COMPAT_AGORA_EDUCATION_TOKEN_BUILDER2_H

#include "ApaasTokenBuilder.h"

namespace agora {
namespace tools {

/// The older name: the tokens are those of Apaas.
class EducationTokenBuilder2 : public ApaasTokenBuilder {};

}  // namespace tools
}  // namespace agora

#endif  // VOXTOKEN_COMPAT_AGORA_EDUCATION_TOKEN_BUILDER2_H
