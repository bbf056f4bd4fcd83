/** @file environment.h Endpoints from the environment. */
#ifndef VOXTOKEN_COMPAT_NLS_ENVIRONMENT_H
#define VOXTOKEN_COMPAT_NLS_ENVIRONMENT_H

#include <cstdlib>

#include "text.h"

namespace voxtoken_compat {

/** Replaces a text by the value of an environment variable, if that is set and not empty. */
inline void override_by(const char* variable, Text& text) {
  const char* const value = std::getenv(variable);
  if (value != NULL && *value != 0) text = value;
}

}  // namespace voxtoken_compat

#endif /* VOXTOKEN_COMPAT_NLS_ENVIRONMENT_H */
