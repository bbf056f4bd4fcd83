// A speech program: tokens from the drop-in, all else from the SDK, whichever header comes first.
#ifdef SPEECH_FIRST
#include "speechRequest.h"
#include "nlsClient.h"
#include "nlsToken.h"
#include "dashToken.h"
#else
#include "dashToken.h"
#include "nlsToken.h"
#include "nlsClient.h"
#include "speechRequest.h"
#endif
#include "nlsGlobal.h"

#include "check.h"

int main() {
  AlibabaNls::SpeechRequest* const request = AlibabaNls::NlsClient::getInstance()->createRequest();
  AlibabaNlsCommon::NlsToken token;
  CHECK_EQ(token.applyNlsToken(), -1);
  CHECK_EQ(std::string(token.getErrorMsg()), "AccessKeySecret is empty.");
  CHECK_EQ(request->setToken(token.getToken()), -TaskFailed);

  token.setDomain(variable("SANDBOX_NLS"));
  token.setAccessKeyId("sandbox-id");
  token.setKeySecret("sandbox-secret");
  CHECK_EQ(token.applyNlsToken(), 0);
  CHECK_EQ(request->setToken(token.getToken()), Success);
  AlibabaNlsCommon::DashToken dash;
  CHECK_EQ(dash.applyDashToken(), -1);

  AlibabaNls::NlsClient::releaseInstance();
  delete request;
  return finish();
}
