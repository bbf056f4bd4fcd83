// Texts that are longer than the official buffers: a token that verifies, or none, and never a crash.

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "agora/check.h"
#include "cpp/src/AccessToken.h"
#include "cpp/src/AccessToken2.h"
#include "cpp/src/RtcTokenBuilder2.h"
#include "cpp/src/RtmTokenBuilder2.h"

using namespace agora::tools;

static std::string Minted007(const std::string &channel, const std::string &account) {
  return RtcTokenBuilder2::BuildTokenWithUserAccount(app_id, certificate, channel, account, UserRole::kRolePublisher,
                                                     600, 600);
}

static void Verifies007(const std::string &channel, const std::string &account) {
  AccessToken2 parsed;
  CHECK(parsed.FromString(Minted007(channel, account)));
  CHECK(parsed.VerifySignature(certificate) == kTokenVerifySuccess);
  CHECK(parsed.VerifySignature(another_certificate) == kTokenVerifyFailed);
  CHECK(parsed.services_.size() == 1);
  const auto &rtc = dynamic_cast<ServiceRtc &>(*parsed.services_.begin()->second);
  CHECK(rtc.channel_name_ == channel && rtc.account_ == account && rtc.privileges_.size() == 4);
}

static void TextsOfEveryLengthThatFitsVerify() {
  for (const size_t length : {0u, 1u, 900u, 1024u, 3900u, 4064u, 4065u, 4096u, 16384u, 65534u, 65535u}) {
    Verifies007(std::string(length, 'c'), "1");
    Verifies007("c", std::string(length, 'a'));
  }
  Verifies007(std::string(65535, 'c'), std::string(65535, 'a'));
}

static void LongerTextsGiveNoToken() {
  for (const size_t length : {65536u, 65537u, 131072u, 2097152u}) {
    CHECK(Minted007(std::string(length, 'c'), "1") == "");
    CHECK(Minted007("c", std::string(length, 'a')) == "");
    AccessToken2 token(app_id, certificate);
    token.AddService(std::unique_ptr<Service>(new ServiceChat(std::string(length, 'u'))));
    CHECK(token.GenerateSignature(certificate) == "");
  }
}

static void AContentOverOneMebibyteGivesNoToken() {
  AccessToken2 token(app_id, certificate);
  for (int i = 0; i < 15; ++i) {
    token.AddService(std::unique_ptr<Service>(new ServiceRtm(std::string(65535, 'u'))));
  }
  CHECK(AccessToken2().FromString(token.Build()));
  token.AddService(std::unique_ptr<Service>(new ServiceRtm(std::string(65535, 'u'))));
  token.AddService(std::unique_ptr<Service>(new ServiceRtm(std::string(65535, 'u'))));
  CHECK(token.Build() == "");
}

static void TooManyEntriesGiveNoToken() {
  ServiceRtm2::Permissions permissions;
  permissions.Add(ServiceRtm2::Permissions::kUsers, ServiceRtm2::Permissions::kRead,
                  std::vector<std::string>(65535, "u"));
  AccessToken2 parsed;
  CHECK(parsed.FromString(RtmTokenBuilder2::BuildToken(app_id, certificate, "user", permissions, 600)));
  CHECK(dynamic_cast<ServiceRtm2 &>(*parsed.services_.begin()->second).permissions_.details_ == permissions.details_);
  permissions.Add(ServiceRtm2::Permissions::kUsers, ServiceRtm2::Permissions::kRead,
                  std::vector<std::string>(65536, "u"));
  CHECK(RtmTokenBuilder2::BuildToken(app_id, certificate, "user", permissions, 600) == "");

  AccessToken2 token(app_id, certificate);
  for (int i = 0; i < 65537; ++i) token.AddService(std::unique_ptr<Service>(new ServiceFpa()));
  CHECK(token.Build() == "");

  AccessToken token_006(app_id, certificate, channel_name, 1);
  for (int i = 0; i < 65536; ++i) token_006.message_.messages[static_cast<uint16_t>(i)] = 1;
  CHECK(token_006.Build() == "");
}

static void TheSameHoldsFor006() {
  for (const size_t length : {4065u, 65535u}) {
    const std::string channel(length, 'c');
    AccessToken token(app_id, certificate, channel, "account"), parsed;
    token.AddPrivilege(AccessToken::kJoinChannel, 1);
    CHECK(parsed.FromString(token.Build()));
    CHECK(parsed.signature_ == AccessToken::GenerateSignature(certificate, app_id, channel, "account",
                                                              parsed.message_raw_content_));
  }
  CHECK(AccessToken(app_id, certificate, std::string(65536, 'c'), "account").Build() == "");
  CHECK(AccessToken(app_id, certificate, "channel", std::string(65536, 'a')).Build() == "");
}

static void NulsAndOtherBytesSurvive() {
  const std::string bytes("a\0b\xff\xfe\0", 6);
  Verifies007(bytes, bytes + bytes);
  AccessToken token(app_id, certificate, bytes, bytes), parsed;
  CHECK(parsed.FromString(token.Build()));
  CHECK(parsed.signature_ ==
        AccessToken::GenerateSignature(certificate, app_id, bytes, bytes, parsed.message_raw_content_));
  CHECK(parsed.crc_channel_name_ == crc32(0, reinterpret_cast<const Bytef *>(bytes.data()), bytes.size()));
}

int main() {
  TextsOfEveryLengthThatFitsVerify();
  LongerTextsGiveNoToken();
  AContentOverOneMebibyteGivesNoToken();
  TooManyEntriesGiveNoToken();
  TheSameHoldsFor006();
  NulsAndOtherBytesSurvive();
  return failures != 0;
}
