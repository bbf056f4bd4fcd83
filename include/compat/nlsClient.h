/**
 * @file nlsClient.h
 * The log settings of Alibaba's NLS SDK for C++, for programs that ask for tokens. Speech requests are not here: a program
 * that makes them needs the SDK. C++11 and later, POSIX.
 */
#ifndef NLS_SDK_CLIENT_H
#define NLS_SDK_CLIENT_H

#include <memory>
#include <string>

#include "nlsGlobal.h"
#include "nls_detail/log.h"
#include "nls_detail/log_file.h"

namespace AlibabaNls {

/** How much is logged. Each level has the lines of those before it. */
enum LogLevel { LogError = 1, LogWarning = 2, LogInfo = 3, LogDebug = 4 };

/**
 * Takes one line of the log: time, level and text, NUL-terminated UTF-8 without a line end, which lives as long as the call.
 * It may be called by several threads at once, must not throw, and what it gives is ignored.
 */
typedef voxtoken_compat::LogLine LogCallbackMethod;

/**
 * Turns the log on and off. It is off at first, and one for the whole process. No line holds a secret or a token. All
 * functions may be called by many threads at once, also while others ask for tokens. A child that was forked while another
 * thread asked for a token must not log.
 */
class NLS_SDK_CLIENT_EXPORT NlsClient {
 public:
  /** The only one; it never ends. `sslInitial` is ignored: the library needs no OpenSSL. */
  static NlsClient* getInstance(bool sslInitial = true) {
    static NlsClient client;
    static_cast<void>(sslInitial);
    return &client;
  }

  /**
   * Turns the log off and closes its file. A callback that another thread is inside of goes on to its end. `getInstance()`
   * and `setLogConfig` can be used again afterwards.
   */
  static void releaseInstance() { voxtoken_compat::Log::instance().stop(); }

  /**
   * Appends the log to the file `logOutputFile` + ".log" and gives it to `logCallback`, in place of an earlier configuration.
   * When the file has `logFileSize` MiB, it becomes `….log.1`, that `….log.2` and so on, until there are `logFileNum` files;
   * then the oldest is dropped. Without a file name, or with the size 0, there is only the callback, or without that
   * standard output.
   *
   * Gives 0, or a negated NlsRetCode and changes nothing: `InvalidLogLevel`, `InvalidLogFileNum` for 0 files,
   * `InvalidInputParam` if the file cannot be opened, `DefaultError` if the program uses the library's log otherwise.
   */
  int setLogConfig(const char* logOutputFile, const LogLevel logLevel, unsigned int logFileSize = 10,
                   unsigned int logFileNum = 10, LogCallbackMethod logCallback = NULL) {
    using voxtoken_compat::LogFile;
    if (logLevel < LogError || logLevel > LogDebug) return -codes::InvalidLogLevel;
    if (logFileNum < 1) return -codes::InvalidLogFileNum;
    std::unique_ptr<LogFile> file;
    if (logOutputFile != NULL && logFileSize != 0) {
      const std::uint64_t bytes = std::uint64_t(logFileSize) * 1024 * 1024;
      file.reset(new LogFile(std::string(logOutputFile) + ".log", bytes, logFileNum));
      if (!file->is_open()) return -codes::InvalidInputParam;
    } else if (logCallback == NULL) {
      file.reset(new LogFile);
    }
    const bool started = voxtoken_compat::Log::instance().start(logLevel, std::move(file), logCallback);
    return started ? 0 : -codes::DefaultError;
  }

 private:
  NlsClient() {}
  NlsClient(const NlsClient&);
  NlsClient& operator=(const NlsClient&);
};

}  // namespace AlibabaNls

#endif /* NLS_SDK_CLIENT_H */
