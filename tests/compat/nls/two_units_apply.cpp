// The second of two files with the same headers.
#include "Token.h"
#include "nlsToken.h"
#include "dashToken.h"
#include "nlsClient.h"

#include "two_units.h"

bool apply(AlibabaNlsCommon::NlsToken& token, const char* url) {
  token.setDomain(url);
  token.setAccessKeyId(std::string("sandbox-id"));
  return token.applyNlsToken() == 0 && *token.getToken() != 0 && *token.getErrorMsg() == 0;
}
