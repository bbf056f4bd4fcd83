// The headers after macros that programs have, some of them with the names of functions.
#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include <unistd.h>

#include <climits>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <ctime>
#include <deque>
#include <iostream>
#include <memory>
#include <mutex>
#include <string>

#define free(memory) no_such_function(memory)
#define malloc(size) no_such_function(size)
#define min(a, b) ((a) < (b) ? (a) : (b))
#define max(a, b) ((a) > (b) ? (a) : (b))
#define swap(a, b) no_such_function(a, b)
#define check(condition) no_such_function(condition)
#define verify(condition) no_such_function(condition)
#define require(condition) no_such_function(condition)
#define lock(mutex) no_such_function(mutex)
#define log(text) no_such_function(text)
#define error(text) no_such_function(text)
#define debug(text) no_such_function(text)
#define Status int
#define Bool int
#define None 0L
#define Success 0
#define Always 2
#define True 1
#define False 0
#define small char
#define interface struct
#define ERROR 0
#define WARN 1
#define INFO 2
#define DEBUG 3
#define NO_ERROR 0
#define IN
#define OUT

#include "nlsToken.h"
#include "dashToken.h"
#include "nlsClient.h"

#undef min
#undef max
#include "nls/check.h"

int main() {
  AlibabaNlsCommon::NlsToken token;
  token.setDomain(variable("SANDBOX_NLS"));
  token.setAccessKeyId("sandbox-id");
  token.setKeySecret("sandbox-secret");
  CHECK_EQ(token.applyNlsToken(), Success);
  AlibabaNlsCommon::DashToken dash;
  CHECK_EQ(dash.applyDashToken(), -1);
  AlibabaNls::NlsClient::releaseInstance();
  return finish();
}
