/* A source of tokens `T1`, `T2` and so on with a clock, both as a test sets them. */
#ifndef SOURCE_H
#define SOURCE_H

#include <pthread.h>
#include <time.h>

#include "check.h"

typedef struct {
    pthread_mutex_t lock;
    pthread_cond_t changed;
    uint64_t now;           /* absolute Unix seconds */
    uint64_t life;          /* seconds; counts unless there is a failure */
    uint32_t failure;       /* the status to fail with, or VOX_OK */
    int64_t retry_after_ms; /* of the failure */
    bool is_held;           /* a call waits until this is over */
    unsigned calls;
    unsigned owners; /* who has it as a context: the fetch and the clock */
    unsigned frees;
} test_source;

static inline void source_init(test_source *source) {
    memset(source, 0, sizeof *source);
    CHECK(pthread_mutex_init(&source->lock, NULL) == 0 && pthread_cond_init(&source->changed, NULL) == 0);
    source->now = 1800000000;
    source->life = 3600;
    source->retry_after_ms = -1;
    source->owners = 2;
}

static inline void source_destroy(test_source *source) {
    CHECK(pthread_cond_destroy(&source->changed) == 0 && pthread_mutex_destroy(&source->lock) == 0);
}

/* A `vox_fetch`. */
static inline uint32_t source_fetch(vox_token **token, vox_error **error, void *context) {
    test_source *source = context;
    char value[16];
    CHECK(pthread_mutex_lock(&source->lock) == 0);
    source->calls++;
    CHECK(pthread_cond_broadcast(&source->changed) == 0);
    while (source->is_held) CHECK(pthread_cond_wait(&source->changed, &source->lock) == 0);
    snprintf(value, sizeof value, "T%u", source->calls);
    const uint32_t failure = source->failure;
    const int64_t retry_after_ms = source->retry_after_ms;
    const uint64_t expires_at = source->now + source->life;
    CHECK(pthread_mutex_unlock(&source->lock) == 0);
    if (failure == VOX_OK) return vox_token_new(value, expires_at, token, error);
    *error = vox_error_new(failure, "as the test wants", retry_after_ms);
    return failure;
}

/* A `vox_clock`. */
static inline uint64_t source_now(void *context) {
    test_source *source = context;
    CHECK(pthread_mutex_lock(&source->lock) == 0);
    const uint64_t now = source->now;
    CHECK(pthread_mutex_unlock(&source->lock) == 0);
    return now;
}

/* A `vox_free`. */
static inline void source_free(void *context) {
    test_source *source = context;
    CHECK(pthread_mutex_lock(&source->lock) == 0);
    source->frees++;
    CHECK(pthread_cond_broadcast(&source->changed) == 0);
    CHECK(pthread_mutex_unlock(&source->lock) == 0);
}

static inline void source_advance(test_source *source, uint64_t seconds) {
    CHECK(pthread_mutex_lock(&source->lock) == 0);
    source->now += seconds;
    CHECK(pthread_mutex_unlock(&source->lock) == 0);
}

static inline void source_hold(test_source *source, bool is_held) {
    CHECK(pthread_mutex_lock(&source->lock) == 0);
    source->is_held = is_held;
    CHECK(pthread_cond_broadcast(&source->changed) == 0);
    CHECK(pthread_mutex_unlock(&source->lock) == 0);
}

/* From now on calls fail with this status, or succeed with VOX_OK. */
static inline void source_fail(test_source *source, uint32_t status, int64_t retry_after_ms) {
    CHECK(pthread_mutex_lock(&source->lock) == 0);
    source->failure = status;
    source->retry_after_ms = retry_after_ms;
    CHECK(pthread_mutex_unlock(&source->lock) == 0);
}

static inline unsigned source_calls(test_source *source) {
    CHECK(pthread_mutex_lock(&source->lock) == 0);
    const unsigned calls = source->calls;
    CHECK(pthread_mutex_unlock(&source->lock) == 0);
    return calls;
}

/* Waits until a number of calls have begun. */
static inline void source_await_calls(test_source *source, unsigned calls) {
    CHECK(pthread_mutex_lock(&source->lock) == 0);
    while (source->calls < calls) CHECK(pthread_cond_wait(&source->changed, &source->lock) == 0);
    CHECK(source->calls == calls);
    CHECK(pthread_mutex_unlock(&source->lock) == 0);
}

/* Waits until the context was freed so often. */
static inline void source_await_frees(test_source *source, unsigned frees) {
    CHECK(pthread_mutex_lock(&source->lock) == 0);
    while (source->frees < frees) CHECK(pthread_cond_wait(&source->changed, &source->lock) == 0);
    CHECK(source->frees == frees);
    CHECK(pthread_mutex_unlock(&source->lock) == 0);
}

/* Settings with the source's clock and a deadline of minutes: a slow machine is no failure. To be freed; the source's context
 * is freed one time more for them. */
static inline vox_cache_settings *source_settings(test_source *source) {
    vox_cache_settings *settings = NULL;
    OK(vox_cache_settings_new(&settings, &error));
    OK(vox_cache_settings_set_deadline(settings, 300000, &error));
    OK(vox_cache_settings_set_clock(settings, source_now, source, source_free, &error));
    return settings;
}

/* A cache with these settings, which are freed. */
static inline vox_cache *source_cache_with(test_source *source, vox_cache_settings *settings) {
    vox_cache *cache = NULL;
    OK(vox_cache_from_fetch("test", source_fetch, source, source_free, settings, &cache, &error));
    vox_cache_settings_free(settings);
    return cache;
}

static inline vox_cache *source_cache(test_source *source) {
    return source_cache_with(source, source_settings(source));
}

/* Frees a cache of the two functions above and its source, when its last fetch has ended. */
static inline void source_end(test_source *source, vox_cache *cache) {
    vox_cache_free(cache);
    source_await_frees(source, source->owners);
    source_destroy(source);
}

/* A token that the caller does not keep: its text must be this. */
static inline void check_token(const char *file, int line, vox_token *token, const char *wanted) {
    check_text(file, line, vox_token_value(token), wanted);
    vox_token_free(token);
}

#define GETS(cache, wanted) \
    do { \
        vox_token *token_ = NULL; \
        OK(vox_cache_get((cache), &token_, &error)); \
        check_token(__FILE__, __LINE__, token_, (wanted)); \
    } while (0)

/* Waits until no fetch is under way. */
static inline void await_idle(const vox_cache *cache) {
    const struct timespec pause = {.tv_nsec = 1000000};
    for (;;) {
        vox_cache_status *status = NULL;
        OK(vox_cache_get_status(cache, &status, &error));
        const bool is_fetching = vox_cache_status_is_fetching(status);
        vox_cache_status_free(status);
        if (!is_fetching) return;
        nanosleep(&pause, NULL);
    }
}

#endif
