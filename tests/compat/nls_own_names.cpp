// All headers of the drop-in in one file, twice, beside names of the program's own.
#include "Token.h"
#include "nlsCommonSdk/Global.h"
#include "nlsCommonSdk/Token.h"
#include "nlsToken.h"
#include "dashToken.h"
#include "nlsClient.h"
#include "nlsGlobal.h"
#include "Global.h"
#include "nlsToken.h"
#include "Token.h"

#include "nls/check.h"

using namespace AlibabaNls;
using namespace AlibabaNlsCommon;

int DefaultError() { return 6; }

namespace app {

enum Result { Success = 7, ConnectFailed = 8 };
class ALIBABANLS_COMMON_EXPORT Text {};
class NLS_SDK_CLIENT_EXPORT Log {};

int result() { return Success; }

}  // namespace app

/* Its name has the names of these types in it, as the linker sees them. */
void use(NlsToken&, DashToken&, NlsClient&, LogLevel, LogCallbackMethod) {}

int main() {
  NlsToken nls;
  DashToken dash;
  CHECK_EQ(nls.applyNlsToken(), -1);
  CHECK_EQ(dash.applyDashToken(), -1);
  CHECK_EQ(::DefaultError(), 6);
  CHECK_EQ(app::result(), 7);
  CHECK_EQ(-(InvalidLogLevel), NlsClient::getInstance()->setLogConfig(NULL, static_cast<LogLevel>(5)));
  use(nls, dash, *NlsClient::getInstance(), LogDebug, NULL);
  return finish();
}
