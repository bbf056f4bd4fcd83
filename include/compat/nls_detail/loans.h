/** @file loans.h Texts that are lent to threads as `const char*`. */
#ifndef VOXTOKEN_COMPAT_NLS_LOANS_H
#define VOXTOKEN_COMPAT_NLS_LOANS_H

#include <pthread.h>

#include "text.h"

namespace voxtoken_compat {

/**
 * Each thread has a copy of its own, which changes only when the same thread asks again. Of a thread that ended one text is
 * left, until another thread gets its id or the object ends: there are never more texts than ids of threads. Not locked.
 */
class Loans {
 public:
  Loans() : first_(NULL) {}

  ~Loans() {
    while (first_ != NULL) {
      Loan* const next = first_->next;
      delete first_;
      first_ = next;
    }
  }

  /** This thread's copy of the text; it stays where it is as long as the text is the same. */
  const char* lend(const Text& text) {
    if (text.empty()) return "";
    Text& copy = of(pthread_self()).text;
    if (!(copy == text)) copy = text;
    return copy.c_str();
  }

 private:
  struct Loan {
    Loan(pthread_t thread_, Loan* next_) : thread(thread_), next(next_) {}
    pthread_t thread;
    Text text;
    Loan* next;
  };

  Loans(const Loans&);
  Loans& operator=(const Loans&);

  Loan& of(pthread_t thread) {
    for (Loan* loan = first_; loan != NULL; loan = loan->next) {
      if (pthread_equal(loan->thread, thread)) return *loan;
    }
    first_ = new Loan(thread, first_);
    return *first_;
  }

  Loan* first_;
};

}  // namespace voxtoken_compat

#endif /* VOXTOKEN_COMPAT_NLS_LOANS_H */
