// DashToken does what its documents say, and what dashToken.h promises.
#include <cstdlib>
#include <ctime>
#include <string>

#include "dashToken.h"
#include "nls/check.h"

using AlibabaNlsCommon::DashToken;

namespace {

std::string error(DashToken& token) { return token.getErrorMsg(); }

void a_key_lives_as_long_as_asked() {
  DashToken token;
  CHECK_EQ(std::string(token.getToken()), "");
  token.setAPIKey("sandbox-secret");
  token.setExpireInSeconds(1800);
  CHECK_EQ(token.applyDashToken(), 0);
  CHECK(contains(token.getToken(), "st-"));
  CHECK_EQ(error(token), "");
  const unsigned int now = static_cast<unsigned int>(std::time(NULL));
  CHECK(token.getExpireTime() > now + 1700 && token.getExpireTime() <= now + 1800);

  DashToken by_default;
  by_default.setAPIKey("sandbox-secret");
  CHECK_EQ(by_default.applyDashToken(), 0);
  CHECK(by_default.getExpireTime() > now && by_default.getExpireTime() <= now + 90);
}

void a_failure_says_why_and_leaves_no_key() {
  DashToken token;
  CHECK_EQ(token.applyDashToken(), -1);
  CHECK_EQ(error(token), "APIKey is empty.");
  token.setAPIKey(std::getenv("VOXTOKEN_NO_SUCH_VARIABLE"));
  CHECK_EQ(token.applyDashToken(), -1);
  CHECK_EQ(error(token), "APIKey is empty.");

  token.setAPIKey("sandbox-secret");
  CHECK_EQ(token.applyDashToken(), 0);
  token.setAPIKey("wrong-key");
  CHECK_EQ(token.applyDashToken(), -1);
  CHECK(contains(error(token), "InvalidApiKey"));
  CHECK(contains(error(token), "Check the API key"));
  CHECK(!contains(error(token), "wrong-key"));
  CHECK_EQ(std::string(token.getToken()), "");
  CHECK_EQ(token.getExpireTime(), 0u);

  token.setAPIKey("sandbox-secret");
  token.setExpireInSeconds(1801);
  CHECK_EQ(token.applyDashToken(), -1);
  CHECK(contains(error(token), "1 to 1800 seconds"));
}

void the_path_can_be_set() {
  DashToken token;
  token.setAPIKey("sandbox-secret");
  token.setServerResourcePath("/elsewhere");
  CHECK_EQ(token.applyDashToken(), -1);
  CHECK(contains(error(token), "HTTP 404"));
  token.setServerResourcePath("");
  CHECK_EQ(token.applyDashToken(), -1);
  CHECK_EQ(error(token), "ServerResourcePath is empty.");
  token.setServerResourcePath("api/v1/tokens");
  CHECK_EQ(token.applyDashToken(), 0);

  DashToken copy(token);
  CHECK_EQ(std::string(copy.getToken()), token.getToken());
  CHECK_EQ(copy.applyDashToken(), 0);
}

}  // namespace

int main() {
  setenv("VOXTOKEN_DASHSCOPE_ENDPOINT", (variable("SANDBOX_DASHSCOPE") + "/").c_str(), 1);
  a_key_lives_as_long_as_asked();
  a_failure_says_why_and_leaves_no_key();
  the_path_can_be_set();
  return finish();
}
