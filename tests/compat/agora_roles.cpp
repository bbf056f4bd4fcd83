// Both builders of RTC tokens in one file, with every spelling of the roles in the two official headers.

#include <string>
#include <type_traits>

// As a program may declare it in front of the headers.
namespace agora {
namespace tools {
enum UserRole : int;
}
}  // namespace agora

#include "agora/check.h"
#include "cpp/src/RtcTokenBuilder.h"
#include "cpp/src/RtcTokenBuilder2.h"

static_assert(static_cast<int>(agora::tools::UserRole::Role_Attendee) == 0, "");
static_assert(static_cast<int>(agora::tools::UserRole::Role_Publisher) == 1, "");
static_assert(static_cast<int>(agora::tools::UserRole::Role_Subscriber) == 2, "");
static_assert(static_cast<int>(agora::tools::UserRole::Role_Admin) == 101, "");
static_assert(static_cast<int>(agora::tools::UserRole::kRolePublisher) == 1, "");
static_assert(static_cast<int>(agora::tools::UserRole::kRoleSubscriber) == 2, "");
static_assert(agora::tools::Role_Publisher == 1, "also without UserRole::, as an enumerator of the official enum");
static_assert(std::is_enum<agora::tools::UserRole>::value, "");

using namespace agora::tools;

// A global name that the enumerators must not hide from a program that has it in a scope of its own.
struct Program {
  static const int kRolePublisher = 5;
  static int Role() { return kRolePublisher; }
};

static size_t Privileges006(UserRole role) {
  AccessToken token;
  CHECK(token.FromString(RtcTokenBuilder::buildTokenWithUid(app_id, certificate, channel_name, 1, role, 600)));
  return token.message_.messages.size();
}

static size_t Privileges007(const std::string &text) {
  AccessToken2 token;
  CHECK(token.FromString(text));
  CHECK(token.expire_ == 600);
  return token.services_.begin()->second->privileges_.size();
}

static const char *Name(UserRole role) {
  switch (role) {
    case UserRole::kRolePublisher:
      return "publisher";
    case UserRole::kRoleSubscriber:
      return "subscriber";
    default:
      return "other";
  }
}

int main() {
  CHECK(Privileges006(UserRole::Role_Publisher) == 4);
  CHECK(Privileges006(Role_Subscriber) == 1);
  CHECK(Privileges006(agora::tools::Role_Admin) == 4);
  UserRole role = UserRole::kRolePublisher;
  CHECK(Privileges006(role) == 4);

  // A role chooses the overload for roles, a number the one with privileges.
  CHECK(Privileges007(RtcTokenBuilder2::BuildTokenWithUid(app_id, certificate, channel_name, 1,
                                                          UserRole::kRoleSubscriber, 600)) == 1);
  CHECK(Privileges007(RtcTokenBuilder2::BuildTokenWithUid(app_id, certificate, channel_name, 1, Role_Subscriber, 600,
                                                          60)) == 1);
  CHECK(Privileges007(RtcTokenBuilder2::BuildTokenWithUid(app_id, certificate, channel_name, 1, role, 600, 60)) == 4);
  CHECK(Privileges007(RtcTokenBuilder2::BuildTokenWithUid(app_id, certificate, channel_name, 1, 600, 60)) == 4);
  const std::string account = "account";
  CHECK(Privileges007(RtcTokenBuilder2::BuildTokenWithUserAccount(app_id, certificate, channel_name, account,
                                                                  UserRole::kRoleSubscriber, 600, 60)) == 1);
  CHECK(Privileges007(RtcTokenBuilder2::BuildTokenWithUserAccount(app_id, certificate, channel_name, account, 600)) ==
        4);

  CHECK(Name(Role_Publisher) == std::string("publisher"));
  CHECK(Name(Role_Subscriber) == std::string("subscriber"));
  CHECK(Name(Role_Admin) == std::string("other"));
  CHECK(Program::Role() == 5);
  return failures != 0;
}
