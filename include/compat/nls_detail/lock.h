/** @file lock.h A lock for C++98, which has none. */
#ifndef VOXTOKEN_COMPAT_NLS_LOCK_H
#define VOXTOKEN_COMPAT_NLS_LOCK_H

#include <pthread.h>

namespace voxtoken_compat {

class Mutex {
 public:
  Mutex() { pthread_mutex_init(&mutex_, NULL); }
  ~Mutex() { pthread_mutex_destroy(&mutex_); }

 private:
  friend class Lock;
  Mutex(const Mutex&);
  Mutex& operator=(const Mutex&);

  pthread_mutex_t mutex_;
};

/** Holds a mutex as long as it lives. */
class Lock {
 public:
  explicit Lock(Mutex& mutex) : mutex_(mutex) { pthread_mutex_lock(&mutex_.mutex_); }
  ~Lock() { pthread_mutex_unlock(&mutex_.mutex_); }

 private:
  Lock(const Lock&);
  Lock& operator=(const Lock&);

  Mutex& mutex_;
};

}  // namespace voxtoken_compat

#endif /* VOXTOKEN_COMPAT_NLS_LOCK_H */
