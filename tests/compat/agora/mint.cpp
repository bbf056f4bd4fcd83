// Mints what it is told to on standard input: one request per line, as words; texts are in hexadecimal behind an x. Answers
// one line for each: the token, or for `read` what was found.

#include <cstdint>
#include <iostream>
#include <memory>
#include <sstream>
#include <string>
#include <utility>

#include "cpp/src/AccessToken.h"
#include "cpp/src/ApaasTokenBuilder.h"
#include "cpp/src/ChatTokenBuilder2.h"
#include "cpp/src/RtcTokenBuilder.h"
#include "cpp/src/RtcTokenBuilder2.h"
#include "cpp/src/RtmTokenBuilder.h"
#include "cpp/src/RtmTokenBuilder2.h"
#include "cpp/src/SttTokenBuilder.h"

using namespace agora::tools;

// The words of a request.
class Words {
 public:
  explicit Words(const std::string &line) : stream_(line) {}

  std::string Word() {
    std::string word;
    if (!(stream_ >> word)) std::cerr << "a word is missing\n";
    return word;
  }
  uint32_t Number() { return static_cast<uint32_t>(std::stoul(Word())); }
  uint16_t Short() { return static_cast<uint16_t>(Number()); }
  int16_t Signed() { return static_cast<int16_t>(std::stol(Word())); }
  UserRole Role() { return static_cast<UserRole>(Number()); }
  std::string Text() {
    const std::string word = Word();
    std::string text;
    for (size_t at = 1; at < word.size(); at += 2) {
      text += static_cast<char>(std::stoul(word.substr(at, 2), nullptr, 16));
    }
    return text;
  }

 private:
  std::istringstream stream_;
};

static ServiceRtm2::Permissions Permissions(Words *words) {
  ServiceRtm2::Permissions permissions;
  for (uint32_t lists = words->Number(); lists > 0; --lists) {
    const uint16_t resource = words->Short(), access = words->Short();
    std::vector<std::string> names;
    for (uint32_t count = words->Number(); count > 0; --count) names.push_back(words->Text());
    permissions.Add(resource, access, names);
  }
  return permissions;
}

template <class T>
static Service *InChannel(Words *words) {
  const std::string channel = words->Text();
  if (words->Word() == "uid") return new T(channel, words->Number());
  return new T(channel, words->Text());
}

static Service *NewService(uint16_t type, Words *words) {
  switch (type) {
    case ServiceRtc::kServiceType:
      return InChannel<ServiceRtc>(words);
    case ServiceRtm::kServiceType:
      return new ServiceRtm(words->Text());
    case ServiceStreaming::kServiceType:
      return InChannel<ServiceStreaming>(words);
    case ServiceChat::kServiceType:
      return new ServiceChat(words->Text());
    case ServiceFCdn::kServiceType:
      return InChannel<ServiceFCdn>(words);
    case ServiceApaas::kServiceType: {
      const std::string room = words->Text(), user = words->Text();
      return new ServiceApaas(room, user, words->Signed());
    }
    case ServiceRtm2::kServiceType: {
      const std::string user = words->Text();
      return new ServiceRtm2(user, Permissions(words));
    }
    default:
      return kServiceCreator.at(type)();
  }
}

static std::string Services(Words *words) {
  const std::string app_id = words->Text(), certificate = words->Text();
  const uint32_t issue_ts = words->Number(), expire = words->Number();
  AccessToken2 token(app_id, certificate, issue_ts, expire);
  token.issue_ts_ = issue_ts;
  token.salt_ = words->Number();
  for (uint32_t count = words->Number(); count > 0; --count) {
    const uint16_t type = words->Short();
    std::unique_ptr<Service> service(NewService(type, words));
    for (uint32_t privileges = words->Number(); privileges > 0; --privileges) {
      const uint16_t privilege = words->Short();
      service->AddPrivilege(privilege, words->Number());
    }
    token.AddService(std::move(service));
  }
  return token.Build();
}

static std::string Token006(Words *words) {
  const std::string app_id = words->Text(), certificate = words->Text(), channel = words->Text();
  const bool is_uid = words->Word() == "uid";
  AccessToken token = is_uid ? AccessToken(app_id, certificate, channel, words->Number())
                             : AccessToken(app_id, certificate, channel, words->Text());
  token.message_.salt = words->Number();
  token.message_.ts = words->Number();
  for (uint32_t privileges = words->Number(); privileges > 0; --privileges) {
    const uint16_t privilege = words->Short();
    token.AddPrivilege(static_cast<AccessToken::Privileges>(privilege), words->Number());
  }
  return token.Build();
}

// Does a token verify, and does what was read of it give the same signature again?
static std::string Read(Words *words) {
  const std::string text = words->Text(), certificate = words->Text();
  AccessToken2 token;
  if (!token.FromString(text)) return "unreadable";
  if (token.VerifySignature(std::string(32, '0')) != kTokenVerifyFailed) return "forged";
  if (token.VerifySignature(certificate) != kTokenVerifySuccess) return "unverified";
  if (token.GenerateSignature(certificate) != token.signature_) return "unlike";
  for (auto &service : token.services_) service.second = service.second->Clone();
  return token.Build();
}

static std::string Minted(const std::string &what, Words *words) {
  if (what == "services") return Services(words);
  if (what == "token") return Token006(words);
  if (what == "read") return Read(words);

  const std::string id = words->Text(), certificate = words->Text();
  if (what == "apaas.user") {
    const std::string user = words->Text();
    return ApaasTokenBuilder::BuildUserToken(id, certificate, user, words->Number());
  }
  if (what == "apaas.room") {
    const std::string room = words->Text(), user = words->Text();
    const int16_t role = words->Signed();
    return ApaasTokenBuilder::BuildRoomUserToken(id, certificate, room, user, role, words->Number());
  }
  if (what == "chat.user") {
    const std::string user = words->Text();
    return ChatTokenBuilder2::BuildUserToken(id, certificate, user, words->Number());
  }
  if (what == "rtm2.user") {
    const std::string user = words->Text();
    return RtmTokenBuilder2::BuildToken(id, certificate, user, words->Number());
  }
  if (what == "rtm2.perms") {
    const std::string user = words->Text();
    const ServiceRtm2::Permissions permissions = Permissions(words);
    return RtmTokenBuilder2::BuildToken(id, certificate, user, permissions, words->Number());
  }
  if (what == "rtm1") {
    const std::string user = words->Text();
    words->Number();
    return RtmTokenBuilder::buildToken(id, certificate, user, Rtm_User, words->Number());
  }

  const std::string channel = words->Text();
  if (what == "rtc1.uid") {
    const uint32_t uid = words->Number();
    const UserRole role = words->Role();
    return RtcTokenBuilder::buildTokenWithUid(id, certificate, channel, uid, role, words->Number());
  }
  if (what == "rtc2.uid_role") {
    const uint32_t uid = words->Number();
    const UserRole role = words->Role();
    const uint32_t expire = words->Number();
    return RtcTokenBuilder2::BuildTokenWithUid(id, certificate, channel, uid, role, expire, words->Number());
  }

  const std::string account = words->Text();
  if (what == "rtc1.account") {
    const UserRole role = words->Role();
    return RtcTokenBuilder::buildTokenWithUserAccount(id, certificate, channel, account, role, words->Number());
  }
  if (what == "rtc2.account_priv") {
    const uint32_t expire = words->Number(), join = words->Number(), audio = words->Number(), video = words->Number();
    return RtcTokenBuilder2::BuildTokenWithUserAccount(id, certificate, channel, account, expire, join, audio, video,
                                                       words->Number());
  }
  const UserRole role = words->Role();
  const uint32_t expire = words->Number(), join = words->Number();
  if (what == "rtc2.account_role") {
    return RtcTokenBuilder2::BuildTokenWithUserAccount(id, certificate, channel, account, role, expire, join);
  }
  if (what == "rtc2.rtm") {
    return RtcTokenBuilder2::BuildTokenWithRtm(id, certificate, channel, account, role, expire, join);
  }
  const uint32_t audio = words->Number(), video = words->Number(), data = words->Number();
  const std::string user = words->Text();
  if (what == "rtc2.rtm2") {
    return RtcTokenBuilder2::BuildTokenWithRtm2(id, certificate, channel, account, role, expire, join, audio, video,
                                                data, user, words->Number());
  }
  if (what == "stt") {
    return SttTokenBuilder::BuildToken(id, certificate, channel, account, role, expire, join, audio, video, data, user,
                                       words->Number());
  }
  return "unknown request " + what;
}

int main() {
  std::string line;
  while (std::getline(std::cin, line)) {
    Words words(line);
    const std::string what = words.Word();
    std::cout << Minted(what, &words) << "\n";
  }
  return 0;
}
