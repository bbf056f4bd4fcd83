// The first of two files with the same headers: makes, reads, copies and frees the object that the second one applies.
#include "nlsToken.h"
#include "dashToken.h"
#include "nlsClient.h"

#include "check.h"
#include "two_units.h"

int main() {
  AlibabaNlsCommon::NlsToken token;
  token.setKeySecret("sandbox-secret");
  CHECK(apply(token, variable("SANDBOX_NLS").c_str()));
  CHECK_EQ(std::string(token.getToken()).size(), 32u);
  AlibabaNlsCommon::NlsToken copy(token);
  CHECK(apply(copy, variable("SANDBOX_NLS").c_str()));
  return finish();
}
