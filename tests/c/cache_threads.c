/* Sixty-four threads want the same token at once, blocking, asynchronously and not waiting: one call serves them all. */
#define _POSIX_C_SOURCE 200809L
#include "source.h"

#define THREADS 64

typedef struct {
    const vox_cache *cache;
    pthread_barrier_t start;
} shared;

static void *work(void *context) {
    shared *all = context;
    pthread_barrier_wait(&all->start);
    vox_token *token = vox_cache_try_get(all->cache);
    CHECK(token == NULL || strcmp(vox_token_value(token), "T1") == 0);
    vox_token_free(token);
    GETS(all->cache, "T1");
    bool has_acted = true;
    OK(vox_cache_reject(all->cache, "T0", &has_acted, &error));
    CHECK(!has_acted);
    vox_cache_status *status = NULL;
    OK(vox_cache_get_status(all->cache, &status, &error));
    CHECK_TEXT(vox_cache_status_state(status), "fresh");
    vox_cache_status_free(status);
    return NULL;
}

/* Waits for the token in a thread that frees the cache at last. */
static void *get_and_free(void *context) {
    vox_cache *cache = context;
    GETS(cache, "T2");
    vox_cache_free(cache);
    return NULL;
}

int main(void) {
    test_source source;
    shared all;
    pthread_t threads[THREADS];
    source_init(&source);
    vox_cache *cache = source_cache(&source);
    all.cache = cache;
    source_hold(&source, true);
    CHECK(pthread_barrier_init(&all.start, NULL, THREADS) == 0);
    for (int i = 0; i < THREADS; i++) CHECK(pthread_create(&threads[i], NULL, work, &all) == 0);
    source_await_calls(&source, 1);
    source_hold(&source, false);
    for (int i = 0; i < THREADS; i++) CHECK(pthread_join(threads[i], NULL) == 0);
    CHECK(source_calls(&source) == 1);
    pthread_barrier_destroy(&all.start);

    source_advance(&source, 3600);
    CHECK(pthread_create(&threads[0], NULL, get_and_free, cache) == 0);
    CHECK(pthread_join(threads[0], NULL) == 0);
    source_await_frees(&source, 2);
    CHECK(source_calls(&source) == 2);
    source_destroy(&source);
    return 0;
}
