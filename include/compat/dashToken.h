/**
 * @file dashToken.h
 * The DashToken of Alibaba's NLS SDK for C++, on top of voxtoken; see Token.h, whose promises it shares. Unlike the SDK it
 * says what DashScope answered when it fails.
 *
 * To try a program without an account, start `voxtoken sandbox` and set the environment variable
 * `VOXTOKEN_DASHSCOPE_ENDPOINT` to its `dashscope` URL: it replaces the domain of every DashToken.
 */
#ifndef ALIBABANLS_COMMON_DASH_TOKEN_H_
#define ALIBABANLS_COMMON_DASH_TOKEN_H_

#include <string>

#include "nlsGlobal.h"
#include "nls_detail/ask_dash.h"
#include "nls_detail/state.h"

namespace voxtoken_compat {

/** Asks for a temporary API key of DashScope (Model Studio). Texts, threads, fork and copies are as for NlsToken. */
class NLS_SDK_CLIENT_EXPORT DashToken {
 public:
  DashToken() {}
  virtual ~DashToken() {}

  /** Asks for a temporary key and waits for it: 0, or -1 and `getErrorMsg()` says why. */
  int applyDashToken() { return state_.keep(ask(state_.settings())); }

  /** Why the last call failed and what can be done about it, in one line; empty if it succeeded or there was none. */
  const char* getErrorMsg() { return state_.error_text(); }

  /** The temporary key of the last call; empty if it failed or there was none. */
  const char* getToken() { return state_.token_text(); }

  /** When the temporary key expires, in absolute Unix seconds; 0 without one. */
  unsigned int getExpireTime() { return state_.expire_time(); }

  /** The API key. */
  void setAPIKey(const std::string& apiKey) { state_.set(&Settings::api_key, Text(apiKey)); }

  /** As above; NULL, such as of a variable that is not set, is the empty text. */
  template <class Char>
  void setAPIKey(Char* apiKey) { state_.set(&Settings::api_key, Text(apiKey)); }

  /** How many seconds the temporary key shall live: 1 to 1,800, or asking fails. 60 unless set. */
  void setExpireInSeconds(unsigned int seconds) { state_.set(&Settings::expire_in, seconds); }

  /** The path of the request. `/api/v1/tokens` unless set. */
  void setServerResourcePath(const std::string& serverResourcePath) {
    state_.set(&Settings::path, Text(serverResourcePath));
  }

 private:
  typedef DashSettings Settings;

  State<Settings> state_;
};

}  // namespace voxtoken_compat

namespace AlibabaNlsCommon {

using voxtoken_compat::DashToken;

}  // namespace AlibabaNlsCommon

#endif /* ALIBABANLS_COMMON_DASH_TOKEN_H_ */
