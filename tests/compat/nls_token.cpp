// NlsToken does what its documents say, and what Token.h promises.
#include <ctime>
#include <string>
#include <type_traits>

#include "Token.h"
#include "nls/check.h"

using AlibabaNlsCommon::NlsToken;

namespace {

NlsToken ready() {
  NlsToken token;
  token.setDomain(variable("SANDBOX_NLS"));
  token.setAccessKeyId("sandbox-id");
  token.setKeySecret("sandbox-secret");
  return token;
}

bool is_empty(NlsToken& token) {
  return std::string(token.getToken()).empty() && token.getExpireTime() == 0;
}

std::string error(NlsToken& token) { return token.getErrorMsg(); }

void a_new_object_has_neither_token_nor_error() {
  NlsToken token;
  CHECK(is_empty(token));
  CHECK_EQ(error(token), "");
}

void a_token_comes_with_its_expiry() {
  NlsToken token = ready();
  CHECK_EQ(token.applyNlsToken(), 0);
  CHECK_EQ(std::string(token.getToken()).size(), 32u);
  CHECK(token.getExpireTime() > static_cast<unsigned int>(std::time(NULL)));
  CHECK_EQ(error(token), "");
}

void what_is_empty_is_said_in_the_words_of_the_sdk() {
  NlsToken token;
  const std::string none;
  token.setDomain(none);
  token.setServerVersion(none);
  token.setServerResourcePath(none);
  token.setAction(none);
  token.setRegionId(none);

  CHECK_EQ(token.applyNlsToken(), -1);
  CHECK_EQ(error(token), "AccessKeySecret is empty.");
  token.setKeySecret("sandbox-secret");
  CHECK_EQ(token.applyNlsToken(), -1);
  CHECK_EQ(error(token), "AccessKeyId is empty.");
  token.setAccessKeyId("sandbox-id");
  CHECK_EQ(token.applyNlsToken(), -1);
  CHECK_EQ(error(token), "Domain is empty.");
  token.setDomain(variable("SANDBOX_NLS"));
  CHECK_EQ(token.applyNlsToken(), -1);
  CHECK_EQ(error(token), "ServerVersion is empty.");
  token.setServerVersion("2019-02-28");
  token.setServerResourcePath(none);
  CHECK_EQ(token.applyNlsToken(), -1);
  CHECK_EQ(error(token), "ServerResourcePath is empty.");
  token.setServerResourcePath("/");
  CHECK_EQ(token.applyNlsToken(), -1);
  CHECK_EQ(error(token), "Action is empty.");
  token.setAction("CreateToken");
  CHECK_EQ(token.applyNlsToken(), -1);
  CHECK_EQ(error(token), "RegionId is empty.");
  token.setRegionId("cn-shanghai");
  CHECK_EQ(token.applyNlsToken(), 0);
}

void a_missing_variable_is_an_empty_key() {
  NlsToken token = ready();
  token.setKeySecret(std::getenv("VOXTOKEN_NO_SUCH_VARIABLE"));
  CHECK_EQ(token.applyNlsToken(), -1);
  CHECK_EQ(error(token), "AccessKeySecret is empty.");
  token = ready();
  token.setAccessKeyId(std::getenv("VOXTOKEN_NO_SUCH_VARIABLE"));
  CHECK_EQ(token.applyNlsToken(), -1);
  CHECK_EQ(error(token), "AccessKeyId is empty.");
}

void a_nul_inside_is_not_cut_off() {
  NlsToken token = ready();
  token.setKeySecret(std::string("sandbox-secret\0x", 16));
  CHECK_EQ(token.applyNlsToken(), -1);
  CHECK_EQ(error(token), "AccessKeySecret has a NUL character inside.");
}

void other_failures_come_with_a_hint() {
  NlsToken token = ready();
  token.setKeySecret("wrong-secret");
  CHECK_EQ(token.applyNlsToken(), -1);
  CHECK(contains(error(token), "SignatureDoesNotMatch"));
  CHECK(contains(error(token), "The access key secret is wrong"));
  CHECK(!contains(error(token), "wrong-secret"));
  CHECK(!contains(error(token), "\n"));
  CHECK(is_empty(token));

  token = ready();
  token.setDomain("http://nls-meta.cn-shanghai.aliyuncs.com");
  CHECK_EQ(token.applyNlsToken(), -1);
  CHECK(contains(error(token), "Use an https endpoint."));

  token = ready();
  token.setRegionId("\xff");
  CHECK_EQ(token.applyNlsToken(), -1);
  CHECK(contains(error(token), "region"));
}

void a_failure_leaves_no_token_and_a_success_no_error() {
  NlsToken token = ready();
  CHECK_EQ(token.applyNlsToken(), 0);
  const std::string first = token.getToken();

  token.setKeySecret("wrong-secret");
  CHECK_EQ(token.applyNlsToken(), -1);
  CHECK(is_empty(token));
  CHECK(!error(token).empty());

  token.setKeySecret("sandbox-secret");
  CHECK_EQ(token.applyNlsToken(), 0);
  CHECK_EQ(error(token), "");
  CHECK(!is_empty(token));
  CHECK(token.getToken() != first);
}

void a_text_stays_when_there_is_another_one() {
  NlsToken token = ready();
  CHECK_EQ(token.applyNlsToken(), 0);
  const char* const text = token.getToken();
  const std::string copy = text;
  CHECK(token.getToken() == text);

  CHECK_EQ(token.applyNlsToken(), 0);
  CHECK_EQ(text, copy);
  token.setKeySecret("");
  CHECK_EQ(token.applyNlsToken(), -1);
  CHECK(std::string(token.getToken()).empty());
  CHECK_EQ(text, copy);
}

void a_copy_has_everything_and_goes_its_own_way() {
  static_assert(std::is_copy_constructible<NlsToken>::value, "");
  static_assert(std::is_copy_assignable<NlsToken>::value, "");
  static_assert(std::has_virtual_destructor<NlsToken>::value, "");
  NlsToken* original = new NlsToken(ready());
  CHECK_EQ(original->applyNlsToken(), 0);
  const std::string first = original->getToken();

  NlsToken copy(*original);
  NlsToken assigned;
  assigned = *original;
  const NlsToken& same = assigned;
  assigned = same;
  delete original;

  CHECK_EQ(copy.getToken(), first);
  CHECK(copy.getExpireTime() != 0);
  CHECK_EQ(copy.applyNlsToken(), 0);
  CHECK(copy.getToken() != first);
  CHECK_EQ(assigned.getToken(), first);
  CHECK_EQ(assigned.applyNlsToken(), 0);
}

void all_versions_are_served() {
  const char* const versions[] = {"2019-02-28", "2019-07-17", "2018-05-18"};
  for (const char* version : versions) {
    NlsToken token = ready();
    token.setServerResourcePath("/replaced/by/the/version");
    token.setServerVersion(version);
    CHECK_EQ(token.applyNlsToken(), 0);
    CHECK_EQ(error(token), "");
  }
}

void a_host_without_a_scheme_is_asked_over_https() {
  const std::string url = variable("SANDBOX_NLS");
  NlsToken token = ready();
  token.setDomain(url.substr(url.find("://") + 3));
  CHECK_EQ(token.applyNlsToken(), -1);
  CHECK(contains(error(token), "TLS"));
}

}  // namespace

int main() {
  a_new_object_has_neither_token_nor_error();
  a_token_comes_with_its_expiry();
  what_is_empty_is_said_in_the_words_of_the_sdk();
  a_missing_variable_is_an_empty_key();
  a_nul_inside_is_not_cut_off();
  other_failures_come_with_a_hint();
  a_failure_leaves_no_token_and_a_success_no_error();
  a_text_stays_when_there_is_another_one();
  a_copy_has_everything_and_goes_its_own_way();
  all_versions_are_served();
  a_host_without_a_scheme_is_asked_over_https();
  return finish();
}
