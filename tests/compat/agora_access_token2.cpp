// AccessToken2 as programs use it that were written for the official header: public members, own services, statuses.

#include <ctime>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "agora/check.h"
#include "agora/forge.h"
#include "cpp/src/AccessToken2.h"

using namespace agora::tools;

// A service of a type that is not known.
class UnknownService : public Service {
 public:
  explicit UnknownService(uint16_t type) : Service(type) {}

  std::string PackService() override { return Pack(dynamic_cast<const Service *>(this)); }
  void UnpackService(Unpacker *unpacker) override { *unpacker >> dynamic_cast<Service *>(this); }
  std::unique_ptr<Service> Clone() const override {
    std::unique_ptr<UnknownService> service(new UnknownService(type_));
    service->privileges_ = privileges_;
    return std::unique_ptr<Service>(std::move(service));
  }
};

// A service with a field, packed by operators of its own.
class LabelledService : public Service {
 public:
  explicit LabelledService(const std::string &label) : Service(500), label_(label) {}

  std::string PackService() override { return Pack(this); }
  void UnpackService(Unpacker *unpacker) override { *unpacker >> this; }
  std::unique_ptr<Service> Clone() const override { return std::unique_ptr<Service>(new LabelledService(label_)); }

  friend agora::tools::Packer &operator<<(agora::tools::Packer &packer, const LabelledService *service) {
    return packer << dynamic_cast<const Service *>(service) << service->label_;
  }
  friend agora::tools::Unpacker &operator>>(agora::tools::Unpacker &unpacker, LabelledService *service) {
    return unpacker >> dynamic_cast<Service *>(service) >> service->label_;
  }

  std::string label_;
};

// A known service with one more field, in the way in which the official services extend `Service`.
class RecordedService : public ServiceRtc {
 public:
  RecordedService(const std::string &channel, uint32_t uid, const std::string &region)
      : ServiceRtc(channel, uid), region_(region) {}

  std::string PackService() override { return Pack(this); }
  void UnpackService(Unpacker *unpacker) override { *unpacker >> this; }
  std::unique_ptr<Service> Clone() const override { return std::unique_ptr<Service>(new RecordedService(*this)); }

  friend agora::tools::Packer &operator<<(agora::tools::Packer &packer, const RecordedService *service) {
    return packer << dynamic_cast<const ServiceRtc *>(service) << service->region_;
  }
  friend agora::tools::Unpacker &operator>>(agora::tools::Unpacker &unpacker, RecordedService *service) {
    return unpacker >> dynamic_cast<ServiceRtc *>(service) >> service->region_;
  }

  std::string region_;
};

// A known service that is packed without operators of its own.
class TailedService : public ServiceChat {
 public:
  std::string PackService() override {
    Packer packer;
    packer << static_cast<const ServiceChat *>(this) << tail_;
    return packer.body();
  }
  void UnpackService(Unpacker *unpacker) override { *unpacker >> static_cast<ServiceChat *>(this) >> tail_; }

  uint16_t tail_ = 0;
};

static std::unique_ptr<Service> Rtc(const std::string &channel, uint32_t uid, uint32_t expire) {
  std::unique_ptr<Service> rtc(new ServiceRtc(channel, uid));
  rtc->AddPrivilege(ServiceRtc::kPrivilegeJoinChannel, expire);
  rtc->AddPrivilege(ServiceRtc::kPrivilegePublishDataStream, expire);
  return rtc;
}

static void DefaultsAreThoseOfTheOfficialConstructor() {
  const uint32_t before = static_cast<uint32_t>(time(nullptr));
  AccessToken2 token;
  CHECK(token.issue_ts_ >= before && token.issue_ts_ <= static_cast<uint32_t>(time(nullptr)));
  CHECK(token.expire_ == 900);
  CHECK(token.app_id_.empty() && token.app_cert_.empty() && token.services_.empty() && !token.parsed_);
  CHECK(token.salt_ != AccessToken2().salt_ || token.salt_ != AccessToken2().salt_);
  CHECK(AccessToken2(app_id, certificate, 5).issue_ts_ == 5);
  CHECK(AccessToken2::Version() == "007");
}

static void PublicMembersTravelThroughTheToken() {
  AccessToken2 token(app_id, certificate, 1111111, 600);
  token.salt_ = 1;
  token.issue_ts_ = 2222222;
  token.AddService(Rtc(channel_name, 2882341273u, 600));

  AccessToken2 parsed;
  CHECK(parsed.FromString(token.Build()));
  CHECK(parsed.parsed_);
  CHECK(parsed.app_id_ == app_id);
  CHECK(parsed.issue_ts_ == 2222222 && parsed.expire_ == 600 && parsed.salt_ == 1);
  CHECK(parsed.raw_token_buffer_ == Pack(parsed.signature_) + token.SigningInfo());
  CHECK(parsed.signature_.size() == HMAC_SHA256_LENGTH);
  CHECK(parsed.GenerateSignature(certificate) == parsed.signature_);
  CHECK(HmacSign2(token.Signing(), token.SigningInfo(), HMAC_SHA256_LENGTH) == parsed.signature_);
}

static void TwoServicesOfOneTypeKeepTheirOrder() {
  AccessToken2 token(app_id, certificate, 0, 900);
  token.AddService(std::unique_ptr<Service>(new ServiceRtm("user")));
  token.AddService(Rtc("first", 1, 100));
  token.AddService(Rtc("second", 0, 200));

  AccessToken2 parsed;
  CHECK(parsed.FromString(token.Build()));
  CHECK(parsed.services_.size() == 3);
  CHECK(parsed.services_.count(ServiceRtc::kServiceType) == 2);
  std::vector<std::string> seen;
  for (auto service = parsed.services_.begin(); service != parsed.services_.end(); ++service) {
    CHECK(service->first == service->second->ServiceType());
    if (service->first == ServiceRtc::kServiceType) {
      const auto *rtc = dynamic_cast<ServiceRtc *>(service->second.get());
      CHECK(rtc != nullptr);
      seen.push_back(rtc->channel_name_ + "/" + rtc->account_);
    } else {
      seen.push_back(dynamic_cast<ServiceRtm &>(*service->second).user_id_);
    }
  }
  CHECK(seen == std::vector<std::string>({"first/1", "second/", "user"}));
  const auto range = parsed.services_.equal_range(ServiceRtc::kServiceType);
  CHECK(range.first->second->privileges_[ServiceRtc::kPrivilegeJoinChannel] == 100);
  CHECK(std::next(range.first)->second->privileges_.at(ServiceRtc::kPrivilegePublishDataStream) == 200);
}

static void ParsingStopsAtAnUnknownService() {
  AccessToken2 token(app_id, certificate, 1111111, 600);
  token.AddService(Rtc(channel_name, 1, 600));
  std::unique_ptr<Service> unknown(new UnknownService(999));
  unknown->AddPrivilege(1, 600);
  token.AddService(unknown->Clone());
  AccessToken2 parsed;
  CHECK(parsed.FromString(token.Build()));
  CHECK(parsed.VerifySignature(certificate) == kTokenVerifySuccess);
  CHECK(parsed.services_.size() == 1 && parsed.services_.count(999) == 0);

  std::unique_ptr<Service> first(new UnknownService(0));
  first->AddPrivilege(1, 600);
  token.AddService(std::move(first));
  CHECK(parsed.FromString(token.Build()));
  CHECK(parsed.VerifySignature(certificate) == kTokenVerifySuccess);
  CHECK(parsed.services_.empty());
}

static void OwnOperatorsPackAService() {
  LabelledService service("label");
  service.AddPrivilege(7, 8);
  const std::string packed = service.PackService();
  CHECK(packed == std::string("\xf4\x01\x01\x00\x07\x00\x08\x00\x00\x00\x05\x00label", 17));
  LabelledService read("");
  Unpacker unpacker(packed.data(), packed.size());
  CHECK(unpacker.pop_uint16() == 500);
  read.UnpackService(&unpacker);
  CHECK(read.label_ == "label" && read.privileges_ == service.privileges_);
}

// A pointer to a known service packs and unpacks all that it has; one to `Service` only what all have in common.
template <typename T>
static void PointersPackAll(T service, T read) {
  service.AddPrivilege(1, 42);
  const std::string packed = service.PackService();
  CHECK(Pack(&service) == packed);
  CHECK(Pack(static_cast<const T *>(&service)) == packed);
  Packer packer;
  packer << &service << &service;
  CHECK(packer.body() == packed + packed);
  CHECK(Pack(static_cast<const Service *>(&service)) == packed.substr(0, 10));

  Unpacker unpacker(packed.data(), packed.size());
  CHECK(unpacker.pop_uint16() == service.ServiceType());
  unpacker >> &read;
  CHECK(unpacker.pop_raw_string_to_end().empty());
  CHECK(read.PackService() == packed);
}

static void PointersToEveryServicePackAll() {
  ServiceRtm2::Permissions permissions;
  permissions.Add(ServiceRtm2::Permissions::kUsers, ServiceRtm2::Permissions::kRead, {"a", "b"});
  PointersPackAll(ServiceRtc("room", 7), ServiceRtc());
  PointersPackAll(ServiceRtm("user"), ServiceRtm());
  PointersPackAll(ServiceStreaming("room", "account"), ServiceStreaming());
  PointersPackAll(ServiceFpa(), ServiceFpa());
  PointersPackAll(ServiceChat("user"), ServiceChat());
  PointersPackAll(ServiceFCdn("room", 7), ServiceFCdn());
  PointersPackAll(ServiceEducation("room", "user", 3), ServiceEducation());
  PointersPackAll(ServiceRtm2("user", permissions), ServiceRtm2());
  PointersPackAll(ServiceConvoAI(), ServiceConvoAI());
  PointersPackAll(ServiceStt(), ServiceStt());
}

static void AServiceDerivedFromAKnownOnePacksAll() {
  RecordedService service("room", 7, "eu"), read("", 0, "");
  service.AddPrivilege(ServiceRtc::kPrivilegeJoinChannel, 8);
  const std::string packed = service.PackService();
  CHECK(packed == std::string("\1\0\1\0\1\0\10\0\0\0\4\0room\1\0" "7\2\0eu", 23));
  Unpacker unpacker(packed.data(), packed.size());
  CHECK(unpacker.pop_uint16() == ServiceRtc::kServiceType);
  read.UnpackService(&unpacker);
  CHECK(read.channel_name_ == "room" && read.account_ == "7" && read.region_ == "eu");
  CHECK(read.privileges_ == service.privileges_);

  AccessToken2 token(app_id, certificate), parsed;
  token.AddService(service.Clone());
  CHECK(parsed.FromString(token.Build()));
  CHECK(parsed.VerifySignature(certificate) == kTokenVerifySuccess);
  CHECK(dynamic_cast<ServiceRtc &>(*parsed.services_.begin()->second).channel_name_ == "room");

  TailedService tailed, tailed_read;
  tailed.user_id_ = "user";
  tailed.tail_ = 258;
  const std::string packed_tail = tailed.PackService();
  CHECK(packed_tail == std::string("\5\0\0\0\4\0user\2\1", 12));
  Unpacker tail_unpacker(packed_tail.data(), packed_tail.size());
  CHECK(tail_unpacker.pop_uint16() == ServiceChat::kServiceType);
  tailed_read.UnpackService(&tail_unpacker);
  CHECK(tailed_read.user_id_ == "user" && tailed_read.tail_ == 258);
}

static void NoServiceIsIgnored() {
  AccessToken2 token(app_id, certificate);
  token.AddService(nullptr);
  CHECK(token.services_.empty() && token.Build() == "");
  token.AddService(Rtc(channel_name, 1, 600));
  token.AddService(std::unique_ptr<Service>());
  CHECK(token.services_.size() == 1 && token.Build() != "");
}

static void EveryServiceClonesAndComesBack() {
  ServiceRtm2::Permissions permissions;
  permissions.Add(ServiceRtm2::Permissions::kMessageChannels, ServiceRtm2::Permissions::kRead, {"a", "b", "a"});
  permissions.Add(ServiceRtm2::Permissions::kUsers, ServiceRtm2::Permissions::kWrite, {});
  std::vector<std::unique_ptr<Service>> services;
  services.emplace_back(new ServiceRtc("room", "account"));
  services.emplace_back(new ServiceRtm("user"));
  services.emplace_back(new ServiceStreaming("room", 0));
  services.emplace_back(new ServiceFpa());
  services.emplace_back(new ServiceChat("user"));
  services.emplace_back(new ServiceFCdn("room", 7));
  services.emplace_back(new ServiceApaas("room", "user", -5));
  services.emplace_back(new ServiceRtm2("user", permissions));
  services.emplace_back(new ServiceConvoAI());
  services.emplace_back(new ServiceStt());

  AccessToken2 token(app_id, certificate);
  uint16_t type = 0;
  for (auto &service : services) {
    CHECK(service->ServiceType() == ++type);
    std::unique_ptr<Service> empty(kServiceCreator.at(type)());
    CHECK(empty->ServiceType() == type);
    service->AddPrivilege(1, 42);
    std::unique_ptr<Service> clone = service->Clone();
    CHECK(clone->PackService() == service->PackService());
    clone->AddPrivilege(1, 43);
    CHECK(service->privileges_.at(1) == 42);
    clone->AddPrivilege(1, 42);
    token.AddService(std::move(clone));
  }
  AccessToken2 parsed;
  CHECK(parsed.FromString(token.Build()));
  CHECK(parsed.services_.size() == services.size());
  for (const auto &service : services) {
    CHECK(parsed.services_.find(service->type_)->second->PackService() == service->PackService());
  }
  CHECK(dynamic_cast<ServiceEducation &>(*parsed.services_.find(7)->second).role_ == -5);
  const auto &rtm2 = dynamic_cast<ServiceRtm2 &>(*parsed.services_.find(8)->second);
  CHECK(rtm2.permissions_.details_ == permissions.details_);
}

static void StatusesAreTheOfficialOnes() {
  AccessToken2 token(app_id, certificate);
  token.AddService(Rtc(channel_name, 1, 600));
  const std::string text = token.Build();

  AccessToken2 parsed;
  CHECK(parsed.VerifySignature(certificate) == kTokenInvalid);
  CHECK(parsed.FromString(text));
  CHECK(parsed.VerifySignature(certificate + "123") == kTokenInvalidInfo);
  CHECK(parsed.VerifySignature("") == kTokenInvalidInfo);
  CHECK(parsed.VerifySignature(another_certificate) == kTokenVerifyFailed);
  CHECK(parsed.VerifySignature(certificate) == kTokenVerifySuccess);
  CHECK(parsed.app_cert_ == certificate);
  CHECK(parsed.Build() == text);

  parsed.raw_token_buffer_ = "x";
  CHECK(parsed.VerifySignature(certificate) == kTokenThrow);
  CHECK(kTokenVerifySuccess == 0 && kTokenVerifyFailed == -1 && kTokenInvalid == -2);
  CHECK(kTokenInvalidInfo == -3 && kTokenThrow == -4);
}

static void AFailedParseKeepsNothing() {
  AccessToken2 token(app_id, certificate);
  token.AddService(Rtc(channel_name, 1, 600));
  const std::string text = token.Build();
  AccessToken2 good;
  CHECK(good.FromString(text));
  const std::string content = good.raw_token_buffer_;
  const std::vector<std::string> damaged = {
      "",
      "007",
      "006invalid",
      "007!!!!",
      "007invalid==",
      text.substr(0, text.size() / 2),
      Forge007(content.substr(0, content.size() - 1)),
      Forge007(content.substr(0, 40)),
      Forge007(""),
  };
  for (const std::string &bad : damaged) {
    AccessToken2 parsed;
    CHECK(parsed.FromString(text));
    CHECK(!parsed.FromString(bad));
    CHECK(parsed.VerifySignature(certificate) == kTokenInvalid);
    CHECK(parsed.services_.empty() && parsed.app_id_.empty() && parsed.raw_token_buffer_.empty());
    CHECK(parsed.issue_ts_ == 0 && parsed.expire_ == 0 && parsed.salt_ == 0);
    CHECK(parsed.signature_.empty() && parsed.app_cert_ == certificate);
  }
}

static void ASecondParseReplacesTheFirst() {
  AccessToken2 publisher(app_id, certificate, 1, 600);
  publisher.AddService(Rtc("first", 1, 600));
  AccessToken2 other(app_id, another_certificate, 2, 700);
  other.AddService(std::unique_ptr<Service>(new ServiceRtm("user")));
  AccessToken2 parsed;
  CHECK(parsed.FromString(publisher.Build()));
  CHECK(parsed.FromString(other.Build()));
  CHECK(parsed.services_.size() == 1 && parsed.services_.count(ServiceRtm::kServiceType) == 1);
  CHECK(parsed.expire_ == 700 && parsed.issue_ts_ == 2);
  CHECK(parsed.VerifySignature(another_certificate) == kTokenVerifySuccess);
}

static void UnpackedServicesReplaceTheOldOnes() {
  AccessToken2 token(app_id, certificate), other(app_id, certificate);
  token.AddService(Rtc(channel_name, 1, 600));
  other.AddService(std::unique_ptr<Service>(new ServiceFpa()));
  const std::string packed = token.PackServices();
  Unpacker unpacker(packed.data(), packed.size());
  other.UnpackServices(&unpacker);
  CHECK(other.services_.size() == 1);
  CHECK(other.PackServices() == packed);
}

static void BuildRefusesWhatTheOfficialOneRefuses() {
  for (const std::string &bad : {std::string(), app_id.substr(1), app_id + "0", "g" + app_id.substr(1),
                                 "\xff" + app_id.substr(1), std::string(32, '\0'), std::string(32, ' ')}) {
    AccessToken2 wrong_id(bad, certificate), wrong_certificate(app_id, bad);
    for (AccessToken2 *token : {&wrong_id, &wrong_certificate}) {
      token->AddService(Rtc(channel_name, 1, 600));
      CHECK(token->Build() == "");
      CHECK(token->GenerateSignature(token->app_cert_) == "");
    }
  }
  CHECK(AccessToken2(app_id, certificate).Build() == "");
}

static void ParsingIsAsLenientAsTheOfficialOne() {
  bool seen_leftovers = false;
  for (size_t length = 1; length <= 6; ++length) {
    AccessToken2 token(app_id, certificate, 1111111, 600);
    token.AddService(std::unique_ptr<Service>(new ServiceChat(std::string(length, 'x'))));
    std::string text = token.Build();
    AccessToken2 parsed;
    CHECK(parsed.FromString("007 \n" + text.substr(3) + "\n"));
    CHECK(parsed.VerifySignature(certificate) == kTokenVerifySuccess);
    text = text.substr(0, text.find('='));
    CHECK(parsed.FromString(text));
    CHECK(parsed.VerifySignature(certificate) == kTokenVerifySuccess);
    if (text.size() % 4 == 3) continue;  // all bits of the last digit count
    text[text.size() - 1] = static_cast<char>(text[text.size() - 1] + 1);
    CHECK(parsed.FromString(text));
    CHECK(parsed.VerifySignature(certificate) == kTokenVerifySuccess);
    seen_leftovers = true;
  }
  CHECK(seen_leftovers);
}

static void AppendedBytesAreCoveredByTheSignature() {
  AccessToken2 token(app_id, certificate), parsed;
  token.AddService(Rtc(channel_name, 1, 600));
  CHECK(parsed.FromString(token.Build()));
  const std::string content = parsed.raw_token_buffer_;
  CHECK(parsed.FromString(Forge007(content)));
  CHECK(parsed.VerifySignature(certificate) == kTokenVerifySuccess);
  for (const size_t junk : {1u, 65535u, 65536u, 65537u, 131072u}) {
    CHECK(parsed.FromString(Forge007(content + std::string(junk, 'x'))));
    CHECK(parsed.VerifySignature(certificate) == kTokenVerifyFailed);
  }
  CHECK(!parsed.FromString(Forge007(content + std::string(1u << 20, 'x'))));
}

static void ATokenWithoutServicesIsReadAndVerified() {
  AccessToken2 token(app_id, certificate), parsed;
  const std::string info = token.SigningInfo();
  const std::string signature = HmacSign2(token.Signing(), info, HMAC_SHA256_LENGTH);
  CHECK(parsed.FromString(Forge007(Pack(signature) + info)));
  CHECK(parsed.services_.empty());
  CHECK(parsed.VerifySignature(certificate) == kTokenVerifySuccess);
}

int main() {
  DefaultsAreThoseOfTheOfficialConstructor();
  PublicMembersTravelThroughTheToken();
  TwoServicesOfOneTypeKeepTheirOrder();
  ParsingStopsAtAnUnknownService();
  OwnOperatorsPackAService();
  PointersToEveryServicePackAll();
  AServiceDerivedFromAKnownOnePacksAll();
  NoServiceIsIgnored();
  EveryServiceClonesAndComesBack();
  StatusesAreTheOfficialOnes();
  AFailedParseKeepsNothing();
  ASecondParseReplacesTheFirst();
  UnpackedServicesReplaceTheOldOnes();
  BuildRefusesWhatTheOfficialOneRefuses();
  ParsingIsAsLenientAsTheOfficialOne();
  AppendedBytesAreCoveredByTheSignature();
  ATokenWithoutServicesIsReadAndVerified();
  return failures != 0;
}
