/** @file ask_dash.h Asks DashScope for a temporary key. */
#ifndef VOXTOKEN_COMPAT_NLS_ASK_DASH_H
#define VOXTOKEN_COMPAT_NLS_ASK_DASH_H

#include <string>

#include "environment.h"
#include "outcome.h"
#include "text.h"

namespace voxtoken_compat {

/** The settings of the SDK's DashToken, and the domain, which it has no setter for. */
struct DashSettings {
  DashSettings() : expire_in(60), domain("https://dashscope.aliyuncs.com"), path("/api/v1/tokens") {}

  Text api_key;
  unsigned int expire_in;
  Text domain;
  Text path;
};

inline Outcome ask(DashSettings settings) {
  override_by("VOXTOKEN_DASHSCOPE_ENDPOINT", settings.domain);
  const Setting needed[] = {{"APIKey", &settings.api_key}, {"ServerResourcePath", &settings.path}};
  const Text complaint = first_complaint(needed);
  if (!complaint.empty()) return Outcome::failure(complaint);

  std::string endpoint = settings.domain.c_str();
  endpoint.erase(endpoint.find_last_not_of('/') + 1);
  if (*settings.path.c_str() != '/') endpoint += '/';
  endpoint += settings.path.c_str();

  Owned<vox_dash_token, vox_dash_token_free> dash;
  OwnedToken token;
  OwnedError error;
  const bool succeeded =
      vox_dash_token_new(settings.api_key.c_str(), dash.out(), error.out()) == VOX_OK &&
      vox_dash_token_set_endpoint(dash.get(), endpoint.c_str(), error.out()) == VOX_OK &&
      vox_dash_token_set_expire_in(dash.get(), settings.expire_in, error.out()) == VOX_OK &&
      vox_dash_token_fetch(dash.get(), token.out(), error.out()) == VOX_OK;
  return succeeded ? Outcome::success(token.get()) : Outcome::failure(error.get());
}

}  // namespace voxtoken_compat

#endif /* VOXTOKEN_COMPAT_NLS_ASK_DASH_H */
