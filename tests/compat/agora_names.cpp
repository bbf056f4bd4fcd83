// A program that has the standard headers and the global names of md5.h through the official headers alone.

#include "cpp/src/ApaasTokenBuilder.h"

static std::string Hex(const byte *bytes, size_t length) {
  std::ostringstream text;
  for (size_t i = 0; i < length; ++i) {
    text << std::hex << std::setw(2) << std::setfill('0') << static_cast<bit32>(bytes[i]);
  }
  return text.str();
}

// A name of its own that is none of theirs.
namespace program {
typedef int byte;
}

#include "agora/check.h"

int main() {
  const string text = "abc";
  MD5 md5(text);
  const byte *digest = md5.getDigest();
  const bit32 words[] = {4294967295u, 1};
  CHECK(Hex(digest, 16) == "900150983cd24fb0d6963f7d28e17f72");
  CHECK(md5.toStr() == Hex(digest, 16));
  CHECK(sizeof(words) == 8 && sizeof(byte) == 1 && sizeof(program::byte) > 1);

  char copy[4] = {};
  std::memcpy(copy, text.data(), text.size());
  CHECK(std::strlen(copy) == 3 && std::isxdigit(copy[0]) && std::strtol("11", nullptr, 16) == 17);
  std::stringstream stream;
  stream << copy;
  CHECK(stream.str() == text);
  return failures != 0;
}
