// Logs more than two files of 1 MiB can hold to log-rotation in the current folder, and a line to standard output.
#include <cstddef>

#include "nlsClient.h"
#include "nlsToken.h"

#include "check.h"

namespace {

std::size_t logged = 0;

int count(const char* line) {
  logged += std::string(line).size() + 1;
  return 0;
}

void log_a_failure() {
  AlibabaNlsCommon::NlsToken token;
  token.setAccessKeyId("id");
  token.setKeySecret("secret");
  token.setAction("not an action");
  token.applyNlsToken();
}

}  // namespace

int main() {
  using AlibabaNls::NlsClient;
  CHECK_EQ(NlsClient::getInstance()->setLogConfig("log-rotation", AlibabaNls::LogDebug, 1, 2, count), 0);
  while (logged < 5 * 512 * 1024) log_a_failure();
  CHECK_EQ(NlsClient::getInstance()->setLogConfig(NULL, AlibabaNls::LogDebug), 0);
  log_a_failure();
  CHECK_EQ(NlsClient::getInstance()->setLogConfig("unused", AlibabaNls::LogDebug, 0), 0);
  log_a_failure();
  NlsClient::releaseInstance();
  log_a_failure();
  return finish();
}
