/** @file state.h What a token object holds, for many threads at once. */
#ifndef VOXTOKEN_COMPAT_NLS_STATE_H
#define VOXTOKEN_COMPAT_NLS_STATE_H

#include "loans.h"
#include "lock.h"
#include "outcome.h"
#include "text.h"

namespace voxtoken_compat {

/** Settings and the last outcome. Nothing but copying happens under the lock. A copy lends texts of its own. */
template <class Settings>
class State {
 public:
  State() {}

  State(const State& other) {
    Lock lock(other.mutex_);
    settings_ = other.settings_;
    outcome_ = other.outcome_;
  }

  State& operator=(const State& other) {
    if (this == &other) return *this;
    const State copy(other);
    Lock lock(mutex_);
    settings_ = copy.settings_;
    outcome_ = copy.outcome_;
    return *this;
  }

  template <class Value>
  void set(Value Settings::*setting, const Value& value) {
    Lock lock(mutex_);
    settings_.*setting = value;
  }

  void set(Text Settings::*setting, const Text& value, Text Settings::*other, const Text& other_value) {
    Lock lock(mutex_);
    settings_.*setting = value;
    settings_.*other = other_value;
  }

  Settings settings() const {
    Lock lock(mutex_);
    return settings_;
  }

  /** Keeps an outcome in place of the last one: 0 if there is a token, else -1. */
  int keep(const Outcome& outcome) {
    Lock lock(mutex_);
    outcome_ = outcome;
    return outcome.token.empty() ? -1 : 0;
  }

  const char* token() {
    Lock lock(mutex_);
    return tokens_.lend(outcome_.token);
  }

  const char* error() {
    Lock lock(mutex_);
    return errors_.lend(outcome_.error);
  }

  unsigned int expire_time() const {
    Lock lock(mutex_);
    return outcome_.expire_time;
  }

 private:
  mutable Mutex mutex_;
  Settings settings_;
  Outcome outcome_;
  Loans tokens_;
  Loans errors_;
};

}  // namespace voxtoken_compat

#endif /* VOXTOKEN_COMPAT_NLS_STATE_H */
