/** @file log_file.h A file that lines are appended to and that is rotated. */
#ifndef VOXTOKEN_COMPAT_NLS_LOG_FILE_H
#define VOXTOKEN_COMPAT_NLS_LOG_FILE_H

#include <unistd.h>

#include <cstdint>
#include <cstdio>
#include <string>

namespace voxtoken_compat {

/** The newest lines are in `path`, older ones in `path.1`, `path.2` and so on. */
class LogFile {
 public:
  /** Appends to standard output, which is neither rotated nor closed. */
  LogFile() : file_(stdout), size_(0), max_size_(UINT64_MAX), count_(1) {}

  /** Appends to a file until it has this many bytes, and keeps so many files in all. */
  LogFile(const std::string& path, std::uint64_t max_size, unsigned int count)
      : path_(path), file_(NULL), size_(0), max_size_(max_size), count_(count) {
    open("ae");
  }

  ~LogFile() { close(); }

  LogFile(const LogFile&) = delete;
  LogFile& operator=(const LogFile&) = delete;

  bool is_open() const { return file_ != NULL; }

  void append(const std::string& line) {
    if (size_ != 0 && size_ + line.size() > max_size_) rotate();
    if (file_ == NULL) return;
    std::fwrite(line.data(), 1, line.size(), file_);
    std::fflush(file_);
    size_ += line.size();
  }

 private:
  void open(const char* mode) {
    file_ = std::fopen(path_.c_str(), mode);
    if (file_ == NULL) return;
    std::fseek(file_, 0, SEEK_END);
    const long size = std::ftell(file_);
    size_ = size < 0 ? 0 : static_cast<std::uint64_t>(size);
  }

  void close() {
    if (file_ != NULL && file_ != stdout) std::fclose(file_);
    file_ = NULL;
  }

  /** What it does depends on how many files there are, not on how many there may be. */
  void rotate() {
    close();
    unsigned int number = 1;
    while (number < count_ - 1 && access(numbered(number).c_str(), F_OK) == 0) ++number;
    for (number = count_ == 1 ? 0 : number; number > 0; --number) {
      std::rename(numbered(number - 1).c_str(), numbered(number).c_str());
    }
    open("we");
  }

  std::string numbered(unsigned int number) const {
    return number == 0 ? path_ : path_ + "." + std::to_string(number);
  }

  const std::string path_;
  std::FILE* file_;
  std::uint64_t size_;
  const std::uint64_t max_size_;
  const unsigned int count_;
};

}  // namespace voxtoken_compat

#endif /* VOXTOKEN_COMPAT_NLS_LOG_FILE_H */
