// As in an SDK: a speech request, which takes a token.
#ifndef NLS_SDK_SPEECH_REQUEST_H
#define NLS_SDK_SPEECH_REQUEST_H

#include "nlsGlobal.h"

namespace AlibabaNls {

class NLS_SDK_CLIENT_EXPORT SpeechRequest {
 public:
  int setToken(const char* token);
};

}  // namespace AlibabaNls

#endif
