// The vendor's sample for its C++ code: the first half as its page "Generate a token" shows it, the second half for user
// accounts, which the page mentions. The placeholders are to be replaced.
#include "../src/RtcTokenBuilder.h"
#include <iostream>
#include <cstdint>
using namespace agora::tools;

int main(int argc, char const *argv[]) {

  // the app id of your project
  std::string appID  = "970Cxxxxxxxxxxxxxxxxxxxxxxx1b33";
  // the app certificate of your project
  std::string  appCertificate = "5CFdxxxxxxxxxxxxxxxxxxxxxxx5d3b";
  // the name of the channel
  std::string channelName= "7d72xxxxxxxxxxxxxxxxxxxxxxbdda";
  // the uid; with 0 the uid is not checked
  uint32_t uid = 2882341273;
  std::string userAccount = "2882341273";
  // for how long the token serves
  uint32_t expirationTimeInSeconds = 3600;
  uint32_t currentTimeStamp = time(NULL);
  uint32_t privilegeExpiredTs = currentTimeStamp + expirationTimeInSeconds;
  std::string result;

  result = RtcTokenBuilder::buildTokenWithUid(
      appID, appCertificate, channelName, uid, UserRole::Role_Publisher,
      privilegeExpiredTs);
  std::cout << "Token With Int Uid:" << result << std::endl;

  result = RtcTokenBuilder::buildTokenWithUserAccount(
      appID, appCertificate, channelName, userAccount, UserRole::Role_Publisher,
      privilegeExpiredTs);
  std::cout << "Token With UserAccount:" << result << std::endl;
  return 0;
}
