// As in an SDK's library: speech requests, and classes of the same names as the drop-in's that do something else.
#include <string>

#include "nlsClient.h"
#include "speechRequest.h"

namespace AlibabaNls {

NlsClient* NlsClient::getInstance(bool) {
  static NlsClient client;
  return &client;
}

void NlsClient::releaseInstance() {}

SpeechRequest* NlsClient::createRequest() { return new SpeechRequest; }

int SpeechRequest::setToken(const char* token) { return *token == 0 ? -TaskFailed : Success; }

}  // namespace AlibabaNls

namespace AlibabaNlsCommon {

class NlsToken {
 public:
  NlsToken();
  virtual ~NlsToken();
  int applyNlsToken();
  const char* getErrorMsg();
  const char* getToken();
  void setKeySecret(const std::string& keySecret);
  void setAccessKeyId(const std::string& accessKeyId);

 private:
  std::string secret_;
};

NlsToken::NlsToken() {}
NlsToken::~NlsToken() {}
int NlsToken::applyNlsToken() { return -451; }
const char* NlsToken::getErrorMsg() { return "the SDK's"; }
const char* NlsToken::getToken() { return "the SDK's"; }
void NlsToken::setKeySecret(const std::string& keySecret) { secret_ = keySecret; }
void NlsToken::setAccessKeyId(const std::string&) {}

}  // namespace AlibabaNlsCommon
