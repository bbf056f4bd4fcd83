/** @file sdk_global.h Includes the SDK's nlsGlobal.h, if it is further down the include path. */
#ifndef VOXTOKEN_COMPAT_NLS_SDK_GLOBAL_H
#define VOXTOKEN_COMPAT_NLS_SDK_GLOBAL_H

#if defined(__GNUC__)
#pragma GCC system_header /* no warning that #include_next is not in the standard */
#endif

#if defined(__has_include_next)
#if __has_include_next("nlsGlobal.h")
#include_next "nlsGlobal.h"
#endif
#endif

#endif /* VOXTOKEN_COMPAT_NLS_SDK_GLOBAL_H */
