// A command that gets a temporary API key, in the manner of programs for the SDK.
#include <cstdlib>
#include <cstring>
#include <iostream>
#include <string>

#include "dashToken.h"
#include "nlsClient.h"

int main(int argc, char* argv[]) {
  AlibabaNls::NlsClient::getInstance()->setLogConfig("log-generateDashToken", AlibabaNls::LogDebug, 100, 10);

  AlibabaNlsCommon::DashToken request;
  for (int i = 1; i + 1 < argc; i += 2) {
    if (!std::strcmp(argv[i], "--apikey")) request.setAPIKey(argv[i + 1]);
    if (!std::strcmp(argv[i], "--expiration")) request.setExpireInSeconds(std::atoi(argv[i + 1]));
  }

  const int code = request.applyDashToken();
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
