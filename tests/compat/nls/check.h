// What the programs of the NLS drop-in share.
#ifndef CHECK_H
#define CHECK_H

#include <cstdlib>
#include <iostream>
#include <string>

inline int& failures() {
  static int count = 0;
  return count;
}

#define CHECK(condition)                                                               \
  do {                                                                                 \
    if (!(condition)) {                                                                \
      std::cerr << __FILE__ << ":" << __LINE__ << ": " << #condition << std::endl;     \
      ++failures();                                                                    \
    }                                                                                  \
  } while (0)

#define CHECK_EQ(left, right)                                                          \
  do {                                                                                 \
    if (!((left) == (right))) {                                                        \
      std::cerr << __FILE__ << ":" << __LINE__ << ": " << #left << " is " << (left)    \
                << ", not " << (right) << std::endl;                                   \
      ++failures();                                                                    \
    }                                                                                  \
  } while (0)

inline int finish() { return failures() == 0 ? 0 : 1; }

inline std::string variable(const char* name) {
  const char* const value = std::getenv(name);
  return value == NULL ? "" : value;
}

inline bool contains(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

#endif
