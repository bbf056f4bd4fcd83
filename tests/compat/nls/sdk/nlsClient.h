// As in an SDK: a client that makes speech requests.
#ifndef NLS_SDK_CLIENT_H
#define NLS_SDK_CLIENT_H

#include "nlsGlobal.h"

namespace AlibabaNls {

class SpeechRequest;

class NLS_SDK_CLIENT_EXPORT NlsClient {
 public:
  static NlsClient* getInstance(bool sslInitial = true);
  static void releaseInstance();
  SpeechRequest* createRequest();
};

}  // namespace AlibabaNls

#endif
