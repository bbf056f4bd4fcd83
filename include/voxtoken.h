/**
 * @file voxtoken.h
 * Access tokens for voice and real-time clouds: asks Alibaba Cloud NLS, Alibaba DashScope and Baidu AIOB for tokens,
 * keeps, refreshes and shares them, mints, parses, verifies and explains Agora tokens.
 *
 * @code{.c}
 * vox_nls_token *nls;
 * vox_token *token;
 * vox_error *error;
 * if (vox_nls_token_new("key-id", "key-secret", &nls, NULL) != VOX_OK) abort();
 * if (vox_nls_token_apply(nls, &token, &error) == VOX_OK) {
 *     printf("%s until %llu\n", vox_token_value(token), (unsigned long long)vox_token_expires_at(token));
 *     vox_token_free(token);
 * } else {
 *     fprintf(stderr, "%s\n%s\n", vox_error_text(error), vox_error_hint(error));
 *     vox_error_free(error);
 * }
 * vox_nls_token_free(nls);
 * @endcode
 *
 * # Conventions
 *
 * **Order of arguments.** First the handle that a function works on, then inputs, then outputs, last the error.
 *
 * **Errors.** A function that can fail gives a status: `VOX_OK`, which is 0, or one of the numbers below. They never
 * change their meaning, and later versions may add more. The last argument may point to a `vox_error *`: on failure, and
 * only then, it gets the details, which are to be freed with `vox_error_free`. It may be NULL. A bug of the library
 * (a panic) comes back as `VOX_INTERNAL`; it never unwinds into the caller.
 *
 * A status must be looked at (`VOX_MUST_USE`; define it as nothing before this header to be without the warning).
 *
 * **Outputs** are written on success only, after all inputs were read.
 *
 * **NULL** where a handle, a text or an output is needed is `VOX_INVALID_ARGUMENT` with the name of the argument, never a
 * crash. Functions that only read a handle and give no status answer NULL, 0, −1 or false to NULL, as described there. All
 * `_free` functions allow NULL.
 *
 * **Ownership.** A function that writes a handle, a text or bytes to an output, and `…_last`, give them to the caller, who
 * frees each with its own `_free` function: handles with `vox_<handle>_free`, texts (`char *`) with `vox_string_free`,
 * bytes (`uint8_t *`) with `vox_bytes_free`. All that is `const` stays with the library and lives as long as the handle that
 * it came from. Inputs are copied: they need not outlive the call, but for the contexts of callbacks.
 *
 * **Strings.** Texts that are given as `const char *` are NUL-terminated UTF-8, so they hold no NUL; other bytes are
 * `VOX_INVALID_ARGUMENT`. Where texts may be any bytes, with NULs among them, there are a pointer and a length. All sizes and
 * lengths are in bytes. Texts that the library gives are NUL-terminated UTF-8, unless there is a length.
 *
 * **Enumerations** are integers: a number that is not among the constants is an error, never undefined behaviour.
 *
 * **Times** are absolute Unix seconds or durations in seconds; each item says which. Milliseconds are named so.
 *
 * **Threads.** Functions that take a `const` handle may be called for the same handle by many threads at once; others need
 * the handle for themselves. No function may be called while or after the handle is freed. No handle belongs to a thread.
 * A thread must not be cancelled inside of a call. The library has no thread of its own between calls, but a name resolution
 * that hangs beyond the time limit, and a fetch of a cache that outlives its callers; both end on their own. The three token
 * objects (`vox_nls_token`, `vox_dash_token`, `vox_aiob_token`) and `vox_cache` are for all threads: all of their functions but
 * `_free` may be called by many at once.
 *
 * **Environment.** Asking reads environment variables (proxies, root certificates, `_from_env`): no thread may change them at
 * the same time. A `vox_cache` asks in the background: once it was asked for a token, no thread may change them before it is
 * freed and its last fetch has ended.
 *
 * **Fork.** Parent and child may both go on to use all handles after `fork()`, even when another thread was inside a call:
 * that call goes on in the parent only. What the child does is limited by the C library: a name resolution in the
 * child of a process with threads depends on it.
 *
 * **Callbacks** get the context that was given along with them. They may be called by any thread, and must neither throw nor
 * jump out. Where a function takes a `vox_free`, too, the context is freed by it when the callback will not be called again.
 *
 * **Secrets.** Secrets and tokens that a handle, a text or bytes hold are overwritten in memory when these are freed. They appear
 * in no error and in no line of the log. (What went through HTTP and TLS leaves copies there that are not overwritten.)
 *
 * **Time limits.** Asking a cloud blocks for 10 seconds at most, unless a `vox_client` says otherwise.
 */


#ifndef VOXTOKEN_H
#define VOXTOKEN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** The version of this header as text. */
#define VOX_VERSION "0.1.0"
/** The first number of the version of this header. */
#define VOX_VERSION_MAJOR 0
/** The second number of the version of this header. */
#define VOX_VERSION_MINOR 1
/** The third number of the version of this header. */
#define VOX_VERSION_PATCH 0
/** The version of this header as one number, to compare: major * 1,000,000 + minor * 1,000 + patch. */
#define VOX_VERSION_NUMBER 1000

#ifndef VOX_MUST_USE
#if defined(__GNUC__)
/** The result of such a function must be looked at. */
#define VOX_MUST_USE __attribute__((warn_unused_result))
#else
#define VOX_MUST_USE
#endif
#endif

/** Success. */
#define VOX_OK 0
/** An argument or setting is missing or breaks a rule; nothing was sent. Correct the named argument. */
#define VOX_INVALID_ARGUMENT 1
/** No credentials were given, or the cloud does not accept the key. Check the key and the secret: they may be wrong, disabled or deleted. */
#define VOX_CREDENTIALS 2
/** The cloud computed another signature than we did. Check the access key secret: a character may be missing, or it belongs to another key id. */
#define VOX_SIGNATURE 3
/** The key is good but may not do this. Grant the permission to the key's user in the cloud's console and make sure that the service is opened. A grant takes a minute or two to act. */
#define VOX_PERMISSION 4
/** The STS security token is missing, malformed, expired or of another key. Fetch new temporary credentials (STS): key id, secret and security token belong together and expire together. */
#define VOX_SECURITY_TOKEN 5
/** This machine's clock is too far from the cloud's. Set this machine's clock: it is more than 15 minutes away from the cloud's. */
#define VOX_CLOCK 6
/** The nonce was used before. Send the request again with a new nonce and signature; never send the same bytes twice. */
#define VOX_NONCE 7
/** Too many requests. Stop asking for tokens so often: keep the token and share it until it expires. Then try again later. */
#define VOX_THROTTLED 8
/** The cloud has a problem of its own. Try again later; the fault is on the cloud's side. */
#define VOX_UNAVAILABLE 9
/** The host, region, version or action do not fit together. Check the endpoint, region, API version and action: they come in fixed combinations. */
#define VOX_ENDPOINT 10
/** The account's state forbids the call: balance, risk control, verification. Look at the account's state in the cloud's console: balance, identity verification, risk control. */
#define VOX_ACCOUNT 11
/** The cloud refused the request for another reason. Look the code up in the cloud's error center; the request id helps its support. */
#define VOX_REJECTED 12
/** No connection, or it broke. Check the network, DNS, firewall and proxy (HTTPS_PROXY, NO_PROXY), then try again. */
#define VOX_NETWORK 13
/** No answer within the time limit. Check the network and proxy, then try again; raise the time limit only if the network is known to be slow. */
#define VOX_TIMEOUT 14
/** The server's certificate was not accepted or the TLS handshake failed. Check this machine's clock and root certificates; behind a proxy that opens TLS, add its root certificate. */
#define VOX_TLS 15
/** The proxy setting is unusable, or the proxy refused. Correct or remove the proxy variable; use http://, https:// or socks5:// with host and port. */
#define VOX_PROXY 16
/** Plain http to another machine, which would send the secret in clear text. Use an https endpoint. Plain http is for loopback, or must be allowed explicitly. */
#define VOX_INSECURE 17
/** The answer is not what the cloud documents. Check that the endpoint is the cloud's and that no proxy or login page answers in its place. */
#define VOX_BAD_RESPONSE 18
/** A token that was to be parsed or verified is not valid. Mint a new token and compare app id, certificate, channel and uid with those used to join. */
#define VOX_INVALID_TOKEN 19
/** A bug in this library. Please report this as a bug, with the message. */
#define VOX_INTERNAL 20


/**
 * No log at all.
 */
#define VOX_LOG_OFF 0

/**
 * A bug of the library.
 */
#define VOX_LOG_ERROR 1

/**
 * A call that failed.
 */
#define VOX_LOG_WARN 2

/**
 * A token that came.
 */
#define VOX_LOG_INFO 3

/**
 * What is sent where, without its content.
 */
#define VOX_LOG_DEBUG 4

/**
 * Sign in RPC style with HMAC-SHA1. The default.
 */
#define VOX_NLS_SIGNATURE_RPC 0

/**
 * Sign in ROA style with HMAC-SHA1, for the API version 2018-05-18.
 */
#define VOX_NLS_SIGNATURE_ROA 1

/**
 * Sign by ACS3-HMAC-SHA256, as Alibaba's newest clients do.
 */
#define VOX_NLS_SIGNATURE_ACS3 2

/**
 * Ask by POST: the parameters travel in the body. The default.
 */
#define VOX_METHOD_POST 0

/**
 * Ask by GET: the parameters travel in the URL.
 */
#define VOX_METHOD_GET 1

/**
 * `006` only: may publish.
 */
#define VOX_AGORA_ROLE_ATTENDEE 0

/**
 * May publish audio, video and data.
 */
#define VOX_AGORA_ROLE_PUBLISHER 1

/**
 * May only join and listen.
 */
#define VOX_AGORA_ROLE_SUBSCRIBER 2

/**
 * `006` only: may publish.
 */
#define VOX_AGORA_ROLE_ADMIN 101

/**
 * Real-time calls.
 */
#define VOX_AGORA_SERVICE_RTC 1

/**
 * Messages.
 */
#define VOX_AGORA_SERVICE_RTM 2

/**
 * Stream conversion.
 */
#define VOX_AGORA_SERVICE_STREAMING 3

/**
 * Acceleration of one's own traffic.
 */
#define VOX_AGORA_SERVICE_FPA 4

/**
 * Chat.
 */
#define VOX_AGORA_SERVICE_CHAT 5

/**
 * Live streaming by CDN.
 */
#define VOX_AGORA_SERVICE_FCDN 6

/**
 * Apaas and Education.
 */
#define VOX_AGORA_SERVICE_APAAS 7

/**
 * Messages with permissions.
 */
#define VOX_AGORA_SERVICE_RTM2 8

/**
 * Conversational AI.
 */
#define VOX_AGORA_SERVICE_CONVO_AI 9

/**
 * Speech to text.
 */
#define VOX_AGORA_SERVICE_STT 10

/**
 * RTC and `006`: join a channel.
 */
#define VOX_AGORA_PRIVILEGE_JOIN_CHANNEL 1

/**
 * RTC and `006`: publish audio.
 */
#define VOX_AGORA_PRIVILEGE_PUBLISH_AUDIO_STREAM 2

/**
 * RTC and `006`: publish video.
 */
#define VOX_AGORA_PRIVILEGE_PUBLISH_VIDEO_STREAM 3

/**
 * RTC and `006`: publish data.
 */
#define VOX_AGORA_PRIVILEGE_PUBLISH_DATA_STREAM 4

/**
 * RTM, RTM2 and FPA: log in.
 */
#define VOX_AGORA_PRIVILEGE_LOGIN 1

/**
 * Streaming: publish the mixed stream.
 */
#define VOX_AGORA_PRIVILEGE_PUBLISH_MIX_STREAM 1

/**
 * Streaming: publish the raw stream.
 */
#define VOX_AGORA_PRIVILEGE_PUBLISH_RAW_STREAM 2

/**
 * Chat: act as a user.
 */
#define VOX_AGORA_PRIVILEGE_CHAT_USER 1

/**
 * Chat: act as the app.
 */
#define VOX_AGORA_PRIVILEGE_CHAT_APP 2

/**
 * FCdn: publish.
 */
#define VOX_AGORA_PRIVILEGE_FCDN_PUBLISH 1

/**
 * FCdn: play.
 */
#define VOX_AGORA_PRIVILEGE_FCDN_PLAY 2

/**
 * Apaas: act as a user in a room.
 */
#define VOX_AGORA_PRIVILEGE_APAAS_ROOM_USER 1

/**
 * Apaas: act as a user.
 */
#define VOX_AGORA_PRIVILEGE_APAAS_USER 2

/**
 * Apaas: act as the app.
 */
#define VOX_AGORA_PRIVILEGE_APAAS_APP 3

/**
 * `006`: administrate a channel.
 */
#define VOX_AGORA_PRIVILEGE_ADMINISTRATE_CHANNEL 101

/**
 * `006`: log in to RTM.
 */
#define VOX_AGORA_PRIVILEGE_RTM_LOGIN 1000

/**
 * Message channels.
 */
#define VOX_AGORA_RESOURCE_MESSAGE_CHANNELS 0

/**
 * Stream channels.
 */
#define VOX_AGORA_RESOURCE_STREAM_CHANNELS 1

/**
 * Channel groups.
 */
#define VOX_AGORA_RESOURCE_GROUP_CHANNELS 2

/**
 * Server groups.
 */
#define VOX_AGORA_RESOURCE_SERVER_GROUPS 3

/**
 * Users.
 */
#define VOX_AGORA_RESOURCE_USERS 4

/**
 * Read.
 */
#define VOX_AGORA_ACCESS_READ 0

/**
 * Write.
 */
#define VOX_AGORA_ACCESS_WRITE 1

/**
 * RTC, Streaming, FCdn: the channel's name.
 */
#define VOX_AGORA_FIELD_CHANNEL 0

/**
 * RTC, Streaming, FCdn: the uid in decimal or the user account; empty for any.
 */
#define VOX_AGORA_FIELD_ACCOUNT 1

/**
 * RTM, RTM2, Chat: the user id.
 */
#define VOX_AGORA_FIELD_USER_ID 2

/**
 * Apaas: the room.
 */
#define VOX_AGORA_FIELD_ROOM_UUID 3

/**
 * Apaas: the user.
 */
#define VOX_AGORA_FIELD_USER_UUID 4

/**
 * The signature was not checked: something that it needs is not known. The token may be forged.
 */
#define VOX_AGORA_SIGNATURE_NOT_CHECKED 0

/**
 * The signature was checked: it fits.
 */
#define VOX_AGORA_SIGNATURE_GOOD 1

/**
 * The signature was checked: it does not fit.
 */
#define VOX_AGORA_SIGNATURE_BAD 2

/**
 * The length of a signature in bytes.
 */
#define VOX_AGORA_SIGNATURE_LENGTH 32

/**
 * The content of a `006` token: it asks no clock and no random numbers. For new work take
 * `vox_agora_access_token2`.
 */
typedef struct vox_agora_access_token vox_agora_access_token;

/**
 * The content of a `007` token: it asks no clock and no random numbers.
 */
typedef struct vox_agora_access_token2 vox_agora_access_token2;

/**
 * Mints the tokens of Agora's own builders, offline, for one app. Strict, unless `vox_agora_builder_set_lenient` was
 * called: it refuses what would give a token that cannot work, such as a point in time where seconds are meant, a
 * channel name outside the documented set, an empty account.
 *
 * The minting functions may be called by many threads at once. They take their arguments in the order of Agora's
 * builders and give a token to be freed with `vox_string_free`.
 *
 * * A user in a channel is `uid` if `account` is NULL, else `account`, and then `uid` must be 0. The uid 0 is the
 *   wildcard: every user may use the token. The account `"0"` is not.
 * * `role` is one of `VOX_AGORA_ROLE_…`.
 * * In `007` every time is in seconds after the issue: `token_expire` is the life of the token; 0 for a privilege is as
 *   long as the token. In the two functions for `006` it is absolute, in Unix seconds; 0 is 24 hours after the issue.
 */
typedef struct vox_agora_builder vox_agora_builder;

/**
 * What a token is compared with. What is not set is not checked, but `vox_agora_verify` says what it needs.
 */
typedef struct vox_agora_expected vox_agora_expected;

/**
 * A token that was read, of either version. It never changes: its functions may be called by many threads at once, and
 * bytes live as long as it.
 */
typedef struct vox_agora_parsed vox_agora_parsed;

/**
 * The names of RTM resources that a user may read or write.
 */
typedef struct vox_agora_permissions vox_agora_permissions;

/**
 * What can be said about a token. It holds neither the token nor its signature. It never changes: its functions may be called
 * by many threads at once, and texts live as long as it.
 */
typedef struct vox_agora_report vox_agora_report;

/**
 * One service of a `007` token with its privileges. Its texts are bytes, at most 65,535, which is checked when
 * a token is built; they need not
 * be UTF-8 and may hold NULs. NULL with length 0 is the empty text. A service that was made is to be freed with
 * `vox_agora_service_free`.
 */
typedef struct vox_agora_service vox_agora_service;

/**
 * Asks Baidu AIOB (intelligent outbound calls) for an access token (`getToken` version 2) and keeps the last one. All its
 * functions but `vox_aiob_token_free` may be called by many threads at once. Settings are checked when a token is asked
 * for. The token goes into the `Authorization` header as it is, without `Bearer`.
 */
typedef struct vox_aiob_token vox_aiob_token;

/**
 * Keeps a token, refreshes it before it ends, and shares it with all threads, and by its settings with other processes and
 * machines. All its functions but `vox_cache_free` may be called by many threads at once.
 *
 * @code{.c}
 * vox_nls_token *nls = NULL;
 * vox_cache_settings *settings = NULL;
 * vox_cache *cache = NULL; // for the life of the program
 * vox_token *token = NULL; // for each use
 * vox_error *error = NULL;
 * if (vox_nls_token_from_env(&nls, &error) != VOX_OK || vox_cache_settings_new(&settings, &error) != VOX_OK ||
 *     vox_cache_settings_set_file(settings, NULL, &error) != VOX_OK || // shared with the user's other processes
 *     vox_cache_from_nls(nls, settings, &cache, &error) != VOX_OK || vox_cache_get(cache, &token, &error) != VOX_OK)
 *     fprintf(stderr, "%s\n", vox_error_text(error));
 * @endcode
 *
 * * It never gives an expired token, by the wall clock or by the clock that nobody sets.
 * * The source is asked once per period, whatever the number of threads, processes and machines, and before the token ends:
 *   6 hours before for a token of 36 hours. Meanwhile the old one is served.
 * * A failure is told to all who wait for the same token; then nobody asks for a while, and whoever has no token gets the same
 *   error at once, with `vox_error_retry_at`. A usable token goes on being served.
 * * A fetch runs on a thread of its own and outlives its callers, and `vox_cache_free`. Between fetches there is no thread, no
 *   connection and no open file. A child of `fork` goes on by itself: it fetches a token if it has none.
 * * A store that is down, full, read-only or damaged is told to the observer and to the log, and done without.
 */
typedef struct vox_cache vox_cache;

/**
 * Something that happened in a cache. It lives as long as the call of the observer, and so do its texts and its error. None
 * of it holds a token.
 */
typedef struct vox_cache_event vox_cache_event;

/**
 * How a cache keeps its token and shares it. Caches take a copy when they are made. The defaults: in this process's memory
 * alone; a token of which at least a moment is left; refreshed as `vox_cache_settings_set_lead` says; 15 seconds to wait.
 */
typedef struct vox_cache_settings vox_cache_settings;

/**
 * How things stood with a token when `vox_cache_get_status` was called, without the token. It never changes: its functions
 * may be called by many threads at once, and texts live as long as it.
 */
typedef struct vox_cache_status vox_cache_status;

/**
 * How clouds are asked: time limits, size limit, root certificates. Objects take a copy with their
 * `_set_client`; without one they have the defaults: https only (plain http for loopback), 3 s to connect, 10 s
 * in all, 1 MiB of answer, the machine's root certificates, proxies from `HTTPS_PROXY`, `HTTP_PROXY`, `ALL_PROXY`
 * and `NO_PROXY`, no redirects.
 */
typedef struct vox_client vox_client;

/**
 * Asks for a temporary API key of DashScope (Model Studio) and keeps the last one. All its functions but
 * `vox_dash_token_free` may be called by many threads at once. Settings are checked when a key is asked for. A temporary
 * key has all the rights of its parent key and cannot be revoked: ask for a short life.
 */
typedef struct vox_dash_token vox_dash_token;

/**
 * What went wrong, with all that the cloud said about it. It never holds a secret, a token or a
 * signature. Its functions may be called by many threads at once; texts live as long as it.
 */
typedef struct vox_error vox_error;

/**
 * Asks Alibaba Cloud for an access token of Intelligent Speech Interaction (NLS, `CreateToken`) and keeps the
 * last one. All its functions but `vox_nls_token_free` may be called by many threads at once. Settings are
 * checked when a token is asked for.
 */
typedef struct vox_nls_token vox_nls_token;

/**
 * A request that is ready to be sent, once. It never changes; texts and bytes live as long as it. It holds
 * the secret (DashScope, AIOB) or a signature (NLS) in clear.
 */
typedef struct vox_request vox_request;

/**
 * A token that a cloud gave, and how long it may be used. It never changes: its functions may be called by
 * many threads at once, and texts live as long as it. All times are absolute Unix seconds.
 */
typedef struct vox_token vox_token;

/**
 * Takes one line of the log: its level (one of `VOX_LOG_…`) and its text, NUL-terminated UTF-8 without a line end,
 * which lives as long as the call. No line holds a secret, a token or a signature. It is called by any thread that
 * uses the library, maybe by several at once, and must neither throw nor jump out.
 */
typedef void (*vox_log)(uint32_t level,
                        const char *text,
                        void *context);

/**
 * Gives the current time in absolute Unix seconds. It is called by any thread that asks or mints, maybe by
 * several at once, and must neither throw nor jump out. It and its context are used until the handle is freed, or
 * got another clock and every call that was under way then has ended.
 */
typedef uint64_t (*vox_clock)(void *context);

/**
 * Frees the context of a callback. It is called once, by any thread, when the callback will not be called again. After a
 * fork the child may leave it out.
 */
typedef void (*vox_free)(void *context);

/**
 * Takes an event, which lives as long as the call. It is called by the threads where it happens, maybe by several at once,
 * should be quick, and must neither throw, nor jump out, nor wait for the cache that calls it.
 */
typedef void (*vox_cache_observer)(const vox_cache_event *event,
                                   void *context);

/**
 * Fetches a token as `vox_nls_token_fetch` does: gives `VOX_OK` and writes a token (of `vox_token_new`, say), or gives another
 * status and may write an error (of `vox_error_new`, say); either is the cache's then. It is called by a thread of the cache,
 * should return within 10 seconds, and must neither throw, nor jump out, nor wait for the cache that calls it. It is not called
 * by two at once for one cache, unless a call takes longer than 40 seconds: then it counts as lost, and another may begin
 * beside it. When to try again is the cache's business.
 */
typedef uint32_t (*vox_fetch)(vox_token **token,
                              vox_error **error,
                              void *context);

/**
 * Mints an Agora token as `vox_agora_builder_rtc` does: gives `VOX_OK` and writes the token (of such a function or of
 * `vox_string_copy`), or gives another status and may write an error; either is the cache's then. For the rest it is as
 * `vox_fetch`.
 */
typedef uint32_t (*vox_mint)(char **token,
                             vox_error **error,
                             void *context);

/**
 * Takes what `vox_cache_get_async` asked for: a token, or an error where `token` is NULL. Either is the callback's to free. It
 * must neither throw nor jump out.
 */
typedef void (*vox_cache_then)(vox_token *token,
                               vox_error *error,
                               void *context);

#ifdef __cplusplus
extern "C" {
#endif // __cplusplus

/**
 * The version of the library that runs, such as `0.1.0`: NUL-terminated, never freed. The macro
 * `VOX_VERSION` is that of the header.
 */
const char *vox_version(void);

/**
 * The stable name of a status, such as `throttled`: NUL-terminated, never freed. `ok` for 0, NULL for a
 * number that is no status.
 */
const char *vox_status_name(uint32_t status);

/**
 * What a person can do about a status, when nothing more specific is known: NUL-terminated UTF-8, never
 * freed. NULL for 0 and for a number that is no status.
 */
const char *vox_status_hint(uint32_t status);

/**
 * Can the same call succeed later without a change on the caller's side? False for 0 and for a number
 * that is no status.
 */
bool vox_status_is_retryable(uint32_t status);

/**
 * An error of the caller's own, for a `vox_fetch` or `vox_mint`, to be freed with `vox_error_free` unless it is given away.
 * `message` must not hold a secret; what is no UTF-8 in it is replaced, and NULL is an empty one. `retry_after_ms` says how many
 * milliseconds to wait at least before the next call, negative if that is not known; it counts for the kinds that are
 * retryable. NULL if `status` is no failure.
 */
VOX_MUST_USE
vox_error *vox_error_new(uint32_t status,
                         const char *message,
                         int64_t retry_after_ms);

/**
 * A copy, to be freed with `vox_error_free` unless it is given away. NULL for NULL.
 */
VOX_MUST_USE
vox_error *vox_error_copy(const vox_error *error);

/**
 * Frees an error. NULL is allowed.
 */
void vox_error_free(vox_error *error);

/**
 * Its status, which the failed function gave, too. 0 for NULL.
 */
uint32_t vox_error_status(const vox_error *error);

/**
 * All of it in one line, for a log: argument, message, code, HTTP status, request id. NULL for NULL.
 */
const char *vox_error_text(const vox_error *error);

/**
 * What happened, in words; the cloud's own message where there is one. NULL for NULL.
 */
const char *vox_error_message(const vox_error *error);

/**
 * What a person can do about it: one or two sentences. NULL for NULL.
 */
const char *vox_error_hint(const vox_error *error);

/**
 * The argument or setting at fault, for `VOX_INVALID_ARGUMENT`; else NULL.
 */
const char *vox_error_argument(const vox_error *error);

/**
 * The cloud's error code, such as `InvalidAccessKeyId.NotFound` or `40020503`; NULL without one.
 */
const char *vox_error_code(const vox_error *error);

/**
 * The cloud's id of the failed request, for its support; NULL without one.
 */
const char *vox_error_request_id(const vox_error *error);

/**
 * The page that the cloud recommends for this error; NULL without one.
 */
const char *vox_error_recommend(const vox_error *error);

/**
 * The HTTP status of the answer; 0 if none came.
 */
uint32_t vox_error_http_status(const vox_error *error);

/**
 * How many milliseconds the cloud asked to wait before the next call; −1 if it did not say, and for NULL.
 */
int64_t vox_error_retry_after_ms(const vox_error *error);

/**
 * When a cache will ask the cloud again, in absolute Unix seconds: until then it answers with this error at once. 0 if the
 * error does not come from a cache that waits, and for NULL.
 */
uint64_t vox_error_retry_at(const vox_error *error);

/**
 * Can the same call succeed later without a change on the caller's side? False for NULL.
 */
bool vox_error_is_retryable(const vox_error *error);

/**
 * A copy of a text, for a `vox_mint`. To be freed with `vox_string_free` unless it is given away.
 */
VOX_MUST_USE
uint32_t vox_string_copy(const char *string,
                         char **copy,
                         vox_error **error);

/**
 * Overwrites and frees a text that a function of this library gave and that was not changed since: its length counts. NULL
 * is allowed.
 */
void vox_string_free(char *string);

/**
 * Overwrites and frees bytes that a function of this library gave, with the length that it gave.
 * NULL is allowed.
 */
void vox_bytes_free(uint8_t *data,
                    size_t length);

/**
 * Gives the lines of the log up to `max_level` (one of `VOX_LOG_…`) to `log`, called with `context`, in place of an
 * earlier callback. A NULL `log` or `VOX_LOG_OFF` turns it off, which it is at first. There is one for the whole process. A thread that
 * is inside the earlier callback stays there: keep its context alive as long as calls are under way.
 */
VOX_MUST_USE
uint32_t vox_log_set(uint32_t max_level,
                     vox_log log,
                     void *context,
                     vox_error **error);

/**
 * A token of the caller's own, for a `vox_fetch`, with its expiry in absolute Unix seconds. To be freed with `vox_token_free`
 * unless it is given away.
 */
VOX_MUST_USE
uint32_t vox_token_new(const char *value,
                       uint64_t expires_at,
                       vox_token **token,
                       vox_error **error);

/**
 * Overwrites and frees a token. NULL is allowed.
 */
void vox_token_free(vox_token *token);

/**
 * The token's text, to be sent to the service. NULL for NULL.
 */
const char *vox_token_value(const vox_token *token);

/**
 * When the token stops being valid: absolute Unix seconds. 0 for NULL.
 */
uint64_t vox_token_expires_at(const vox_token *token);

/**
 * The cloud's clock when it answered: absolute Unix seconds, 0 if it did not say. By it the token lives for
 * `expires_at - server_time` seconds, however wrong this machine's clock is.
 */
uint64_t vox_token_server_time(const vox_token *token);

/**
 * The account that the token belongs to (NLS: `UserId`; AIOB: `accountId`); NULL if the cloud did not say.
 */
const char *vox_token_user_id(const vox_token *token);

/**
 * The gateway's id of the request, for a support ticket; NULL if there is none.
 */
const char *vox_token_request_id(const vox_token *token);

/**
 * The speech service's own id of the request (`NlsRequestId`); NULL if there is none.
 */
const char *vox_token_nls_request_id(const vox_token *token);

/**
 * May the token still be used at `now` (absolute Unix seconds)? False for NULL.
 */
bool vox_token_is_usable(const vox_token *token,
                         uint64_t now);

/**
 * Will the token live for more than `margin` seconds after `now` (absolute Unix seconds)? Ask this to decide
 * whether to fetch a new one, and `vox_token_is_usable` to decide whether the old one can still serve.
 * False for NULL.
 */
bool vox_token_is_fresh(const vox_token *token,
                        uint64_t now,
                        uint64_t margin);

/**
 * Overwrites and frees a request. NULL is allowed.
 */
void vox_request_free(vox_request *request);

/**
 * `GET` or `POST`. NULL for NULL.
 */
const char *vox_request_method(const vox_request *request);

/**
 * The absolute URL with its query. NULL for NULL.
 */
const char *vox_request_url(const vox_request *request);

/**
 * How many headers it has. 0 for NULL.
 */
size_t vox_request_header_count(const vox_request *request);

/**
 * The name of a header, counted from 0, in lower case. NULL beyond the last one.
 */
const char *vox_request_header_name(const vox_request *request,
                                    size_t index);

/**
 * The value of a header, counted from 0. NULL beyond the last one.
 */
const char *vox_request_header_value(const vox_request *request,
                                     size_t index);

/**
 * The body, which may be empty, and its length in bytes.
 */
VOX_MUST_USE
uint32_t vox_request_body(const vox_request *request,
                          const uint8_t **data,
                          size_t *length,
                          vox_error **error);

/**
 * A client with the defaults, to be freed with `vox_client_free`.
 */
VOX_MUST_USE
uint32_t vox_client_new(vox_client **client,
                        vox_error **error);

/**
 * Frees a client. NULL is allowed. Objects that were given the client keep their copies.
 */
void vox_client_free(vox_client *client);

/**
 * How many milliseconds, at least 1, connecting may take, name resolution and TLS included. 3,000 unless set.
 */
VOX_MUST_USE
uint32_t vox_client_set_connect_timeout(vox_client *client,
                                        uint64_t milliseconds,
                                        vox_error **error);

/**
 * How many milliseconds, at least 1, asking for one token may take in all. 10,000 unless set.
 */
VOX_MUST_USE
uint32_t vox_client_set_timeout(vox_client *client,
                                uint64_t milliseconds,
                                vox_error **error);

/**
 * How many bytes of an answer are read before it is refused. 1 MiB unless set.
 */
VOX_MUST_USE
uint32_t vox_client_set_max_response_bytes(vox_client *client,
                                           size_t bytes,
                                           vox_error **error);

/**
 * Allows plain http to other machines. Whoever is on the way then reads the secret (AIOB, DashScope) or the
 * token (all). Cannot be taken back.
 */
VOX_MUST_USE
uint32_t vox_client_allow_http(vox_client *client,
                               vox_error **error);

/**
 * Trusts these root certificates besides the machine's own: `length` bytes of PEM, one certificate or more; those of earlier
 * calls stay.
 */
VOX_MUST_USE
uint32_t vox_client_add_root_certificates(vox_client *client,
                                          const uint8_t *root_certificates,
                                          size_t length,
                                          vox_error **error);

/**
 * With the access key of an Alibaba Cloud account or RAM user, for `cn-shanghai`.
 */
VOX_MUST_USE
uint32_t vox_nls_token_new(const char *access_key_id,
                           const char *access_key_secret,
                           vox_nls_token **nls,
                           vox_error **error);

/**
 * With the key from the environment: `ALIYUN_AK_ID` and `ALIYUN_AK_SECRET`, else `ALIBABA_CLOUD_ACCESS_KEY_ID`
 * and `ALIBABA_CLOUD_ACCESS_KEY_SECRET`, with `ALIBABA_CLOUD_SECURITY_TOKEN` if that is set.
 */
VOX_MUST_USE
uint32_t vox_nls_token_from_env(vox_nls_token **nls,
                                vox_error **error);

/**
 * Frees it, with the token that it kept. NULL is allowed.
 */
void vox_nls_token_free(vox_nls_token *nls);

/**
 * The security token of temporary (STS) credentials.
 */
VOX_MUST_USE
uint32_t vox_nls_token_set_security_token(const vox_nls_token *nls,
                                          const char *security_token,
                                          vox_error **error);

/**
 * The region, such as `cn-shanghai` or `ap-southeast-1`: it chooses host and version and is sent as `RegionId`.
 */
VOX_MUST_USE
uint32_t vox_nls_token_set_region(const vox_nls_token *nls,
                                  const char *region,
                                  vox_error **error);

/**
 * The API version, such as `2019-02-28`. The region's own unless set.
 */
VOX_MUST_USE
uint32_t vox_nls_token_set_version(const vox_nls_token *nls,
                                   const char *version,
                                   vox_error **error);

/**
 * A host name, asked over https, or a URL, instead of the region's own host. A path in it replaces the resource
 * path. Plain http is for loopback, such as the sandbox, unless the client allows it.
 */
VOX_MUST_USE
uint32_t vox_nls_token_set_endpoint(const vox_nls_token *nls,
                                    const char *endpoint,
                                    vox_error **error);

/**
 * The path of the request. Unless set it is `/`, or `/pop/2018-05-18/tokens` for that version.
 */
VOX_MUST_USE
uint32_t vox_nls_token_set_resource_path(const vox_nls_token *nls,
                                         const char *resource_path,
                                         vox_error **error);

/**
 * The action. `CreateToken` unless set.
 */
VOX_MUST_USE
uint32_t vox_nls_token_set_action(const vox_nls_token *nls,
                                  const char *action,
                                  vox_error **error);

/**
 * How to sign: one of `VOX_NLS_SIGNATURE_…`.
 */
VOX_MUST_USE
uint32_t vox_nls_token_set_signature(const vox_nls_token *nls,
                                     uint32_t signature,
                                     vox_error **error);

/**
 * How to send an RPC request: one of `VOX_METHOD_…`.
 */
VOX_MUST_USE
uint32_t vox_nls_token_set_method(const vox_nls_token *nls,
                                  uint32_t method,
                                  vox_error **error);

/**
 * Takes the time from `now`, called with `context`, in place of the system's clock.
 */
VOX_MUST_USE
uint32_t vox_nls_token_set_clock(const vox_nls_token *nls,
                                 vox_clock now,
                                 void *context,
                                 vox_error **error);

/**
 * How to ask: takes a copy of the client.
 */
VOX_MUST_USE
uint32_t vox_nls_token_set_client(const vox_nls_token *nls,
                                  const vox_client *client,
                                  vox_error **error);

/**
 * Asks for a token, waits for it, keeps it in place of the last one and gives a copy, to be freed with
 * `vox_token_free`, unless `token` is NULL. Until the answer is there, the last one stays; after a failure there is
 * none: an old one is never mistaken for a new one. Of calls at once the one that ends last counts, but a failure
 * does not take away what another call brought meanwhile.
 */
VOX_MUST_USE
uint32_t vox_nls_token_apply(const vox_nls_token *nls,
                             vox_token **token,
                             vox_error **error);

/**
 * Asks for a token, waits for it and gives it without keeping it, to be freed with `vox_token_free`.
 */
VOX_MUST_USE
uint32_t vox_nls_token_fetch(const vox_nls_token *nls,
                             vox_token **token,
                             vox_error **error);

/**
 * A copy of the last token that was kept, to be freed with `vox_token_free`. NULL if there is none.
 */
VOX_MUST_USE
vox_token *vox_nls_token_last(const vox_nls_token *nls);

/**
 * When the last token that was kept expires: absolute Unix seconds, 0 if there is none.
 */
uint64_t vox_nls_token_expire_time(const vox_nls_token *nls);

/**
 * The request as signed at `now` (absolute Unix seconds), to be freed with `vox_request_free`, for those who
 * send it themselves. `nonce` is any printable ASCII text that is used once: the cloud remembers it for 15
 * minutes.
 */
VOX_MUST_USE
uint32_t vox_nls_token_request(const vox_nls_token *nls,
                               uint64_t now,
                               const char *nonce,
                               vox_request **request,
                               vox_error **error);

/**
 * With an API key of Model Studio, for a life of 60 seconds, in `cn-beijing`.
 */
VOX_MUST_USE
uint32_t vox_dash_token_new(const char *api_key,
                            vox_dash_token **dash,
                            vox_error **error);

/**
 * With the API key from the environment: `DASHSCOPE_API_KEY`.
 */
VOX_MUST_USE
uint32_t vox_dash_token_from_env(vox_dash_token **dash,
                                 vox_error **error);

/**
 * Frees it, with the token that it kept. NULL is allowed.
 */
void vox_dash_token_free(vox_dash_token *dash);

/**
 * How many seconds the temporary key shall live: 1 to 1,800. 60 unless set.
 */
VOX_MUST_USE
uint32_t vox_dash_token_set_expire_in(const vox_dash_token *dash,
                                      uint32_t expire_in_secs,
                                      vox_error **error);

/**
 * The region of the API key: `cn-beijing` or `ap-southeast-1`.
 */
VOX_MUST_USE
uint32_t vox_dash_token_set_region(const vox_dash_token *dash,
                                   const char *region,
                                   vox_error **error);

/**
 * A host name, asked over https, or a URL, instead of the region's own; a path in it replaces `/api/v1/tokens`.
 */
VOX_MUST_USE
uint32_t vox_dash_token_set_endpoint(const vox_dash_token *dash,
                                     const char *endpoint,
                                     vox_error **error);

/**
 * How to ask: takes a copy of the client.
 */
VOX_MUST_USE
uint32_t vox_dash_token_set_client(const vox_dash_token *dash,
                                   const vox_client *client,
                                   vox_error **error);

/**
 * Asks for a temporary key, waits for it, keeps it in place of the last one and gives a copy, to be freed with
 * `vox_token_free`, unless `token` is NULL. Until the answer is there, the last one stays; after a failure there is
 * none: an old one is never mistaken for a new one. Of calls at once the one that ends last counts, but a failure
 * does not take away what another call brought meanwhile.
 */
VOX_MUST_USE
uint32_t vox_dash_token_apply(const vox_dash_token *dash,
                              vox_token **token,
                              vox_error **error);

/**
 * Asks for a temporary key, waits for it and gives it without keeping it, to be freed with `vox_token_free`.
 */
VOX_MUST_USE
uint32_t vox_dash_token_fetch(const vox_dash_token *dash,
                              vox_token **token,
                              vox_error **error);

/**
 * A copy of the last token that was kept, to be freed with `vox_token_free`. NULL if there is none.
 */
VOX_MUST_USE
vox_token *vox_dash_token_last(const vox_dash_token *dash);

/**
 * When the last token that was kept expires: absolute Unix seconds, 0 if there is none.
 */
uint64_t vox_dash_token_expire_time(const vox_dash_token *dash);

/**
 * The request, to be freed with `vox_request_free`, for those who send it themselves.
 */
VOX_MUST_USE
uint32_t vox_dash_token_request(const vox_dash_token *dash,
                                vox_request **request,
                                vox_error **error);

/**
 * With an access key and a secret key of AIOB's page for the API configuration.
 */
VOX_MUST_USE
uint32_t vox_aiob_token_new(const char *access_key,
                            const char *secret_key,
                            vox_aiob_token **aiob,
                            vox_error **error);

/**
 * With the keys from the environment: `BAIDU_AIOB_ACCESS_KEY` and `BAIDU_AIOB_SECRET_KEY`.
 */
VOX_MUST_USE
uint32_t vox_aiob_token_from_env(vox_aiob_token **aiob,
                                 vox_error **error);

/**
 * Frees it, with the token that it kept. NULL is allowed.
 */
void vox_aiob_token_free(vox_aiob_token *aiob);

/**
 * A host name, asked over https, or a URL, instead of AIOB's own; a path in it replaces `/api/v2/getToken`.
 */
VOX_MUST_USE
uint32_t vox_aiob_token_set_endpoint(const vox_aiob_token *aiob,
                                     const char *endpoint,
                                     vox_error **error);

/**
 * Takes the time from `now`, called with `context`, in place of the system's clock, when the answer does not tell it.
 */
VOX_MUST_USE
uint32_t vox_aiob_token_set_clock(const vox_aiob_token *aiob,
                                  vox_clock now,
                                  void *context,
                                  vox_error **error);

/**
 * How to ask: takes a copy of the client.
 */
VOX_MUST_USE
uint32_t vox_aiob_token_set_client(const vox_aiob_token *aiob,
                                   const vox_client *client,
                                   vox_error **error);

/**
 * Asks for a token, waits for it, keeps it in place of the last one and gives a copy, to be freed with
 * `vox_token_free`, unless `token` is NULL. Until the answer is there, the last one stays; after a failure there is
 * none: an old one is never mistaken for a new one. Of calls at once the one that ends last counts, but a failure
 * does not take away what another call brought meanwhile.
 */
VOX_MUST_USE
uint32_t vox_aiob_token_apply(const vox_aiob_token *aiob,
                              vox_token **token,
                              vox_error **error);

/**
 * Asks for a token, waits for it and gives it without keeping it, to be freed with `vox_token_free`.
 */
VOX_MUST_USE
uint32_t vox_aiob_token_fetch(const vox_aiob_token *aiob,
                              vox_token **token,
                              vox_error **error);

/**
 * A copy of the last token that was kept, to be freed with `vox_token_free`. NULL if there is none.
 */
VOX_MUST_USE
vox_token *vox_aiob_token_last(const vox_aiob_token *aiob);

/**
 * When the last token that was kept expires: absolute Unix seconds, 0 if there is none.
 */
uint64_t vox_aiob_token_expire_time(const vox_aiob_token *aiob);

/**
 * The request, to be freed with `vox_request_free`, for those who send it themselves.
 */
VOX_MUST_USE
uint32_t vox_aiob_token_request(const vox_aiob_token *aiob,
                                vox_request **request,
                                vox_error **error);

/**
 * Settings with the defaults, to be freed with `vox_cache_settings_free`.
 */
VOX_MUST_USE
uint32_t vox_cache_settings_new(vox_cache_settings **settings,
                                vox_error **error);

/**
 * Frees settings. NULL is allowed. Caches that were made with them keep their copies.
 */
void vox_cache_settings_free(vox_cache_settings *settings);

/**
 * How many seconds a token that `vox_cache_get` gives is usable at least. 0 unless set: it has not expired yet.
 */
VOX_MUST_USE
uint32_t vox_cache_settings_set_min_validity(vox_cache_settings *settings,
                                             uint64_t seconds,
                                             vox_error **error);

/**
 * How many seconds before its end a token is replaced, half of its life at most; each process makes that shorter by up to a
 * quarter. Unless set, it depends on the life: 5 minutes for up to 20 minutes, 15 minutes for less than 90 minutes, 1 hour
 * for less than a day, else a sixth of the life, but 24 hours at most.
 */
VOX_MUST_USE
uint32_t vox_cache_settings_set_lead(vox_cache_settings *settings,
                                     uint64_t seconds,
                                     vox_error **error);

/**
 * How many milliseconds `vox_cache_get` and `vox_cache_refresh` wait at most. 15,000 unless set.
 */
VOX_MUST_USE
uint32_t vox_cache_settings_set_deadline(vox_cache_settings *settings,
                                         uint64_t milliseconds,
                                         vox_error **error);

/**
 * Keeps tokens of this name apart from others: of another environment, say.
 */
VOX_MUST_USE
uint32_t vox_cache_settings_set_namespace(vox_cache_settings *settings,
                                          const char *name,
                                          vox_error **error);

/**
 * Shares the token with this user's processes on this machine, in files of this folder, which only this user may read. A
 * NULL `folder` is the user's own for caches: `$XDG_CACHE_HOME/voxtoken`, else `~/.cache/voxtoken`.
 */
VOX_MUST_USE
uint32_t vox_cache_settings_set_file(vox_cache_settings *settings,
                                     const char *folder,
                                     vox_error **error);

/**
 * Shares the token with all machines that reach this Redis server (6.2 or later, Valkey too): `redis://`, `rediss://`,
 * `unix://`, `redis+sentinel://host[:port][,host…]/name`, with `user:password@` before the host. Any node of a cluster will
 * do. A server that is down is done without.
 */
VOX_MUST_USE
uint32_t vox_cache_settings_set_redis(vox_cache_settings *settings,
                                      const char *url,
                                      vox_error **error);

/**
 * Encrypts the token outside of this process with a key derived from this secret. A NULL `secret` is the source's own, so
 * that only those read the token who could ask for one; sources with callbacks have none.
 */
VOX_MUST_USE
uint32_t vox_cache_settings_set_encrypt(vox_cache_settings *settings,
                                        const char *secret,
                                        vox_error **error);

/**
 * Takes the time from `now`, called with `context`, in place of the system's clock; caches for the objects of a cloud ask
 * with this clock, too. `free` (NULL for nothing to do) gets the context when the settings and all caches that were made
 * with them are gone, which may be a while after `vox_cache_free`; if this call fails, the context stays yours.
 */
VOX_MUST_USE
uint32_t vox_cache_settings_set_clock(vox_cache_settings *settings,
                                      vox_clock now,
                                      void *context,
                                      vox_free free,
                                      vox_error **error);

/**
 * Tells `observer` what happens, called with `context`. `free` (NULL for nothing to do) gets the context when the settings
 * and all caches that were made with them are gone, which may be a while after `vox_cache_free`; if this call fails, the
 * context stays yours.
 */
VOX_MUST_USE
uint32_t vox_cache_settings_set_observer(vox_cache_settings *settings,
                                         vox_cache_observer observer,
                                         void *context,
                                         vox_free free,
                                         vox_error **error);

/**
 * A cache for tokens of NLS, with a copy of the settings of `nls`; only the clock is that of the cache's settings, which may
 * be NULL for the defaults. To be freed with `vox_cache_free`.
 */
VOX_MUST_USE
uint32_t vox_cache_from_nls(const vox_nls_token *nls,
                            const vox_cache_settings *settings,
                            vox_cache **cache,
                            vox_error **error);

/**
 * A cache for temporary keys of DashScope, with a copy of the settings of `dash`. The cache's settings may be NULL for the
 * defaults. To be freed with `vox_cache_free`.
 */
VOX_MUST_USE
uint32_t vox_cache_from_dash(const vox_dash_token *dash,
                             const vox_cache_settings *settings,
                             vox_cache **cache,
                             vox_error **error);

/**
 * A cache for tokens of AIOB, with a copy of the settings of `aiob`; only the clock is that of the cache's settings, which
 * may be NULL for the defaults. To be freed with `vox_cache_free`.
 */
VOX_MUST_USE
uint32_t vox_cache_from_aiob(const vox_aiob_token *aiob,
                             const vox_cache_settings *settings,
                             vox_cache **cache,
                             vox_error **error);

/**
 * A cache for tokens that `fetch` gives, called with `context`. `name` says what they are for, without a secret: caches of one
 * name share their token. The settings may be NULL for the defaults. `free` (NULL for nothing to do) gets the context when
 * the cache is freed and its last fetch has ended; if this call fails, the context stays yours. To be freed with
 * `vox_cache_free`.
 */
VOX_MUST_USE
uint32_t vox_cache_from_fetch(const char *name,
                              vox_fetch fetch,
                              void *context,
                              vox_free free,
                              const vox_cache_settings *settings,
                              vox_cache **cache,
                              vox_error **error);

/**
 * A cache for Agora tokens that `mint` mints, called with `context`; each is kept until its effective expiry draws near.
 * `name` says what they are for, such as channel and user, without a secret: caches of one name share their token. The
 * settings may be NULL for the defaults. `free` (NULL for nothing to do) gets the context when the cache is freed and its
 * last minting has ended; if this call fails, the context stays yours. To be freed with `vox_cache_free`.
 */
VOX_MUST_USE
uint32_t vox_cache_from_mint(const char *name,
                             vox_mint mint,
                             void *context,
                             vox_free free,
                             const vox_cache_settings *settings,
                             vox_cache **cache,
                             vox_error **error);

/**
 * Frees it. NULL is allowed. A fetch that is under way goes on to its end, for other processes and for
 * `vox_cache_get_async`.
 */
void vox_cache_free(vox_cache *cache);

/**
 * Gives a token that is usable for the settings' `min_validity` at least, to be freed with `vox_token_free`. It blocks only
 * while there is none, until the settings' deadline at most; then it is `VOX_TIMEOUT`, and the fetch goes on.
 */
VOX_MUST_USE
uint32_t vox_cache_get(const vox_cache *cache,
                       vox_token **token,
                       vox_error **error);

/**
 * As `vox_cache_get`, with a token that is usable for `min_validity` seconds at least, within `deadline_ms` milliseconds: for a
 * job that takes that long. It is `VOX_INVALID_ARGUMENT` when the tokens do not live that long.
 */
VOX_MUST_USE
uint32_t vox_cache_get_with(const vox_cache *cache,
                            uint64_t min_validity,
                            uint64_t deadline_ms,
                            vox_token **token,
                            vox_error **error);

/**
 * As `vox_cache_get`, but it never blocks and has no deadline: `then` is called once with `context`, at once in this thread if
 * the answer is known, else later in the thread that fetches, or, if that does not come back, in the one that is first to ask
 * after its time; in the child of a fork not for calls of its parent. `then` may use the cache, but must not wait in it for a
 * token. If this call fails, it is not called.
 */
VOX_MUST_USE
uint32_t vox_cache_get_async(const vox_cache *cache,
                             vox_cache_then then,
                             void *context,
                             vox_error **error);

/**
 * The token, to be freed with `vox_token_free`, if there is a usable one in this process; else NULL. It never blocks and never
 * waits; when there is none or it is time for a new one, a fetch starts in the background.
 */
VOX_MUST_USE
vox_token *vox_cache_try_get(const vox_cache *cache);

/**
 * Tells that the service did not accept this token. `acted`, which may be NULL, says whether a new one is fetched for it: not
 * if the token has been replaced already, nor while nobody asks because a fetch failed (the token stays then), and only once a
 * minute for all who share it. Where this process has no token and there are stores, `true` says that it is compared with
 * theirs. Ask `vox_cache_get` for the new one, and try the service again once only.
 */
VOX_MUST_USE
uint32_t vox_cache_reject(const vox_cache *cache,
                          const char *token,
                          bool *acted,
                          vox_error **error);

/**
 * Gives a token that was fetched less than a minute ago, to be freed with `vox_token_free`, unless `token` is NULL. It waits
 * until the settings' deadline at most. After a failure the source is not asked again before `vox_error_retry_at`.
 */
VOX_MUST_USE
uint32_t vox_cache_refresh(const vox_cache *cache,
                           vox_token **token,
                           vox_error **error);

/**
 * How things stand, without the token, to be freed with `vox_cache_status_free`.
 */
VOX_MUST_USE
uint32_t vox_cache_get_status(const vox_cache *cache,
                              vox_cache_status **status,
                              vox_error **error);

/**
 * Waits until this process has no fetch under way, for `limit_ms` milliseconds at most, and tells whether there is none: before
 * the end of a short program whose last `vox_cache_get` may have begun one in the background. Its answer would be lost, and
 * the next program would ask again. `false` for NULL.
 */
bool vox_cache_settle(const vox_cache *cache,
                      uint64_t limit_ms);

/**
 * Forgets the token, here and in the stores. If a store cannot be cleared, this process has forgotten the token all the same.
 */
VOX_MUST_USE
uint32_t vox_cache_clear(const vox_cache *cache,
                         vox_error **error);

/**
 * Frees it. NULL is allowed.
 */
void vox_cache_status_free(vox_cache_status *status);

/**
 * What the token is for, in words. NULL for NULL.
 */
const char *vox_cache_status_label(const vox_cache_status *status);

/**
 * The name that the token is kept under: 64 hexadecimal characters. NULL for NULL.
 */
const char *vox_cache_status_key(const vox_cache_status *status);

/**
 * How the token is: `empty` (there is none), `fresh`, `aging` (due to be replaced), `critical` (callers wait for a new one),
 * `expired`, `rejected` (a service did not accept it). Later versions may add more. NULL for NULL.
 */
const char *vox_cache_status_state(const vox_cache_status *status);

/**
 * When the token ends: absolute Unix seconds by the cloud's clock, 0 without one.
 */
uint64_t vox_cache_status_expires_at(const vox_cache_status *status);

/**
 * How many seconds the token still serves; −1 without one, and for NULL.
 */
int64_t vox_cache_status_expires_in(const vox_cache_status *status);

/**
 * The first 8 hexadecimal characters of the token's SHA-256, to compare tokens without showing them; NULL without one.
 */
const char *vox_cache_status_fingerprint(const vox_cache_status *status);

/**
 * A number that grows with each answer of the cloud. 0 for NULL.
 */
uint64_t vox_cache_status_generation(const vox_cache_status *status);

/**
 * Why nobody asks for a while, with `vox_error_retry_at`; NULL if the cloud may be asked. It lives as long as the status and
 * is not to be freed.
 */
const vox_error *vox_cache_status_gate(const vox_cache_status *status);

/**
 * Is a fetch under way in this process? False for NULL.
 */
bool vox_cache_status_is_fetching(const vox_cache_status *status);

/**
 * How many counters there are of what happened in this process. 0 for NULL.
 */
size_t vox_cache_status_counter_count(const vox_cache_status *status);

/**
 * The name of a counter, counted from 0, such as `fetched` or `served_aging`. NULL beyond the last one.
 */
const char *vox_cache_status_counter_name(const vox_cache_status *status,
                                          size_t index);

/**
 * The value of a counter, counted from 0. 0 beyond the last one.
 */
uint64_t vox_cache_status_counter_value(const vox_cache_status *status,
                                        size_t index);

/**
 * What happened: `fetched` (the source gave a token), `failed` (it gave none), `shared` (another process had one already),
 * `superseded` (another process's came first, ours is dropped), `store_failed`, `store_recovered`, `rejected`. Later versions
 * may add more. NULL for NULL.
 */
const char *vox_cache_event_name(const vox_cache_event *event);

/**
 * Where it happened, for `shared`, `superseded`, `store_failed` and `store_recovered`: `file` or `redis`; else NULL.
 */
const char *vox_cache_event_layer(const vox_cache_event *event);

/**
 * What went wrong, for `failed` and `store_failed`; else NULL. It is not to be freed.
 */
const vox_error *vox_cache_event_error(const vox_cache_event *event);

/**
 * For `fetched`, when the token ends: absolute Unix seconds; else 0.
 */
uint64_t vox_cache_event_expires_at(const vox_cache_event *event);

/**
 * For `fetched`, how many milliseconds the source took; else −1.
 */
int64_t vox_cache_event_took_ms(const vox_cache_event *event);

/**
 * For `failed`, for how many milliseconds nobody asks again; else −1.
 */
int64_t vox_cache_event_retry_in_ms(const vox_cache_event *event);

/**
 * For `failed`, is there still a token to serve? Else false.
 */
bool vox_cache_event_is_usable(const vox_cache_event *event);

/**
 * For `rejected`, is a new token fetched for it? Else false.
 */
bool vox_cache_event_has_acted(const vox_cache_event *event);

/**
 * A strict builder for the app with this id and certificate: 32 hexadecimal characters each, checked when a token is
 * minted. To be freed with `vox_agora_builder_free`.
 */
VOX_MUST_USE
uint32_t vox_agora_builder_new(const char *app_id,
                               const char *certificate,
                               vox_agora_builder **builder,
                               vox_error **error);

/**
 * Frees a builder. NULL is allowed.
 */
void vox_agora_builder_free(vox_agora_builder *builder);

/**
 * Checks from now on only what the official C++ checks, the two ids, and the lengths that the format can hold. An unknown
 * role is a subscriber then.
 */
VOX_MUST_USE
uint32_t vox_agora_builder_set_lenient(vox_agora_builder *builder,
                                       vox_error **error);

/**
 * Issues tokens at this time: absolute Unix seconds; 0 is now, the default.
 */
VOX_MUST_USE
uint32_t vox_agora_builder_set_issued_at(vox_agora_builder *builder,
                                         uint32_t issue_ts,
                                         vox_error **error);

/**
 * Uses this salt for each token, in place of a random number from 1 to 99,999,999. For tests.
 */
VOX_MUST_USE
uint32_t vox_agora_builder_set_salt(vox_agora_builder *builder,
                                    uint32_t salt,
                                    vox_error **error);

/**
 * Takes the time of issue from `now`, called with `context`, in place of the system's clock.
 */
VOX_MUST_USE
uint32_t vox_agora_builder_set_clock(vox_agora_builder *builder,
                                     vox_clock now,
                                     void *context,
                                     vox_error **error);

/**
 * RTC for a role. A publisher may join and publish, a subscriber may join; both for `privilege_expire` seconds.
 */
VOX_MUST_USE
uint32_t vox_agora_builder_rtc(const vox_agora_builder *builder,
                               const char *channel,
                               uint32_t uid,
                               const char *account,
                               uint32_t role,
                               uint32_t token_expire,
                               uint32_t privilege_expire,
                               char **token,
                               vox_error **error);

/**
 * RTC with the life of each privilege in seconds: to join, to publish audio, video and data; all four are given.
 */
VOX_MUST_USE
uint32_t vox_agora_builder_rtc_with_privileges(const vox_agora_builder *builder,
                                               const char *channel,
                                               uint32_t uid,
                                               const char *account,
                                               uint32_t token_expire,
                                               uint32_t join,
                                               uint32_t audio,
                                               uint32_t video,
                                               uint32_t data,
                                               char **token,
                                               vox_error **error);

/**
 * RTC for a role, and RTM for the same account for `token_expire` seconds. The account is a text; here `"0"` is no
 * wildcard either.
 */
VOX_MUST_USE
uint32_t vox_agora_builder_rtc_with_rtm(const vox_agora_builder *builder,
                                        const char *channel,
                                        const char *account,
                                        uint32_t role,
                                        uint32_t token_expire,
                                        uint32_t privilege_expire,
                                        char **token,
                                        vox_error **error);

/**
 * RTC for a role with the life of each privilege in seconds, and RTM for another user id. A subscriber gets `join` only.
 */
VOX_MUST_USE
uint32_t vox_agora_builder_rtc_with_rtm2(const vox_agora_builder *builder,
                                         const char *channel,
                                         uint32_t uid,
                                         const char *account,
                                         uint32_t role,
                                         uint32_t rtc_token_expire,
                                         uint32_t join,
                                         uint32_t audio,
                                         uint32_t video,
                                         uint32_t data,
                                         const char *rtm_user_id,
                                         uint32_t rtm_token_expire,
                                         char **token,
                                         vox_error **error);

/**
 * As `vox_agora_builder_rtc_with_rtm2`, and conversational AI.
 */
VOX_MUST_USE
uint32_t vox_agora_builder_convo_ai(const vox_agora_builder *builder,
                                    const char *channel,
                                    uint32_t uid,
                                    const char *account,
                                    uint32_t role,
                                    uint32_t rtc_token_expire,
                                    uint32_t join,
                                    uint32_t audio,
                                    uint32_t video,
                                    uint32_t data,
                                    const char *rtm_user_id,
                                    uint32_t rtm_token_expire,
                                    char **token,
                                    vox_error **error);

/**
 * As `vox_agora_builder_rtc_with_rtm2`, and speech to text.
 */
VOX_MUST_USE
uint32_t vox_agora_builder_stt(const vox_agora_builder *builder,
                               const char *channel,
                               uint32_t uid,
                               const char *account,
                               uint32_t role,
                               uint32_t rtc_token_expire,
                               uint32_t join,
                               uint32_t audio,
                               uint32_t video,
                               uint32_t data,
                               const char *rtm_user_id,
                               uint32_t rtm_token_expire,
                               char **token,
                               vox_error **error);

/**
 * RTM.
 */
VOX_MUST_USE
uint32_t vox_agora_builder_rtm(const vox_agora_builder *builder,
                               const char *user_id,
                               uint32_t expire,
                               char **token,
                               vox_error **error);

/**
 * RTM with permissions (RTM2, type 8).
 */
VOX_MUST_USE
uint32_t vox_agora_builder_rtm_with_permissions(const vox_agora_builder *builder,
                                                const char *user_id,
                                                const vox_agora_permissions *permissions,
                                                uint32_t expire,
                                                char **token,
                                                vox_error **error);

/**
 * Chat for a user.
 */
VOX_MUST_USE
uint32_t vox_agora_builder_chat_user(const vox_agora_builder *builder,
                                     const char *user_id,
                                     uint32_t expire,
                                     char **token,
                                     vox_error **error);

/**
 * Chat for the app.
 */
VOX_MUST_USE
uint32_t vox_agora_builder_chat_app(const vox_agora_builder *builder,
                                    uint32_t expire,
                                    char **token,
                                    vox_error **error);

/**
 * Apaas (and Education) for a user in a room, with RTM for the user and chat for the MD5 of the user in lower-case
 * hexadecimal.
 */
VOX_MUST_USE
uint32_t vox_agora_builder_apaas_room_user(const vox_agora_builder *builder,
                                           const char *room_uuid,
                                           const char *user_uuid,
                                           int16_t role,
                                           uint32_t expire,
                                           char **token,
                                           vox_error **error);

/**
 * Apaas (and Education) for a user in all rooms.
 */
VOX_MUST_USE
uint32_t vox_agora_builder_apaas_user(const vox_agora_builder *builder,
                                      const char *user_uuid,
                                      uint32_t expire,
                                      char **token,
                                      vox_error **error);

/**
 * Apaas (and Education) for the app.
 */
VOX_MUST_USE
uint32_t vox_agora_builder_apaas_app(const vox_agora_builder *builder,
                                     uint32_t expire,
                                     char **token,
                                     vox_error **error);

/**
 * FPA, for 24 hours.
 */
VOX_MUST_USE
uint32_t vox_agora_builder_fpa(const vox_agora_builder *builder,
                               char **token,
                               vox_error **error);

/**
 * Stream conversion: to publish the mixed and the raw stream.
 */
VOX_MUST_USE
uint32_t vox_agora_builder_streaming(const vox_agora_builder *builder,
                                     const char *channel,
                                     uint32_t uid,
                                     const char *account,
                                     uint32_t token_expire,
                                     uint32_t privilege_expire,
                                     char **token,
                                     vox_error **error);

/**
 * FCdn: to play, and for a publisher to publish.
 */
VOX_MUST_USE
uint32_t vox_agora_builder_fcdn(const vox_agora_builder *builder,
                                const char *channel,
                                uint32_t uid,
                                const char *account,
                                uint32_t role,
                                uint32_t token_expire,
                                uint32_t privilege_expire,
                                char **token,
                                vox_error **error);

/**
 * `006`: RTC for a role until `privilege_expired_ts` (absolute Unix seconds; 0 for 24 hours). All roles but the subscriber
 * may publish.
 */
VOX_MUST_USE
uint32_t vox_agora_builder_rtc_006(const vox_agora_builder *builder,
                                   const char *channel,
                                   uint32_t uid,
                                   const char *account,
                                   uint32_t role,
                                   uint32_t privilege_expired_ts,
                                   char **token,
                                   vox_error **error);

/**
 * `006`: RTM until `privilege_expired_ts` (absolute Unix seconds; 0 for 24 hours).
 */
VOX_MUST_USE
uint32_t vox_agora_builder_rtm_006(const vox_agora_builder *builder,
                                   const char *account,
                                   uint32_t privilege_expired_ts,
                                   char **token,
                                   vox_error **error);

/**
 * No permissions yet. To be freed with `vox_agora_permissions_free`.
 */
VOX_MUST_USE
uint32_t vox_agora_permissions_new(vox_agora_permissions **permissions,
                                   vox_error **error);

/**
 * Frees permissions. NULL is allowed.
 */
void vox_agora_permissions_free(vox_agora_permissions *permissions);

/**
 * Sets the `count` names for a kind of resource (`VOX_AGORA_RESOURCE_…`) and an access (`VOX_AGORA_ACCESS_…`); earlier
 * ones are replaced. `names` may be NULL for none. Other numbers are written as they are.
 */
VOX_MUST_USE
uint32_t vox_agora_permissions_set(vox_agora_permissions *permissions,
                                   uint16_t resource,
                                   uint16_t access,
                                   const char *const *names,
                                   size_t count,
                                   vox_error **error);

/**
 * Frees a service that was made, not one of a parsed token. NULL is allowed.
 */
void vox_agora_service_free(vox_agora_service *service);

/**
 * RTC in a channel, for a uid in decimal or an account; an empty one is for any user.
 */
VOX_MUST_USE
uint32_t vox_agora_service_rtc(const uint8_t *channel,
                               size_t channel_length,
                               const uint8_t *account,
                               size_t account_length,
                               vox_agora_service **service,
                               vox_error **error);

/**
 * RTM.
 */
VOX_MUST_USE
uint32_t vox_agora_service_rtm(const uint8_t *user_id,
                               size_t user_id_length,
                               vox_agora_service **service,
                               vox_error **error);

/**
 * Stream conversion in a channel.
 */
VOX_MUST_USE
uint32_t vox_agora_service_streaming(const uint8_t *channel,
                                     size_t channel_length,
                                     const uint8_t *account,
                                     size_t account_length,
                                     vox_agora_service **service,
                                     vox_error **error);

/**
 * FPA.
 */
VOX_MUST_USE
uint32_t vox_agora_service_fpa(vox_agora_service **service,
                               vox_error **error);

/**
 * Chat of a user, or of the app with an empty id.
 */
VOX_MUST_USE
uint32_t vox_agora_service_chat(const uint8_t *user_id,
                                size_t user_id_length,
                                vox_agora_service **service,
                                vox_error **error);

/**
 * FCdn in a channel.
 */
VOX_MUST_USE
uint32_t vox_agora_service_fcdn(const uint8_t *channel,
                                size_t channel_length,
                                const uint8_t *account,
                                size_t account_length,
                                vox_agora_service **service,
                                vox_error **error);

/**
 * Apaas, which Education is, too. An empty room is all rooms, an empty user the app, the role −1 none.
 */
VOX_MUST_USE
uint32_t vox_agora_service_apaas(const uint8_t *room_uuid,
                                 size_t room_uuid_length,
                                 const uint8_t *user_uuid,
                                 size_t user_uuid_length,
                                 int16_t role,
                                 vox_agora_service **service,
                                 vox_error **error);

/**
 * RTM with permissions, of which it takes a copy.
 */
VOX_MUST_USE
uint32_t vox_agora_service_rtm2(const uint8_t *user_id,
                                size_t user_id_length,
                                const vox_agora_permissions *permissions,
                                vox_agora_service **service,
                                vox_error **error);

/**
 * Conversational AI.
 */
VOX_MUST_USE
uint32_t vox_agora_service_convo_ai(vox_agora_service **service,
                                    vox_error **error);

/**
 * Speech to text.
 */
VOX_MUST_USE
uint32_t vox_agora_service_stt(vox_agora_service **service,
                               vox_error **error);

/**
 * Sets a privilege (`VOX_AGORA_PRIVILEGE_…` or any number) to last `expire` seconds after the token's issue; 0 is as long as
 * the token.
 */
VOX_MUST_USE
uint32_t vox_agora_service_add_privilege(vox_agora_service *service,
                                         uint16_t privilege,
                                         uint32_t expire,
                                         vox_error **error);

/**
 * Its type, one of `VOX_AGORA_SERVICE_…`. 0 for NULL.
 */
uint16_t vox_agora_service_type(const vox_agora_service *service);

/**
 * One of its texts (`VOX_AGORA_FIELD_…`) and the length in bytes; it lives as long as the service and is not
 * NUL-terminated. `VOX_INVALID_ARGUMENT` for a field that this type of service does not have.
 */
VOX_MUST_USE
uint32_t vox_agora_service_text(const vox_agora_service *service,
                                uint32_t field,
                                const uint8_t **data,
                                size_t *length,
                                vox_error **error);

/**
 * The role of an apaas service. −1, which is also "no role", for others and for NULL.
 */
int16_t vox_agora_service_role(const vox_agora_service *service);

/**
 * How many privileges it has. 0 for NULL.
 */
size_t vox_agora_service_privilege_count(const vox_agora_service *service);

/**
 * One of its privileges, counted from 0 in ascending order of their numbers: the number and how many seconds after the
 * token's issue it lasts (0: as long as the token). `VOX_INVALID_ARGUMENT` beyond the last one.
 */
VOX_MUST_USE
uint32_t vox_agora_service_privilege(const vox_agora_service *service,
                                     size_t index,
                                     uint16_t *privilege,
                                     uint32_t *expire,
                                     vox_error **error);

/**
 * How many lists of names the permissions of an RTM2 service have, one for each kind of resource and access. 0 for
 * others and for NULL.
 */
size_t vox_agora_service_permission_count(const vox_agora_service *service);

/**
 * One list of names, counted from 0: its kind of resource, its access and how many names it has. `VOX_INVALID_ARGUMENT`
 * beyond the last one.
 */
VOX_MUST_USE
uint32_t vox_agora_service_permission(const vox_agora_service *service,
                                      size_t index,
                                      uint16_t *resource,
                                      uint16_t *access,
                                      size_t *name_count,
                                      vox_error **error);

/**
 * One name of a list of names, both counted from 0, and its length in bytes; it lives as long as the service and is not
 * NUL-terminated. `VOX_INVALID_ARGUMENT` beyond the last one.
 */
VOX_MUST_USE
uint32_t vox_agora_service_permission_name(const vox_agora_service *service,
                                           size_t index,
                                           size_t name_index,
                                           const uint8_t **data,
                                           size_t *length,
                                           vox_error **error);

/**
 * A token without services, issued at `issue_ts` (absolute Unix seconds; 0 stays 0), which lives for `expire` seconds.
 * The salt makes each token another one; it is no secret. To be freed with `vox_agora_access_token2_free`.
 */
VOX_MUST_USE
uint32_t vox_agora_access_token2_new(const char *app_id,
                                     uint32_t issue_ts,
                                     uint32_t expire,
                                     uint32_t salt,
                                     vox_agora_access_token2 **content,
                                     vox_error **error);

/**
 * Frees a content. NULL is allowed.
 */
void vox_agora_access_token2_free(vox_agora_access_token2 *content);

/**
 * Adds a copy of a service. One type may occur more than once.
 */
VOX_MUST_USE
uint32_t vox_agora_access_token2_add_service(vox_agora_access_token2 *content,
                                             const vox_agora_service *service,
                                             vox_error **error);

/**
 * Signs the content with the app certificate (32 hexadecimal characters) and gives the token, to be freed with
 * `vox_string_free`.
 */
VOX_MUST_USE
uint32_t vox_agora_access_token2_build(const vox_agora_access_token2 *content,
                                       const char *certificate,
                                       char **token,
                                       vox_error **error);

/**
 * A token without privileges that ends at `ts` (absolute Unix seconds). Channel (for RTM the user account) and uid (in
 * decimal, or the user account; empty for any and for RTM) are bytes, at most 65,535, which is checked when a token is built; they need not be
 * UTF-8 and may hold NULs. The salt makes each token another one; it is no secret. To be freed with
 * `vox_agora_access_token_free`.
 */
VOX_MUST_USE
uint32_t vox_agora_access_token_new(const char *app_id,
                                    const uint8_t *channel,
                                    size_t channel_length,
                                    const uint8_t *uid,
                                    size_t uid_length,
                                    uint32_t salt,
                                    uint32_t ts,
                                    vox_agora_access_token **content,
                                    vox_error **error);

/**
 * Frees a content. NULL is allowed.
 */
void vox_agora_access_token_free(vox_agora_access_token *content);

/**
 * Sets a privilege (`VOX_AGORA_PRIVILEGE_…` or any number) to end at `expire_ts` (absolute Unix seconds); 0 is when the
 * token ends.
 */
VOX_MUST_USE
uint32_t vox_agora_access_token_add_privilege(vox_agora_access_token *content,
                                              uint16_t privilege,
                                              uint32_t expire_ts,
                                              vox_error **error);

/**
 * Signs the content with the app certificate (32 hexadecimal characters) and gives the token, to be freed with
 * `vox_string_free`.
 */
VOX_MUST_USE
uint32_t vox_agora_access_token_build(const vox_agora_access_token *content,
                                      const char *certificate,
                                      char **token,
                                      vox_error **error);

/**
 * Reads a token of either version without verifying it: it may be forged. To be freed with `vox_agora_parsed_free`.
 * `VOX_INVALID_TOKEN` says which part is damaged.
 */
VOX_MUST_USE
uint32_t vox_agora_parse(const char *token,
                         vox_agora_parsed **parsed,
                         vox_error **error);

/**
 * Frees a parsed token with its services. NULL is allowed.
 */
void vox_agora_parsed_free(vox_agora_parsed *parsed);

/**
 * Its version: 6 or 7. 0 for NULL.
 */
uint32_t vox_agora_parsed_version(const vox_agora_parsed *parsed);

/**
 * Its app id and the length in bytes, 32 in a good token; not NUL-terminated.
 */
VOX_MUST_USE
uint32_t vox_agora_parsed_app_id(const vox_agora_parsed *parsed,
                                 const uint8_t **data,
                                 size_t *length,
                                 vox_error **error);

/**
 * When it was issued: absolute Unix seconds. 0 for `006`, which does not say, and for NULL.
 */
uint32_t vox_agora_parsed_issue_ts(const vox_agora_parsed *parsed);

/**
 * Its salt. 0 for NULL.
 */
uint32_t vox_agora_parsed_salt(const vox_agora_parsed *parsed);

/**
 * When the token itself ends: absolute Unix seconds (`issue_ts + expire` of `007`, `ts` of `006`). 0 for NULL.
 */
uint64_t vox_agora_parsed_token_expires_at(const vox_agora_parsed *parsed);

/**
 * When the token stops to be good for anything, because its last privilege ends: absolute Unix seconds, never later than the
 * token itself. 0 for NULL.
 */
uint64_t vox_agora_parsed_expires_at(const vox_agora_parsed *parsed);

/**
 * How many services a `007` token has, up to the first one of an unknown type. 0 for `006` and for NULL.
 */
size_t vox_agora_parsed_service_count(const vox_agora_parsed *parsed);

/**
 * One of its services, counted from 0; it lives as long as the parsed token and is not to be freed. NULL beyond the last.
 */
const vox_agora_service *vox_agora_parsed_service(const vox_agora_parsed *parsed,
                                                  size_t index);

/**
 * The type of the first service that is not known; what follows it could not be read. −1 if there is none, and for NULL.
 */
int32_t vox_agora_parsed_unknown_service(const vox_agora_parsed *parsed);

/**
 * `006`: how many privileges it has. 0 for `007`, whose services have them, and for NULL.
 */
size_t vox_agora_parsed_privilege_count(const vox_agora_parsed *parsed);

/**
 * `006`: one of its privileges, counted from 0 in ascending order of their numbers: the number and when it ends in absolute
 * Unix seconds (0: with the token). `VOX_INVALID_ARGUMENT` beyond the last one.
 */
VOX_MUST_USE
uint32_t vox_agora_parsed_privilege(const vox_agora_parsed *parsed,
                                    size_t index,
                                    uint16_t *privilege,
                                    uint32_t *expire_ts,
                                    vox_error **error);

/**
 * `006`: CRC-32 (IEEE) of the channel's name; for RTM of the user account. Not signed. 0 for `007` and for NULL.
 */
uint32_t vox_agora_parsed_crc_channel(const vox_agora_parsed *parsed);

/**
 * `006`: CRC-32 (IEEE) of the uid in decimal or the user account; 0 for any user. Not signed. 0 for `007` and for NULL.
 */
uint32_t vox_agora_parsed_crc_uid(const vox_agora_parsed *parsed);

/**
 * How many bytes follow the last part. They mean nothing. 0 for NULL.
 */
size_t vox_agora_parsed_trailing(const vox_agora_parsed *parsed);

/**
 * The signature as it stands in the token, and its length in bytes: 32 in a good token.
 */
VOX_MUST_USE
uint32_t vox_agora_parsed_signature(const vox_agora_parsed *parsed,
                                    const uint8_t **data,
                                    size_t *length,
                                    vox_error **error);

/**
 * What is signed, and its length in bytes: all that follows the signature in `007`; salt, time and privileges in `006`, of
 * which app id, channel and uid are signed, too.
 */
VOX_MUST_USE
uint32_t vox_agora_parsed_signed_bytes(const vox_agora_parsed *parsed,
                                       const uint8_t **data,
                                       size_t *length,
                                       vox_error **error);

/**
 * Nothing is expected yet. To be freed with `vox_agora_expected_free`.
 */
VOX_MUST_USE
uint32_t vox_agora_expected_new(vox_agora_expected **expected,
                                vox_error **error);

/**
 * Frees what is expected. NULL is allowed.
 */
void vox_agora_expected_free(vox_agora_expected *expected);

/**
 * The app certificate that the token should be signed with: 32 hexadecimal characters.
 */
VOX_MUST_USE
uint32_t vox_agora_expected_set_certificate(vox_agora_expected *expected,
                                            const char *certificate,
                                            vox_error **error);

/**
 * The channel that is joined.
 */
VOX_MUST_USE
uint32_t vox_agora_expected_set_channel(vox_agora_expected *expected,
                                        const char *channel,
                                        vox_error **error);

/**
 * The user who joins or logs in: `uid` if `account` is NULL, else `account`, and then `uid` must be 0.
 */
VOX_MUST_USE
uint32_t vox_agora_expected_set_user(vox_agora_expected *expected,
                                     uint32_t uid,
                                     const char *account,
                                     vox_error **error);

/**
 * The time to check the expiry at: absolute Unix seconds.
 */
VOX_MUST_USE
uint32_t vox_agora_expected_set_now(vox_agora_expected *expected,
                                    uint64_t now,
                                    vox_error **error);

/**
 * Accepts a token of either version only if it is signed with the expected certificate, is for the expected channel and
 * user, and lives at the expected time. Gives the parsed token, too, to be freed with `vox_agora_parsed_free`, unless
 * `parsed` is NULL. The signature is compared in constant time.
 *
 * `VOX_INVALID_TOKEN` says what is wrong with the token; `VOX_INVALID_ARGUMENT` that certificate or time, or for `006`
 * channel or user, are not set.
 */
VOX_MUST_USE
uint32_t vox_agora_verify(const char *token,
                          const vox_agora_expected *expected,
                          vox_agora_parsed **parsed,
                          vox_error **error);

/**
 * Says all that can be said about a token, even a damaged one. `expected` may be NULL for nothing. To be freed with
 * `vox_agora_report_free`.
 */
VOX_MUST_USE
uint32_t vox_agora_explain(const char *token,
                           const vox_agora_expected *expected,
                           vox_agora_report **report,
                           vox_error **error);

/**
 * Frees a report. NULL is allowed.
 */
void vox_agora_report_free(vox_agora_report *report);

/**
 * Is there no finding that makes the token useless? Only what was expected was checked: without a certificate a **forged**
 * token is valid here. Decide by `vox_agora_verify` who gets in. False for NULL.
 */
bool vox_agora_report_is_valid(const vox_agora_report *report);

/**
 * Is the token valid **and** its signature good? Without an expected time it may have expired. False for NULL.
 */
bool vox_agora_report_is_verified(const vox_agora_report *report);

/**
 * Whether the signature fits: one of `VOX_AGORA_SIGNATURE_…`. Not checked for NULL.
 */
uint32_t vox_agora_report_signature(const vox_agora_report *report);

/**
 * How many things are wrong or doubtful. 0 for NULL.
 */
size_t vox_agora_report_finding_count(const vox_agora_report *report);

/**
 * The stable name of a finding, counted from 0, such as `expired`. NULL beyond the last one.
 */
const char *vox_agora_report_finding_name(const vox_agora_report *report,
                                          size_t index);

/**
 * A finding, counted from 0, in plain words: what it is, why it matters and what to do. NULL beyond the last one.
 */
const char *vox_agora_report_finding_message(const vox_agora_report *report,
                                             size_t index);

/**
 * Does a finding, counted from 0, make the token useless? Else it is a warning. False beyond the last one.
 */
bool vox_agora_report_finding_is_error(const vox_agora_report *report,
                                       size_t index);

/**
 * The whole report as JSON, to be freed with `vox_string_free`: `version`, `app_id`, `issued_at`, `salt`,
 * `token_expires_at`, `expires_at`, `services`, `signature`, `findings`.
 */
VOX_MUST_USE
uint32_t vox_agora_report_json(const vox_agora_report *report,
                               char **json,
                               vox_error **error);

/**
 * Signs the signed bytes of a `007` token (app id, times, salt, services, all packed by the caller) with the app
 * certificate and makes a token of them, to be freed with `vox_string_free`.
 */
VOX_MUST_USE
uint32_t vox_agora_seal(const uint8_t *signing_info,
                        size_t length,
                        const char *certificate,
                        char **token,
                        vox_error **error);

/**
 * The signature of the signed bytes of a `007` token: writes `VOX_AGORA_SIGNATURE_LENGTH` bytes to `signature`.
 */
VOX_MUST_USE
uint32_t vox_agora_sign(const uint8_t *signing_info,
                        size_t length,
                        const char *certificate,
                        uint8_t (*signature)[VOX_AGORA_SIGNATURE_LENGTH],
                        vox_error **error);

/**
 * Takes a `007` token apart into its signature and the bytes that it signs, each to be freed with `vox_bytes_free`.
 * Nothing is verified.
 */
VOX_MUST_USE
uint32_t vox_agora_open(const char *token,
                        uint8_t **signature,
                        size_t *signature_length,
                        uint8_t **signing_info,
                        size_t *signing_info_length,
                        vox_error **error);

/**
 * A random salt for a bare token: a number from 1 to 99,999,999 of the operating system.
 */
VOX_MUST_USE
uint32_t vox_agora_salt(uint32_t *salt,
                        vox_error **error);

/**
 * HMAC-SHA256, of which both formats make their signatures: writes `VOX_AGORA_SIGNATURE_LENGTH` bytes to
 * `signature`. Of a `006` token the key is the app certificate and the message is app id, channel, uid and message
 * put together.
 */
VOX_MUST_USE
uint32_t vox_agora_hmac(const uint8_t *key,
                        size_t key_length,
                        const uint8_t *message,
                        size_t message_length,
                        uint8_t (*signature)[VOX_AGORA_SIGNATURE_LENGTH],
                        vox_error **error);

#ifdef __cplusplus
}  // extern "C"
#endif  // __cplusplus

#endif  /* VOXTOKEN_H */
