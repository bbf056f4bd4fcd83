/** @file outcome.h What asking for a token led to. */
#ifndef VOXTOKEN_COMPAT_NLS_OUTCOME_H
#define VOXTOKEN_COMPAT_NLS_OUTCOME_H

#include <climits>
#include <string>

#include "../../voxtoken.h"
#include "text.h"

namespace voxtoken_compat {

/** A handle of the C interface, freed with it. */
template <class Handle, void (*release)(Handle*)>
class Owned {
 public:
  Owned() : handle_(NULL) {}
  ~Owned() { release(handle_); }

  Handle* get() const { return handle_; }

  /** Where a function writes the handle to, once. */
  Handle** out() { return &handle_; }

 private:
  Owned(const Owned&);
  Owned& operator=(const Owned&);

  Handle* handle_;
};

typedef Owned<vox_error, vox_error_free> OwnedError;
typedef Owned<vox_token, vox_token_free> OwnedToken;

/** A token and when it expires (absolute Unix seconds), or else an error in words. */
struct Outcome {
  Outcome() : expire_time(0) {}

  static Outcome success(const vox_token* token) {
    const uint64_t expires_at = vox_token_expires_at(token);
    Outcome outcome;
    outcome.token = vox_token_value(token);
    outcome.expire_time = expires_at > UINT_MAX ? UINT_MAX : static_cast<unsigned int>(expires_at);
    return outcome;
  }

  static Outcome failure(const Text& message) {
    Outcome outcome;
    outcome.error = message;
    return outcome;
  }

  /** The error and what a person can do about it, in one line. */
  static Outcome failure(const vox_error* error) {
    std::string message = vox_error_text(error);
    const bool is_sentence = !message.empty() && message[message.size() - 1] == '.';
    message += is_sentence ? " " : ". ";
    message += vox_error_hint(error);
    return failure(Text(message));
  }

  Text token;
  Text error;
  unsigned int expire_time;
};

/** A setting that must not be empty, by the name that the SDK's messages give it. */
struct Setting {
  const char* name;
  const Text* value;
};

/** What is wrong with the first bad one of these settings, in the SDK's words where it has some; empty if nothing is. */
template <std::size_t count>
Text first_complaint(const Setting (&settings)[count]) {
  for (std::size_t i = 0; i != count; ++i) {
    if (settings[i].value->empty()) return Text(std::string(settings[i].name) + " is empty.");
    if (settings[i].value->has_nul()) return Text(std::string(settings[i].name) + " has a NUL character inside.");
  }
  return Text();
}

}  // namespace voxtoken_compat

#endif /* VOXTOKEN_COMPAT_NLS_OUTCOME_H */
