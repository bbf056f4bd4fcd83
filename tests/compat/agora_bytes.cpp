// The byte format and the small functions: Packer, Unpacker, MD5, CRC-32, HMAC, salt.

#include <cstdint>
#include <map>
#include <set>
#include <stdexcept>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "agora/check.h"
#include "cpp/src/Packer.h"
#include "cpp/src/md5/md5.h"
#include "cpp/src/utils.h"

using namespace agora::tools;

template <class F>
static bool Overflows(F run) {
  try {
    run();
    return false;
  } catch (const std::overflow_error &) {
    return true;
  }
}

static void NumbersAreLittleEndian() {
  Packer packer;
  packer << uint8_t(0x01) << uint16_t(0x0203) << uint32_t(0x04050607) << uint64_t(0x08090a0b0c0d0e0f) << int8_t(-1)
         << int16_t(-2) << int32_t(-3) << int64_t(-4);
  packer.push(uint16_t(0x1011));
  packer.push(std::string("text"));
  packer.push("raw", 3);
  const std::string expected(
      "\x01\x03\x02\x07\x06\x05\x04\x0f\x0e\x0d\x0c\x0b\x0a\x09\x08\xff\xfe\xff\xfd\xff\xff\xff"
      "\xfc\xff\xff\xff\xff\xff\xff\xff\x11\x10\x04\x00textraw",
      41);
  CHECK(packer.body() == expected);
  packer.pack();
  CHECK(std::string(packer.buffer(), packer.length()) == std::string("\x2b\x00", 2) + expected);

  Unpacker unpacker(packer.buffer(), packer.length());
  CHECK(unpacker.rewind().pop_uint8() == 1);
  CHECK(unpacker.pop_uint16() == 0x0203 && unpacker.pop_uint32() == 0x04050607);
  CHECK(unpacker.pop_uint64() == 0x08090a0b0c0d0e0f);
  int8_t a = 0;
  int16_t b = 0;
  int32_t c = 0;
  int64_t d = 0;
  unpacker >> a >> b >> c >> d;
  CHECK(a == -1 && b == -2 && c == -3 && d == -4);
  uint16_t number = 0;
  std::string text;
  unpacker >> number >> text;
  CHECK(number == 0x1011 && text == "text");
  CHECK(unpacker.pop_raw_string_to_end() == "raw" && unpacker.pop_raw_string_to_end() == "");
  unpacker.reset();
  CHECK(unpacker.pop_uint16() == packer.length());
  packer.reset();
  CHECK(packer.body().empty());
}

template <class T>
static void ComesBack(const T &value) {
  T read;
  Unpack(Pack(value), read);
  CHECK(read == value);
}

static void ContainersComeBack() {
  ComesBack(std::vector<std::string>({"b", "", "a"}));
  ComesBack(std::set<uint32_t>({3, 1}));
  ComesBack(std::map<uint16_t, uint32_t>({{0x8000, 1}, {1, 2}}));
  ComesBack(std::unordered_map<uint16_t, std::string>({{1, "x"}}));
  ComesBack(std::map<uint16_t, std::map<uint16_t, std::vector<std::string>>>({{1, {{2, {"x", "y"}}}}}));
  CHECK(Pack(std::pair<const uint8_t, uint8_t>(1, 2)) == "\x01\x02");
  CHECK(Pack(std::map<uint16_t, uint32_t>({{0x8000, 1}, {1, 2}})) ==
        std::string("\x02\x00\x01\x00\x02\x00\x00\x00\x00\x80\x01\x00\x00\x00", 14));
  std::map<uint16_t, uint32_t> first_counts;
  Unpack(std::string("\x02\x00\x01\x00\x05\x00\x00\x00\x01\x00\x06\x00\x00\x00", 14), first_counts);
  CHECK(first_counts == (std::map<uint16_t, uint32_t>{{1, 5}}));
}

static void LengthsAreChecked() {
  CHECK(Pack(std::string(65535, 'x')).size() == 65537);
  CHECK(Overflows([] { Pack(std::string(65536, 'x')); }));
  CHECK(Overflows([] { Pack(std::vector<uint8_t>(65536)); }));
  Packer packer;
  packer << std::string(65531, 'x');
  CHECK(!Overflows([&] { packer.pack(); }));
  packer << uint8_t(1);
  CHECK(Overflows([&] { packer.pack(); }));
  for (int i = 0; i < 40; ++i) packer << std::string(65535, 'x');
  CHECK(packer.body().size() == 65534u + 40 * 65537u);
}

static void NothingIsReadBeyondTheEnd() {
  const std::string bytes("\x05\x00text", 6);
  Unpacker unpacker(bytes.data(), bytes.size());
  CHECK(Overflows([&] { unpacker.pop_string(); }));
  unpacker.reset();
  CHECK(Overflows([&] { unpacker.pop_uint64(); }));
  CHECK(unpacker.pop_uint32() == 0x65740005);
  CHECK(Overflows([&] { unpacker.pop_uint32(); }));
  CHECK(unpacker.pop_uint16() == 0x7478);
  CHECK(Overflows([&] { unpacker.pop_uint8(); }));
  CHECK(Overflows([] { Unpacker(nullptr, 0).rewind().pop_uint8(); }));
  CHECK(Unpacker("x", 1).rewind().pop_raw_string_to_end().empty());
  std::vector<std::string> texts;
  CHECK(Overflows([&] { Unpack(std::string("\xff\xff", 2), texts); }));
}

static void ACopyOutlivesItsBytes() {
  std::string bytes("\x01\x00y", 3);
  Unpacker copy(bytes.data(), bytes.size(), true), another = copy;
  bytes.assign(3, '\0');
  CHECK(copy.pop_string() == "y" && another.pop_string() == "y");
  CHECK(copy.length() == 3 && copy.buffer()[2] == 'y');
}

static void Md5IsThatOfRfc1321() {
  const std::pair<std::string, std::string> suite[] = {
      {"", "d41d8cd98f00b204e9800998ecf8427e"},
      {"a", "0cc175b9c0f1b6a831c399e269772661"},
      {"abc", "900150983cd24fb0d6963f7d28e17f72"},
      {"message digest", "f96b697d7cb7938d525a2f31aaf161d0"},
      {"abcdefghijklmnopqrstuvwxyz", "c3fcd3d76192e4007dfb496cca67e13b"},
      {"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789", "d174ab98d277d9f5a5611c2c9f419d9f"},
      {"12345678901234567890123456789012345678901234567890123456789012345678901234567890",
       "57edf4a22be3c955ac49da2e2107b67a"},
  };
  for (const auto &row : suite) {
    MD5 hash{row.first};
    CHECK(hash.toStr() == row.second);
    CHECK(hash.getDigest()[0] == std::stoi(row.second.substr(0, 2), nullptr, 16));
  }
}

static void HmacCrcAndIdsAreRight() {
  const std::string hmac = HmacSign2("key", "The quick brown fox jumps over the lazy dog", 32);
  CHECK(hmac.size() == 32 && hmac.substr(0, 4) == "\xf7\xbc\x83\xf4");
  CHECK(HmacSign2("key", "The quick brown fox jumps over the lazy dog", 4) == "\xf7\xbc\x83\xf4");
  CHECK(HmacSign2("", "message", 32) == "");
  const Bytef *digits = reinterpret_cast<const Bytef *>("123456789");
  CHECK(crc32(0, digits, 9) == 0xcbf43926);
  CHECK(crc32(crc32(0, digits, 4), digits + 4, 5) == 0xcbf43926);
  CHECK(IsUUID("0123456789abcdefABCDEF0123456789"));
  CHECK(!IsUUID("0123456789abcdefABCDEF012345678") && !IsUUID("0123456789abcdefABCDEF012345678g"));
}

static void SaltsDiffer() {
  std::set<uint32_t> salts;
  for (int i = 0; i < 1000; ++i) salts.insert(GenerateSalt());
  CHECK(salts.size() > 990);
}

int main() {
  NumbersAreLittleEndian();
  ContainersComeBack();
  LengthsAreChecked();
  NothingIsReadBeyondTheEnd();
  ACopyOutlivesItsBytes();
  Md5IsThatOfRfc1321();
  HmacCrcAndIdsAreRight();
  SaltsDiffer();
  return failures != 0;
}
