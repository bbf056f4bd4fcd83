/** @file ask_nls.h Asks NLS for a token. */
#ifndef VOXTOKEN_COMPAT_NLS_ASK_NLS_H
#define VOXTOKEN_COMPAT_NLS_ASK_NLS_H

#include "environment.h"
#include "outcome.h"
#include "text.h"

namespace voxtoken_compat {

/** The settings of the SDK's NlsToken. */
struct NlsSettings {
  NlsSettings()
      : domain("nls-meta.cn-shanghai.aliyuncs.com"),
        version("2019-02-28"),
        path("/"),
        region("cn-shanghai"),
        action("CreateToken") {}

  Text secret;
  Text id;
  Text domain;
  Text version;
  Text path;
  Text region;
  Text action;
};

inline Outcome ask(NlsSettings settings) {
  override_by("VOXTOKEN_NLS_ENDPOINT", settings.domain);
  const Setting needed[] = {
      {"AccessKeySecret", &settings.secret},     {"AccessKeyId", &settings.id},
      {"Domain", &settings.domain},              {"ServerVersion", &settings.version},
      {"ServerResourcePath", &settings.path},    {"Action", &settings.action},
      {"RegionId", &settings.region},
  };
  const Text complaint = first_complaint(needed);
  if (!complaint.empty()) return Outcome::failure(complaint);

  Owned<vox_nls_token, vox_nls_token_free> nls;
  OwnedToken token;
  OwnedError error;
  const bool succeeded =
      vox_nls_token_new(settings.id.c_str(), settings.secret.c_str(), nls.out(), error.out()) == VOX_OK &&
      vox_nls_token_set_endpoint(nls.get(), settings.domain.c_str(), error.out()) == VOX_OK &&
      vox_nls_token_set_version(nls.get(), settings.version.c_str(), error.out()) == VOX_OK &&
      vox_nls_token_set_resource_path(nls.get(), settings.path.c_str(), error.out()) == VOX_OK &&
      vox_nls_token_set_action(nls.get(), settings.action.c_str(), error.out()) == VOX_OK &&
      vox_nls_token_set_region(nls.get(), settings.region.c_str(), error.out()) == VOX_OK &&
      vox_nls_token_fetch(nls.get(), token.out(), error.out()) == VOX_OK;
  return succeeded ? Outcome::success(token.get()) : Outcome::failure(error.get());
}

}  // namespace voxtoken_compat

#endif /* VOXTOKEN_COMPAT_NLS_ASK_NLS_H */
