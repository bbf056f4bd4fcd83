/**
 * @file nlsClient.h
 * The log settings of Alibaba's NLS SDK for C++, for programs that ask for tokens. Speech requests are not here: a program
 * that makes them needs the SDK, and if the SDK's header of this name is further down the include path, it is used instead.
 * C++11 and later, POSIX.
 */
#ifndef NLS_SDK_CLIENT_H

/* With angle brackets: the rest of the include path is that behind the folder where a file was found on it. */
#if defined(__has_include)
#if __has_include(<nls_detail/sdk_client.h>)
#include <nls_detail/sdk_client.h>
#endif
#endif

#endif /* NLS_SDK_CLIENT_H */

#ifndef NLS_SDK_CLIENT_H
#define NLS_SDK_CLIENT_H

#include <memory>
#include <string>

#include "nlsGlobal.h"
#include "nls_detail/log.h"
#include "nls_detail/log_file.h"

namespace voxtoken_compat {

/** How much is logged. Each level has the lines of those before it. */
enum LogLevel { LogError = 1, LogWarning = 2, LogInfo = 3, LogDebug = 4 };

/**
 * Takes one line of the log: time, level and text, NUL-terminated UTF-8 without a line end, which lives as long as the call.
 * It may be called by several threads at once, must not throw, and what it gives is ignored.
 */
typedef LogLine LogCallbackMethod;

/**
 * Turns the log on and off. It is off at first, and one for the whole process. No line holds a secret or a token. All
 * functions may be called by many threads at once, also while others ask for tokens. A child that was forked while another
 * thread asked for a token must not log.
 *
 * **Shared objects.** One that set the log must call `releaseInstance()` before it is unloaded by `dlclose()`, at a time when
 * no thread asks for a token: the lines would go to code that is gone. Each one that was loaded with `RTLD_LOCAL`, or built
 * with `-fvisibility=hidden`, has a log object of its own: the lines go to the one that set the log last, and
 * `releaseInstance()` of any that set it turns it off.
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
   * Turns the log off and closes its file, if `setLogConfig` turned it on. A callback that another thread is inside of goes on
   * to its end. `getInstance()` and `setLogConfig` can be used again afterwards.
   */
  static void releaseInstance() { Log::instance().stop(); }

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
    namespace codes = AlibabaNls::codes;
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
    const bool started = Log::instance().start(logLevel, std::move(file), logCallback);
    return started ? 0 : -codes::DefaultError;
  }

 private:
  NlsClient() {}
  NlsClient(const NlsClient&);
  NlsClient& operator=(const NlsClient&);
};

}  // namespace voxtoken_compat

namespace AlibabaNls {

using voxtoken_compat::LogCallbackMethod;
using voxtoken_compat::LogDebug;
using voxtoken_compat::LogError;
using voxtoken_compat::LogInfo;
using voxtoken_compat::LogLevel;
using voxtoken_compat::LogWarning;
using voxtoken_compat::NlsClient;

}  // namespace AlibabaNls

#endif /* NLS_SDK_CLIENT_H */
