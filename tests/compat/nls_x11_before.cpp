// The headers after Xlib's macros.
#include <string>

#define Success 0
#define None 0L
#define Status int
#define True 1
#define False 0

#include "nlsToken.h"
#include "dashToken.h"
#include "nlsClient.h"

#include "nls/check.h"

int main() {
  AlibabaNlsCommon::NlsToken token;
  CHECK(token.applyNlsToken() != Success);
  CHECK_EQ(static_cast<int>(AlibabaNls::InvalidAkSecret), 451);
  Status status = True;
  CHECK(status != False && None == 0);
  return finish();
}
