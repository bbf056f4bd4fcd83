/// @file UserRole.h
/// The role of a user, which the official RtcTokenBuilder.h and RtcTokenBuilder2.h each define in another way. Here both
/// headers share it, so that one program can use both.

#ifndef VOXTOKEN_COMPAT_AGORA_USER_ROLE_H
#define VOXTOKEN_COMPAT_AGORA_USER_ROLE_H

namespace agora {
namespace tools {

/// What a user may do in a channel. All spellings of both official headers work: `Role_Publisher`,
/// `UserRole::Role_Publisher` and `UserRole::kRolePublisher`. A `switch` over the names of one header needs a
/// `default`, for the names of the other. To declare it elsewhere: `enum UserRole : int;`.
enum UserRole : int {
  /// 006 only: may publish.
  Role_Attendee = 0,
  /// May publish audio, video and data.
  Role_Publisher = 1,
  /// May only join and listen.
  Role_Subscriber = 2,
  /// 006 only: may publish.
  Role_Admin = 101,

  /// May publish audio, video and data.
  kRolePublisher = Role_Publisher,
  /// May only join and listen.
  kRoleSubscriber = Role_Subscriber,
};

}  // namespace tools
}  // namespace agora

#endif  // VOXTOKEN_COMPAT_AGORA_USER_ROLE_H
