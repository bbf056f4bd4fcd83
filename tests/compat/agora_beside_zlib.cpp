// A program that includes zlib.h, too: its names stand beside those that the headers bring along.

#include <cstdint>
#include <string>

// As zlib.h declares them.
typedef unsigned char Byte;
typedef Byte Bytef;
typedef unsigned int uInt;
typedef unsigned long uLong;
extern "C" {
uLong crc32(uLong crc, const Bytef *data, uInt length);
}

#include "agora/check.h"
#include "cpp/src/AccessToken.h"

using namespace agora::tools;

static int calls = 0;
uLong crc32(uLong, const Bytef *, uInt) { return static_cast<uLong>(++calls); }

int main() {
  std::string text = "123456789";
  CHECK(crc32(0, reinterpret_cast<Bytef *>(const_cast<char *>(text.c_str())), text.length()) == 0xcbf43926);
  CHECK(crc32(0, reinterpret_cast<Bytef *>(const_cast<char *>("")), 0) == 0);
  CHECK(calls == 0);
  CHECK(::crc32(0L, reinterpret_cast<const Bytef *>(text.data()), 9u) == 1);
  CHECK(crc32(0UL, reinterpret_cast<const Bytef *>(text.data()), 9u) == 2);
  return failures != 0;
}
