// The headers before Xlib's macros. Names of the SDK are found inside and outside of its namespace.
#include "nlsToken.h"
#include "dashToken.h"
#include "nlsClient.h"

#include "nls/check.h"

namespace {

int unqualified() { return Success + InvalidAkId; }
int global() { return ::Success + ::InvalidAkId; }
int qualified() { return AlibabaNls::Success + AlibabaNls::InvalidAkId; }

}  // namespace

#define Success 0
#define None 0L
#define Status int
#define True 1
#define False 0

int main() {
  AlibabaNlsCommon::NlsToken token;
  CHECK(token.applyNlsToken() != Success);
  CHECK(unqualified() == 450 && global() == 450 && qualified() == 450);
  Status status = True;
  CHECK(status != False && None == 0);
  return finish();
}
