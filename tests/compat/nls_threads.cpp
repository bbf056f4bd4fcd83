// 64 threads set, apply, read and copy one object at the same time.
#include <atomic>
#include <string>
#include <thread>
#include <vector>

#include "Token.h"
#include "nls/check.h"

using AlibabaNlsCommon::NlsToken;

namespace {

/** What a thread reads stays as it is whatever the others do. */
bool use(NlsToken& token, const std::string& url) {
  token.setDomain(url);
  token.setAccessKeyId("sandbox-id");
  token.setKeySecret("sandbox-secret");
  token.setServerVersion("2019-02-28");

  bool good = true;
  for (int round = 0; round != 3; ++round) {
    const char* const text = token.getToken();
    const std::string before = text;
    good = token.applyNlsToken() == 0 && good;
    good = text == before && good;
    good = std::string(token.getToken()).size() == 32 && good;
    good = token.getExpireTime() != 0 && good;
    good = *token.getErrorMsg() == 0 && good;
    NlsToken copy(token);
    good = std::string(copy.getToken()).size() == 32 && good;
    token = copy;
  }
  return good;
}

}  // namespace

int main() {
  const std::string url = variable("SANDBOX_NLS");
  NlsToken token;
  std::atomic<int> good(0);
  std::vector<std::thread> threads;
  for (int i = 0; i != 64; ++i) threads.emplace_back([&] { good += use(token, url); });
  for (std::thread& thread : threads) thread.join();
  CHECK_EQ(good.load(), 64);
  return finish();
}
