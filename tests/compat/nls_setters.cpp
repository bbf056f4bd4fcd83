// The setters take what the SDK's take, and NULL. C++98 and later.
#include <cstdlib>
#include <string>

#include "Token.h"
#include "dashToken.h"
#include "nls/check.h"

using AlibabaNlsCommon::DashToken;
using AlibabaNlsCommon::NlsToken;

namespace {

/** As some database libraries have it: converts to both kinds of text. */
struct Column {
  operator const char*() const { return "sandbox-secret"; }
  operator std::string() const { return "sandbox-secret"; }
};

/** As some libraries for any type have it: converts to whatever is asked for. */
struct Any {
  template <class Type>
  operator Type() const {
    return Type();
  }
};

std::string error(NlsToken& token) {
  CHECK_EQ(token.applyNlsToken(), -1);
  return token.getErrorMsg();
}

const char secret_is_empty[] = "AccessKeySecret is empty.";
const char id_is_empty[] = "AccessKeyId is empty.";

void all_kinds_of_texts_are_taken() {
  NlsToken token;
  char characters[] = "sandbox-secret";
  char* const pointer = characters;
  token.setKeySecret(Column());
  CHECK_EQ(error(token), id_is_empty);
  token.setKeySecret(Any());
  CHECK_EQ(error(token), secret_is_empty);
  token.setKeySecret(std::string("sandbox-secret"));
  CHECK_EQ(error(token), id_is_empty);
  token.setKeySecret(std::getenv("VOXTOKEN_NO_SUCH_VARIABLE"));
  CHECK_EQ(error(token), secret_is_empty);
  token.setKeySecret(characters);
  CHECK_EQ(error(token), id_is_empty);
  token.setKeySecret("");
  CHECK_EQ(error(token), secret_is_empty);
  token.setKeySecret(pointer);
  CHECK_EQ(error(token), id_is_empty);

  token.setDomain(variable("SANDBOX_NLS"));
  token.setAccessKeyId(Any());
  CHECK_EQ(error(token), id_is_empty);
  token.setAccessKeyId(Column());
  CHECK_EQ(token.applyNlsToken(), -1);
  token.setAccessKeyId("sandbox-id");
  CHECK_EQ(token.applyNlsToken(), 0);
#if __cplusplus >= 201103L
  token.setKeySecret({});
  CHECK_EQ(error(token), secret_is_empty);
  token.setKeySecret({"sandbox-secret and more", 14});
  CHECK_EQ(token.applyNlsToken(), 0);
#endif
}

void a_pointer_to_a_setter_is_that_of_the_sdk() {
  void (NlsToken::*const set_secret)(const std::string&) = &NlsToken::setKeySecret;
  void (NlsToken::*const set_id)(const std::string&) = &NlsToken::setAccessKeyId;
  void (DashToken::*const set_key)(const std::string&) = &DashToken::setAPIKey;
  NlsToken token;
  (token.*set_secret)("sandbox-secret");
  CHECK_EQ(error(token), id_is_empty);
  (token.*set_id)("sandbox-id");
  token.setDomain("");
  CHECK_EQ(error(token), "Domain is empty.");

  DashToken dash;
  (dash.*set_key)("sandbox-secret");
  dash.setAPIKey(Column());
  CHECK_EQ(dash.applyDashToken(), 0);
  dash.setAPIKey(Any());
  CHECK_EQ(dash.applyDashToken(), -1);
}

}  // namespace

int main() {
  setenv("VOXTOKEN_DASHSCOPE_ENDPOINT", variable("SANDBOX_DASHSCOPE").c_str(), 1);
  all_kinds_of_texts_are_taken();
  a_pointer_to_a_setter_is_that_of_the_sdk();
  return finish();
}
