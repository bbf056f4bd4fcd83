/** @file log.h Where the lines of the library's log go. */
#ifndef VOXTOKEN_COMPAT_NLS_LOG_H
#define VOXTOKEN_COMPAT_NLS_LOG_H

#include <ctime>
#include <memory>
#include <mutex>
#include <string>

#include "../../voxtoken.h"
#include "log_file.h"

namespace voxtoken_compat {

typedef int (*LogLine)(const char* line);

/** The log of the process: a file, a callback, both or none. */
class Log {
 public:
  /** It never ends, because threads may log while the program does. */
  static Log& instance() {
    static Log* const log = new Log;
    return *log;
  }

  /** False if the program has another use of the library's log. */
  bool start(unsigned int level, std::unique_ptr<LogFile> file, LogLine callback) {
    std::lock_guard<std::mutex> guard(mutex_);
    if (vox_log_set(level, &Log::take, this, NULL) != VOX_OK) return false;
    file_ = std::move(file);
    callback_ = callback;
    is_started_ = true;
    return true;
  }

  /** Does nothing if this log is not started: what the program set itself stays. */
  void stop() {
    std::lock_guard<std::mutex> guard(mutex_);
    if (!is_started_) return;
    is_started_ = vox_log_set(VOX_LOG_OFF, NULL, NULL, NULL) != VOX_OK;
    file_.reset();
    callback_ = NULL;
  }

 private:
  Log() : callback_(NULL), is_started_(false) {}

  static void take(uint32_t level, const char* text, void* log) noexcept {
    static_cast<Log*>(log)->write(level, text);
  }

  /** The callback is called without the lock: it may ask for tokens and change the log. */
  void write(uint32_t level, const char* text) {
    const std::string line = now() + " " + name(level) + " " + text;
    LogLine callback;
    {
      std::lock_guard<std::mutex> guard(mutex_);
      if (file_) file_->append(line + "\n");
      callback = callback_;
    }
    if (callback != NULL) callback(line.c_str());
  }

  static std::string now() {
    const std::time_t seconds = std::time(NULL);
    std::tm local;
    char text[sizeof "2026-01-01T00:00:00+0000"];
    const bool is_known = localtime_r(&seconds, &local) != NULL;
    return is_known && std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%S%z", &local) != 0 ? text : "-";
  }

  static const char* name(uint32_t level) {
    switch (level) {
      case VOX_LOG_ERROR: return "ERROR";
      case VOX_LOG_WARN: return "WARN";
      case VOX_LOG_INFO: return "INFO";
      default: return "DEBUG";
    }
  }

  std::mutex mutex_;
  std::unique_ptr<LogFile> file_;
  LogLine callback_;
  bool is_started_;
};

}  // namespace voxtoken_compat

#endif /* VOXTOKEN_COMPAT_NLS_LOG_H */
