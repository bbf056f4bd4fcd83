// Salts differ, and tokens can be minted while the program ends.

#include <cstdlib>
#include <set>

#include "cpp/src/RtcTokenBuilder.h"
#include "cpp/src/RtcTokenBuilder2.h"

#include "agora/check.h"

using namespace agora::tools;

// Mints when the program ends, after what belongs to the main thread is gone.
struct AtEnd {
  ~AtEnd() {
    if (AccessToken(app_id, certificate, channel_name).Build().empty() || AccessToken2().salt_ == 0) std::_Exit(1);
  }
};
static AtEnd at_end;

int main() {
  std::set<uint32_t> salts;
  for (int i = 0; i < 1000; ++i) {
    salts.insert(GenerateSalt());
    salts.insert(AccessToken2().salt_);
    salts.insert(AccessToken(app_id, certificate, channel_name).message_.salt);
  }
  CHECK(salts.size() >= 2990);  // a few may be the same by chance
  CHECK(*salts.begin() >= 1 && *salts.rbegin() <= 99999999);
  return failures != 0;
}
