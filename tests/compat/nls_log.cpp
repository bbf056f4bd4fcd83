// NlsClient logs to a file, to a callback or to neither, and never a secret or a token.
#include <stdlib.h>
#include <unistd.h>

#include <atomic>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <string>
#include <thread>
#include <vector>

#include "dashToken.h"
#include "nlsClient.h"
#include "nlsToken.h"

#include "nls/check.h"

using namespace AlibabaNls;
using AlibabaNlsCommon::DashToken;
using AlibabaNlsCommon::NlsToken;

namespace {

std::string read(const std::string& path) {
  std::ifstream file(path.c_str());
  return std::string(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
}

std::size_t lines(const std::string& text) {
  std::size_t count = 0;
  for (char byte : text) count += byte == '\n';
  return count;
}

std::string apply(const char* secret) {
  NlsToken token;
  token.setDomain(variable("SANDBOX_NLS"));
  token.setAccessKeyId("sandbox-id");
  token.setKeySecret(secret);
  token.applyNlsToken();
  return token.getToken();
}

std::string last_line;

int keep(const char* line) {
  last_line = line;
  return 0;
}

std::atomic<int> heard(0);

int hear(const char*) {
  ++heard;
  return 0;
}

int restart(const char* line) {
  keep(line);
  NlsClient::releaseInstance();
  return 0;
}

void the_file_has_what_happened_and_nothing_secret(const std::string& name) {
  const std::string path = name + ".log";
  CHECK_EQ(NlsClient::getInstance(false)->setLogConfig(name.c_str(), LogDebug, 100, 10), 0);
  const std::string token = apply("sandbox-secret");
  CHECK_EQ(token.size(), 32u);
  apply("a-wrong-secret");
  setenv("VOXTOKEN_DASHSCOPE_ENDPOINT", variable("SANDBOX_DASHSCOPE").c_str(), 1);
  DashToken dash;
  dash.setAPIKey("sandbox-secret");
  CHECK_EQ(dash.applyDashToken(), 0);

  const std::string log = read(path);
  CHECK(contains(log, " INFO NLS: a token until "));
  CHECK(contains(log, " WARN NLS: "));
  CHECK(contains(log, "SignatureDoesNotMatch"));
  CHECK(contains(log, " DEBUG sending "));
  CHECK(contains(log, " INFO DashScope: a token until "));
  CHECK(!contains(log, "sandbox-secret"));
  CHECK(!contains(log, "a-wrong-secret"));
  CHECK(!contains(log, token));
  CHECK(!contains(log, dash.getToken()));
  CHECK(!contains(log, "Signature="));

  NlsClient::releaseInstance();
  apply("sandbox-secret");
  CHECK_EQ(read(path), log);
}

void the_file_is_appended_to_by_level(const std::string& name) {
  const std::string before = read(name + ".log");
  CHECK_EQ(NlsClient::getInstance()->setLogConfig(name.c_str(), LogWarning), 0);
  apply("sandbox-secret");
  CHECK_EQ(read(name + ".log"), before);
  apply("a-wrong-secret");
  const std::string after = read(name + ".log");
  CHECK_EQ(after.substr(0, before.size()), before);
  CHECK_EQ(lines(after), lines(before) + 1);
  NlsClient::releaseInstance();
}

void a_callback_gets_each_line(const std::string& name) {
  const std::string before = read(name + ".log");
  CHECK_EQ(NlsClient::getInstance()->setLogConfig(NULL, LogInfo, 10, 10, keep), 0);
  apply("sandbox-secret");
  CHECK(contains(last_line, " INFO NLS: a token until "));
  CHECK(!contains(last_line, "\n"));
  CHECK_EQ(read(name + ".log"), before);

  CHECK_EQ(NlsClient::getInstance()->setLogConfig(name.c_str(), LogInfo, 10, 10, keep), 0);
  last_line.clear();
  apply("sandbox-secret");
  CHECK_EQ(read(name + ".log"), before + last_line + "\n");

  CHECK_EQ(NlsClient::getInstance()->setLogConfig(NULL, LogInfo, 10, 10, restart), 0);
  apply("sandbox-secret");
  last_line.clear();
  apply("sandbox-secret");
  CHECK_EQ(last_line, "");
}

void bad_settings_change_nothing(const std::string& name) {
  NlsClient* const client = NlsClient::getInstance();
  CHECK_EQ(client->setLogConfig(NULL, LogInfo, 10, 10, keep), 0);
  CHECK_EQ(client->setLogConfig(name.c_str(), static_cast<LogLevel>(0)), -InvalidLogLevel);
  CHECK_EQ(client->setLogConfig(name.c_str(), static_cast<LogLevel>(5)), -InvalidLogLevel);
  CHECK_EQ(client->setLogConfig(name.c_str(), LogInfo, 10, 0), -InvalidLogFileNum);
  CHECK_EQ(client->setLogConfig((name + "/no/such/folder").c_str(), LogInfo), -InvalidInputParam);
  last_line.clear();
  apply("sandbox-secret");
  CHECK(!last_line.empty());
  NlsClient::releaseInstance();
}

void threads_may_log_while_the_log_comes_and_goes(const std::string& name) {
  std::vector<std::thread> threads;
  for (int i = 0; i != 16; ++i) {
    threads.emplace_back([&name, i] {
      for (int round = 0; round != 4; ++round) {
        NlsToken token;
        token.setKeySecret("sandbox-secret");
        token.setAccessKeyId("sandbox-id");
        token.setAction("no action");
        token.applyNlsToken();
        if (i % 4 == 0) NlsClient::getInstance()->setLogConfig(name.c_str(), LogDebug, 1, 2, hear);
        if (i % 4 == 1) NlsClient::releaseInstance();
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  NlsClient::releaseInstance();

  heard = 0;
  CHECK_EQ(NlsClient::getInstance()->setLogConfig(name.c_str(), LogDebug, 1, 2, hear), 0);
  apply("");
  apply("with space");
  CHECK_EQ(heard.load(), 1);
  NlsClient::releaseInstance();
}

}  // namespace

int main() {
  char folder[] = "/tmp/voxtoken-nls-log-XXXXXX";
  if (mkdtemp(folder) == NULL) return 1;
  const std::string name = std::string(folder) + "/log-generatetoken";
  the_file_has_what_happened_and_nothing_secret(name);
  the_file_is_appended_to_by_level(name);
  a_callback_gets_each_line(name);
  bad_settings_change_nothing(name);
  threads_may_log_while_the_log_comes_and_goes(name);
  std::remove((name + ".log").c_str());
  rmdir(folder);
  return finish();
}
