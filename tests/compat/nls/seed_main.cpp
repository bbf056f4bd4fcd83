// Calls the documents' sample, which takes the secret first.
#include <cstdlib>

int getTokenId(const char* keySecret, const char* keyId);

int main() {
  return getTokenId(std::getenv("ALIYUN_AK_SECRET"), std::getenv("ALIYUN_AK_ID")) == 0 ? 0 : 1;
}
