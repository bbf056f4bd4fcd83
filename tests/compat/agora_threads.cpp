// Builders in many threads at once.

#include <atomic>
#include <string>
#include <thread>
#include <vector>

#include "agora/check.h"
#include "cpp/src/ApaasTokenBuilder.h"
#include "cpp/src/RtcTokenBuilder.h"
#include "cpp/src/RtcTokenBuilder2.h"

using namespace agora::tools;

int main() {
  std::atomic<int> verified(0);
  std::vector<std::thread> threads;
  for (int thread = 0; thread < 8; ++thread) {
    threads.emplace_back([&verified, thread] {
      for (uint32_t i = 0; i < 50; ++i) {
        const uint32_t uid = static_cast<uint32_t>(thread) * 100 + i + 1;
        AccessToken2 rtc, room;
        AccessToken old;
        verified += rtc.FromString(RtcTokenBuilder2::BuildTokenWithUid(app_id, certificate, channel_name, uid,
                                                                       UserRole::kRolePublisher, 600)) &&
                    rtc.VerifySignature(certificate) == kTokenVerifySuccess;
        verified += room.FromString(ApaasTokenBuilder::BuildRoomUserToken(app_id, certificate, "room",
                                                                          std::to_string(uid), 1, 600)) &&
                    room.VerifySignature(certificate) == kTokenVerifySuccess;
        verified +=
            old.FromString(RtcTokenBuilder::buildTokenWithUid(app_id, certificate, channel_name, uid, Role_Admin)) &&
            old.signature_ == AccessToken::GenerateSignature(certificate, app_id, channel_name, std::to_string(uid),
                                                             old.message_raw_content_);
      }
    });
  }
  for (auto &thread : threads) thread.join();
  CHECK(verified == 8 * 50 * 3);
  return failures != 0;
}
