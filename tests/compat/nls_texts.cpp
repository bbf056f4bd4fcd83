// Texts live until the object ends or 1,000 later ones have replaced them, whatever becomes of the threads that asked.
#include <string>
#include <thread>

#include "Token.h"
#include "nls/check.h"

using AlibabaNlsCommon::NlsToken;

namespace {

/** Another error than the last one, without a network. */
void fail(NlsToken& token, int round) {
  token.setKeySecret(round % 2 == 0 ? "" : "secret");
  CHECK_EQ(token.applyNlsToken(), -1);
}

void a_text_outlives_the_thread_that_asked_for_it() {
  NlsToken token;
  fail(token, 0);
  const char* kept = NULL;
  std::thread([&] { kept = token.getErrorMsg(); }).join();
  for (int round = 1; round != 1000; ++round) {
    fail(token, round);
    std::thread([&] { token.getErrorMsg(); }).join();
  }
  CHECK_EQ(std::string(kept), "AccessKeySecret is empty.");
  CHECK_EQ(std::string(token.getErrorMsg()), "AccessKeyId is empty.");
}

void a_text_outlives_an_assignment_and_does_not_go_into_a_copy() {
  NlsToken token;
  fail(token, 0);
  const char* const kept = token.getErrorMsg();
  NlsToken copy(token);
  CHECK(copy.getErrorMsg() != kept);
  CHECK_EQ(std::string(copy.getErrorMsg()), kept);
  token = NlsToken();
  CHECK_EQ(std::string(token.getErrorMsg()), "");
  CHECK_EQ(std::string(kept), "AccessKeySecret is empty.");
}

void the_same_text_is_the_same_one() {
  NlsToken token;
  fail(token, 0);
  const char* const kept = token.getErrorMsg();
  for (int round = 0; round != 2000; ++round) fail(token, 0);
  CHECK(token.getErrorMsg() == kept);
}

}  // namespace

int main() {
  a_text_outlives_the_thread_that_asked_for_it();
  a_text_outlives_an_assignment_and_does_not_go_into_a_copy();
  the_same_text_is_the_same_one();
  return finish();
}
