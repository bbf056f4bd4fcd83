// AccessToken as programs use it that were written for the official header.

#include <ctime>
#include <string>
#include <vector>

#include "agora/check.h"
#include "cpp/src/AccessToken.h"
#include "cpp/src/RtcTokenBuilder.h"
#include "cpp/src/RtmTokenBuilder.h"

using namespace agora::tools;

static const uint32_t ends = 1446455471;

static void ATokenIsReadAsItWasBuilt() {
  AccessToken token(app_id, certificate, channel_name, 2882341273u);
  token.message_.salt = 1;
  token.message_.ts = 1111111;
  token.message_.messages[AccessToken::Privileges::kJoinChannel] = ends;
  const std::string text = token.Build();
  CHECK(text ==
        "006970CA35de60c44645bbae8a215061b33IACV0fZUBw+"
        "72cVoL9eyGGh3Q6Poi8bgjwVLnyKSJyOXR7dIfRBXoFHlEAABAAAAR/QQAAEAAQCvKDdW");
  CHECK(token.Build() == text);

  AccessToken parsed;
  CHECK(parsed.FromString(text));
  CHECK(parsed.app_id_ == app_id);
  CHECK(parsed.message_.salt == 1 && parsed.message_.ts == 1111111);
  CHECK(parsed.message_.messages[AccessToken::kJoinChannel] == ends);
  CHECK(parsed.message_raw_content_ == token.message_raw_content_);
  CHECK(parsed.signature_ == token.signature_);
  CHECK(parsed.crc_channel_name_ == 276646071u && token.crc_channel_name_ == 276646071u);
  CHECK(parsed.crc_uid_ == 3847331927u && token.crc_uid_ == 3847331927u);
  CHECK(parsed.crc_channel_name_ == crc32(0, reinterpret_cast<const Bytef *>(channel_name.data()), channel_name.size()));
  CHECK(parsed.signature_ == AccessToken::GenerateSignature(certificate, parsed.app_id_, channel_name, "2882341273",
                                                            parsed.message_raw_content_));
  AccessToken::PackContent content;
  content.signature = parsed.signature_;
  content.crcChannelName = parsed.crc_channel_name_;
  content.crcUid = parsed.crc_uid_;
  content.rawMessage = parsed.message_raw_content_;
  AccessToken::PackContent read;
  Unpack(Pack(content), read);
  CHECK(read.signature == content.signature && read.rawMessage == content.rawMessage);
  CHECK(read.crcChannelName == content.crcChannelName && read.crcUid == content.crcUid);
}

static void PartsAreMadeFromTheirFields() {
  const AccessToken::PrivilegeMessageMap privileges = {{AccessToken::kJoinChannel, ends}};
  AccessToken::PrivilegeMessage message(1, 1111111, privileges), none;
  CHECK(message.salt == 1 && message.ts == 1111111 && message.messages == privileges);
  CHECK(none.salt == 0 && none.ts == 0 && none.messages.empty());
  AccessToken token(app_id, certificate, channel_name, 2882341273u);
  token.message_ = message;
  token.Build();
  CHECK(token.message_raw_content_ == Pack(message));

  AccessToken::PackContent content("signature", 2, 3, "message"), empty;
  CHECK(content.signature == "signature" && content.crcChannelName == 2);
  CHECK(content.crcUid == 3 && content.rawMessage == "message");
  CHECK(empty.signature.empty() && empty.crcChannelName == 0 && empty.crcUid == 0 && empty.rawMessage.empty());
}

static void AUidIsATextAndZeroIsEmpty() {
  CHECK(AccessToken(app_id, certificate, channel_name, 4294967295u).uid_ == "4294967295");
  CHECK(AccessToken(app_id, certificate, channel_name, 0).uid_.empty());
  CHECK(AccessToken(app_id, certificate, channel_name).uid_.empty());
  CHECK(AccessToken(app_id, certificate, channel_name, "0").uid_ == "0");
}

static void ATokenEndsIn24HoursUnlessSet() {
  const uint32_t before = static_cast<uint32_t>(time(nullptr));
  AccessToken token(app_id, certificate, channel_name, 1);
  const uint32_t after = static_cast<uint32_t>(time(nullptr));
  CHECK(token.message_.ts >= before + 86400 && token.message_.ts <= after + 86400);
  token.SetTokenExpiredTs(60);
  CHECK(token.message_.ts >= before + 60 && token.message_.ts <= static_cast<uint32_t>(time(nullptr)) + 60);
  token.AddPrivilege(AccessToken::kAdministrateChannel);
  CHECK(token.message_.messages.at(101) == 0);
  CHECK(AccessToken::Version() == "006");
}

static void ParsingForgetsEarlierPrivileges() {
  AccessToken parsed;
  CHECK(parsed.FromString(
      RtcTokenBuilder::buildTokenWithUid(app_id, certificate, channel_name, 1, Role_Publisher, ends)));
  CHECK(parsed.message_.messages.size() == 4);
  CHECK(parsed.FromString(
      RtcTokenBuilder::buildTokenWithUid(app_id, certificate, channel_name, 1, Role_Subscriber, ends + 1)));
  CHECK(parsed.message_.messages.size() == 1);
  CHECK(parsed.message_.messages[AccessToken::kJoinChannel] == ends + 1);
}

static void AFailedParseChangesNothing() {
  const std::string text = RtmTokenBuilder::buildToken(app_id, certificate, "user", Rtm_User, ends);
  AccessToken parsed;
  CHECK(parsed.FromString(text));
  const std::string signature = parsed.signature_;
  std::string with_nul = text;
  with_nul[10] = '\0';
  const std::vector<std::string> damaged = {
      "", "006", "007" + text.substr(3), text.substr(0, 35), text.substr(0, 20), text.substr(0, text.size() - 12),
      with_nul};
  for (const std::string &bad : damaged) {
    CHECK(!parsed.FromString(bad));
    CHECK(parsed.app_id_ == app_id && parsed.signature_ == signature && parsed.message_.messages.size() == 1);
  }
  CHECK(parsed.FromString(text.substr(0, 35) + "\n" + text.substr(35) + "\n"));
}

static void BuildersGiveTheOfficialPrivileges() {
  const struct {
    UserRole role;
    size_t privileges;
  } roles[] = {{Role_Attendee, 4}, {Role_Publisher, 4}, {Role_Subscriber, 1}, {Role_Admin, 4},
               {static_cast<UserRole>(77), 1}};
  for (const auto &row : roles) {
    AccessToken by_uid, by_account;
    CHECK(by_uid.FromString(
        RtcTokenBuilder::buildTokenWithUid(app_id, certificate, channel_name, 2882341273u, row.role)));
    CHECK(by_account.FromString(RtcTokenBuilder::buildTokenWithUserAccount(app_id, certificate, channel_name,
                                                                           "2882341273", row.role, ends)));
    CHECK(by_uid.message_.messages.size() == row.privileges);
    CHECK(by_uid.message_.messages.at(AccessToken::kJoinChannel) == 0);
    CHECK(by_account.message_.messages.size() == row.privileges);
    CHECK(by_account.message_.messages.rbegin()->second == ends);
    CHECK(by_account.crc_uid_ == 3847331927u && by_uid.crc_uid_ == 3847331927u);
  }

  const AccessToken::PrivilegeMessageMap each = {{1, ends}, {2, ends + 1}, {3, ends + 2}, {4, 0}};
  AccessToken by_uid, by_account;
  CHECK(by_uid.FromString(RtcTokenBuilder::buildTokenWithUid(app_id, certificate, channel_name, 2882341273u, ends,
                                                             ends + 1, ends + 2, 0)));
  CHECK(by_account.FromString(RtcTokenBuilder::buildTokenWithUserAccount(
      app_id, certificate, channel_name, "2882341273", ends, ends + 1, ends + 2, 0)));
  CHECK(by_uid.message_.messages == each && by_account.message_.messages == each);
  CHECK(by_uid.crc_uid_ == 3847331927u && by_account.crc_uid_ == 3847331927u);

  AccessToken rtm;
  CHECK(rtm.FromString(RtmTokenBuilder::buildToken(app_id, certificate, "test_user", RtmUserRole::Rtm_User, ends)));
  CHECK(rtm.crc_channel_name_ == crc32(0, reinterpret_cast<const Bytef *>("test_user"), 9));
  CHECK(rtm.crc_uid_ == 0);
  CHECK(rtm.message_.messages == AccessToken::PrivilegeMessageMap({{AccessToken::kRtmLogin, ends}}));
  CHECK(rtm.signature_ ==
        AccessToken::GenerateSignature(certificate, app_id, "test_user", "", rtm.message_raw_content_));
}

static void InvalidIdsGiveNoToken() {
  for (const std::string &bad : {std::string(), std::string("xyz"), "g" + app_id.substr(1), app_id + "0"}) {
    CHECK(AccessToken(bad, certificate, channel_name, 1).Build() == "");
    CHECK(AccessToken(app_id, bad, channel_name, 1).Build() == "");
    CHECK(RtcTokenBuilder::buildTokenWithUid(bad, certificate, channel_name, 1, Role_Publisher) == "");
    CHECK(RtmTokenBuilder::buildToken(app_id, bad, "user", Rtm_User, ends) == "");
  }
  CHECK(AccessToken::GenerateSignature("", app_id, "", "", "") == "");
}

int main() {
  ATokenIsReadAsItWasBuilt();
  PartsAreMadeFromTheirFields();
  AUidIsATextAndZeroIsEmpty();
  ATokenEndsIn24HoursUnlessSet();
  ParsingForgetsEarlierPrivileges();
  AFailedParseChangesNothing();
  BuildersGiveTheOfficialPrivileges();
  InvalidIdsGiveNoToken();
  return failures != 0;
}
