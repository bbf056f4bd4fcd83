// A file of the log is rotated as fast as there are files, and a log that the program set itself stays.
#include <stdlib.h>
#include <unistd.h>

#include <cstdio>
#include <fstream>
#include <string>

#include "nlsClient.h"
#include "nlsToken.h"
#include "nls/check.h"

using AlibabaNls::NlsClient;
using voxtoken_compat::LogFile;

namespace {

/** The first line of a file, which is removed. */
std::string take(const std::string& path) {
  std::string line = "no file";
  std::ifstream file(path.c_str());
  if (file) std::getline(file, line);
  std::remove(path.c_str());
  return line;
}

void append(const std::string& path, unsigned int count, int lines) {
  LogFile file(path, 3, count);
  for (int line = 1; line <= lines; ++line) file.append(std::to_string(line) + ".\n");
}

void a_huge_number_of_files_costs_nothing(const std::string& path) {
  alarm(30);
  append(path, 4294967295u, 4);
  alarm(0);
  CHECK_EQ(take(path), "4.");
  CHECK_EQ(take(path + ".1"), "3.");
  CHECK_EQ(take(path + ".2"), "2.");
  CHECK_EQ(take(path + ".3"), "1.");
}

void the_oldest_files_are_dropped(const std::string& path) {
  append(path, 3, 5);
  CHECK_EQ(take(path), "5.");
  CHECK_EQ(take(path + ".1"), "4.");
  CHECK_EQ(take(path + ".2"), "3.");
  CHECK_EQ(take(path + ".3"), "no file");
  append(path, 1, 5);
  CHECK_EQ(take(path), "5.");
  CHECK_EQ(take(path + ".1"), "no file");
}

void a_missing_file_is_filled(const std::string& path) {
  append(path, 9, 4);
  CHECK_EQ(take(path + ".2"), "2.");
  append(path, 9, 1);
  CHECK_EQ(take(path), "1.");
  CHECK_EQ(take(path + ".1"), "4.");
  CHECK_EQ(take(path + ".2"), "3.");
  CHECK_EQ(take(path + ".3"), "1.");
  CHECK_EQ(take(path + ".4"), "no file");
}

int own_lines = 0;

void own(uint32_t, const char*, void*) { ++own_lines; }

int ignore(const char*) { return 0; }

/** The number of lines of the program's own log about one failure. */
int lines_of_a_failure() {
  const int before = own_lines;
  AlibabaNlsCommon::NlsToken token;
  token.setAccessKeyId("id");
  token.setKeySecret("secret");
  token.setAction("not an action");
  CHECK_EQ(token.applyNlsToken(), -1);
  return own_lines - before;
}

void a_log_of_the_program_stays() {
  NlsClient::releaseInstance();
  CHECK_EQ(vox_log_set(VOX_LOG_DEBUG, own, NULL, NULL), 0u);
  NlsClient::releaseInstance();
  CHECK(lines_of_a_failure() > 0);
  CHECK_EQ(NlsClient::getInstance()->setLogConfig(NULL, AlibabaNls::LogDebug, 10, 10, ignore), 0);
  CHECK_EQ(lines_of_a_failure(), 0);
  NlsClient::releaseInstance();
  CHECK_EQ(vox_log_set(VOX_LOG_DEBUG, own, NULL, NULL), 0u);
  NlsClient::releaseInstance();
  CHECK(lines_of_a_failure() > 0);
}

}  // namespace

int main() {
  char folder[] = "/tmp/voxtoken-nls-log-file-XXXXXX";
  if (mkdtemp(folder) == NULL) return 1;
  const std::string path = std::string(folder) + "/some.log";
  a_huge_number_of_files_costs_nothing(path);
  the_oldest_files_are_dropped(path);
  a_missing_file_is_filled(path);
  CHECK_EQ(rmdir(folder), 0);
  a_log_of_the_program_stays();
  return finish();
}
