/** @file loans.h Texts that are lent as `const char*`. */
#ifndef VOXTOKEN_COMPAT_NLS_LOANS_H
#define VOXTOKEN_COMPAT_NLS_LOANS_H

#include <deque>

#include "text.h"

namespace voxtoken_compat {

/** The current text and those before it, 1,000 at most. A text stays where it is until it is the oldest of too many. */
class Loans {
 public:
  Loans() : is_empty_(true) {}

  /** Makes a text the current one. */
  void add(const Text& text) {
    const bool is_new = !text.empty() && (texts_.empty() || !(texts_.back() == text));
    if (is_new) texts_.push_back(text);
    if (texts_.size() > 1000) texts_.pop_front();
    is_empty_ = text.empty();
  }

  /** The current text, never NULL. */
  const char* current() const { return is_empty_ ? "" : texts_.back().c_str(); }

 private:
  Loans(const Loans&);
  Loans& operator=(const Loans&);

  bool is_empty_;
  std::deque<Text> texts_; /* it does not depend on _GLIBCXX_USE_CXX11_ABI */
};

}  // namespace voxtoken_compat

#endif /* VOXTOKEN_COMPAT_NLS_LOANS_H */
