/// @file Packer.h
/// The byte format of Agora tokens: little-endian numbers; texts and containers with their length in 16 bits in front.
/// Drop-in for the official header of this name.

#ifndef VOXTOKEN_COMPAT_AGORA_PACKER_H
#define VOXTOKEN_COMPAT_AGORA_PACKER_H

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <map>
#include <set>
#include <stdexcept>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace agora {
namespace tools {

/// Appends values. A packet of any size is right; `std::overflow_error` is thrown for a text or a container whose
/// length does not fit into 16 bits. The bytes start with two for the length of the packet, which pack() fills in.
class Packer {
 public:
  Packer() : packet_(kHeaderLength, '\0') {}

  /// Fills in the length of the packet in front. Throws `std::overflow_error` if it is longer than 65,535 bytes.
  Packer &pack() {
    const uint16_t length = Short(packet_.size());
    packet_[0] = static_cast<char>(length & 0xff);
    packet_[1] = static_cast<char>(length >> 8);
    return *this;
  }

  /// Forgets all values.
  void reset() { packet_.assign(kHeaderLength, '\0'); }

  /// Appends one value.
  template <typename T>
  void push(const T &value) {
    *this << value;
  }

  /// Appends bytes as they are, without their length.
  Packer &push(const void *data, size_t length) {
    if (length > 0) packet_.append(static_cast<const char *>(data), length);
    return *this;
  }

  /// The packet with its two bytes in front; lives until the next change.
  const char *buffer() const { return packet_.data(); }
  /// The length of buffer() in bytes.
  size_t length() const { return packet_.size(); }
  /// The values alone.
  std::string body() const { return packet_.substr(kHeaderLength); }

  Packer &operator<<(uint64_t value) { return Number(value, sizeof(value)); }
  Packer &operator<<(uint32_t value) { return Number(value, sizeof(value)); }
  Packer &operator<<(uint16_t value) { return Number(value, sizeof(value)); }
  Packer &operator<<(uint8_t value) { return Number(value, sizeof(value)); }
  Packer &operator<<(int64_t value) { return *this << static_cast<uint64_t>(value); }
  Packer &operator<<(int32_t value) { return *this << static_cast<uint32_t>(value); }
  Packer &operator<<(int16_t value) { return *this << static_cast<uint16_t>(value); }
  Packer &operator<<(int8_t value) { return *this << static_cast<uint8_t>(value); }

  Packer &operator<<(const std::string &text) {
    *this << Short(text.size());
    packet_ += text;
    return *this;
  }

  template <typename K, typename V>
  Packer &operator<<(const std::pair<K, V> &pair) {
    return *this << pair.first << pair.second;
  }
  template <typename T>
  Packer &operator<<(const std::vector<T> &values) {
    return Container(values);
  }
  template <typename T>
  Packer &operator<<(const std::set<T> &values) {
    return Container(values);
  }
  template <typename K, typename V>
  Packer &operator<<(const std::map<K, V> &values) {
    return Container(values);
  }
  template <typename K, typename V>
  Packer &operator<<(const std::unordered_map<K, V> &values) {
    return Container(values);
  }

 private:
  enum { kHeaderLength = 2 };

  static uint16_t Short(size_t length) {
    if (length > UINT16_MAX) throw std::overflow_error("Packer: a length does not fit into 16 bits");
    return static_cast<uint16_t>(length);
  }

  Packer &Number(uint64_t value, size_t size) {
    for (; size > 0; --size, value >>= 8) packet_ += static_cast<char>(value & 0xff);
    return *this;
  }

  template <typename T>
  Packer &Container(const T &values) {
    *this << Short(values.size());
    for (const auto &value : values) *this << value;
    return *this;
  }

  std::string packet_;
};

/// Reads values from the front. Throws `std::overflow_error` when the bytes run out and never reads beyond them.
class Unpacker {
 public:
  /// Reads `length` bytes, which must outlive this object unless it takes a copy.
  Unpacker(const char *buffer, size_t length, bool copy = false)
      : owned_(copy ? std::string(buffer, length) : std::string()),
        borrowed_(copy ? nullptr : buffer),
        length_(length),
        position_(0) {}

  /// Goes back to the first value of a packet, behind its length.
  Unpacker &rewind() {
    position_ = 2;
    return *this;
  }
  /// Goes back to the first byte.
  void reset() { position_ = 0; }

  uint64_t pop_uint64() { return Number(sizeof(uint64_t)); }
  uint32_t pop_uint32() { return static_cast<uint32_t>(Number(sizeof(uint32_t))); }
  uint16_t pop_uint16() { return static_cast<uint16_t>(Number(sizeof(uint16_t))); }
  uint8_t pop_uint8() { return static_cast<uint8_t>(Number(sizeof(uint8_t))); }

  /// A text with its length in front.
  std::string pop_string() { return Take(pop_uint16()); }
  /// All bytes that are left.
  std::string pop_raw_string_to_end() { return position_ < length_ ? Take(length_ - position_) : std::string(); }

  /// All bytes, those that were read among them.
  const char *buffer() const { return borrowed_ != nullptr ? borrowed_ : owned_.data(); }
  /// The length of buffer() in bytes.
  size_t length() const { return length_; }

  Unpacker &operator>>(uint64_t &value) { return Integer(&value); }
  Unpacker &operator>>(uint32_t &value) { return Integer(&value); }
  Unpacker &operator>>(uint16_t &value) { return Integer(&value); }
  Unpacker &operator>>(uint8_t &value) { return Integer(&value); }
  Unpacker &operator>>(int64_t &value) { return Integer(&value); }
  Unpacker &operator>>(int32_t &value) { return Integer(&value); }
  Unpacker &operator>>(int16_t &value) { return Integer(&value); }
  Unpacker &operator>>(int8_t &value) { return Integer(&value); }
  Unpacker &operator>>(std::string &text) {
    text = pop_string();
    return *this;
  }

  template <typename T>
  Unpacker &operator>>(std::vector<T> &values) {
    for (uint16_t count = pop_uint16(); count > 0; --count) {
      T value;
      *this >> value;
      values.push_back(std::move(value));
    }
    return *this;
  }
  template <typename T>
  Unpacker &operator>>(std::set<T> &values) {
    for (uint16_t count = pop_uint16(); count > 0; --count) {
      T value;
      *this >> value;
      values.insert(std::move(value));
    }
    return *this;
  }
  /// Of a key that occurs twice the first value counts.
  template <typename K, typename V>
  Unpacker &operator>>(std::map<K, V> &values) {
    return Pairs(&values);
  }
  template <typename K, typename V>
  Unpacker &operator>>(std::unordered_map<K, V> &values) {
    return Pairs(&values);
  }

 private:
  const char *Skip(size_t count) {
    if (position_ > length_ || length_ - position_ < count) {
      throw std::overflow_error("Unpacker: the bytes end inside a value");
    }
    const char *start = buffer() + position_;
    position_ += count;
    return start;
  }

  std::string Take(size_t count) {
    const char *start = Skip(count);
    return std::string(start, count);
  }

  uint64_t Number(size_t size) {
    const char *start = Skip(size);
    uint64_t value = 0;
    for (size_t i = size; i > 0; --i) value = value << 8 | static_cast<unsigned char>(start[i - 1]);
    return value;
  }

  template <typename T>
  Unpacker &Integer(T *value) {
    *value = static_cast<T>(Number(sizeof(T)));
    return *this;
  }

  template <typename Map>
  Unpacker &Pairs(Map *values) {
    for (uint16_t count = pop_uint16(); count > 0; --count) {
      typename Map::key_type key;
      typename Map::mapped_type value;
      *this >> key >> value;
      values->insert(std::make_pair(std::move(key), std::move(value)));
    }
    return *this;
  }

  std::string owned_;
  const char *borrowed_;
  size_t length_;
  size_t position_;
};

}  // namespace tools
}  // namespace agora

#endif  // VOXTOKEN_COMPAT_AGORA_PACKER_H
