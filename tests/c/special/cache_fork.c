/* A fork while a cache fetches: the child fetches a token by itself, with at most one more call, and the parent's fetch goes
 * on. Forks while other threads use the cache leave no lock behind. (The thread sanitizer allows a child no threads.) */
#define _POSIX_C_SOURCE 200809L
#include <signal.h>
#include <stdatomic.h>
#include <sys/wait.h>

#include "../loopback.h"
#include "../source.h"

#define FORKS 20

/* Says to the parent whether all went well. It ends by a signal, so that no leak check looks for what belongs to the fetch
 * of the parent: that memory is lost in the child. */
static void end_child(int result, bool is_good) {
    loopback_write(result, is_good ? "y" : "n", 1);
    kill(getpid(), SIGKILL);
}

static bool gives(const vox_cache *cache, const char *wanted) {
    vox_token *token = NULL;
    vox_error *error = NULL;
    const bool is_good = vox_cache_get(cache, &token, &error) == VOX_OK && strcmp(vox_token_value(token), wanted) == 0;
    if (!is_good) fprintf(stderr, "in the child: %s\n", token ? vox_token_value(token) : vox_error_text(error));
    vox_token_free(token);
    vox_error_free(error);
    return is_good;
}

/* Waits until a child has said that all went well, and has ended. */
static void check_child(pid_t pid, int result[2]) {
    char answer = '-';
    close(result[1]);
    CHECK(read(result[0], &answer, 1) == 1);
    CHECK(answer == 'y');
    CHECK(waitpid(pid, NULL, 0) == pid);
    close(result[0]);
}

static void a_fork_during_a_fetch(void) {
    test_source source;
    source_init(&source);
    vox_cache *cache = source_cache(&source);
    source_hold(&source, true);
    CHECK(vox_cache_try_get(cache) == NULL);
    source_await_calls(&source, 1);

    /* No thread of the parent is inside of the source's lock, so that the child may use it. */
    int result[2];
    CHECK(pipe(result) == 0);
    CHECK(pthread_mutex_lock(&source.lock) == 0);
    const pid_t pid = fork();
    CHECK(pid >= 0);
    if (pid == 0) {
        source.is_held = false;
        CHECK(pthread_cond_init(&source.changed, NULL) == 0); /* the parent's thread waits for the old one */
        pthread_mutex_unlock(&source.lock);
        end_child(result[1], gives(cache, "T2") && gives(cache, "T2") && source_calls(&source) == 2);
    }
    CHECK(pthread_mutex_unlock(&source.lock) == 0);
    check_child(pid, result);

    CHECK(source_calls(&source) == 1);
    source_hold(&source, false);
    GETS(cache, "T1");
    CHECK(source_calls(&source) == 1);
    source_end(&source, cache);
}

static uint32_t quick(vox_token **token, vox_error **error, void *context) {
    (void)context;
    return vox_token_new("T", 4000000000, token, error);
}

typedef struct {
    const vox_cache *cache;
    atomic_bool *is_over;
} busy;

/* Forgets the token and asks for it all the time. What another thread forgets at once may not be there. */
static void *use(void *context) {
    const busy *work = context;
    while (!*work->is_over) {
        vox_token_free(vox_cache_try_get(work->cache));
        OK(vox_cache_clear(work->cache, &error));
        vox_token *token = NULL;
        if (vox_cache_get(work->cache, &token, NULL) == VOX_OK) vox_token_free(token);
    }
    return NULL;
}

static void forks_while_threads_use_the_cache(void) {
    atomic_bool is_over = false;
    vox_cache *cache = NULL;
    OK(vox_cache_from_fetch("test", quick, NULL, NULL, NULL, &cache, &error));
    busy work = {cache, &is_over};
    pthread_t threads[4];
    for (int i = 0; i < 4; i++) CHECK(pthread_create(&threads[i], NULL, use, &work) == 0);
    for (int i = 0; i < FORKS; i++) {
        int result[2];
        CHECK(pipe(result) == 0);
        const pid_t pid = fork();
        CHECK(pid >= 0);
        if (pid == 0) end_child(result[1], gives(cache, "T"));
        check_child(pid, result);
    }
    is_over = true;
    for (int i = 0; i < 4; i++) CHECK(pthread_join(threads[i], NULL) == 0);
    await_idle(cache);
    vox_cache_free(cache);
}

int main(void) {
    a_fork_during_a_fetch();
    forks_while_threads_use_the_cache();
    return 0;
}
