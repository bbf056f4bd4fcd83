/** @file state.h What a token object holds, for many threads at once. */
#ifndef VOXTOKEN_COMPAT_NLS_STATE_H
#define VOXTOKEN_COMPAT_NLS_STATE_H

#include "loans.h"
#include "lock.h"
#include "outcome.h"
#include "text.h"

namespace voxtoken_compat {

/**
 * Settings and the last outcome, with the texts of earlier ones. Nothing but copying happens under the lock. A copy lends
 * texts of its own.
 */
template <class Settings>
class State {
 public:
  State() : expire_time_(0) {}

  State(const State& other) : expire_time_(0) {
    Lock guard(other.mutex_);
    settings_ = other.settings_;
    take(other.outcome());
  }

  State& operator=(const State& other) {
    if (this == &other) return *this;
    const State copied(other);
    Lock guard(mutex_);
    settings_ = copied.settings_;
    take(copied.outcome());
    return *this;
  }

  template <class Value>
  void set(Value Settings::*setting, const Value& value) {
    Lock guard(mutex_);
    settings_.*setting = value;
  }

  void set(Text Settings::*setting, const Text& value, Text Settings::*other, const Text& other_value) {
    Lock guard(mutex_);
    settings_.*setting = value;
    settings_.*other = other_value;
  }

  Settings settings() const {
    Lock guard(mutex_);
    return settings_;
  }

  /** Keeps an outcome in place of the last one: 0 if there is a token, else -1. */
  int keep(const Outcome& outcome) {
    Lock guard(mutex_);
    take(outcome);
    return outcome.token.empty() ? -1 : 0;
  }

  const char* token_text() const {
    Lock guard(mutex_);
    return tokens_.current();
  }

  const char* error_text() const {
    Lock guard(mutex_);
    return errors_.current();
  }

  unsigned int expire_time() const {
    Lock guard(mutex_);
    return expire_time_;
  }

 private:
  void take(const Outcome& outcome) {
    tokens_.add(outcome.token);
    errors_.add(outcome.error);
    expire_time_ = outcome.expire_time;
  }

  Outcome outcome() const {
    Outcome last;
    last.token = tokens_.current();
    last.error = errors_.current();
    last.expire_time = expire_time_;
    return last;
  }

  mutable Mutex mutex_;
  Settings settings_;
  unsigned int expire_time_;
  Loans tokens_;
  Loans errors_;
};

}  // namespace voxtoken_compat

#endif /* VOXTOKEN_COMPAT_NLS_STATE_H */
