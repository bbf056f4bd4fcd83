/**
 * @file nlsGlobal.h
 * The export macro and the result codes of Alibaba's NLS SDK 3.1 and later, as far as tokens and the log go. The codes of
 * speech requests are not here: if the SDK's header of this name is further down the include path, it is used instead.
 */
#ifndef NLS_SDK_GLOBAL_H

/* With angle brackets: the rest of the include path is that behind the folder where a file was found on it. */
#if defined(__has_include)
#if __has_include(<nls_detail/sdk_global.h>)
#include <nls_detail/sdk_global.h>
#endif
#endif

#endif /* NLS_SDK_GLOBAL_H */

#ifndef NLS_SDK_GLOBAL_H
#define NLS_SDK_GLOBAL_H

#if defined(__GNUC__)
#define NLS_SDK_DECL_EXPORT __attribute__((visibility("default")))
#else
#define NLS_SDK_DECL_EXPORT
#endif
#define NLS_SDK_DECL_IMPORT NLS_SDK_DECL_EXPORT
#define NLS_SDK_CLIENT_EXPORT NLS_SDK_DECL_EXPORT

/* Xlib has a macro of this name, too. Whichever header comes first, `Success` is 0 after both. */
#pragma push_macro("Success")
#undef Success

namespace AlibabaNls {
namespace codes {

/** What functions of the SDK give: 0, or one of these numbers, negated. `applyNlsToken()` gives 0 or -1 here. */
enum NlsRetCode {
  Success = 0,

  DefaultError = 10,
  JsonParseFailed = 11,
  JsonObjectError = 12,
  MallocFailed = 13,
  ReallocFailed = 14,
  InvalidInputParam = 15,

  InvalidLogLevel = 50,
  InvalidLogFileSize = 51,
  InvalidLogFileNum = 52,

  EventClientEmpty = 150,

  InvalidAkId = 450,
  InvalidAkSecret = 451,
  InvalidAppKey = 452,
  InvalidDomain = 453,
  InvalidAction = 454,
  InvalidServerVersion = 455,
  InvalidServerResource = 456,
  InvalidRegionId = 457,

  ErrorStatusCode = 501,
  ClientRequestFaild = 504,

  NlsMaxErrorCode = 999
};

}  // namespace codes

using namespace codes;

}  // namespace AlibabaNls

/*
 * The SDK has them outside of any namespace. This finds them there, too. A program may still declare one of these names, but
 * outside of any namespace it then has to say `::` when it uses it; in a namespace of its own it does not.
 */
using namespace AlibabaNls::codes;

#pragma pop_macro("Success")

#endif /* NLS_SDK_GLOBAL_H */
