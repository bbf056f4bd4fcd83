// A command that gets a token, in the manner of programs for the SDK 3.1 and later.
#include <cstring>
#include <iostream>
#include <string>

#include "nlsToken.h"
#include "nlsClient.h"

int main(int argc, char* argv[]) {
  AlibabaNls::NlsClient::getInstance()->setLogConfig("log-generatetoken", AlibabaNls::LogDebug, 100, 10, NULL);

  AlibabaNlsCommon::NlsToken request;
  for (int i = 1; i + 1 < argc; i += 2) {
    const std::string value = argv[i + 1];
    if (!std::strcmp(argv[i], "--akId")) request.setAccessKeyId(value);
    if (!std::strcmp(argv[i], "--akSecret")) request.setKeySecret(value);
    if (!std::strcmp(argv[i], "--domain")) request.setDomain(value);
    if (!std::strcmp(argv[i], "--apiVersion")) request.setServerVersion(value);
  }

  const int code = request.applyNlsToken();
  if (code < 0) {
    std::cout << "failed " << code << ": " << request.getErrorMsg() << std::endl;
  } else {
    std::string token = request.getToken();
    unsigned int expireTime = request.getExpireTime();
    std::cout << "Token: " << token << std::endl << "ExpireTime: " << expireTime << std::endl;
  }
  AlibabaNls::NlsClient::releaseInstance();
  return code < 0 ? 1 : 0;
}
