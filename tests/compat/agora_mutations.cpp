// 10,000 damaged tokens of each version: read or refused, not verified, no crash.

#include <cstdint>
#include <memory>
#include <random>
#include <string>
#include <utility>

#include "agora/check.h"
#include "agora/forge.h"
#include "cpp/src/AccessToken.h"
#include "cpp/src/AccessToken2.h"
#include "cpp/src/RtcTokenBuilder.h"

using namespace agora::tools;

static const int kContents007 = 8000;
static const int kTexts007 = 2000;
static const int kTokens006 = 10000;

// Changes, drops, repeats or adds bytes, one to three times.
static std::string Mutated(std::string text, std::mt19937 *random) {
  const std::string original = text;
  for (uint32_t times = 1 + (*random)() % 3; times > 0 || text == original;) {
    if (times > 0) --times;
    const size_t at = text.empty() ? 0 : (*random)() % text.size();
    const char byte = static_cast<char>((*random)() & 0xff);
    switch ((*random)() % 5) {
      case 0:
        if (!text.empty()) text[at] = byte;
        break;
      case 1:
        text.resize(at);
        break;
      case 2:
        text.insert(at, 1 + (*random)() % 8, byte);
        break;
      case 3:
        text.erase(at, 1 + (*random)() % 8);
        break;
      default:
        text += text.substr(at);
        break;
    }
  }
  return text;
}

static AccessToken2 Token007() {
  ServiceRtm2::Permissions permissions;
  permissions.Add(ServiceRtm2::Permissions::kStreamChannels, ServiceRtm2::Permissions::kWrite, {"a", "b"});
  AccessToken2 token(app_id, certificate, 1111111, 600);
  token.salt_ = 1;
  token.AddService(std::unique_ptr<Service>(new ServiceRtc(channel_name, 1)));
  token.AddService(std::unique_ptr<Service>(new ServiceApaas("room", "user", 1)));
  token.AddService(std::unique_ptr<Service>(new ServiceRtm2("user", permissions)));
  for (auto &service : token.services_) service.second->AddPrivilege(1, 600);
  return token;
}

// The content is damaged before it is compressed, so that the damage gets through to the parser.
static void DamagedContentsOf007NeverVerify() {
  std::mt19937 random(7);
  AccessToken2 good, parsed;
  CHECK(good.FromString(Token007().Build()));
  int read = 0;
  for (int i = 0; i < kContents007; ++i) {
    if (!parsed.FromString(Forge007(Mutated(good.raw_token_buffer_, &random)))) continue;
    ++read;
    CHECK(parsed.VerifySignature(certificate) != kTokenVerifySuccess);
    for (const auto &service : parsed.services_) CHECK(service.second->ServiceType() == service.first);
  }
  CHECK(read > kContents007 / 10);
  CHECK(read < kContents007);
}

// The official parser skips what is not base64, so a damaged text may stand for the same content.
static void DamagedTextsOf007VerifyOnlyWithTheSameContent() {
  std::mt19937 random(77);
  const std::string text = Token007().Build();
  AccessToken2 good, parsed;
  CHECK(good.FromString(text));
  for (int i = 0; i < kTexts007; ++i) {
    if (!parsed.FromString(Mutated(text, &random))) continue;
    if (parsed.VerifySignature(certificate) == kTokenVerifySuccess) {
      CHECK(parsed.raw_token_buffer_ == good.raw_token_buffer_);
    }
  }
}

static bool IsSigned(const AccessToken &token) {
  return token.signature_ ==
         AccessToken::GenerateSignature(certificate, token.app_id_, channel_name, "1", token.message_raw_content_);
}

static void Damaged006TokensNeverVerify() {
  std::mt19937 random(6);
  const std::string text =
      RtcTokenBuilder::buildTokenWithUid(app_id, certificate, channel_name, 1, Role_Publisher, 1446455471);
  AccessToken good, parsed;
  CHECK(good.FromString(text) && IsSigned(good));
  AccessToken::PackContent content;
  content.signature = good.signature_;
  content.crcChannelName = good.crc_channel_name_;
  content.crcUid = good.crc_uid_;
  content.rawMessage = good.message_raw_content_;
  const std::string packed = Pack(content);
  int read = 0;
  for (int i = 0; i < kTokens006; ++i) {
    const bool is_content = i % 2 == 0;
    const std::string bad =
        is_content ? "006" + app_id + Base64(Mutated(packed, &random)) : Mutated(text, &random);
    if (!parsed.FromString(bad)) continue;
    ++read;
    const bool is_same = parsed.app_id_ == app_id && parsed.message_raw_content_ == good.message_raw_content_ &&
                         parsed.signature_ == good.signature_;
    CHECK(IsSigned(parsed) == is_same);
  }
  CHECK(read > kTokens006 / 10);
  CHECK(read < kTokens006);
}

int main() {
  DamagedContentsOf007NeverVerify();
  DamagedTextsOf007VerifyOnlyWithTheSameContent();
  Damaged006TokensNeverVerify();
  return failures != 0;
}
