/** @file text.h A text that is overwritten before it is freed. */
#ifndef VOXTOKEN_COMPAT_NLS_TEXT_H
#define VOXTOKEN_COMPAT_NLS_TEXT_H

#include <cstddef>
#include <cstring>
#include <string>

namespace voxtoken_compat {

/**
 * NUL-terminated bytes. It holds no std::string, whose shape depends on _GLIBCXX_USE_CXX11_ABI: files compiled with either
 * value share the objects that are made of this.
 */
class Text {
 public:
  Text() : data_(NULL), length_(0) {}

  /** A copy; NULL is the empty text. */
  Text(const char* text) : data_(NULL), length_(0) { copy(text, text == NULL ? 0 : std::strlen(text)); }

  Text(const std::string& text) : data_(NULL), length_(0) { copy(text.data(), text.size()); }

  Text(const Text& other) : data_(NULL), length_(0) { copy(other.data_, other.length_); }

  Text& operator=(const Text& other) {
    Text text(other);
    exchange(text);
    return *this;
  }

  ~Text() {
    volatile char* byte = data_;
    for (std::size_t left = length_; left != 0; --left) *byte++ = 0;
    delete[] data_;
  }

  void exchange(Text& other) {
    char* const data = data_;
    const std::size_t length = length_;
    data_ = other.data_;
    length_ = other.length_;
    other.data_ = data;
    other.length_ = length;
  }

  /** Never NULL. */
  const char* c_str() const { return data_ == NULL ? "" : data_; }

  bool empty() const { return length_ == 0; }

  bool has_nul() const { return std::memchr(c_str(), 0, length_) != NULL; }

  bool operator==(const Text& other) const {
    return length_ == other.length_ && std::memcmp(c_str(), other.c_str(), length_) == 0;
  }

 private:
  void copy(const char* bytes, std::size_t length) {
    if (length == 0) return;
    data_ = new char[length + 1];
    length_ = length;
    std::memcpy(data_, bytes, length);
    data_[length] = 0;
  }

  char* data_;
  std::size_t length_;
};

}  // namespace voxtoken_compat

#endif /* VOXTOKEN_COMPAT_NLS_TEXT_H */
