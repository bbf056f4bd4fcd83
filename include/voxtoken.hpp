/**
 * @file voxtoken.hpp
 * voxtoken for C++17 and later: asks Alibaba Cloud NLS, Alibaba DashScope and Baidu AIOB for access tokens, keeps, refreshes
 * and shares them, mints, parses, verifies and explains Agora tokens. Nothing but this header and the C library behind `voxtoken.h` is needed.
 *
 * @code{.cpp}
 * try {
 *     voxtoken::NlsToken nls("key-id", "key-secret");
 *     const voxtoken::Token token = nls.apply();
 *     std::cout << token.value() << " until " << token.expires_at() << '\n';
 * } catch (const voxtoken::Error& error) {
 *     std::cerr << error.what() << '\n' << error.hint() << '\n';
 * }
 * @endcode
 *
 * # Conventions
 *
 * **Errors.** What can fail gives a voxtoken::Outcome. That is the plain value, and failures are thrown as
 * voxtoken::Error. If `VOXTOKEN_NO_EXCEPTIONS` is defined before this header is included, or the compiler has exceptions
 * turned off, it is a voxtoken::Result instead, which holds the value or the Error, and nothing is thrown. Both kinds of
 * files may be linked into one program, but their classes are different ones.
 *
 * **Objects** own a handle of the C interface and can be moved, not copied. A moved-from object answers as an empty one:
 * functions that give an Outcome fail with ErrorKind::InvalidArgument, the others give nothing, 0 or false.
 *
 * **Texts** go in as UTF-8 in `std::string_view`; they are copied and need no NUL at their end. A text with a NUL in it is
 * ErrorKind::InvalidArgument with the argument's name, unless it is said that it may be any bytes. Texts come out as
 * `std::string_view` that lives as long as the object it came from (and has a NUL behind it, except in `agora`), or as
 * `std::string`. What is absent is empty. Functions that give a view, a reference or a pointer into an object do not compile
 * for a temporary one: put it into a variable first. What is held by a temporary of the standard library escapes this:
 * `->` of a `std::optional` or smart pointer, an element of a container, the `std::string_view` of a `std::string`.
 *
 * **Times** are absolute Unix seconds in `std::uint64_t` or `std::uint32_t`. Time limits and margins are durations of
 * `std::chrono`, of which negative ones count as 0. Durations that Agora writes into tokens are seconds in `std::uint32_t`.
 *
 * **Threads.** `const` functions may be called for the same object by many threads at once; others need the object
 * for themselves, but in NlsToken, DashToken, AiobToken and TokenCache they do not, either. No thread may be inside of an object that
 * is moved or destroyed.
 *
 * **Environment.** A TokenCache asks in the background, which reads environment variables: once it was asked for a token, no
 * thread may change them before it is gone and its last fetch has ended.
 *
 * **Secrets.** The copies that are made here of texts are overwritten after use. What is given as `std::string` belongs to
 * the caller, who may want to do the same.
 *
 * @see voxtoken.h for forks, time limits and all that is said about the functions behind these.
 */
#ifndef VOXTOKEN_HPP
#define VOXTOKEN_HPP

#if __cplusplus < 201703L && (!defined(_MSVC_LANG) || _MSVC_LANG < 201703L)
#error "voxtoken.hpp needs C++17: add -std=c++17"
#endif

#include <array>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <deque>
#include <exception>
#include <functional>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include "voxtoken.h"

#if !defined(__cpp_exceptions) && !defined(VOXTOKEN_NO_EXCEPTIONS)
/** Functions give a voxtoken::Result and throw nothing. */
#define VOXTOKEN_NO_EXCEPTIONS
#endif

namespace voxtoken {

// What a function gives, and whether it catches, differs by these settings, and so does its full name.
#if !defined(VOXTOKEN_NO_EXCEPTIONS)
inline namespace throwing {
#elif defined(__cpp_exceptions)
inline namespace not_throwing {
#else
inline namespace without_exceptions {
#endif

/// The version of the library that runs, such as `0.1.0`. `VOX_VERSION` is that of the header.
[[nodiscard]] inline std::string_view version() noexcept { return vox_version(); }

/// What kind of failure it is. The numbers never change their meaning; later versions may add more.
enum class ErrorKind : std::uint32_t {
    Ok = VOX_OK,                              ///< Success.
    InvalidArgument = VOX_INVALID_ARGUMENT,   ///< An argument or setting is missing or breaks a rule.
    Credentials = VOX_CREDENTIALS,            ///< No credentials, or a key that the cloud does not accept.
    Signature = VOX_SIGNATURE,                ///< The cloud computed another signature: a wrong secret.
    Permission = VOX_PERMISSION,              ///< The key is good but may not do this.
    SecurityToken = VOX_SECURITY_TOKEN,       ///< The STS security token is missing, malformed, expired or of another key.
    Clock = VOX_CLOCK,                        ///< This machine's clock is too far from the cloud's.
    Nonce = VOX_NONCE,                        ///< The nonce was used before.
    Throttled = VOX_THROTTLED,                ///< Too many requests.
    Unavailable = VOX_UNAVAILABLE,            ///< The cloud has a problem of its own.
    Endpoint = VOX_ENDPOINT,                  ///< Host, region, version and action do not fit together.
    Account = VOX_ACCOUNT,                    ///< The account's state forbids the call.
    Rejected = VOX_REJECTED,                  ///< The cloud refused for another reason.
    Network = VOX_NETWORK,                    ///< No connection, or it broke.
    Timeout = VOX_TIMEOUT,                    ///< No answer within the time limit.
    Tls = VOX_TLS,                            ///< The certificate was not accepted, or TLS failed.
    Proxy = VOX_PROXY,                        ///< The proxy setting is unusable, or the proxy refused.
    Insecure = VOX_INSECURE,                  ///< Plain http to another machine.
    BadResponse = VOX_BAD_RESPONSE,           ///< The answer is not what the cloud documents.
    InvalidToken = VOX_INVALID_TOKEN,         ///< A token to be parsed or verified is not valid.
    Internal = VOX_INTERNAL,                  ///< A bug in this library.
};

/// @cond
namespace detail {

inline std::string_view view(const char* text) noexcept { return text ? std::string_view(text) : std::string_view(); }

/// Overwrites a text.
inline void wipe(std::string* text) noexcept {
    volatile char* bytes = text->data();
    for (std::size_t at = 0; at < text->size(); ++at) bytes[at] = '\0';
}

/// A copy of a text with a NUL at its end, overwritten when it is no longer needed. A NUL within becomes, unless said otherwise,
/// a byte that never occurs in UTF-8: the C interface refuses it with the argument's name, where it would not notice a text that
/// is cut.
class Text {
public:
    explicit Text(std::string_view text, char in_place_of_nul = '\xFF') : text_(text) {
        for (char& character : text_) {
            if (character == '\0') character = in_place_of_nul;
        }
    }
    Text(const Text&) = delete;
    Text& operator=(const Text&) = delete;
    ~Text() { wipe(&text_); }

    const char* c_str() const noexcept { return text_.c_str(); }

private:
    std::string text_;
};

}  // namespace detail
/// @endcond

/// The stable name of a kind, such as `throttled`; `ok` for ErrorKind::Ok. Empty for a number that is no kind.
[[nodiscard]] inline std::string_view kind_name(ErrorKind kind) noexcept {
    return detail::view(vox_status_name(static_cast<std::uint32_t>(kind)));
}

/// What a person can do about a kind of failure, when nothing more specific is known. Empty for ErrorKind::Ok.
[[nodiscard]] inline std::string_view kind_hint(ErrorKind kind) noexcept {
    return detail::view(vox_status_hint(static_cast<std::uint32_t>(kind)));
}

/// Can the same call succeed later without a change on the caller's side?
[[nodiscard]] inline bool is_retryable(ErrorKind kind) noexcept {
    return vox_status_is_retryable(static_cast<std::uint32_t>(kind));
}

/// What went wrong, with all that the cloud said about it. It holds no secret, token or signature. Copies share one
/// content, cost nothing and do not throw; texts live as long as one of them.
class Error : public std::exception {
public:
    /// Takes over an error of the C interface.
    explicit Error(vox_error* error) : error_(error, vox_error_free) {}
    /// An error of your own, for a Fetch or Mint: a failure of this kind with a message, which must hold no secret (what is no
    /// UTF-8 in it is replaced), and how long to wait at least before the next call, if that is known, for the kinds that are
    /// retryable.
    Error(ErrorKind kind, std::string_view message, std::optional<std::chrono::milliseconds> retry_after = std::nullopt)
        : Error(vox_error_new(static_cast<std::uint32_t>(kind), detail::Text(message, ' ').c_str(),
                              retry_after ? static_cast<std::int64_t>(retry_after->count()) : -1)) {}
    /// Shares the content.
    Error(const Error&) noexcept = default;
    /// Shares the content.
    Error& operator=(const Error&) noexcept = default;
    ~Error() override = default;

    /// All of it in one line, for a log: argument, message, code, HTTP status, request id.
    [[nodiscard]] const char* what() const noexcept override {
        const char* text = vox_error_text(error_.get());
        return text ? text : "";
    }
    /// What kind of failure it is.
    [[nodiscard]] ErrorKind kind() const noexcept { return static_cast<ErrorKind>(vox_error_status(error_.get())); }
    /// The kind's stable name, such as `throttled`. It lives as long as the program.
    [[nodiscard]] std::string_view name() const noexcept { return kind_name(kind()); }
    /// What happened, in words; the cloud's own message where there is one.
    [[nodiscard]] std::string_view message() const& noexcept { return detail::view(vox_error_message(error_.get())); }
    std::string_view message() const&& = delete;
    /// What a person can do about it: one or two sentences.
    [[nodiscard]] std::string_view hint() const& noexcept { return detail::view(vox_error_hint(error_.get())); }
    std::string_view hint() const&& = delete;
    /// The argument or setting at fault, for ErrorKind::InvalidArgument; else empty.
    [[nodiscard]] std::string_view argument() const& noexcept { return detail::view(vox_error_argument(error_.get())); }
    std::string_view argument() const&& = delete;
    /// The cloud's error code, such as `InvalidAccessKeyId.NotFound`; empty without one.
    [[nodiscard]] std::string_view code() const& noexcept { return detail::view(vox_error_code(error_.get())); }
    std::string_view code() const&& = delete;
    /// The cloud's id of the failed request, for its support; empty without one.
    [[nodiscard]] std::string_view request_id() const& noexcept {
        return detail::view(vox_error_request_id(error_.get()));
    }
    std::string_view request_id() const&& = delete;
    /// The page that the cloud recommends for this error; empty without one.
    [[nodiscard]] std::string_view recommend() const& noexcept {
        return detail::view(vox_error_recommend(error_.get()));
    }
    std::string_view recommend() const&& = delete;
    /// The HTTP status of the answer; 0 if none came.
    [[nodiscard]] std::uint32_t http_status() const noexcept { return vox_error_http_status(error_.get()); }
    /// How long the cloud asked to wait before the next call, if it did.
    [[nodiscard]] std::optional<std::chrono::milliseconds> retry_after() const noexcept {
        const std::int64_t milliseconds = vox_error_retry_after_ms(error_.get());
        if (milliseconds < 0) return std::nullopt;
        return std::chrono::milliseconds(milliseconds);
    }
    /// When a TokenCache will ask the cloud again, in absolute Unix seconds: until then it answers with this error at once. 0
    /// if the error does not come from a cache that waits.
    [[nodiscard]] std::uint64_t retry_at() const noexcept { return vox_error_retry_at(error_.get()); }
    /// Can the same call succeed later without a change on the caller's side?
    [[nodiscard]] bool retryable() const noexcept { return vox_error_is_retryable(error_.get()); }
    /// The error of the C interface; it stays with this object.
    [[nodiscard]] const vox_error* native() const& noexcept { return error_.get(); }
    const vox_error* native() const&& = delete;

private:
    std::shared_ptr<const vox_error> error_;
};

#if !defined(VOXTOKEN_NO_EXCEPTIONS)

/// What a function gives that can fail: a T, or an Error is thrown. With `VOXTOKEN_NO_EXCEPTIONS` a `Result<T>`.
template <class T>
using Outcome = T;

#else

/// A value, or the Error for which there is none. Ask for it before you take either: the wrong one aborts the program.
template <class T>
class [[nodiscard]] Result {
public:
    /// A success.
    Result(T value) : content_(std::in_place_index<0>, std::move(value)) {}
    /// A failure.
    Result(Error error) : content_(std::in_place_index<1>, error) {}

    /// Is there a value?
    [[nodiscard]] bool has_value() const noexcept { return content_.index() == 0; }
    /// Is there a value?
    explicit operator bool() const noexcept { return has_value(); }
    /// The value.
    [[nodiscard]] T& value() & noexcept { return *pointer(std::get_if<0>(&content_)); }
    /// The value.
    [[nodiscard]] const T& value() const& noexcept { return *pointer(std::get_if<0>(&content_)); }
    /// The value, moved away.
    [[nodiscard]] T value() && noexcept { return std::move(value()); }
    T value() const&& = delete;
    /// The value.
    [[nodiscard]] T& operator*() & noexcept { return value(); }
    /// The value.
    [[nodiscard]] const T& operator*() const& noexcept { return value(); }
    /// The value, moved away.
    [[nodiscard]] T operator*() && noexcept { return std::move(value()); }
    T operator*() const&& = delete;
    /// The value.
    [[nodiscard]] T* operator->() & noexcept { return &value(); }
    /// The value.
    [[nodiscard]] const T* operator->() const& noexcept { return &value(); }
    const T* operator->() const&& = delete;
    /// Why there is none.
    [[nodiscard]] const Error& error() const& noexcept { return *pointer(std::get_if<1>(&content_)); }
    /// Why there is none.
    [[nodiscard]] Error error() const&& noexcept { return error(); }

private:
    template <class Content>
    static Content* pointer(Content* content) noexcept {
        if (!content) std::abort();
        return content;
    }

    std::variant<T, Error> content_;
};

/// Success, or the Error.
template <>
class [[nodiscard]] Result<void> {
public:
    /// A success.
    Result() = default;
    /// A failure.
    Result(Error error) : error_(error) {}

    /// Was it a success?
    [[nodiscard]] bool has_value() const noexcept { return !error_; }
    /// Was it a success?
    explicit operator bool() const noexcept { return has_value(); }
    /// Why it was none. Aborts the program if it was one.
    [[nodiscard]] const Error& error() const& noexcept {
        if (!error_) std::abort();
        return *error_;
    }
    /// Why it was none. Aborts the program if it was one.
    [[nodiscard]] Error error() const&& noexcept { return error(); }

private:
    std::optional<Error> error_;
};

/// What a function gives that can fail. Without `VOXTOKEN_NO_EXCEPTIONS` it is a plain T.
template <class T>
using Outcome = Result<T>;

#endif

/// Gives the current time in absolute Unix seconds. Any thread that asks or mints may call it, maybe several at once. If it
/// throws, the system's time is taken instead.
using Clock = std::function<std::uint64_t()>;

/// Which lines of the log are wanted: each level includes those before it.
enum class LogLevel : std::uint32_t {
    Off = VOX_LOG_OFF,      ///< No log at all.
    Error = VOX_LOG_ERROR,  ///< Failures of the library itself.
    Warn = VOX_LOG_WARN,    ///< A call that failed.
    Info = VOX_LOG_INFO,    ///< A token that came.
    Debug = VOX_LOG_DEBUG,  ///< What is sent where, without its content.
};

/// Takes a line of the log, which lives as long as the call. No line holds a secret, a token or a signature. Any thread that
/// uses the library may call it, maybe several at once. What it throws is dropped.
using Log = std::function<void(LogLevel level, std::string_view line)>;

/// Owns a handle of the C interface: what all classes with one have in common.
template <class T, void (*Free)(T*)>
class Handle {
public:
    /// The type of the C interface.
    using Native = T;

    /// Takes over a handle of the C interface. NULL makes an object as one that was moved from.
    explicit Handle(Native* handle) noexcept : handle_(handle) {}

    /// The handle, for functions of the C interface; it stays with this object. NULL if that was moved from.
    [[nodiscard]] Native* native() const& noexcept { return handle_.get(); }
    Native* native() const&& = delete;
    /// Gives the handle to the caller, who frees it by its function of the C interface. The object is as one that was moved
    /// from.
    [[nodiscard]] Native* release() noexcept { return handle_.release(); }

private:
    struct Deleter {
        void operator()(Native* handle) const noexcept { Free(handle); }
    };

    std::unique_ptr<Native, Deleter> handle_;
};

/// Bytes of somebody else, of which there must be as many when they are used.
class ByteView {
public:
    /// No bytes.
    ByteView() noexcept = default;
    /// So many bytes from there on.
    ByteView(const std::uint8_t* data, std::size_t size) noexcept : data_(data), size_(size) {}
    /// The bytes of a `std::string`, `std::string_view`, `std::vector`, `std::array` or the like.
    template <class Container, class = std::enable_if_t<sizeof(*std::declval<const Container&>().data()) == 1>>
    ByteView(const Container& container) noexcept
        : data_(reinterpret_cast<const std::uint8_t*>(container.data())), size_(container.size()) {}

    /// The first one.
    [[nodiscard]] const std::uint8_t* data() const noexcept { return data_; }
    /// How many there are.
    [[nodiscard]] std::size_t size() const noexcept { return size_; }
    /// The first one, for a loop.
    [[nodiscard]] const std::uint8_t* begin() const noexcept { return data_; }
    /// The end, for a loop.
    [[nodiscard]] const std::uint8_t* end() const noexcept { return data_ + size_; }

private:
    const std::uint8_t* data_ = nullptr;
    std::size_t size_ = 0;
};

/// @cond
namespace detail {

template <class T>
#if !defined(VOXTOKEN_NO_EXCEPTIONS)
[[noreturn]] Outcome<T> fail(vox_error* error) {
    throw Error(error);
}
#else
Outcome<T> fail(vox_error* error) {
    return Error(error);
}
#endif

/// A function of the C interface without output.
template <class Function>
Outcome<void> call(Function&& function) {
    vox_error* error = nullptr;
    if (function(&error) != VOX_OK) return fail<void>(error);
    return Outcome<void>();
}

/// One that sets a text.
template <class Native, class Setter>
Outcome<void> set_text(Native* handle, Setter setter, std::string_view text) {
    const Text copy(text);
    return call([&](vox_error** error) { return setter(handle, copy.c_str(), error); });
}

/// One that writes a handle.
template <class Class, class Function>
Outcome<Class> make(Function&& function) {
    typename Class::Native* handle = nullptr;
    vox_error* error = nullptr;
    if (function(&handle, &error) != VOX_OK) return fail<Class>(error);
    return Class(handle);
}

/// One that writes a text.
template <class Function>
Outcome<std::string> text(Function&& function) {
    char* output = nullptr;
    vox_error* error = nullptr;
    if (function(&output, &error) != VOX_OK) return fail<std::string>(error);
    const std::unique_ptr<char, void (*)(char*)> owner(output, vox_string_free);
    return std::string(output);
}

/// One that lends bytes.
template <class View, class Function>
Outcome<View> lend(Function&& function) {
    const std::uint8_t* data = nullptr;
    std::size_t length = 0;
    vox_error* error = nullptr;
    if (function(&data, &length, &error) != VOX_OK) return fail<View>(error);
    using Element = std::remove_pointer_t<decltype(std::declval<View>().data())>;
    return View(reinterpret_cast<Element*>(data), length);
}

/// The number of a duration, within the limits of its type.
template <class Number, class Duration>
Number count(Duration duration) noexcept {
    if (duration.count() < 0) return 0;
    const auto number = static_cast<std::uint64_t>(duration.count());
    constexpr Number most = (std::numeric_limits<Number>::max)();
    return number > most ? most : static_cast<Number>(number);
}

/// A duration, of which a negative number is none.
template <class Duration>
std::optional<Duration> duration(std::int64_t number) noexcept {
    if (number < 0) return std::nullopt;
    return Duration(number);
}

/// A copy of an error that belongs to another object.
inline std::optional<Error> copy(const vox_error* error) {
    if (!error) return std::nullopt;
    return Error(vox_error_copy(error));
}

/// Functions that the library may call, kept for ever, as a thread could be inside of them. Keeping locks nothing, so that a
/// forked child can go on.
template <class Function>
class KeptForever {
public:
    struct Node {
        Function function;
        Node* next;
    };

    constexpr KeptForever() noexcept = default;
    KeptForever(const KeptForever&) = delete;
    KeptForever& operator=(const KeptForever&) = delete;

    void keep(std::unique_ptr<Node> node) noexcept {
        Node* added = node.release();
        added->next = head_;
        while (!head_.compare_exchange_weak(added->next, added)) {
        }
    }

protected:
    ~KeptForever() = default;

    std::atomic<Node*> head_{nullptr};
};

/// Kept as long as this.
template <class Function>
class Kept : public KeptForever<Function> {
public:
    ~Kept() {
        for (auto* node = this->head_.load(); node;) delete std::exchange(node, node->next);
    }
};

using Clocks = Kept<Clock>;

inline std::uint64_t system_time() noexcept {
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    return count<std::uint64_t>(std::chrono::duration_cast<std::chrono::seconds>(now));
}

inline std::uint64_t time_by(const Clock& now) noexcept {
#if defined(__cpp_exceptions)
    try {
        return now();
    } catch (...) {
        return system_time();
    }
#else
    return now();
#endif
}

inline std::uint64_t ask_clock(void* context) noexcept {
    return time_by(static_cast<Clocks::Node*>(context)->function);
}

/// Gives a clock to the C interface, by a function that takes callback, context and error.
template <class Function>
Outcome<void> set_clock(Clocks* clocks, Clock now, Function&& function) {
    const vox_clock callback = now ? ask_clock : nullptr;
    std::unique_ptr<Clocks::Node> node(new Clocks::Node{std::move(now), nullptr});
    vox_error* error = nullptr;
    if (function(callback, node.get(), &error) != VOX_OK) return fail<void>(error);
    clocks->keep(std::move(node));
    return Outcome<void>();
}

/// There before any code runs and never destroyed: threads may log while the process starts, forks and ends.
class Logs final : public KeptForever<Log> {};
inline Logs logs;

inline void write_log(std::uint32_t level, const char* line, void* context) noexcept {
    const Log& log = static_cast<Logs::Node*>(context)->function;
#if defined(__cpp_exceptions)
    try {
        log(static_cast<LogLevel>(level), line);
    } catch (...) {
    }
#else
    log(static_cast<LogLevel>(level), line);
#endif
}

}  // namespace detail
/// @endcond

/// Gives the lines of the log up to a level to a function, in place of an earlier one. LogLevel::Off or an empty function
/// turns the log off, which it is at first. There is one log for the whole process. A function is kept until the process
/// ends, because a thread may be inside of it: set it once, not again and again.
inline Outcome<void> set_log(LogLevel max_level, Log log) {
    const vox_log callback = log ? detail::write_log : nullptr;
    std::unique_ptr<detail::Logs::Node> node(new detail::Logs::Node{std::move(log), nullptr});
    vox_error* error = nullptr;
    if (vox_log_set(static_cast<std::uint32_t>(max_level), callback, node.get(), &error) != VOX_OK) {
        return detail::fail<void>(error);
    }
    if (callback && max_level != LogLevel::Off) detail::logs.keep(std::move(node));
    return Outcome<void>();
}

/// A token that a cloud gave, and how long it may be used. It never changes. It may be none, which is false, empty and never
/// usable.
class Token : public Handle<vox_token, vox_token_free> {
public:
    using Handle::Handle;

    /// A token of your own, for a Fetch, with its expiry in absolute Unix seconds.
    static Outcome<Token> create(std::string_view value, std::uint64_t expires_at) {
        const detail::Text copy(value);
        return detail::make<Token>([&](vox_token** token, vox_error** error) {
            return vox_token_new(copy.c_str(), expires_at, token, error);
        });
    }
#if !defined(VOXTOKEN_NO_EXCEPTIONS)
    /// As create(). Throws Error.
    Token(std::string_view value, std::uint64_t expires_at) : Token(create(value, expires_at)) {}
#endif

    /// Is there one?
    explicit operator bool() const noexcept { return native() != nullptr; }
    /// The token's text, to be sent to the service.
    [[nodiscard]] std::string_view value() const& noexcept { return detail::view(vox_token_value(native())); }
    std::string_view value() const&& = delete;
    /// When the token stops being valid: absolute Unix seconds.
    [[nodiscard]] std::uint64_t expires_at() const noexcept { return vox_token_expires_at(native()); }
    /// The cloud's clock when it answered: absolute Unix seconds, 0 if it did not say.
    [[nodiscard]] std::uint64_t server_time() const noexcept { return vox_token_server_time(native()); }
    /// The account that the token belongs to; empty if the cloud did not say.
    [[nodiscard]] std::string_view user_id() const& noexcept { return detail::view(vox_token_user_id(native())); }
    std::string_view user_id() const&& = delete;
    /// The gateway's id of the request, for a support ticket; empty if there is none.
    [[nodiscard]] std::string_view request_id() const& noexcept {
        return detail::view(vox_token_request_id(native()));
    }
    std::string_view request_id() const&& = delete;
    /// The speech service's own id of the request; empty if there is none.
    [[nodiscard]] std::string_view nls_request_id() const& noexcept {
        return detail::view(vox_token_nls_request_id(native()));
    }
    std::string_view nls_request_id() const&& = delete;
    /// May the token still be used at `now` (absolute Unix seconds)?
    [[nodiscard]] bool is_usable(std::uint64_t now) const noexcept { return vox_token_is_usable(native(), now); }
    /// Will the token live for more than `margin` after `now` (absolute Unix seconds)? Ask this to decide whether to fetch
    /// a new one, and is_usable() to decide whether the old one can still serve.
    [[nodiscard]] bool is_fresh(std::uint64_t now, std::chrono::seconds margin) const noexcept {
        return vox_token_is_fresh(native(), now, detail::count<std::uint64_t>(margin));
    }
};

/// A header of a request.
struct Header {
    std::string_view name;   ///< In lower case.
    std::string_view value;  ///< May be a secret.
};

/// A request that is ready to be sent, once, for those who send it themselves. It never changes. It holds the secret
/// (DashScope, AIOB) or a signature (NLS) in clear.
class Request : public Handle<vox_request, vox_request_free> {
public:
    using Handle::Handle;

    /// `GET` or `POST`.
    [[nodiscard]] std::string_view method() const& noexcept { return detail::view(vox_request_method(native())); }
    std::string_view method() const&& = delete;
    /// The absolute URL with its query.
    [[nodiscard]] std::string_view url() const& noexcept { return detail::view(vox_request_url(native())); }
    std::string_view url() const&& = delete;
    /// The headers in the order in which they should be sent.
    [[nodiscard]] std::vector<Header> headers() const& {
        std::vector<Header> headers;
        for (std::size_t at = 0; at < vox_request_header_count(native()); ++at) {
            headers.push_back({detail::view(vox_request_header_name(native(), at)),
                               detail::view(vox_request_header_value(native(), at))});
        }
        return headers;
    }
    std::vector<Header> headers() const&& = delete;
    /// The body, which may be empty.
    [[nodiscard]] Outcome<std::string_view> body() const& {
        return detail::lend<std::string_view>([&](const std::uint8_t** data, std::size_t* length, vox_error** error) {
            return vox_request_body(native(), data, length, error);
        });
    }
    Outcome<std::string_view> body() const&& = delete;
};

/// How clouds are asked: time limits, size limit, root certificates. Objects take a copy with their `set_client`.
/// The defaults: https only (plain http for loopback), 3 s to connect, 10 s in all, 1 MiB of answer, the machine's root
/// certificates, proxies from the environment, no redirects.
class Client : public Handle<vox_client, vox_client_free> {
public:
    using Handle::Handle;

    /// With the defaults.
    static Outcome<Client> create() {
        return detail::make<Client>([](vox_client** client, vox_error** error) { return vox_client_new(client, error); });
    }
#if !defined(VOXTOKEN_NO_EXCEPTIONS)
    /// As create(). Throws Error.
    Client() : Client(create()) {}
#endif

    /// How long connecting may take, name resolution and TLS included: at least 1 ms. 3 s unless set.
    Outcome<void> set_connect_timeout(std::chrono::milliseconds limit) {
        return detail::call([&](vox_error** error) {
            return vox_client_set_connect_timeout(native(), detail::count<std::uint64_t>(limit), error);
        });
    }
    /// How long asking for one token may take in all: at least 1 ms. 10 s unless set.
    Outcome<void> set_timeout(std::chrono::milliseconds limit) {
        return detail::call([&](vox_error** error) {
            return vox_client_set_timeout(native(), detail::count<std::uint64_t>(limit), error);
        });
    }
    /// How many bytes of an answer are read before it is refused. 1 MiB unless set.
    Outcome<void> set_max_response_bytes(std::size_t bytes) {
        return detail::call(
            [&](vox_error** error) { return vox_client_set_max_response_bytes(native(), bytes, error); });
    }
    /// Allows plain http to other machines. Whoever is on the way then reads the secret or the token. Cannot be taken back.
    Outcome<void> allow_http() {
        return detail::call([&](vox_error** error) { return vox_client_allow_http(native(), error); });
    }
    /// Trusts these root certificates, too: PEM, one or more. Several calls add up.
    Outcome<void> add_root_certificates(ByteView pem) {
        return detail::call([&](vox_error** error) {
            return vox_client_add_root_certificates(native(), pem.data(), pem.size(), error);
        });
    }
};

/// What the objects have in common that ask a cloud for tokens. Its functions may be called by many threads at once.
template <class T, void (*Free)(T*), std::uint32_t (*SetClient)(const T*, const vox_client*, vox_error**),
          std::uint32_t (*Apply)(const T*, vox_token**, vox_error**),
          std::uint32_t (*Fetch)(const T*, vox_token**, vox_error**), vox_token* (*Last)(const T*),
          std::uint64_t (*ExpireTime)(const T*)>
class TokenSource : public Handle<T, Free> {
public:
    using Handle<T, Free>::Handle;

    /// How to ask: takes a copy of the client.
    Outcome<void> set_client(const Client& client) {
        return detail::call([&](vox_error** error) { return SetClient(this->native(), client.native(), error); });
    }
    /// Asks for a token, waits for it, keeps it and gives a copy. After a failure there is no token kept: an old one is
    /// never mistaken for a new one.
    Outcome<Token> apply() {
        return detail::make<Token>(
            [&](vox_token** token, vox_error** error) { return Apply(this->native(), token, error); });
    }
    /// Asks for a token, waits for it and gives it without keeping it.
    [[nodiscard]] Outcome<Token> fetch() const {
        return detail::make<Token>(
            [&](vox_token** token, vox_error** error) { return Fetch(this->native(), token, error); });
    }
    /// A copy of the last token that was kept; one that is false if there is none.
    [[nodiscard]] Token last() const { return Token(Last(this->native())); }
    /// The text of the last token that was kept; empty if there is none.
    [[nodiscard]] std::string token() const {
        const Token token = last();
        return std::string(token.value());
    }
    /// When the last token that was kept expires: absolute Unix seconds, 0 if there is none.
    [[nodiscard]] std::uint64_t expire_time() const noexcept { return ExpireTime(this->native()); }
};

/// How a request for an NLS token is signed.
enum class NlsSignature : std::uint32_t {
    Rpc = VOX_NLS_SIGNATURE_RPC,    ///< RPC style with HMAC-SHA1. The default.
    Roa = VOX_NLS_SIGNATURE_ROA,    ///< ROA style with HMAC-SHA1, for the API version 2018-05-18.
    Acs3 = VOX_NLS_SIGNATURE_ACS3,  ///< ACS3-HMAC-SHA256, as Alibaba's newest clients do.
};

/// How an RPC request is sent.
enum class Method : std::uint32_t {
    Post = VOX_METHOD_POST,  ///< The parameters travel in the body. The default.
    Get = VOX_METHOD_GET,    ///< The parameters travel in the URL.
};

/// Asks Alibaba Cloud for an access token of Intelligent Speech Interaction (NLS, `CreateToken`) and keeps the last one. All
/// its functions may be called by many threads at once. Settings are checked when a token is asked for.
class NlsToken
    : public TokenSource<vox_nls_token, vox_nls_token_free, vox_nls_token_set_client, vox_nls_token_apply,
                         vox_nls_token_fetch, vox_nls_token_last, vox_nls_token_expire_time> {
public:
    using TokenSource::TokenSource;

    /// With the access key of an Alibaba Cloud account or RAM user, for `cn-shanghai`.
    static Outcome<NlsToken> create(std::string_view access_key_id, std::string_view access_key_secret) {
        const detail::Text id(access_key_id), secret(access_key_secret);
        return detail::make<NlsToken>([&](vox_nls_token** nls, vox_error** error) {
            return vox_nls_token_new(id.c_str(), secret.c_str(), nls, error);
        });
    }
    /// With the key from the environment: `ALIYUN_AK_ID` and `ALIYUN_AK_SECRET`, else `ALIBABA_CLOUD_ACCESS_KEY_ID` and
    /// `ALIBABA_CLOUD_ACCESS_KEY_SECRET`, with `ALIBABA_CLOUD_SECURITY_TOKEN` if that is set.
    static Outcome<NlsToken> from_env() {
        return detail::make<NlsToken>(
            [](vox_nls_token** nls, vox_error** error) { return vox_nls_token_from_env(nls, error); });
    }
#if !defined(VOXTOKEN_NO_EXCEPTIONS)
    /// As create(). Throws Error.
    NlsToken(std::string_view access_key_id, std::string_view access_key_secret)
        : NlsToken(create(access_key_id, access_key_secret)) {}
#endif

    /// The security token of temporary (STS) credentials.
    Outcome<void> set_security_token(std::string_view security_token) {
        return detail::set_text(native(), vox_nls_token_set_security_token, security_token);
    }
    /// The region, such as `cn-shanghai` or `ap-southeast-1`: it chooses host and version and is sent as `RegionId`.
    Outcome<void> set_region(std::string_view region) {
        return detail::set_text(native(), vox_nls_token_set_region, region);
    }
    /// The API version, such as `2019-02-28`. The region's own unless set.
    Outcome<void> set_version(std::string_view version) {
        return detail::set_text(native(), vox_nls_token_set_version, version);
    }
    /// A host name, asked over https, or a URL, instead of the region's own host. A path in it replaces the resource path.
    Outcome<void> set_endpoint(std::string_view endpoint) {
        return detail::set_text(native(), vox_nls_token_set_endpoint, endpoint);
    }
    /// The path of the request. Unless set it is `/`, or `/pop/2018-05-18/tokens` for that version.
    Outcome<void> set_resource_path(std::string_view resource_path) {
        return detail::set_text(native(), vox_nls_token_set_resource_path, resource_path);
    }
    /// The action. `CreateToken` unless set.
    Outcome<void> set_action(std::string_view action) {
        return detail::set_text(native(), vox_nls_token_set_action, action);
    }
    /// How to sign.
    Outcome<void> set_signature(NlsSignature signature) {
        return detail::call([&](vox_error** error) {
            return vox_nls_token_set_signature(native(), static_cast<std::uint32_t>(signature), error);
        });
    }
    /// How to send an RPC request.
    Outcome<void> set_method(Method method) {
        return detail::call([&](vox_error** error) {
            return vox_nls_token_set_method(native(), static_cast<std::uint32_t>(method), error);
        });
    }
    /// Takes the time from a function in place of the system's clock. The function is kept as long as this object.
    Outcome<void> set_clock(Clock now) {
        return detail::set_clock(clocks_.get(), std::move(now), [&](vox_clock clock, void* context, vox_error** error) {
            return vox_nls_token_set_clock(native(), clock, context, error);
        });
    }
    /// The request as signed at `now` (absolute Unix seconds). `nonce` is any printable ASCII text that is used once: the
    /// cloud remembers it for 15 minutes.
    [[nodiscard]] Outcome<Request> request(std::uint64_t now, std::string_view nonce) const {
        const detail::Text once(nonce);
        return detail::make<Request>([&](vox_request** request, vox_error** error) {
            return vox_nls_token_request(native(), now, once.c_str(), request, error);
        });
    }

private:
    std::unique_ptr<detail::Clocks> clocks_ = std::make_unique<detail::Clocks>();
};

/// Asks for a temporary API key of DashScope (Model Studio) and keeps the last one. All its functions may be called by many
/// threads at once. Settings are checked when a key is asked for. A temporary key has all the rights of its parent key and
/// cannot be revoked: ask for a short life.
class DashToken
    : public TokenSource<vox_dash_token, vox_dash_token_free, vox_dash_token_set_client, vox_dash_token_apply,
                         vox_dash_token_fetch, vox_dash_token_last, vox_dash_token_expire_time> {
public:
    using TokenSource::TokenSource;

    /// With an API key of Model Studio, for a life of 60 seconds, in `cn-beijing`.
    static Outcome<DashToken> create(std::string_view api_key) {
        const detail::Text key(api_key);
        return detail::make<DashToken>(
            [&](vox_dash_token** dash, vox_error** error) { return vox_dash_token_new(key.c_str(), dash, error); });
    }
    /// With the API key from the environment: `DASHSCOPE_API_KEY`.
    static Outcome<DashToken> from_env() {
        return detail::make<DashToken>(
            [](vox_dash_token** dash, vox_error** error) { return vox_dash_token_from_env(dash, error); });
    }
#if !defined(VOXTOKEN_NO_EXCEPTIONS)
    /// As create(). Throws Error.
    explicit DashToken(std::string_view api_key) : DashToken(create(api_key)) {}
#endif

    /// How long the temporary key shall live: 1 to 1,800 seconds. 60 unless set.
    Outcome<void> set_expire_in(std::chrono::seconds life) {
        return detail::call([&](vox_error** error) {
            return vox_dash_token_set_expire_in(native(), detail::count<std::uint32_t>(life), error);
        });
    }
    /// The region of the API key: `cn-beijing` or `ap-southeast-1`.
    Outcome<void> set_region(std::string_view region) {
        return detail::set_text(native(), vox_dash_token_set_region, region);
    }
    /// A host name, asked over https, or a URL, instead of the region's own; a path in it replaces `/api/v1/tokens`.
    Outcome<void> set_endpoint(std::string_view endpoint) {
        return detail::set_text(native(), vox_dash_token_set_endpoint, endpoint);
    }
    /// The request, for those who send it themselves.
    [[nodiscard]] Outcome<Request> request() const {
        return detail::make<Request>(
            [&](vox_request** request, vox_error** error) { return vox_dash_token_request(native(), request, error); });
    }
};

/// Asks Baidu AIOB (intelligent outbound calls) for an access token (`getToken` version 2) and keeps the last one. All its
/// functions may be called by many threads at once. Settings are checked when a token is asked for. The token goes into the
/// `Authorization` header as it is, without `Bearer`.
class AiobToken
    : public TokenSource<vox_aiob_token, vox_aiob_token_free, vox_aiob_token_set_client, vox_aiob_token_apply,
                         vox_aiob_token_fetch, vox_aiob_token_last, vox_aiob_token_expire_time> {
public:
    using TokenSource::TokenSource;

    /// With an access key and a secret key of AIOB's page for the API configuration.
    static Outcome<AiobToken> create(std::string_view access_key, std::string_view secret_key) {
        const detail::Text access(access_key), secret(secret_key);
        return detail::make<AiobToken>([&](vox_aiob_token** aiob, vox_error** error) {
            return vox_aiob_token_new(access.c_str(), secret.c_str(), aiob, error);
        });
    }
    /// With the keys from the environment: `BAIDU_AIOB_ACCESS_KEY` and `BAIDU_AIOB_SECRET_KEY`.
    static Outcome<AiobToken> from_env() {
        return detail::make<AiobToken>(
            [](vox_aiob_token** aiob, vox_error** error) { return vox_aiob_token_from_env(aiob, error); });
    }
#if !defined(VOXTOKEN_NO_EXCEPTIONS)
    /// As create(). Throws Error.
    AiobToken(std::string_view access_key, std::string_view secret_key)
        : AiobToken(create(access_key, secret_key)) {}
#endif

    /// A host name, asked over https, or a URL, instead of AIOB's own; a path in it replaces `/api/v2/getToken`.
    Outcome<void> set_endpoint(std::string_view endpoint) {
        return detail::set_text(native(), vox_aiob_token_set_endpoint, endpoint);
    }
    /// Takes the time from a function in place of the system's clock, when the answer does not tell it. The function is
    /// kept as long as this object.
    Outcome<void> set_clock(Clock now) {
        return detail::set_clock(clocks_.get(), std::move(now), [&](vox_clock clock, void* context, vox_error** error) {
            return vox_aiob_token_set_clock(native(), clock, context, error);
        });
    }
    /// The request, for those who send it themselves.
    [[nodiscard]] Outcome<Request> request() const {
        return detail::make<Request>(
            [&](vox_request** request, vox_error** error) { return vox_aiob_token_request(native(), request, error); });
    }

private:
    std::unique_ptr<detail::Clocks> clocks_ = std::make_unique<detail::Clocks>();
};

/// Fetches a token, as NlsToken::fetch() does: gives one, its own (Token::create()) or another's, or throws an Error. (With
/// `VOXTOKEN_NO_EXCEPTIONS` it gives a Result.) What else it throws counts as ErrorKind::Unavailable. A thread of the cache calls
/// it, not two at once for one cache, unless a call takes longer than 40 seconds: then it counts as lost, and another may begin
/// beside it. It should return within 10 seconds and must not wait for the cache that calls it. When to try again is the
/// cache's business.
///
/// It may be called after the TokenCache is gone, by a fetch that is under way: what it captures, it captures by value or by
/// `std::shared_ptr`.
using Fetch = std::function<Outcome<Token>()>;

/// Mints an Agora token, as agora::Builder::rtc() does. For the rest it is as Fetch.
using Mint = std::function<Outcome<std::string>()>;

/// Takes what TokenCache::get_async() asked for: a token, or one that is false and the error. What it throws is dropped. It
/// captures as a Fetch does.
using Completion = std::function<void(Token token, std::optional<Error> error)>;

/// Something that happened in a cache. It lives as long as the call that it is given to, and so do its texts. None of it holds a
/// token.
class CacheEvent {
public:
    /// Looks at an event of the C interface.
    explicit CacheEvent(const vox_cache_event* event) noexcept : event_(event) {}

    /// What happened: `fetched` (the source gave a token), `failed` (it gave none), `shared` (another process had one
    /// already), `superseded` (another process's came first, ours is dropped), `store_failed`, `store_recovered`, `rejected`.
    /// Later versions may add more.
    [[nodiscard]] std::string_view name() const noexcept { return detail::view(vox_cache_event_name(event_)); }
    /// Where it happened, for `shared`, `superseded`, `store_failed` and `store_recovered`: `file` or `redis`; else empty.
    [[nodiscard]] std::string_view layer() const noexcept { return detail::view(vox_cache_event_layer(event_)); }
    /// What went wrong, for `failed` and `store_failed`.
    [[nodiscard]] std::optional<Error> error() const { return detail::copy(vox_cache_event_error(event_)); }
    /// For `fetched`, when the token ends: absolute Unix seconds; else 0.
    [[nodiscard]] std::uint64_t expires_at() const noexcept { return vox_cache_event_expires_at(event_); }
    /// For `fetched`, how long the source took.
    [[nodiscard]] std::optional<std::chrono::milliseconds> took() const noexcept {
        return detail::duration<std::chrono::milliseconds>(vox_cache_event_took_ms(event_));
    }
    /// For `failed`, for how long nobody asks again.
    [[nodiscard]] std::optional<std::chrono::milliseconds> retry_in() const noexcept {
        return detail::duration<std::chrono::milliseconds>(vox_cache_event_retry_in_ms(event_));
    }
    /// For `failed`, is there still a token to serve? Else false.
    [[nodiscard]] bool is_usable() const noexcept { return vox_cache_event_is_usable(event_); }
    /// For `rejected`, is a new token fetched for it? Else false.
    [[nodiscard]] bool has_acted() const noexcept { return vox_cache_event_has_acted(event_); }

private:
    const vox_cache_event* event_;
};

/// Takes what happens in a cache. The threads where it happens call it, maybe several at once; it should be quick and must not
/// wait for the cache that calls it. What it throws is dropped. It may be called after the TokenCache is gone, and so it
/// captures as a Fetch does.
using CacheObserver = std::function<void(const CacheEvent& event)>;

/// How often something happened. The name lives as long as the status.
struct CacheCounter {
    std::string_view name;  ///< Such as `fetched` or `served_aging`.
    std::uint64_t value;    ///< Since the cache was made, in this process.
};

/// How things stood with a token when TokenCache::status() was called, without the token. It never changes.
class CacheStatus : public Handle<vox_cache_status, vox_cache_status_free> {
public:
    using Handle::Handle;

    /// What the token is for, in words.
    [[nodiscard]] std::string_view label() const& noexcept { return detail::view(vox_cache_status_label(native())); }
    std::string_view label() const&& = delete;
    /// The name that the token is kept under: 64 hexadecimal characters.
    [[nodiscard]] std::string_view key() const& noexcept { return detail::view(vox_cache_status_key(native())); }
    std::string_view key() const&& = delete;
    /// How the token is: `empty` (there is none), `fresh`, `aging` (due to be replaced), `critical` (callers wait for a new
    /// one), `expired`, `rejected` (a service did not accept it). Later versions may add more.
    [[nodiscard]] std::string_view state() const& noexcept { return detail::view(vox_cache_status_state(native())); }
    std::string_view state() const&& = delete;
    /// When the token ends: absolute Unix seconds by the cloud's clock, 0 without one.
    [[nodiscard]] std::uint64_t expires_at() const noexcept { return vox_cache_status_expires_at(native()); }
    /// How long the token still serves, if there is one.
    [[nodiscard]] std::optional<std::chrono::seconds> expires_in() const noexcept {
        return detail::duration<std::chrono::seconds>(vox_cache_status_expires_in(native()));
    }
    /// The first 8 hexadecimal characters of the token's SHA-256, to compare tokens without showing them; empty without one.
    [[nodiscard]] std::string_view fingerprint() const& noexcept {
        return detail::view(vox_cache_status_fingerprint(native()));
    }
    std::string_view fingerprint() const&& = delete;
    /// A number that grows with each answer of the cloud.
    [[nodiscard]] std::uint64_t generation() const noexcept { return vox_cache_status_generation(native()); }
    /// Why nobody asks for a while, with Error::retry_at(); none if the cloud may be asked.
    [[nodiscard]] std::optional<Error> gate() const { return detail::copy(vox_cache_status_gate(native())); }
    /// Is a fetch under way in this process?
    [[nodiscard]] bool is_fetching() const noexcept { return vox_cache_status_is_fetching(native()); }
    /// How often things happened in this process.
    [[nodiscard]] std::vector<CacheCounter> counters() const& {
        std::vector<CacheCounter> counters;
        for (std::size_t at = 0; at < vox_cache_status_counter_count(native()); ++at) {
            counters.push_back({detail::view(vox_cache_status_counter_name(native(), at)),
                                vox_cache_status_counter_value(native(), at)});
        }
        return counters;
    }
    std::vector<CacheCounter> counters() const&& = delete;
};

/// @cond
namespace detail {

template <class Function>
void free_function(void* context) noexcept {
    delete static_cast<Function*>(context);
}

/// Gives a function away to the C interface, by a call that takes its context, what frees that, and an error.
template <class Function, class Call>
std::uint32_t give(Function&& function, vox_error** error, Call&& call) {
    using Owned = std::decay_t<Function>;
    auto context = std::make_unique<Owned>(std::forward<Function>(function));
    const std::uint32_t status = call(context.get(), free_function<Owned>, error);
    if (status == VOX_OK) (void)context.release();
    return status;
}

inline std::uint64_t ask_given_clock(void* context) noexcept { return time_by(*static_cast<const Clock*>(context)); }

inline void observe(const vox_cache_event* event, void* context) noexcept {
    const auto& observer = *static_cast<const CacheObserver*>(context);
#if defined(__cpp_exceptions)
    try {
        observer(CacheEvent(event));
    } catch (...) {
    }
#else
    observer(CacheEvent(event));
#endif
}

inline void complete(vox_token* token, vox_error* error, void* context) noexcept {
    const std::unique_ptr<Completion> then(static_cast<Completion*>(context));
    Token owned(token);
    std::optional<Error> reason;
    if (error) reason.emplace(error);
#if defined(__cpp_exceptions)
    try {
        (*then)(std::move(owned), std::move(reason));
    } catch (...) {
    }
#else
    (*then)(std::move(owned), std::move(reason));
#endif
}

inline std::uint32_t give_error(const Error& from, vox_error** error) noexcept {
    *error = vox_error_copy(from.native());
    return vox_error_status(*error);
}

/// What a source gives, for the C interface: `write` takes the value.
template <class Source, class Write>
std::uint32_t ask_source(const Source& source, [[maybe_unused]] vox_error** error, Write&& write) {
#if !defined(VOXTOKEN_NO_EXCEPTIONS)
    return write(source());
#else
    auto outcome = source();
    if (!outcome) return give_error(outcome.error(), error);
    return write(*std::move(outcome));
#endif
}

template <class Source, class Write>
std::uint32_t call_source(const Source& source, vox_error** error, Write&& write) noexcept {
#if defined(__cpp_exceptions)
    try {
        return ask_source(source, error, write);
    } catch (const Error& thrown) {
        return give_error(thrown, error);
    } catch (...) {
        return give_error(Error(ErrorKind::Unavailable, "the source of tokens threw an exception"), error);
    }
#else
    return ask_source(source, error, write);
#endif
}

inline std::uint32_t call_fetch(vox_token** token, vox_error** error, void* context) noexcept {
    return call_source(*static_cast<const Fetch*>(context), error, [&](Token fetched) -> std::uint32_t {
        *token = fetched.release();
        return VOX_OK;
    });
}

inline std::uint32_t call_mint(char** token, vox_error** error, void* context) noexcept {
    return call_source(*static_cast<const Mint*>(context), error, [&](std::string minted) {
        const Text copy(minted);
        wipe(&minted);
        return vox_string_copy(copy.c_str(), token, error);
    });
}

}  // namespace detail
/// @endcond

/// How a TokenCache keeps its token and shares it. Caches take a copy when they are made. The defaults: in this process's memory
/// alone; a token of which at least a moment is left; refreshed as set_lead() says; 15 seconds to wait.
class CacheSettings : public Handle<vox_cache_settings, vox_cache_settings_free> {
public:
    using Handle::Handle;

    /// With the defaults.
    static Outcome<CacheSettings> create() {
        return detail::make<CacheSettings>(
            [](vox_cache_settings** settings, vox_error** error) { return vox_cache_settings_new(settings, error); });
    }
#if !defined(VOXTOKEN_NO_EXCEPTIONS)
    /// As create(). Throws Error.
    CacheSettings() : CacheSettings(create()) {}
#endif

    /// How long a token that TokenCache::get() gives is usable at least. 0 unless set: it has not expired yet.
    Outcome<void> set_min_validity(std::chrono::seconds validity) {
        return detail::call([&](vox_error** error) {
            return vox_cache_settings_set_min_validity(native(), detail::count<std::uint64_t>(validity), error);
        });
    }
    /// How long before its end a token is replaced, half of its life at most; each process makes that shorter by up to a
    /// quarter. Unless set, it depends on the life: 5 minutes for up to 20 minutes, 15 minutes for less than 90 minutes, 1 hour
    /// for less than a day, else a sixth of the life, but 24 hours at most.
    Outcome<void> set_lead(std::chrono::seconds lead) {
        return detail::call([&](vox_error** error) {
            return vox_cache_settings_set_lead(native(), detail::count<std::uint64_t>(lead), error);
        });
    }
    /// How long TokenCache::get() and TokenCache::refresh() wait at most. 15 s unless set.
    Outcome<void> set_deadline(std::chrono::milliseconds deadline) {
        return detail::call([&](vox_error** error) {
            return vox_cache_settings_set_deadline(native(), detail::count<std::uint64_t>(deadline), error);
        });
    }
    /// Keeps tokens of this name apart from others: of another environment, say.
    Outcome<void> set_namespace(std::string_view name) {
        return detail::set_text(native(), vox_cache_settings_set_namespace, name);
    }
    /// Shares the token with this user's processes on this machine, in files of its folder for caches:
    /// `$XDG_CACHE_HOME/voxtoken`, else `~/.cache/voxtoken`.
    Outcome<void> set_file() {
        return detail::call(
            [&](vox_error** error) { return vox_cache_settings_set_file(native(), nullptr, error); });
    }
    /// Shares the token with this user's processes on this machine, in files of this folder, which only this user may read.
    Outcome<void> set_file(std::string_view folder) {
        return detail::set_text(native(), vox_cache_settings_set_file, folder);
    }
    /// Shares the token with all machines that reach this Redis server (6.2 or later, Valkey too): `redis://`, `rediss://`,
    /// `unix://`, `redis+sentinel://host[:port][,host…]/name`, with `user:password@` before the host. Any node of a cluster
    /// will do. A server that is down is done without.
    Outcome<void> set_redis(std::string_view url) {
        return detail::set_text(native(), vox_cache_settings_set_redis, url);
    }
    /// Encrypts the token outside of this process with a key derived from the source's secret, so that only those read it who
    /// could ask for one. Caches with a Fetch or Mint have none.
    Outcome<void> set_encrypt() {
        return detail::call(
            [&](vox_error** error) { return vox_cache_settings_set_encrypt(native(), nullptr, error); });
    }
    /// Encrypts the token outside of this process with a key derived from this secret.
    Outcome<void> set_encrypt(std::string_view secret) {
        return detail::set_text(native(), vox_cache_settings_set_encrypt, secret);
    }
    /// Takes the time from a function in place of the system's clock; caches for the objects of a cloud ask with this clock,
    /// too. The function is kept, and maybe called, until the settings and all caches that were made with them are gone, and
    /// their last fetches have ended: it captures as a Fetch does.
    Outcome<void> set_clock(Clock now) {
        const vox_clock callback = now ? detail::ask_given_clock : nullptr;
        return detail::call([&](vox_error** error) {
            return detail::give(std::move(now), error, [&](void* context, vox_free free, vox_error** reason) {
                return vox_cache_settings_set_clock(native(), callback, context, free, reason);
            });
        });
    }
    /// Tells a function what happens. It is kept as that of set_clock() is.
    Outcome<void> set_observer(CacheObserver observer) {
        const vox_cache_observer callback = observer ? detail::observe : nullptr;
        return detail::call([&](vox_error** error) {
            return detail::give(std::move(observer), error, [&](void* context, vox_free free, vox_error** reason) {
                return vox_cache_settings_set_observer(native(), callback, context, free, reason);
            });
        });
    }
};

/// Keeps a token, refreshes it before it ends, and shares it with all threads, and by its settings with other processes and
/// machines. All its functions may be called by many threads at once.
///
/// @code{.cpp}
/// voxtoken::CacheSettings settings;
/// settings.set_file();  // shared with the user's other processes
/// const voxtoken::TokenCache cache(voxtoken::NlsToken("key-id", "key-secret"), settings);  // for the life of the program
/// const voxtoken::Token token = cache.get();  // for each use
/// @endcode
///
/// * It never gives an expired token, by the wall clock or by the clock that nobody sets.
/// * The source is asked once per period, whatever the number of threads, processes and machines, and before the token ends:
///   6 hours before for a token of 36 hours. Meanwhile the old one is served.
/// * A failure is told to all who wait for the same token; then nobody asks for a while, and whoever has no token gets the same
///   error at once, with Error::retry_at(). A usable token goes on being served.
/// * A fetch runs on a thread of its own and outlives its callers and this object. Between fetches there is no thread, no
///   connection and no open file. A child of `fork` goes on by itself: it fetches a token if it has none.
/// * A store that is down, full, read-only or damaged is told to the observer and to the log, and done without.
class TokenCache : public Handle<vox_cache, vox_cache_free> {
public:
    using Handle::Handle;

    /// For tokens of NLS, with a copy of the object's settings; only the clock is that of the cache's settings. Settings that
    /// were moved from stand for the defaults.
    static Outcome<TokenCache> create(const NlsToken& nls, const CacheSettings& settings = CacheSettings(nullptr)) {
        return detail::make<TokenCache>([&](vox_cache** cache, vox_error** error) {
            return vox_cache_from_nls(nls.native(), settings.native(), cache, error);
        });
    }
    /// For temporary keys of DashScope, with a copy of the object's settings.
    static Outcome<TokenCache> create(const DashToken& dash, const CacheSettings& settings = CacheSettings(nullptr)) {
        return detail::make<TokenCache>([&](vox_cache** cache, vox_error** error) {
            return vox_cache_from_dash(dash.native(), settings.native(), cache, error);
        });
    }
    /// For tokens of AIOB, with a copy of the object's settings; only the clock is that of the cache's settings.
    static Outcome<TokenCache> create(const AiobToken& aiob, const CacheSettings& settings = CacheSettings(nullptr)) {
        return detail::make<TokenCache>([&](vox_cache** cache, vox_error** error) {
            return vox_cache_from_aiob(aiob.native(), settings.native(), cache, error);
        });
    }
    /// For tokens that a function gives. `name` says what they are for, without a secret: caches of one name share their
    /// token. The function is kept until this object is gone and its last fetch has ended.
    static Outcome<TokenCache> create(std::string_view name, Fetch fetch,
                                      const CacheSettings& settings = CacheSettings(nullptr)) {
        const detail::Text copy(name);
        const vox_fetch callback = fetch ? detail::call_fetch : nullptr;
        return detail::make<TokenCache>([&](vox_cache** cache, vox_error** error) {
            return detail::give(std::move(fetch), error, [&](void* context, vox_free free, vox_error** reason) {
                return vox_cache_from_fetch(copy.c_str(), callback, context, free, settings.native(), cache, reason);
            });
        });
    }
    /// For Agora tokens that a function mints; each is kept until its effective expiry draws near. `name` says what they are
    /// for, such as channel and user, without a secret: caches of one name share their token. The function is kept until this
    /// object is gone and its last minting has ended.
    static Outcome<TokenCache> minting(std::string_view name, Mint mint,
                                       const CacheSettings& settings = CacheSettings(nullptr)) {
        const detail::Text copy(name);
        const vox_mint callback = mint ? detail::call_mint : nullptr;
        return detail::make<TokenCache>([&](vox_cache** cache, vox_error** error) {
            return detail::give(std::move(mint), error, [&](void* context, vox_free free, vox_error** reason) {
                return vox_cache_from_mint(copy.c_str(), callback, context, free, settings.native(), cache, reason);
            });
        });
    }
#if !defined(VOXTOKEN_NO_EXCEPTIONS)
    /// As create(). Throws Error.
    explicit TokenCache(const NlsToken& nls, const CacheSettings& settings = CacheSettings(nullptr))
        : TokenCache(create(nls, settings)) {}
    /// As create(). Throws Error.
    explicit TokenCache(const DashToken& dash, const CacheSettings& settings = CacheSettings(nullptr))
        : TokenCache(create(dash, settings)) {}
    /// As create(). Throws Error.
    explicit TokenCache(const AiobToken& aiob, const CacheSettings& settings = CacheSettings(nullptr))
        : TokenCache(create(aiob, settings)) {}
    /// As create(). Throws Error.
    TokenCache(std::string_view name, Fetch fetch, const CacheSettings& settings = CacheSettings(nullptr))
        : TokenCache(create(name, std::move(fetch), settings)) {}
#endif

    /// A token that is usable for the settings' least validity. It blocks only while there is none, until the settings'
    /// deadline at most; then it is ErrorKind::Timeout, and the fetch goes on.
    [[nodiscard]] Outcome<Token> get() const {
        return detail::make<Token>(
            [&](vox_token** token, vox_error** error) { return vox_cache_get(native(), token, error); });
    }
    /// A token that is usable for `min_validity` at least, within `deadline`: for a job that takes that long. It is
    /// ErrorKind::InvalidArgument when the tokens do not live that long.
    [[nodiscard]] Outcome<Token> get_with(std::chrono::seconds min_validity, std::chrono::milliseconds deadline) const {
        return detail::make<Token>([&](vox_token** token, vox_error** error) {
            return vox_cache_get_with(native(), detail::count<std::uint64_t>(min_validity),
                                      detail::count<std::uint64_t>(deadline), token, error);
        });
    }
    /// As get(), but it never blocks and has no deadline: `then` is called once, at once in this thread if the answer is known,
    /// else later in the thread that fetches, or, if that does not come back, in the one that is first to ask after its time; in
    /// the child of a fork not for calls of its parent. `then` may use the cache, but must not wait in it for a token. If this
    /// call fails, it is not called.
    Outcome<void> get_async(Completion then) const {
        const vox_cache_then callback = then ? detail::complete : nullptr;
        auto context = std::make_unique<Completion>(std::move(then));
        vox_error* error = nullptr;
        // The callback frees it, maybe before this call returns.
        Completion* const given = context.release();
        if (vox_cache_get_async(native(), callback, given, &error) != VOX_OK) {
            delete given;
            return detail::fail<void>(error);
        }
        return Outcome<void>();
    }
    /// The token, if there is a usable one in this process. It never blocks and never waits; when there is none or it is time
    /// for a new one, a fetch starts in the background.
    [[nodiscard]] std::optional<Token> try_get() const {
        Token token(vox_cache_try_get(native()));
        if (!token) return std::nullopt;
        return token;
    }
    /// Tells that the service did not accept this token, and whether a new one is fetched for it: not if the token has been
    /// replaced already, nor while nobody asks because a fetch failed (the token stays then), and only once a minute for all who
    /// share it. Where this process has no token and there are stores, true says that it is compared with theirs. Ask get() for
    /// the new one, and try the service again once only.
    Outcome<bool> reject(std::string_view token) const {
        const detail::Text copy(token);
        bool acted = false;
        vox_error* error = nullptr;
        if (vox_cache_reject(native(), copy.c_str(), &acted, &error) != VOX_OK) return detail::fail<bool>(error);
        return acted;
    }
    /// A token that was fetched less than a minute ago. It waits until the settings' deadline at most. After a failure the
    /// source is not asked again before Error::retry_at().
    Outcome<Token> refresh() const {
        return detail::make<Token>(
            [&](vox_token** token, vox_error** error) { return vox_cache_refresh(native(), token, error); });
    }
    /// How things stand, without the token.
    [[nodiscard]] Outcome<CacheStatus> status() const {
        return detail::make<CacheStatus>([&](vox_cache_status** status, vox_error** error) {
            return vox_cache_get_status(native(), status, error);
        });
    }
    /// Waits until this process has no fetch under way, for `limit` at most, and tells whether there is none: before the end of a
    /// short program whose last get() may have begun one in the background. Its answer would be lost, and the next program
    /// would ask again.
    bool settle(std::chrono::milliseconds limit) const noexcept {
        return vox_cache_settle(native(), detail::count<std::uint64_t>(limit));
    }
    /// Forgets the token, here and in the stores. If a store cannot be cleared, this process has forgotten the token all the
    /// same.
    Outcome<void> clear() const {
        return detail::call([&](vox_error** error) { return vox_cache_clear(native(), error); });
    }
};

/// Agora tokens, offline: mint, parse, verify, explain.
namespace agora {

/// What a user may do in a channel.
enum class Role : std::uint32_t {
    Attendee = VOX_AGORA_ROLE_ATTENDEE,      ///< `006` only: may publish.
    Publisher = VOX_AGORA_ROLE_PUBLISHER,    ///< May publish audio, video and data.
    Subscriber = VOX_AGORA_ROLE_SUBSCRIBER,  ///< May only join and listen.
    Admin = VOX_AGORA_ROLE_ADMIN,            ///< `006` only: may publish.
};

/// The type of a service.
enum class ServiceType : std::uint16_t {
    Unknown = 0,                               ///< That of a moved-from service.
    Rtc = VOX_AGORA_SERVICE_RTC,               ///< Real-time calls.
    Rtm = VOX_AGORA_SERVICE_RTM,               ///< Messages.
    Streaming = VOX_AGORA_SERVICE_STREAMING,   ///< Stream conversion.
    Fpa = VOX_AGORA_SERVICE_FPA,               ///< Acceleration of one's own traffic.
    Chat = VOX_AGORA_SERVICE_CHAT,             ///< Chat.
    FCdn = VOX_AGORA_SERVICE_FCDN,             ///< Live streaming by CDN.
    Apaas = VOX_AGORA_SERVICE_APAAS,           ///< Apaas and Education.
    Rtm2 = VOX_AGORA_SERVICE_RTM2,             ///< Messages with permissions.
    ConvoAi = VOX_AGORA_SERVICE_CONVO_AI,      ///< Conversational AI.
    Stt = VOX_AGORA_SERVICE_STT,               ///< Speech to text.
};

/// The numbers of privileges. What a number means depends on the service.
namespace privilege {

/// RTC and `006`: join a channel.
constexpr std::uint16_t JoinChannel = VOX_AGORA_PRIVILEGE_JOIN_CHANNEL;
/// RTC and `006`: publish audio.
constexpr std::uint16_t PublishAudioStream = VOX_AGORA_PRIVILEGE_PUBLISH_AUDIO_STREAM;
/// RTC and `006`: publish video.
constexpr std::uint16_t PublishVideoStream = VOX_AGORA_PRIVILEGE_PUBLISH_VIDEO_STREAM;
/// RTC and `006`: publish data.
constexpr std::uint16_t PublishDataStream = VOX_AGORA_PRIVILEGE_PUBLISH_DATA_STREAM;
/// RTM, RTM2 and FPA: log in.
constexpr std::uint16_t Login = VOX_AGORA_PRIVILEGE_LOGIN;
/// Streaming: publish the mixed stream.
constexpr std::uint16_t PublishMixStream = VOX_AGORA_PRIVILEGE_PUBLISH_MIX_STREAM;
/// Streaming: publish the raw stream.
constexpr std::uint16_t PublishRawStream = VOX_AGORA_PRIVILEGE_PUBLISH_RAW_STREAM;
/// Chat: act as a user.
constexpr std::uint16_t ChatUser = VOX_AGORA_PRIVILEGE_CHAT_USER;
/// Chat: act as the app.
constexpr std::uint16_t ChatApp = VOX_AGORA_PRIVILEGE_CHAT_APP;
/// FCdn: publish.
constexpr std::uint16_t FCdnPublish = VOX_AGORA_PRIVILEGE_FCDN_PUBLISH;
/// FCdn: play.
constexpr std::uint16_t FCdnPlay = VOX_AGORA_PRIVILEGE_FCDN_PLAY;
/// Apaas: act as a user in a room.
constexpr std::uint16_t ApaasRoomUser = VOX_AGORA_PRIVILEGE_APAAS_ROOM_USER;
/// Apaas: act as a user.
constexpr std::uint16_t ApaasUser = VOX_AGORA_PRIVILEGE_APAAS_USER;
/// Apaas: act as the app.
constexpr std::uint16_t ApaasApp = VOX_AGORA_PRIVILEGE_APAAS_APP;
/// `006`: administrate a channel.
constexpr std::uint16_t AdministrateChannel = VOX_AGORA_PRIVILEGE_ADMINISTRATE_CHANNEL;
/// `006`: log in to RTM.
constexpr std::uint16_t RtmLogin = VOX_AGORA_PRIVILEGE_RTM_LOGIN;

}  // namespace privilege

/// A kind of RTM resource. Other numbers are written as they are.
enum class Resource : std::uint16_t {
    MessageChannels = VOX_AGORA_RESOURCE_MESSAGE_CHANNELS,  ///< Message channels.
    StreamChannels = VOX_AGORA_RESOURCE_STREAM_CHANNELS,    ///< Stream channels.
    GroupChannels = VOX_AGORA_RESOURCE_GROUP_CHANNELS,      ///< Channel groups.
    ServerGroups = VOX_AGORA_RESOURCE_SERVER_GROUPS,        ///< Server groups.
    Users = VOX_AGORA_RESOURCE_USERS,                       ///< Users.
};

/// What may be done with a resource. Other numbers are written as they are.
enum class Access : std::uint16_t {
    Read = VOX_AGORA_ACCESS_READ,    ///< Read.
    Write = VOX_AGORA_ACCESS_WRITE,  ///< Write.
};

/// A text of a service.
enum class Field : std::uint32_t {
    Channel = VOX_AGORA_FIELD_CHANNEL,     ///< RTC, Streaming, FCdn: the channel's name.
    Account = VOX_AGORA_FIELD_ACCOUNT,     ///< RTC, Streaming, FCdn: the uid in decimal or the user account; empty for any.
    UserId = VOX_AGORA_FIELD_USER_ID,      ///< RTM, RTM2, Chat: the user id.
    RoomUuid = VOX_AGORA_FIELD_ROOM_UUID,  ///< Apaas: the room.
    UserUuid = VOX_AGORA_FIELD_USER_UUID,  ///< Apaas: the user.
};

/// Whether a signature fits.
enum class SignatureCheck : std::uint32_t {
    NotChecked = VOX_AGORA_SIGNATURE_NOT_CHECKED,  ///< Something that it needs is not known: the token may be forged.
    Good = VOX_AGORA_SIGNATURE_GOOD,               ///< It fits.
    Bad = VOX_AGORA_SIGNATURE_BAD,                 ///< It does not fit.
};

/// A signature.
using Signature = std::array<std::uint8_t, VOX_AGORA_SIGNATURE_LENGTH>;

/// A user in a channel: a number or an account.
class User {
public:
    /// The user who joins with this number. 0 is the wildcard: every user may use the token.
    [[nodiscard]] static User uid(std::uint32_t uid) { return User(uid, std::nullopt); }
    /// The user who joins with this account. `"0"` is the account of that name and no wildcard.
    [[nodiscard]] static User account(std::string_view account) { return User(0, std::string(account)); }

    /// The number; 0 if there is an account.
    [[nodiscard]] std::uint32_t number() const noexcept { return uid_; }
    /// The account, if there is one.
    [[nodiscard]] const std::optional<std::string>& name() const& noexcept { return account_; }
    const std::optional<std::string>& name() const&& = delete;

private:
    User(std::uint32_t uid, std::optional<std::string> account) : uid_(uid), account_(std::move(account)) {}

    std::uint32_t uid_;
    std::optional<std::string> account_;
};

/// The life of each privilege of RTC in seconds after the issue; 0 is as long as the token.
struct RtcPrivileges {
    std::uint32_t join = 0;   ///< To join the channel.
    std::uint32_t audio = 0;  ///< To publish audio.
    std::uint32_t video = 0;  ///< To publish video.
    std::uint32_t data = 0;   ///< To publish data.
};

/// @cond
namespace detail {

using namespace voxtoken::detail;

/// A user as the C interface takes it.
class UserArgument {
public:
    explicit UserArgument(const User& user) : uid(user.number()), account_(user.name().value_or(std::string())),
                                              has_account_(user.name().has_value()) {}

    const char* account() const noexcept { return has_account_ ? account_.c_str() : nullptr; }

    const std::uint32_t uid;

private:
    const Text account_;
    const bool has_account_;
};

/// Bytes that the C interface gave.
struct Bytes {
    Bytes() noexcept = default;
    Bytes(const Bytes&) = delete;
    Bytes& operator=(const Bytes&) = delete;
    ~Bytes() { vox_bytes_free(data, length); }

    std::vector<std::uint8_t> copy() const { return std::vector<std::uint8_t>(data, data + length); }

    std::uint8_t* data = nullptr;
    std::size_t length = 0;
};

/// A function of the C interface that writes a signature.
template <class Function>
Outcome<Signature> signature(Function&& function) {
    std::uint8_t bytes[VOX_AGORA_SIGNATURE_LENGTH];
    vox_error* error = nullptr;
    if (function(&bytes, &error) != VOX_OK) return fail<Signature>(error);
    Signature signature{};
    for (std::size_t at = 0; at < signature.size(); ++at) signature[at] = bytes[at];
    return signature;
}

}  // namespace detail
/// @endcond

/// The names of RTM resources that a user may read or write.
class Permissions : public Handle<vox_agora_permissions, vox_agora_permissions_free> {
public:
    using Handle::Handle;

    /// No permissions yet.
    static Outcome<Permissions> create() {
        return detail::make<Permissions>([](vox_agora_permissions** permissions, vox_error** error) {
            return vox_agora_permissions_new(permissions, error);
        });
    }
#if !defined(VOXTOKEN_NO_EXCEPTIONS)
    /// As create(). Throws Error.
    Permissions() : Permissions(create()) {}
#endif

    /// Sets the names for a kind of resource and an access; earlier ones are replaced.
    Outcome<void> set(Resource resource, Access access, const std::vector<std::string_view>& names) {
        std::deque<detail::Text> copies;
        std::vector<const char*> pointers;
        for (const std::string_view name : names) pointers.push_back(copies.emplace_back(name).c_str());
        return detail::call([&](vox_error** error) {
            return vox_agora_permissions_set(native(), static_cast<std::uint16_t>(resource),
                                             static_cast<std::uint16_t>(access), pointers.data(), pointers.size(), error);
        });
    }
};

/// Mints the tokens of Agora's own builders for one app. Strict, unless set_lenient() was called: it refuses what would give
/// a token that cannot work, such as a point in time where seconds are meant, a channel name outside the documented set, an
/// empty account.
///
/// In `007` every time is in seconds after the issue: `token_expire` is the life of the token; 0 for a privilege is as long
/// as the token. In the two functions for `006` it is absolute, in Unix seconds; 0 is 24 hours after the issue.
class Builder : public Handle<vox_agora_builder, vox_agora_builder_free> {
public:
    using Handle::Handle;

    /// For the app with this id and certificate: 32 hexadecimal characters each, checked when a token is minted.
    static Outcome<Builder> create(std::string_view app_id, std::string_view certificate) {
        const detail::Text id(app_id), secret(certificate);
        return detail::make<Builder>([&](vox_agora_builder** builder, vox_error** error) {
            return vox_agora_builder_new(id.c_str(), secret.c_str(), builder, error);
        });
    }
#if !defined(VOXTOKEN_NO_EXCEPTIONS)
    /// As create(). Throws Error.
    Builder(std::string_view app_id, std::string_view certificate) : Builder(create(app_id, certificate)) {}
#endif

    /// Checks from now on only what the official C++ checks, the two ids, and the lengths that the format can hold. An
    /// unknown role is a subscriber then.
    Outcome<void> set_lenient() {
        return detail::call([&](vox_error** error) { return vox_agora_builder_set_lenient(native(), error); });
    }
    /// Issues tokens at this time: absolute Unix seconds; 0 is now, the default.
    Outcome<void> set_issued_at(std::uint32_t issue_ts) {
        return detail::call([&](vox_error** error) { return vox_agora_builder_set_issued_at(native(), issue_ts, error); });
    }
    /// Uses this salt for each token, in place of a random number from 1 to 99,999,999. For tests.
    Outcome<void> set_salt(std::uint32_t salt) {
        return detail::call([&](vox_error** error) { return vox_agora_builder_set_salt(native(), salt, error); });
    }
    /// Takes the time of issue from a function in place of the system's clock. It is kept as long as this object.
    Outcome<void> set_clock(Clock now) {
        return detail::set_clock(clocks_.get(), std::move(now), [&](vox_clock clock, void* context, vox_error** error) {
            return vox_agora_builder_set_clock(native(), clock, context, error);
        });
    }

    /// RTC for a role. A publisher may join and publish, a subscriber may join; both for `privilege_expire` seconds.
    [[nodiscard]] Outcome<std::string> rtc(std::string_view channel, const User& user, Role role,
                                           std::uint32_t token_expire, std::uint32_t privilege_expire) const {
        const detail::Text name(channel);
        const detail::UserArgument who(user);
        return detail::text([&](char** token, vox_error** error) {
            return vox_agora_builder_rtc(native(), name.c_str(), who.uid, who.account(), number(role), token_expire,
                                         privilege_expire, token, error);
        });
    }
    /// RTC with the life of each privilege; all four are given.
    [[nodiscard]] Outcome<std::string> rtc_with_privileges(std::string_view channel, const User& user,
                                                           std::uint32_t token_expire,
                                                           const RtcPrivileges& privileges) const {
        const detail::Text name(channel);
        const detail::UserArgument who(user);
        return detail::text([&](char** token, vox_error** error) {
            return vox_agora_builder_rtc_with_privileges(native(), name.c_str(), who.uid, who.account(), token_expire,
                                                         privileges.join, privileges.audio, privileges.video,
                                                         privileges.data, token, error);
        });
    }
    /// RTC for a role, and RTM for the same account for `token_expire` seconds. Here `"0"` is no wildcard either.
    [[nodiscard]] Outcome<std::string> rtc_with_rtm(std::string_view channel, std::string_view account, Role role,
                                                    std::uint32_t token_expire, std::uint32_t privilege_expire) const {
        const detail::Text name(channel), who(account);
        return detail::text([&](char** token, vox_error** error) {
            return vox_agora_builder_rtc_with_rtm(native(), name.c_str(), who.c_str(), number(role), token_expire,
                                                  privilege_expire, token, error);
        });
    }
    /// RTC for a role with the life of each privilege, and RTM for another user id. A subscriber gets `join` only.
    [[nodiscard]] Outcome<std::string> rtc_with_rtm2(std::string_view channel, const User& user, Role role,
                                                     std::uint32_t rtc_token_expire, const RtcPrivileges& privileges,
                                                     std::string_view rtm_user_id,
                                                     std::uint32_t rtm_token_expire) const {
        return mint_with_rtm(vox_agora_builder_rtc_with_rtm2, channel, user, role, rtc_token_expire, privileges,
                             rtm_user_id, rtm_token_expire);
    }
    /// As rtc_with_rtm2(), and conversational AI.
    [[nodiscard]] Outcome<std::string> convo_ai(std::string_view channel, const User& user, Role role,
                                                std::uint32_t rtc_token_expire, const RtcPrivileges& privileges,
                                                std::string_view rtm_user_id, std::uint32_t rtm_token_expire) const {
        return mint_with_rtm(vox_agora_builder_convo_ai, channel, user, role, rtc_token_expire, privileges, rtm_user_id,
                             rtm_token_expire);
    }
    /// As rtc_with_rtm2(), and speech to text.
    [[nodiscard]] Outcome<std::string> stt(std::string_view channel, const User& user, Role role,
                                           std::uint32_t rtc_token_expire, const RtcPrivileges& privileges,
                                           std::string_view rtm_user_id, std::uint32_t rtm_token_expire) const {
        return mint_with_rtm(vox_agora_builder_stt, channel, user, role, rtc_token_expire, privileges, rtm_user_id,
                             rtm_token_expire);
    }
    /// RTM.
    [[nodiscard]] Outcome<std::string> rtm(std::string_view user_id, std::uint32_t expire) const {
        return mint_for(vox_agora_builder_rtm, user_id, expire);
    }
    /// RTM with permissions (RTM2, type 8).
    [[nodiscard]] Outcome<std::string> rtm_with_permissions(std::string_view user_id, const Permissions& permissions,
                                                            std::uint32_t expire) const {
        const detail::Text who(user_id);
        return detail::text([&](char** token, vox_error** error) {
            return vox_agora_builder_rtm_with_permissions(native(), who.c_str(), permissions.native(), expire, token,
                                                          error);
        });
    }
    /// Chat for a user.
    [[nodiscard]] Outcome<std::string> chat_user(std::string_view user_id, std::uint32_t expire) const {
        return mint_for(vox_agora_builder_chat_user, user_id, expire);
    }
    /// Chat for the app.
    [[nodiscard]] Outcome<std::string> chat_app(std::uint32_t expire) const {
        return detail::text([&](char** token, vox_error** error) {
            return vox_agora_builder_chat_app(native(), expire, token, error);
        });
    }
    /// Apaas (and Education) for a user in a room, with RTM for the user and chat for the MD5 of the user in lower-case
    /// hexadecimal.
    [[nodiscard]] Outcome<std::string> apaas_room_user(std::string_view room_uuid, std::string_view user_uuid,
                                                       std::int16_t role, std::uint32_t expire) const {
        const detail::Text room(room_uuid), who(user_uuid);
        return detail::text([&](char** token, vox_error** error) {
            return vox_agora_builder_apaas_room_user(native(), room.c_str(), who.c_str(), role, expire, token, error);
        });
    }
    /// Apaas (and Education) for a user in all rooms.
    [[nodiscard]] Outcome<std::string> apaas_user(std::string_view user_uuid, std::uint32_t expire) const {
        return mint_for(vox_agora_builder_apaas_user, user_uuid, expire);
    }
    /// Apaas (and Education) for the app.
    [[nodiscard]] Outcome<std::string> apaas_app(std::uint32_t expire) const {
        return detail::text([&](char** token, vox_error** error) {
            return vox_agora_builder_apaas_app(native(), expire, token, error);
        });
    }
    /// FPA, for 24 hours.
    [[nodiscard]] Outcome<std::string> fpa() const {
        return detail::text(
            [&](char** token, vox_error** error) { return vox_agora_builder_fpa(native(), token, error); });
    }
    /// Stream conversion: to publish the mixed and the raw stream.
    [[nodiscard]] Outcome<std::string> streaming(std::string_view channel, const User& user, std::uint32_t token_expire,
                                                 std::uint32_t privilege_expire) const {
        const detail::Text name(channel);
        const detail::UserArgument who(user);
        return detail::text([&](char** token, vox_error** error) {
            return vox_agora_builder_streaming(native(), name.c_str(), who.uid, who.account(), token_expire,
                                               privilege_expire, token, error);
        });
    }
    /// FCdn: to play, and for a publisher to publish.
    [[nodiscard]] Outcome<std::string> fcdn(std::string_view channel, const User& user, Role role,
                                            std::uint32_t token_expire, std::uint32_t privilege_expire) const {
        const detail::Text name(channel);
        const detail::UserArgument who(user);
        return detail::text([&](char** token, vox_error** error) {
            return vox_agora_builder_fcdn(native(), name.c_str(), who.uid, who.account(), number(role), token_expire,
                                          privilege_expire, token, error);
        });
    }
    /// `006`: RTC for a role until `privilege_expired_ts` (absolute Unix seconds; 0 for 24 hours). All roles but the
    /// subscriber may publish.
    [[nodiscard]] Outcome<std::string> rtc_006(std::string_view channel, const User& user, Role role,
                                               std::uint32_t privilege_expired_ts) const {
        const detail::Text name(channel);
        const detail::UserArgument who(user);
        return detail::text([&](char** token, vox_error** error) {
            return vox_agora_builder_rtc_006(native(), name.c_str(), who.uid, who.account(), number(role),
                                             privilege_expired_ts, token, error);
        });
    }
    /// `006`: RTM until `privilege_expired_ts` (absolute Unix seconds; 0 for 24 hours).
    [[nodiscard]] Outcome<std::string> rtm_006(std::string_view account, std::uint32_t privilege_expired_ts) const {
        return mint_for(vox_agora_builder_rtm_006, account, privilege_expired_ts);
    }

private:
    static std::uint32_t number(Role role) noexcept { return static_cast<std::uint32_t>(role); }

    template <class Minter>
    Outcome<std::string> mint_for(Minter minter, std::string_view user, std::uint32_t expire) const {
        const detail::Text who(user);
        return detail::text([&](char** token, vox_error** error) {
            return minter(native(), who.c_str(), expire, token, error);
        });
    }

    template <class Minter>
    Outcome<std::string> mint_with_rtm(Minter minter, std::string_view channel, const User& user, Role role,
                                       std::uint32_t rtc_token_expire, const RtcPrivileges& privileges,
                                       std::string_view rtm_user_id, std::uint32_t rtm_token_expire) const {
        const detail::Text name(channel), rtm_user(rtm_user_id);
        const detail::UserArgument who(user);
        return detail::text([&](char** token, vox_error** error) {
            return minter(native(), name.c_str(), who.uid, who.account(), number(role), rtc_token_expire,
                          privileges.join, privileges.audio, privileges.video, privileges.data, rtm_user.c_str(),
                          rtm_token_expire, token, error);
        });
    }

    std::unique_ptr<detail::Clocks> clocks_ = std::make_unique<detail::Clocks>();
};

/// A privilege of a service or of a `006` token.
struct Privilege {
    std::uint16_t number;  ///< One of those in agora::privilege, or any other.
    std::uint32_t expire;  ///< `007`: seconds after the token's issue. `006`: absolute Unix seconds. 0: with the token.
};

/// @cond
namespace detail {

template <class Native, class Reader>
Outcome<std::vector<Privilege>> privileges(const Native* handle, std::size_t count, Reader read) {
    std::vector<Privilege> privileges(count);
    for (std::size_t at = 0; at < count; ++at) {
        vox_error* error = nullptr;
        if (read(handle, at, &privileges[at].number, &privileges[at].expire, &error) != VOX_OK) {
            return fail<std::vector<Privilege>>(error);
        }
    }
    return privileges;
}

}  // namespace detail
/// @endcond

/// The names of one kind of resource that a user may access in one way.
struct Permission {
    Resource resource;                    ///< The kind of resource.
    Access access;                        ///< What may be done.
    std::vector<std::string_view> names;  ///< Any bytes; they live as long as the service.
};

/// A look at a service, as long as the Service or the Parsed token lives that it is of. To be copied freely.
class ServiceView {
public:
    /// A look at a service of the C interface, NULL for none.
    explicit ServiceView(const vox_agora_service* service) noexcept : service_(service) {}

    /// The service, for functions of the C interface.
    [[nodiscard]] const vox_agora_service* native() const noexcept { return service_; }
    /// Its type.
    [[nodiscard]] ServiceType type() const noexcept { return static_cast<ServiceType>(vox_agora_service_type(service_)); }
    /// One of its texts: any bytes. ErrorKind::InvalidArgument for a field that this type of service does not have.
    [[nodiscard]] Outcome<std::string_view> text(Field field) const {
        return detail::lend<std::string_view>([&](const std::uint8_t** data, std::size_t* length, vox_error** error) {
            return vox_agora_service_text(service_, static_cast<std::uint32_t>(field), data, length, error);
        });
    }
    /// The role of an apaas service. −1, which is also "no role", for others.
    [[nodiscard]] std::int16_t role() const noexcept { return vox_agora_service_role(service_); }
    /// Its privileges in ascending order of their numbers.
    [[nodiscard]] Outcome<std::vector<Privilege>> privileges() const {
        return detail::privileges(service_, vox_agora_service_privilege_count(service_), vox_agora_service_privilege);
    }
    /// The permissions of an RTM2 service; none for others.
    [[nodiscard]] Outcome<std::vector<Permission>> permissions() const {
        std::vector<Permission> permissions(vox_agora_service_permission_count(service_));
        for (std::size_t at = 0; at < permissions.size(); ++at) {
            vox_error* error = nullptr;
            if (!read_permission(at, permissions[at], &error)) {
                return detail::fail<std::vector<Permission>>(error);
            }
        }
        return permissions;
    }

private:
    bool read_permission(std::size_t at, Permission& permission, vox_error** error) const {
        std::uint16_t resource = 0, access = 0;
        std::size_t count = 0;
        if (vox_agora_service_permission(service_, at, &resource, &access, &count, error) != VOX_OK) return false;
        permission.resource = static_cast<Resource>(resource);
        permission.access = static_cast<Access>(access);
        for (std::size_t name = 0; name < count; ++name) {
            const std::uint8_t* data = nullptr;
            std::size_t length = 0;
            if (vox_agora_service_permission_name(service_, at, name, &data, &length, error) != VOX_OK) return false;
            permission.names.emplace_back(reinterpret_cast<const char*>(data), length);
        }
        return true;
    }

    const vox_agora_service* service_;
};

/// One service of a `007` token with its privileges. Its texts are any bytes, NULs included; that they are 65,535
/// at most is checked when a token is built.
class Service : public Handle<vox_agora_service, vox_agora_service_free> {
public:
    using Handle::Handle;

    /// RTC in a channel, for a uid in decimal or an account; an empty one is for any user.
    static Outcome<Service> rtc(std::string_view channel, std::string_view account) {
        return make(vox_agora_service_rtc, channel, account);
    }
    /// RTM.
    static Outcome<Service> rtm(std::string_view user_id) { return make(vox_agora_service_rtm, user_id); }
    /// Stream conversion in a channel.
    static Outcome<Service> streaming(std::string_view channel, std::string_view account) {
        return make(vox_agora_service_streaming, channel, account);
    }
    /// FPA.
    static Outcome<Service> fpa() { return make(vox_agora_service_fpa); }
    /// Chat of a user, or of the app with an empty id.
    static Outcome<Service> chat(std::string_view user_id) { return make(vox_agora_service_chat, user_id); }
    /// FCdn in a channel.
    static Outcome<Service> fcdn(std::string_view channel, std::string_view account) {
        return make(vox_agora_service_fcdn, channel, account);
    }
    /// Apaas, which Education is, too. An empty room is all rooms, an empty user the app, the role −1 none.
    static Outcome<Service> apaas(std::string_view room_uuid, std::string_view user_uuid, std::int16_t role) {
        return detail::make<Service>([&](vox_agora_service** service, vox_error** error) {
            return vox_agora_service_apaas(bytes(room_uuid), room_uuid.size(), bytes(user_uuid), user_uuid.size(), role,
                                           service, error);
        });
    }
    /// RTM with permissions, of which it takes a copy.
    static Outcome<Service> rtm2(std::string_view user_id, const Permissions& permissions) {
        return detail::make<Service>([&](vox_agora_service** service, vox_error** error) {
            return vox_agora_service_rtm2(bytes(user_id), user_id.size(), permissions.native(), service, error);
        });
    }
    /// Conversational AI.
    static Outcome<Service> convo_ai() { return make(vox_agora_service_convo_ai); }
    /// Speech to text.
    static Outcome<Service> stt() { return make(vox_agora_service_stt); }

    /// Sets a privilege to last `expire` seconds after the token's issue; 0 is as long as the token. The number is one of
    /// those in agora::privilege, or any other.
    Outcome<void> add_privilege(std::uint16_t privilege, std::uint32_t expire) {
        return detail::call([&](vox_error** error) {
            return vox_agora_service_add_privilege(native(), privilege, expire, error);
        });
    }
    /// What is in it.
    [[nodiscard]] ServiceView view() const& noexcept { return ServiceView(native()); }
    ServiceView view() const&& = delete;

private:
    static const std::uint8_t* bytes(std::string_view text) noexcept { return ByteView(text).data(); }

    template <class Maker>
    static Outcome<Service> make(Maker maker) {
        return detail::make<Service>(maker);
    }

    template <class Maker>
    static Outcome<Service> make(Maker maker, std::string_view user_id) {
        return detail::make<Service>([&](vox_agora_service** service, vox_error** error) {
            return maker(bytes(user_id), user_id.size(), service, error);
        });
    }

    template <class Maker>
    static Outcome<Service> make(Maker maker, std::string_view channel, std::string_view account) {
        return detail::make<Service>([&](vox_agora_service** service, vox_error** error) {
            return maker(bytes(channel), channel.size(), bytes(account), account.size(), service, error);
        });
    }
};

/// The content of a `007` token: it asks no clock and no random numbers.
class AccessToken2 : public Handle<vox_agora_access_token2, vox_agora_access_token2_free> {
public:
    using Handle::Handle;

    /// A token without services, issued at `issue_ts` (absolute Unix seconds; 0 stays 0), which lives for `expire` seconds.
    /// The salt makes each token another one; it is no secret.
    static Outcome<AccessToken2> create(std::string_view app_id, std::uint32_t issue_ts, std::uint32_t expire,
                                        std::uint32_t salt) {
        const detail::Text id(app_id);
        return detail::make<AccessToken2>([&](vox_agora_access_token2** content, vox_error** error) {
            return vox_agora_access_token2_new(id.c_str(), issue_ts, expire, salt, content, error);
        });
    }
#if !defined(VOXTOKEN_NO_EXCEPTIONS)
    /// As create(). Throws Error.
    AccessToken2(std::string_view app_id, std::uint32_t issue_ts, std::uint32_t expire, std::uint32_t salt)
        : AccessToken2(create(app_id, issue_ts, expire, salt)) {}
#endif

    /// Adds a copy of a service. One type may occur more than once.
    Outcome<void> add_service(ServiceView service) {
        return detail::call([&](vox_error** error) {
            return vox_agora_access_token2_add_service(native(), service.native(), error);
        });
    }
    /// Adds a copy of a service. One type may occur more than once.
    Outcome<void> add_service(const Service& service) { return add_service(service.view()); }
    /// Signs the content with the app certificate (32 hexadecimal characters) and gives the token.
    [[nodiscard]] Outcome<std::string> build(std::string_view certificate) const {
        const detail::Text secret(certificate);
        return detail::text([&](char** token, vox_error** error) {
            return vox_agora_access_token2_build(native(), secret.c_str(), token, error);
        });
    }
};

/// The content of a `006` token: it asks no clock and no random numbers. For new work take AccessToken2.
class AccessToken : public Handle<vox_agora_access_token, vox_agora_access_token_free> {
public:
    using Handle::Handle;

    /// A token without privileges that ends at `ts` (absolute Unix seconds). Channel (for RTM the user account) and uid (in
    /// decimal, or the user account; empty for any and for RTM) are any bytes, 65,535 at most. The salt makes each token
    /// another one; it is no secret.
    static Outcome<AccessToken> create(std::string_view app_id, std::string_view channel, std::string_view uid,
                                       std::uint32_t salt, std::uint32_t ts) {
        const detail::Text id(app_id);
        return detail::make<AccessToken>([&](vox_agora_access_token** content, vox_error** error) {
            return vox_agora_access_token_new(id.c_str(), ByteView(channel).data(), channel.size(), ByteView(uid).data(),
                                              uid.size(), salt, ts, content, error);
        });
    }
#if !defined(VOXTOKEN_NO_EXCEPTIONS)
    /// As create(). Throws Error.
    AccessToken(std::string_view app_id, std::string_view channel, std::string_view uid, std::uint32_t salt,
                std::uint32_t ts)
        : AccessToken(create(app_id, channel, uid, salt, ts)) {}
#endif

    /// Sets a privilege to end at `expire_ts` (absolute Unix seconds); 0 is when the token ends. The number is one of those
    /// in agora::privilege, or any other.
    Outcome<void> add_privilege(std::uint16_t privilege, std::uint32_t expire_ts) {
        return detail::call([&](vox_error** error) {
            return vox_agora_access_token_add_privilege(native(), privilege, expire_ts, error);
        });
    }
    /// Signs the content with the app certificate (32 hexadecimal characters) and gives the token.
    [[nodiscard]] Outcome<std::string> build(std::string_view certificate) const {
        const detail::Text secret(certificate);
        return detail::text([&](char** token, vox_error** error) {
            return vox_agora_access_token_build(native(), secret.c_str(), token, error);
        });
    }
};

/// A token that was read, of either version. It never changes.
class Parsed : public Handle<vox_agora_parsed, vox_agora_parsed_free> {
public:
    using Handle::Handle;

    /// Its version: 6 or 7.
    [[nodiscard]] std::uint32_t version() const noexcept { return vox_agora_parsed_version(native()); }
    /// Its app id: any bytes, 32 in a good token.
    [[nodiscard]] Outcome<std::string_view> app_id() const& {
        return detail::lend<std::string_view>([&](const std::uint8_t** data, std::size_t* length, vox_error** error) {
            return vox_agora_parsed_app_id(native(), data, length, error);
        });
    }
    Outcome<std::string_view> app_id() const&& = delete;
    /// When it was issued: absolute Unix seconds. 0 for `006`, which does not say.
    [[nodiscard]] std::uint32_t issue_ts() const noexcept { return vox_agora_parsed_issue_ts(native()); }
    /// Its salt.
    [[nodiscard]] std::uint32_t salt() const noexcept { return vox_agora_parsed_salt(native()); }
    /// When the token itself ends: absolute Unix seconds.
    [[nodiscard]] std::uint64_t token_expires_at() const noexcept { return vox_agora_parsed_token_expires_at(native()); }
    /// When the token stops to be good for anything, because its last privilege ends: absolute Unix seconds, never later
    /// than the token itself.
    [[nodiscard]] std::uint64_t expires_at() const noexcept { return vox_agora_parsed_expires_at(native()); }
    /// The services of a `007` token, up to the first one of an unknown type.
    [[nodiscard]] std::vector<ServiceView> services() const& {
        std::vector<ServiceView> services;
        for (std::size_t at = 0; at < vox_agora_parsed_service_count(native()); ++at) {
            services.emplace_back(vox_agora_parsed_service(native(), at));
        }
        return services;
    }
    std::vector<ServiceView> services() const&& = delete;
    /// The type of the first service that is not known, if there is one; what follows it could not be read.
    [[nodiscard]] std::optional<std::uint16_t> unknown_service() const noexcept {
        const std::int32_t type = vox_agora_parsed_unknown_service(native());
        if (type < 0) return std::nullopt;
        return static_cast<std::uint16_t>(type);
    }
    /// `006`: its privileges in ascending order of their numbers, in absolute Unix seconds. None for `007`, whose services
    /// have them.
    [[nodiscard]] Outcome<std::vector<Privilege>> privileges() const {
        return detail::privileges(native(), vox_agora_parsed_privilege_count(native()), vox_agora_parsed_privilege);
    }
    /// `006`: CRC-32 (IEEE) of the channel's name; for RTM of the user account. Not signed. 0 for `007`.
    [[nodiscard]] std::uint32_t crc_channel() const noexcept { return vox_agora_parsed_crc_channel(native()); }
    /// `006`: CRC-32 (IEEE) of the uid in decimal or the user account; 0 for any user. Not signed. 0 for `007`.
    [[nodiscard]] std::uint32_t crc_uid() const noexcept { return vox_agora_parsed_crc_uid(native()); }
    /// How many bytes follow the last part. They mean nothing.
    [[nodiscard]] std::size_t trailing() const noexcept { return vox_agora_parsed_trailing(native()); }
    /// The signature as it stands in the token: 32 bytes in a good one.
    [[nodiscard]] Outcome<ByteView> signature() const& {
        return detail::lend<ByteView>([&](const std::uint8_t** data, std::size_t* length, vox_error** error) {
            return vox_agora_parsed_signature(native(), data, length, error);
        });
    }
    Outcome<ByteView> signature() const&& = delete;
    /// What is signed: all that follows the signature in `007`; salt, time and privileges in `006`, of which app id, channel
    /// and uid are signed, too.
    [[nodiscard]] Outcome<ByteView> signed_bytes() const& {
        return detail::lend<ByteView>([&](const std::uint8_t** data, std::size_t* length, vox_error** error) {
            return vox_agora_parsed_signed_bytes(native(), data, length, error);
        });
    }
    Outcome<ByteView> signed_bytes() const&& = delete;
};

/// What a token is compared with. What is not set is not checked, but verify() says what it needs.
class Expected : public Handle<vox_agora_expected, vox_agora_expected_free> {
public:
    using Handle::Handle;

    /// Nothing is expected yet.
    static Outcome<Expected> create() {
        return detail::make<Expected>(
            [](vox_agora_expected** expected, vox_error** error) { return vox_agora_expected_new(expected, error); });
    }
#if !defined(VOXTOKEN_NO_EXCEPTIONS)
    /// As create(). Throws Error.
    Expected() : Expected(create()) {}
#endif

    /// The app certificate that the token should be signed with: 32 hexadecimal characters.
    Outcome<void> set_certificate(std::string_view certificate) {
        return detail::set_text(native(), vox_agora_expected_set_certificate, certificate);
    }
    /// The channel that is joined.
    Outcome<void> set_channel(std::string_view channel) {
        return detail::set_text(native(), vox_agora_expected_set_channel, channel);
    }
    /// The user who joins or logs in.
    Outcome<void> set_user(const User& user) {
        const detail::UserArgument who(user);
        return detail::call([&](vox_error** error) {
            return vox_agora_expected_set_user(native(), who.uid, who.account(), error);
        });
    }
    /// The time to check the expiry at: absolute Unix seconds.
    Outcome<void> set_now(std::uint64_t now) {
        return detail::call([&](vox_error** error) { return vox_agora_expected_set_now(native(), now, error); });
    }
};

/// Something that is wrong or doubtful about a token. Texts live as long as the report.
struct Finding {
    std::string_view name;     ///< Stable, such as `expired`.
    std::string_view message;  ///< In plain words: what it is, why it matters and what to do.
    bool is_error;             ///< Does it make the token useless? Else it is a warning.
};

/// What can be said about a token. It holds neither the token nor its signature. It never changes.
class Report : public Handle<vox_agora_report, vox_agora_report_free> {
public:
    using Handle::Handle;

    /// Is there no finding that makes the token useless? Only what was expected was checked: without a certificate a
    /// **forged** token is valid here. Decide by verify() who gets in.
    [[nodiscard]] bool is_valid() const noexcept { return vox_agora_report_is_valid(native()); }
    /// Is the token valid **and** its signature good? Without an expected time it may have expired.
    [[nodiscard]] bool is_verified() const noexcept { return vox_agora_report_is_verified(native()); }
    /// Whether the signature fits.
    [[nodiscard]] SignatureCheck signature() const noexcept {
        return static_cast<SignatureCheck>(vox_agora_report_signature(native()));
    }
    /// What is wrong or doubtful.
    [[nodiscard]] std::vector<Finding> findings() const& {
        std::vector<Finding> findings;
        for (std::size_t at = 0; at < vox_agora_report_finding_count(native()); ++at) {
            findings.push_back({detail::view(vox_agora_report_finding_name(native(), at)),
                                detail::view(vox_agora_report_finding_message(native(), at)),
                                vox_agora_report_finding_is_error(native(), at)});
        }
        return findings;
    }
    std::vector<Finding> findings() const&& = delete;
    /// The whole report as JSON: `version`, `app_id`, `issued_at`, `salt`, `token_expires_at`, `expires_at`, `services`,
    /// `signature`, `findings`.
    [[nodiscard]] Outcome<std::string> json() const {
        return detail::text(
            [&](char** json, vox_error** error) { return vox_agora_report_json(native(), json, error); });
    }
};

/// Reads a token of either version without verifying it: it may be forged. ErrorKind::InvalidToken says which part is
/// damaged.
[[nodiscard]] inline Outcome<Parsed> parse(std::string_view token) {
    const detail::Text copy(token);
    return detail::make<Parsed>([&](vox_agora_parsed** parsed, vox_error** error) {
        return vox_agora_parse(copy.c_str(), parsed, error);
    });
}

/// Accepts a token of either version only if it is signed with the expected certificate, is for the expected channel and
/// user, and lives at the expected time. The signature is compared in constant time.
///
/// ErrorKind::InvalidToken says what is wrong with the token; ErrorKind::InvalidArgument that certificate or time, or for
/// `006` channel or user, are not set.
[[nodiscard]] inline Outcome<Parsed> verify(std::string_view token, const Expected& expected) {
    const detail::Text copy(token);
    return detail::make<Parsed>([&](vox_agora_parsed** parsed, vox_error** error) {
        return vox_agora_verify(copy.c_str(), expected.native(), parsed, error);
    });
}

/// Says all that can be said about a token, even a damaged one.
[[nodiscard]] inline Outcome<Report> explain(std::string_view token, const Expected& expected) {
    const detail::Text copy(token);
    return detail::make<Report>([&](vox_agora_report** report, vox_error** error) {
        // The C interface takes NULL for "nothing is expected", which a moved-from object must not become.
        if (!expected.native()) return vox_agora_expected_set_now(nullptr, 0, error);
        return vox_agora_explain(copy.c_str(), expected.native(), report, error);
    });
}

/// Says all that can be said about a token of which nothing is expected.
[[nodiscard]] inline Outcome<Report> explain(std::string_view token) {
    const detail::Text copy(token);
    return detail::make<Report>([&](vox_agora_report** report, vox_error** error) {
        return vox_agora_explain(copy.c_str(), nullptr, report, error);
    });
}

/// Signs the signed bytes of a `007` token (app id, times, salt, services, all packed by the caller) with the app
/// certificate and makes a token of them.
[[nodiscard]] inline Outcome<std::string> seal(ByteView signing_info, std::string_view certificate) {
    const detail::Text secret(certificate);
    return detail::text([&](char** token, vox_error** error) {
        return vox_agora_seal(signing_info.data(), signing_info.size(), secret.c_str(), token, error);
    });
}

/// The signature of the signed bytes of a `007` token.
[[nodiscard]] inline Outcome<Signature> sign(ByteView signing_info, std::string_view certificate) {
    const detail::Text secret(certificate);
    return detail::signature([&](std::uint8_t(*output)[VOX_AGORA_SIGNATURE_LENGTH], vox_error** error) {
        return vox_agora_sign(signing_info.data(), signing_info.size(), secret.c_str(), output, error);
    });
}

/// A random salt for a bare token: a number from 1 to 99,999,999 of the operating system.
[[nodiscard]] inline Outcome<std::uint32_t> random_salt() {
    std::uint32_t salt = 0;
    vox_error* error = nullptr;
    if (vox_agora_salt(&salt, &error) != VOX_OK) return detail::fail<std::uint32_t>(error);
    return salt;
}

/// HMAC-SHA256, of which both formats make their signatures. Of a `006` token the key is the app certificate and the message
/// is app id, channel, uid and message put together.
[[nodiscard]] inline Outcome<Signature> hmac(ByteView key, ByteView message) {
    return detail::signature([&](std::uint8_t(*output)[VOX_AGORA_SIGNATURE_LENGTH], vox_error** error) {
        return vox_agora_hmac(key.data(), key.size(), message.data(), message.size(), output, error);
    });
}

/// The two parts of a `007` token.
struct Opened {
    std::vector<std::uint8_t> signature;     ///< 32 bytes in a good token.
    std::vector<std::uint8_t> signing_info;  ///< What is signed.
};

/// Takes a `007` token apart into its signature and the bytes that it signs. Nothing is verified.
[[nodiscard]] inline Outcome<Opened> open(std::string_view token) {
    const detail::Text copy(token);
    detail::Bytes signature, signing_info;
    vox_error* error = nullptr;
    if (vox_agora_open(copy.c_str(), &signature.data, &signature.length, &signing_info.data, &signing_info.length,
                       &error) != VOX_OK) {
        return detail::fail<Opened>(error);
    }
    return Opened{signature.copy(), signing_info.copy()};
}

}  // namespace agora
}  // inline namespace
}  // namespace voxtoken

#endif  // VOXTOKEN_HPP
