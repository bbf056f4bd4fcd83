/**
 * @file Token.h
 * The NlsToken of Alibaba's NLS SDK for C++, on top of voxtoken: a program that used the SDK to get a token builds and runs
 * as it is, with this folder as include path and with `-lvoxtoken` in place of the SDK's libraries. C++98 and later, either
 * value of `_GLIBCXX_USE_CXX11_ABI`, POSIX.
 *
 * Like the SDK it asks for one token per call and keeps no timer. Unlike the SDK
 * - it asks over https, unless the domain is a URL with `http://` on this machine;
 * - it gives up after 10 seconds;
 * - `applyNlsToken()` gives -1 for every failure, as its documents say, and an answer without a token is a failure;
 * - after a failure there is no token of an earlier call, and after a success no error of one;
 * - an object may be shared by threads;
 * - the class is found in its namespace but defined in another, so that a program may be linked with the SDK's speech
 *   library, too: include this header instead of declaring the class.
 *
 * To try a program without an account, start `voxtoken sandbox` and set the environment variable `VOXTOKEN_NLS_ENDPOINT` to
 * its `nls` URL: it replaces the domain of every NlsToken.
 */
#ifndef ALIBABANLS_COMMON_TOKEN_H_
#define ALIBABANLS_COMMON_TOKEN_H_

#include <cstdlib> /* the documented sample calls getenv() without it */
#include <string>

#include "Global.h"
#include "nls_detail/ask_nls.h"
#include "nls_detail/state.h"

namespace voxtoken_compat {

/**
 * Asks for an access token of Intelligent Speech Interaction (NLS).
 *
 * **Texts** given as `const char*` are never NULL, NUL-terminated UTF-8. Such a text lives until the object ends, or until
 * 1,000 later ones of its kind, tokens or errors, have replaced it: then it is overwritten and freed. So texts may be kept
 * and passed between threads, and a program that runs for years does not grow.
 *
 * **Threads.** All functions may be called by many threads at once; the `apply…` call that ends last decides what all of them
 * see. Settings that change while a token is asked for count for the next one. **Fork.** A child may use an object that no
 * other thread was inside of when it was forked.
 *
 * A copy has the settings, the token and the error of its original. Secrets and tokens are overwritten when they are freed.
 */
class ALIBABANLS_COMMON_EXPORT NlsToken {
 public:
  NlsToken() {}
  virtual ~NlsToken() {}

  /** Asks for a token and waits for it: 0, or -1 and `getErrorMsg()` says why. */
  int applyNlsToken() { return state_.keep(ask(state_.settings())); }

  /** Why the last call failed and what can be done about it, in one line; empty if it succeeded or there was none. */
  const char* getErrorMsg() { return state_.error_text(); }

  /** The token of the last call; empty if it failed or there was none. */
  const char* getToken() { return state_.token_text(); }

  /** When the token expires, in absolute Unix seconds; 0 without a token. */
  unsigned int getExpireTime() { return state_.expire_time(); }

  /** The secret of the access key. */
  void setKeySecret(const std::string& keySecret) { state_.set(&Settings::secret, Text(keySecret)); }

  /** As above; NULL, such as of a variable that is not set, is the empty text. */
  template <class Char>
  void setKeySecret(Char* keySecret) { state_.set(&Settings::secret, Text(keySecret)); }

  /** The id of the access key. */
  void setAccessKeyId(const std::string& accessKeyId) { state_.set(&Settings::id, Text(accessKeyId)); }

  /** As above; NULL, such as of a variable that is not set, is the empty text. */
  template <class Char>
  void setAccessKeyId(Char* accessKeyId) { state_.set(&Settings::id, Text(accessKeyId)); }

  /** The host name, or a URL. `nls-meta.cn-shanghai.aliyuncs.com` unless set. */
  void setDomain(const std::string& domain) { state_.set(&Settings::domain, Text(domain)); }

  /** The API version, `2019-02-28` unless set. As in the SDK it sets the resource path, too: to `/pop/<version>/tokens`. */
  void setServerVersion(const std::string& serverVersion) {
    state_.set(&Settings::version, Text(serverVersion), &Settings::path, Text("/pop/" + serverVersion + "/tokens"));
  }

  /** The path of the request. Without this and `setServerVersion` it is `/`, as the cloud's documents have it. */
  void setServerResourcePath(const std::string& serverResourcePath) {
    state_.set(&Settings::path, Text(serverResourcePath));
  }

  /** The region that is sent; it does not choose the domain. `cn-shanghai` unless set. */
  void setRegionId(const std::string& regionId) { state_.set(&Settings::region, Text(regionId)); }

  /** The action. `CreateToken` unless set. */
  void setAction(const std::string& action) { state_.set(&Settings::action, Text(action)); }

 private:
  typedef NlsSettings Settings;

  State<Settings> state_;
};

}  // namespace voxtoken_compat

namespace AlibabaNlsCommon {

/* Its symbols are not those of the SDK's class: a program may be linked with the SDK's speech library, too. */
using voxtoken_compat::NlsToken;

}  // namespace AlibabaNlsCommon

#endif /* ALIBABANLS_COMMON_TOKEN_H_ */
