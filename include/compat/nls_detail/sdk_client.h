/** @file sdk_client.h Includes the SDK's nlsClient.h, if it is further down the include path. */
#ifndef VOXTOKEN_COMPAT_NLS_SDK_CLIENT_H
#define VOXTOKEN_COMPAT_NLS_SDK_CLIENT_H

#if defined(__GNUC__)
#pragma GCC system_header /* no warning that #include_next is not in the standard */
#endif

#if defined(__has_include_next)
#if __has_include_next("nlsClient.h")
#include_next "nlsClient.h"
#endif
#endif

#endif /* VOXTOKEN_COMPAT_NLS_SDK_CLIENT_H */
