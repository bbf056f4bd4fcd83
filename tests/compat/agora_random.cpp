// Salts without a random device, and tokens that are minted while the program ends. The device is one of this program.

#include <cstdio>
#include <cstdlib>
#include <random>
#include <set>
#include <stdexcept>

enum Device { kWorks, kCannotBeOpened, kCannotBeRead };

static Device state = kWorks;
static int open_devices = 0;

struct OwnDevice {
  OwnDevice() {
    if (state == kCannotBeOpened) throw std::runtime_error("no device");
    ++open_devices;
  }
  ~OwnDevice() { --open_devices; }

  unsigned int operator()() {
    if (open_devices == 0) {
      std::fputs("a closed device was read\n", stderr);
      std::_Exit(1);
    }
    if (state == kCannotBeRead) throw std::runtime_error("no random numbers");
    return ++number;
  }

  static unsigned int number;
};
unsigned int OwnDevice::number = 0;

namespace std {
typedef ::OwnDevice own_device;
}
#define random_device own_device
#include "cpp/src/RtcTokenBuilder.h"
#include "cpp/src/RtcTokenBuilder2.h"
#undef random_device

#include "agora/check.h"

using namespace agora::tools;

static bool Mints() {
  AccessToken2 token;
  AccessToken old;
  return token.FromString(RtcTokenBuilder2::BuildTokenWithUid(app_id, certificate, channel_name, 1,
                                                              UserRole::kRolePublisher, 600)) &&
         token.VerifySignature(certificate) == kTokenVerifySuccess &&
         old.FromString(RtcTokenBuilder::buildTokenWithUid(app_id, certificate, channel_name, 1, Role_Publisher));
}

// Mints when the program ends, after what belongs to the main thread is gone.
struct AtEnd {
  ~AtEnd() {
    if (GenerateSalt() == 0 || AccessToken(app_id, certificate, channel_name).Build().empty()) std::_Exit(1);
  }
};
static AtEnd at_end;

static void SaltsAreThoseOfTheDevice() {
  const unsigned int before = OwnDevice::number;
  CHECK(GenerateSalt() == before + 1);
  CHECK(AccessToken2().salt_ == before + 2);
  CHECK(AccessToken(app_id, certificate, channel_name).message_.salt == before + 3);
  CHECK(open_devices == 0);
}

static void WithoutADeviceSaltsDiffer() {
  for (const Device broken : {kCannotBeOpened, kCannotBeRead}) {
    state = broken;
    std::set<uint32_t> salts;
    for (int i = 0; i < 1000; ++i) salts.insert(GenerateSalt());
    for (int i = 0; i < 1000; ++i) salts.insert(AccessToken2().salt_);
    CHECK(salts.size() >= 1999);  // two may be the same by chance
    CHECK(Mints());
  }
  state = kWorks;
  CHECK(Mints());
}

int main() {
  SaltsAreThoseOfTheDevice();
  WithoutADeviceSaltsDiffer();
  return failures != 0;
}
