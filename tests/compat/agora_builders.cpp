// The 007 builders: which services, privileges and times they put into a token.

#include <ctime>
#include <map>
#include <string>

#include "agora/check.h"
#include "cpp/src/ApaasTokenBuilder.h"
#include "cpp/src/ChatTokenBuilder2.h"
#include "cpp/src/ConvoAITokenBuilder.h"
#include "cpp/src/EducationTokenBuilder2.h"
#include "cpp/src/FpaTokenBuilder.h"
#include "cpp/src/RtcTokenBuilder2.h"
#include "cpp/src/RtmTokenBuilder2.h"
#include "cpp/src/SttTokenBuilder.h"
#include "cpp/src/md5/md5.h"

using namespace agora::tools;

typedef std::map<uint16_t, uint32_t> Privileges;

// A verified token and its services.
struct Verified {
  AccessToken2 token;

  explicit Verified(const std::string &text) {
    const uint32_t now = static_cast<uint32_t>(time(nullptr));
    CHECK(token.FromString(text));
    CHECK(token.VerifySignature(certificate) == kTokenVerifySuccess);
    CHECK(token.app_id_ == app_id);
    CHECK(token.issue_ts_ <= now && token.issue_ts_ + 60 > now);
  }

  template <class T>
  const T &Find() const {
    CHECK(token.services_.count(T::kServiceType) == 1);
    return dynamic_cast<const T &>(*token.services_.find(T::kServiceType)->second);
  }
};

static void CheckRtc(const Verified &verified, const std::string &account, uint32_t expire,
                     const Privileges &privileges) {
  CHECK(verified.token.expire_ == expire);
  const auto &rtc = verified.Find<ServiceRtc>();
  CHECK(rtc.channel_name_ == channel_name);
  CHECK(rtc.account_ == account);
  CHECK(rtc.privileges_ == privileges);
}

static void RtcForARole() {
  const Privileges all = {{1, 60}, {2, 60}, {3, 60}, {4, 60}}, join = {{1, 60}};
  const struct {
    UserRole role;
    Privileges privileges;
  } roles[] = {{UserRole::kRolePublisher, all},
               {UserRole::kRoleSubscriber, join},
               {UserRole::Role_Attendee, join},
               {static_cast<UserRole>(99), join}};
  for (const auto &row : roles) {
    CheckRtc(Verified(RtcTokenBuilder2::BuildTokenWithUid(app_id, certificate, channel_name, 2882341273u, row.role,
                                                          600, 60)),
             "2882341273", 600, row.privileges);
    CheckRtc(Verified(RtcTokenBuilder2::BuildTokenWithUserAccount(app_id, certificate, channel_name, "account",
                                                                  row.role, 600, 60)),
             "account", 600, row.privileges);
  }
  CheckRtc(Verified(RtcTokenBuilder2::BuildTokenWithUid(app_id, certificate, channel_name, 0,
                                                        UserRole::kRoleSubscriber, 600)),
           "", 600, {{1, 0}});
  CheckRtc(Verified(RtcTokenBuilder2::BuildTokenWithUserAccount(app_id, certificate, channel_name, "0",
                                                                UserRole::kRoleSubscriber, 600)),
           "0", 600, {{1, 0}});
}

static void RtcWithPrivileges() {
  CheckRtc(Verified(RtcTokenBuilder2::BuildTokenWithUid(app_id, certificate, channel_name, 7, 600, 1, 2, 3, 4)), "7",
           600, {{1, 1}, {2, 2}, {3, 3}, {4, 4}});
  CheckRtc(Verified(RtcTokenBuilder2::BuildTokenWithUserAccount(app_id, certificate, channel_name, "a", 600)), "a",
           600, {{1, 0}, {2, 0}, {3, 0}, {4, 0}});
}

static void RtcWithRtm() {
  const Verified publisher(RtcTokenBuilder2::BuildTokenWithRtm(app_id, certificate, channel_name, "account",
                                                               UserRole::kRolePublisher, 600, 60));
  CheckRtc(publisher, "account", 600, {{1, 60}, {2, 60}, {3, 60}, {4, 60}});
  CHECK(publisher.Find<ServiceRtm>().user_id_ == "account");
  CHECK(publisher.Find<ServiceRtm>().privileges_ == Privileges({{1, 600}}));

  const Verified subscriber(RtcTokenBuilder2::BuildTokenWithRtm2(app_id, certificate, channel_name, "account",
                                                                 UserRole::kRoleSubscriber, 600, 1, 2, 3, 4, "other",
                                                                 300));
  CheckRtc(subscriber, "account", 600, {{1, 1}});
  CHECK(subscriber.Find<ServiceRtm>().user_id_ == "other");
  CHECK(subscriber.Find<ServiceRtm>().privileges_ == Privileges({{1, 300}}));
}

template <class Service, class Builder>
static void RtcWithRtmAnd() {
  const Verified verified(Builder::BuildToken(app_id, certificate, channel_name, "account", UserRole::kRolePublisher,
                                              600, 1, 2, 3, 4, "other", 300));
  CheckRtc(verified, "account", 600, {{1, 1}, {2, 2}, {3, 3}, {4, 4}});
  CHECK(verified.Find<ServiceRtm>().privileges_ == Privileges({{1, 300}}));
  CHECK(verified.Find<Service>().privileges_.empty());
  CHECK(verified.token.services_.size() == 3);
}

static void Rtm() {
  const Verified user(RtmTokenBuilder2::BuildToken(app_id, certificate, "user", 600));
  CHECK(user.token.expire_ == 600);
  CHECK(user.Find<ServiceRtm>().user_id_ == "user");
  CHECK(user.Find<ServiceRtm>().privileges_ == Privileges({{1, 600}}));
  CHECK(Verified(RtmTokenBuilder2::BuildToken(app_id, certificate, "user")).token.expire_ == 0);

  ServiceRtm2::Permissions permissions;
  permissions.Add(ServiceRtm2::Permissions::kServerGroups, ServiceRtm2::Permissions::kWrite, {"group"});
  const Verified permitted(RtmTokenBuilder2::BuildToken(app_id, certificate, "user", permissions, 600));
  CHECK(permitted.Find<ServiceRtm2>().user_id_ == "user");
  CHECK(permitted.Find<ServiceRtm2>().permissions_.details_ == permissions.details_);
  CHECK(permitted.Find<ServiceRtm2>().privileges_ == Privileges({{1, 600}}));
}

static void ChatAndFpa() {
  const Verified user(ChatTokenBuilder2::BuildUserToken(app_id, certificate, "user", 600));
  CHECK(user.Find<ServiceChat>().user_id_ == "user");
  CHECK(user.Find<ServiceChat>().privileges_ == Privileges({{1, 600}}));
  const Verified app(ChatTokenBuilder2::BuildAppToken(app_id, certificate, 600));
  CHECK(app.Find<ServiceChat>().user_id_ == "");
  CHECK(app.Find<ServiceChat>().privileges_ == Privileges({{2, 600}}));
  const Verified fpa(FpaTokenBuilder::BuildToken(app_id, certificate));
  CHECK(fpa.token.expire_ == 86400);
  CHECK(fpa.Find<ServiceFpa>().privileges_ == Privileges({{1, 0}}));
}

template <class Builder>
static void Apaas() {
  const Verified room(Builder::BuildRoomUserToken(app_id, certificate, "room", "2882341273", 1, 600));
  CHECK(room.token.services_.size() == 3 && room.token.expire_ == 600);
  const auto &in_room = room.Find<ServiceApaas>();
  CHECK(in_room.room_uuid_ == "room" && in_room.user_uuid_ == "2882341273" && in_room.role_ == 1);
  CHECK(in_room.privileges_ == Privileges({{1, 600}}));
  CHECK(room.Find<ServiceRtm>().user_id_ == "2882341273");
  CHECK(room.Find<ServiceRtm>().privileges_ == Privileges({{1, 600}}));
  CHECK(room.Find<ServiceChat>().user_id_ == "6063383428a36fba3fb6030becf8094e");
  CHECK(room.Find<ServiceChat>().user_id_ == MD5("2882341273").toStr());
  CHECK(room.Find<ServiceChat>().privileges_ == Privileges({{1, 600}}));

  const Verified user(Builder::BuildUserToken(app_id, certificate, "user", 600));
  const auto &as_user = user.Find<ServiceApaas>();
  CHECK(as_user.room_uuid_ == "" && as_user.user_uuid_ == "user" && as_user.role_ == -1);
  CHECK(as_user.privileges_ == Privileges({{2, 600}}));

  const Verified app(Builder::BuildAppToken(app_id, certificate, 600));
  const auto &as_app = app.Find<ServiceApaas>();
  CHECK(as_app.room_uuid_ == "" && as_app.user_uuid_ == "" && as_app.role_ == -1);
  CHECK(as_app.privileges_ == Privileges({{3, 600}}));
}

static void InvalidIdsGiveNoToken() {
  for (const std::string &bad : {std::string(), app_id.substr(1), "g" + app_id.substr(1)}) {
    CHECK(RtcTokenBuilder2::BuildTokenWithUid(bad, certificate, channel_name, 1, UserRole::kRolePublisher, 1) == "");
    CHECK(RtcTokenBuilder2::BuildTokenWithUid(app_id, bad, channel_name, 1, 600) == "");
    CHECK(RtmTokenBuilder2::BuildToken(bad, certificate, "user", 600) == "");
    CHECK(ChatTokenBuilder2::BuildAppToken(app_id, bad) == "");
    CHECK(ApaasTokenBuilder::BuildAppToken(bad, certificate, 600) == "");
    CHECK(FpaTokenBuilder::BuildToken(app_id, bad) == "");
  }
}

int main() {
  RtcForARole();
  RtcWithPrivileges();
  RtcWithRtm();
  RtcWithRtmAnd<ServiceConvoAI, ConvoAITokenBuilder>();
  RtcWithRtmAnd<ServiceStt, SttTokenBuilder>();
  Rtm();
  ChatAndFpa();
  Apaas<ApaasTokenBuilder>();
  Apaas<EducationTokenBuilder2>();
  InvalidIdsGiveNoToken();
  return failures != 0;
}
