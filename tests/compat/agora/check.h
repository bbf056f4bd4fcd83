// What the programs here share: a check that says what failed, and well-known ids.

#ifndef VOXTOKEN_TESTS_COMPAT_AGORA_CHECK_H
#define VOXTOKEN_TESTS_COMPAT_AGORA_CHECK_H

#include <cstdio>
#include <string>

static int failures = 0;

#define CHECK(condition)                                                             \
  do {                                                                               \
    if (!(condition)) {                                                              \
      std::fprintf(stderr, "%s:%d: not true: %s\n", __FILE__, __LINE__, #condition); \
      ++failures;                                                                    \
    }                                                                                \
  } while (false)

static const std::string app_id = "970CA35de60c44645bbae8a215061b33";
static const std::string certificate = "5CFd2fd1755d40ecb72977518be15d3b";
static const std::string another_certificate = "15CFd2fd1755d40ecb72977518be15d3";
static const std::string channel_name = "7d72365eb983485397e3e3f9d460bdda";

#endif  // VOXTOKEN_TESTS_COMPAT_AGORA_CHECK_H
