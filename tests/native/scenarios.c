/* What the generated programs that play the scenarios of the token cache are made with. */
#define _POSIX_C_SOURCE 200809L
#include "../c/source.h"

#define CACHES 26

static struct {
    const char *name;
    int at;
    char folder[40];
    vox_cache_settings *settings;
    vox_cache *caches[CACHES];
} play;

/* The one source of all caches. */
static struct {
    pthread_mutex_t lock;
    uint64_t now;
    int64_t life, retry_after;
    const char *token;
    uint32_t failure;
    int64_t calls;
} cloud = {.lock = PTHREAD_MUTEX_INITIALIZER};

#define EXPECT(condition) \
    do { \
        if (!(condition)) { \
            fprintf(stderr, "%s, step %d: ", play.name, play.at); \
            CHECK(condition); \
        } \
    } while (0)

static uint32_t fetch(vox_token **token, vox_error **error, void *context) {
    char value[16];
    (void)context;
    CHECK(pthread_mutex_lock(&cloud.lock) == 0);
    snprintf(value, sizeof value, "T%d", (int)++cloud.calls);
    const uint32_t failure = cloud.failure;
    const int64_t retry_after_ms = cloud.retry_after < 0 ? -1 : cloud.retry_after * 1000;
    const char *text = cloud.token == NULL ? value : cloud.token;
    const uint64_t expires_at = cloud.now + (uint64_t)cloud.life;
    CHECK(pthread_mutex_unlock(&cloud.lock) == 0);
    if (failure == VOX_OK) return vox_token_new(text, expires_at, token, error);
    *error = vox_error_new(failure, "as the scenario wants", retry_after_ms);
    return failure;
}

static uint64_t tell(void *context) {
    (void)context;
    CHECK(pthread_mutex_lock(&cloud.lock) == 0);
    const uint64_t now = cloud.now;
    CHECK(pthread_mutex_unlock(&cloud.lock) == 0);
    return now;
}

static uint32_t status_of_name(const char *name) {
    uint32_t status = 1;
    while (strcmp(vox_status_name(status), name) != 0) status++;
    return status;
}

static void begin(const char *name, int64_t min_validity, int64_t lead, bool has_file) {
    memset(&play, 0, sizeof play);
    play.name = name;
    CHECK(pthread_mutex_lock(&cloud.lock) == 0);
    cloud.now = 1800000000;
    cloud.calls = 0;
    CHECK(pthread_mutex_unlock(&cloud.lock) == 0);
    OK(vox_cache_settings_new(&play.settings, &error));
    OK(vox_cache_settings_set_deadline(play.settings, 300000, &error));
    OK(vox_cache_settings_set_clock(play.settings, tell, NULL, NULL, &error));
    if (min_validity >= 0) OK(vox_cache_settings_set_min_validity(play.settings, (uint64_t)min_validity, &error));
    if (lead >= 0) OK(vox_cache_settings_set_lead(play.settings, (uint64_t)lead, &error));
    if (has_file) {
        strcpy(play.folder, "/tmp/vox-scenario-XXXXXX");
        CHECK(mkdtemp(play.folder) != NULL);
        OK(vox_cache_settings_set_file(play.settings, play.folder, &error));
    }
}

static void step(int at) { play.at = at; }

/* The cache of this name, made if there is none. */
static vox_cache *cache_of(const char *name) {
    vox_cache **cache = &play.caches[name[0] - 'a'];
    if (*cache == NULL) OK(vox_cache_from_fetch("scenario", fetch, NULL, NULL, play.settings, cache, &error));
    return *cache;
}

static void await_all(void) {
    for (int i = 0; i < CACHES; i++) {
        if (play.caches[i] != NULL) await_idle(play.caches[i]);
    }
}

static void restart(const char *name) {
    vox_cache_free(play.caches[name[0] - 'a']);
    play.caches[name[0] - 'a'] = NULL;
}

static void end(void) {
    char command[60];
    await_all();
    for (int i = 0; i < CACHES; i++) vox_cache_free(play.caches[i]);
    vox_cache_settings_free(play.settings);
    snprintf(command, sizeof command, "rm -r %s", play.folder);
    if (play.folder[0] != '\0') CHECK(system(command) == 0);
}

static void answer(int64_t life, const char *token) {
    CHECK(pthread_mutex_lock(&cloud.lock) == 0);
    cloud.failure = VOX_OK;
    cloud.life = life;
    cloud.token = token;
    CHECK(pthread_mutex_unlock(&cloud.lock) == 0);
}

static void answer_error(const char *kind, int64_t retry_after) {
    CHECK(pthread_mutex_lock(&cloud.lock) == 0);
    cloud.failure = status_of_name(kind);
    cloud.retry_after = retry_after;
    CHECK(pthread_mutex_unlock(&cloud.lock) == 0);
}

static void advance(int64_t seconds) {
    CHECK(pthread_mutex_lock(&cloud.lock) == 0);
    cloud.now += (uint64_t)seconds;
    CHECK(pthread_mutex_unlock(&cloud.lock) == 0);
}

static void expect_token(uint32_t status, vox_token *token, vox_error *error, const char *wanted) {
    if (error != NULL) fprintf(stderr, "%s\n", vox_error_text(error));
    EXPECT(status == VOX_OK);
    EXPECT(strcmp(vox_token_value(token), wanted) == 0);
    vox_token_free(token);
}

static void expect_error(uint32_t status, vox_error *error, const char *kind, int64_t retry_in, const char *argument) {
    EXPECT(status == status_of_name(kind));
    if (retry_in >= 0) EXPECT(vox_error_retry_at(error) == tell(NULL) + (uint64_t)retry_in);
    if (argument != NULL) EXPECT(strcmp(vox_error_argument(error), argument) == 0);
    vox_error_free(error);
}

static uint32_t got(const char *cache, int64_t need, vox_token **token, vox_error **error) {
    if (need < 0) return vox_cache_get(cache_of(cache), token, error);
    return vox_cache_get_with(cache_of(cache), (uint64_t)need, 300000, token, error);
}

static void get(const char *cache, int64_t need, const char *wanted) {
    vox_token *token = NULL;
    vox_error *error = NULL;
    const uint32_t status = got(cache, need, &token, &error);
    expect_token(status, token, error, wanted);
}

static void get_error(const char *cache, int64_t need, const char *kind, int64_t retry_in, const char *argument) {
    vox_token *token = NULL;
    vox_error *error = NULL;
    const uint32_t status = got(cache, need, &token, &error);
    expect_error(status, error, kind, retry_in, argument);
}

static void try_get(const char *cache, const char *wanted) {
    vox_token *token = vox_cache_try_get(cache_of(cache));
    EXPECT((token == NULL) == (wanted == NULL));
    if (wanted != NULL) EXPECT(strcmp(vox_token_value(token), wanted) == 0);
    vox_token_free(token);
}

static void reject(const char *cache, const char *token, bool wanted) {
    bool has_acted = !wanted;
    OK(vox_cache_reject(cache_of(cache), token, &has_acted, &error));
    EXPECT(has_acted == wanted);
}

static void refresh(const char *cache, const char *wanted) {
    vox_token *token = NULL;
    vox_error *error = NULL;
    const uint32_t status = vox_cache_refresh(cache_of(cache), &token, &error);
    expect_token(status, token, error, wanted);
}

static void refresh_error(const char *cache, const char *kind, int64_t retry_in, const char *argument) {
    vox_error *error = NULL;
    const uint32_t status = vox_cache_refresh(cache_of(cache), NULL, &error);
    expect_error(status, error, kind, retry_in, argument);
}

static void calls(int64_t wanted) {
    await_all();
    CHECK(pthread_mutex_lock(&cloud.lock) == 0);
    EXPECT(cloud.calls == wanted);
    CHECK(pthread_mutex_unlock(&cloud.lock) == 0);
}

static vox_cache_status *status_of(const char *cache) {
    vox_cache_status *status = NULL;
    await_idle(cache_of(cache));
    OK(vox_cache_get_status(cache_of(cache), &status, &error));
    return status;
}

static void status_state(const char *cache, const char *wanted) {
    vox_cache_status *status = status_of(cache);
    EXPECT(strcmp(vox_cache_status_state(status), wanted) == 0);
    vox_cache_status_free(status);
}

static void status_generation(const char *cache, int64_t wanted) {
    vox_cache_status *status = status_of(cache);
    EXPECT(vox_cache_status_generation(status) == (uint64_t)wanted);
    vox_cache_status_free(status);
}

static void status_expires_at(const char *cache, int64_t wanted) {
    vox_cache_status *status = status_of(cache);
    EXPECT(vox_cache_status_expires_at(status) == (uint64_t)wanted);
    vox_cache_status_free(status);
}

static void status_gate(const char *cache, const char *wanted) {
    vox_cache_status *status = status_of(cache);
    const uint32_t kind = wanted == NULL ? VOX_OK : status_of_name(wanted);
    EXPECT(vox_error_status(vox_cache_status_gate(status)) == kind);
    vox_cache_status_free(status);
}
