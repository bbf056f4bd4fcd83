/* A cache: sources by callback and of the clouds, settings, events, status. */
#define _POSIX_C_SOURCE 200809L
#include <unistd.h>

#include "loopback.h"
#include "source.h"

static void one_call_serves_until_the_token_is_due(void) {
    test_source source;
    source_init(&source);
    vox_cache *cache = source_cache(&source);
    GETS(cache, "T1");
    source_advance(&source, 2600);
    vox_token *token = NULL;
    OK(vox_cache_get(cache, &token, &error));
    CHECK_TEXT(vox_token_value(token), "T1");
    CHECK(vox_token_expires_at(token) == 1800003600);
    vox_token_free(token);
    CHECK(source_calls(&source) == 1);

    source_advance(&source, 400);
    GETS(cache, "T1");
    await_idle(cache);
    GETS(cache, "T2");
    CHECK(source_calls(&source) == 2);
    source_end(&source, cache);
}

static void a_failure_is_kept_until_its_time(void) {
    test_source source;
    source_init(&source);
    source_fail(&source, VOX_THROTTLED, 7500);
    vox_cache *cache = source_cache(&source);
    for (int round = 0; round < 2; round++) {
        vox_token *token = UNTOUCHED(vox_token);
        vox_error *error = NULL;
        CHECK(vox_cache_get(cache, &token, &error) == VOX_THROTTLED);
        CHECK(token == UNTOUCHED(vox_token));
        CHECK_TEXT(vox_error_message(error), "as the test wants");
        CHECK(vox_error_retry_after_ms(error) == 7500);
        CHECK(vox_error_retry_at(error) == 1800000008);
        vox_error_free(error);
    }
    CHECK(source_calls(&source) == 1);
    CHECK(vox_cache_try_get(cache) == NULL);
    source_fail(&source, VOX_OK, -1);
    source_advance(&source, 8);
    GETS(cache, "T2");
    source_end(&source, cache);
}

/* What a callback gives that gives no error. */
typedef struct {
    uint32_t status;
    bool gives_token, gives_error;
} answer;

static uint32_t give(vox_token **token, vox_error **error, void *context) {
    const answer *given = context;
    if (given->gives_token) OK(vox_token_new("T", 4000000000, token, &error));
    if (given->gives_error) *error = vox_error_new(VOX_ACCOUNT, "no money", -1);
    return given->status;
}

static void a_callback_may_break_its_promises(void) {
    const struct {
        answer given;
        uint32_t wanted;
    } cases[] = {
        {{VOX_OK, false, false}, VOX_UNAVAILABLE},  {{VOX_OK, false, true}, VOX_UNAVAILABLE},
        {{VOX_OK, true, true}, VOX_OK},             {{VOX_NETWORK, false, false}, VOX_NETWORK},
        {{VOX_NETWORK, true, true}, VOX_ACCOUNT},   {{99, false, false}, VOX_UNAVAILABLE},
        {{UINT32_MAX, true, false}, VOX_UNAVAILABLE},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        vox_cache *cache = NULL;
        vox_token *token = NULL;
        vox_error *error = NULL;
        answer given = cases[i].given;
        OK(vox_cache_from_fetch("test", give, &given, NULL, NULL, &cache, &error));
        CHECK(vox_cache_get(cache, &token, &error) == cases[i].wanted);
        CHECK(vox_error_status(error) == cases[i].wanted && (token != NULL) == (cases[i].wanted == VOX_OK));
        vox_error_free(error);
        vox_token_free(token);
        vox_cache_free(cache);
    }
}

static uint32_t mint(char **token, vox_error **error, void *context) {
    return vox_agora_builder_rtc(context, "lobby", 23, NULL, VOX_AGORA_ROLE_PUBLISHER, 600, 300, token, error);
}

static uint32_t mint_nonsense(char **token, vox_error **error, void *context) {
    (void)context;
    return vox_string_copy("007nonsense", token, error);
}

static void a_minted_token_is_kept_until_its_effective_expiry(void) {
    const uint64_t now = (uint64_t)time(NULL);
    vox_agora_builder *builder = NULL;
    vox_cache *cache = NULL;
    vox_token *first = NULL, *second = NULL;
    OK(vox_agora_builder_new("970CA35de60c44645bbae8a215061b33", "5CFd2fd1755d40ecb72977518be15d3b", &builder, &error));
    OK(vox_cache_from_mint("lobby 23", mint, builder, NULL, NULL, &cache, &error));
    OK(vox_cache_get(cache, &first, &error));
    OK(vox_cache_get(cache, &second, &error));
    CHECK(strncmp(vox_token_value(first), "007", 3) == 0);
    CHECK_TEXT(vox_token_value(second), vox_token_value(first));
    const uint64_t expires_at = vox_token_expires_at(first);
    CHECK(now + 300 <= expires_at && expires_at <= (uint64_t)time(NULL) + 600);
    vox_token_free(second);
    vox_token_free(first);
    vox_cache_free(cache);
    vox_agora_builder_free(builder);

    OK(vox_cache_from_mint("lobby 23", mint_nonsense, NULL, NULL, NULL, &cache, &error));
    FAILS(VOX_INVALID_TOKEN, vox_cache_get(cache, &first, &error));
    vox_cache_free(cache);
}

/* The object of the cloud is freed first: the cache has a copy. */
static void check_cloud(vox_cache *cache, const char *label) {
    vox_token *first = NULL, *second = NULL;
    vox_cache_status *status = NULL;
    OK(vox_cache_get(cache, &first, &error));
    OK(vox_cache_get(cache, &second, &error));
    CHECK_TEXT(vox_token_value(second), vox_token_value(first));
    OK(vox_cache_get_status(cache, &status, &error));
    CHECK(strncmp(vox_cache_status_label(status), label, strlen(label)) == 0);
    CHECK(vox_cache_status_generation(status) == 1);
    vox_cache_status_free(status);
    vox_token_free(second);
    vox_token_free(first);
    vox_cache_free(cache);
}

static uint64_t never_asked(void *context) {
    (void)context;
    CHECK(!"a clock of the object that was copied");
    return 0;
}

static void the_clouds_are_sources(void) {
    vox_client *client = patient_client();
    vox_cache_settings *settings = NULL;
    vox_cache *cache = NULL;
    OK(vox_cache_settings_new(&settings, &error));
    OK(vox_cache_settings_set_deadline(settings, 300000, &error));

    vox_nls_token *nls = NULL;
    OK(vox_nls_token_new("sandbox-id", "sandbox-secret", &nls, &error));
    OK(vox_nls_token_set_endpoint(nls, environment("SANDBOX_NLS"), &error));
    OK(vox_nls_token_set_client(nls, client, &error));
    OK(vox_nls_token_set_clock(nls, never_asked, NULL, &error));
    OK(vox_cache_from_nls(nls, settings, &cache, &error));
    vox_nls_token_free(nls);
    check_cloud(cache, "nls http://127.0.0.1:");

    vox_dash_token *dash = NULL;
    OK(vox_dash_token_new("sandbox-secret", &dash, &error));
    OK(vox_dash_token_set_endpoint(dash, environment("SANDBOX_DASHSCOPE"), &error));
    OK(vox_dash_token_set_expire_in(dash, 1800, &error));
    OK(vox_dash_token_set_client(dash, client, &error));
    OK(vox_cache_from_dash(dash, settings, &cache, &error));
    vox_dash_token_free(dash);
    check_cloud(cache, "dashscope http://127.0.0.1:");

    vox_aiob_token *aiob = NULL;
    OK(vox_aiob_token_new("sandbox-id", "sandbox-secret", &aiob, &error));
    OK(vox_aiob_token_set_endpoint(aiob, environment("SANDBOX_AIOB"), &error));
    OK(vox_aiob_token_set_client(aiob, client, &error));
    OK(vox_aiob_token_set_clock(aiob, never_asked, NULL, &error));
    OK(vox_cache_from_aiob(aiob, settings, &cache, &error));
    vox_aiob_token_free(aiob);
    check_cloud(cache, "aiob http://127.0.0.1:");

    vox_cache_settings_free(settings);
    vox_client_free(client);
}

static void what_is_wrong_with_an_object_shows_when_its_cache_is_made(void) {
    vox_nls_token *nls = NULL;
    vox_cache *cache = UNTOUCHED(vox_cache);
    OK(vox_nls_token_new("id", "secret", &nls, &error));
    OK(vox_nls_token_set_region(nls, "atlantis", &error));
    REFUSES("region", vox_cache_from_nls(nls, NULL, &cache, &error));
    CHECK(cache == UNTOUCHED(vox_cache));
    vox_nls_token_free(nls);
}

/* What an observer saw: the names of events, and details of the last ones. */
typedef struct {
    pthread_mutex_t lock;
    test_source *source;
    char names[200];
    char layer[16];
    uint32_t status;
    uint64_t expires_at;
    int64_t retry_in_ms;
    bool is_usable, has_acted;
} notes;

static void note(const vox_cache_event *event, void *context) {
    notes *seen = context;
    CHECK(pthread_mutex_lock(&seen->lock) == 0);
    strncat(seen->names, vox_cache_event_name(event), sizeof seen->names - strlen(seen->names) - 1);
    strncat(seen->names, " ", sizeof seen->names - strlen(seen->names) - 1);
    if (vox_cache_event_layer(event) != NULL) snprintf(seen->layer, sizeof seen->layer, "%s", vox_cache_event_layer(event));
    if (vox_cache_event_error(event) != NULL) seen->status = vox_error_status(vox_cache_event_error(event));
    if (vox_cache_event_expires_at(event) != 0) {
        seen->expires_at = vox_cache_event_expires_at(event);
        CHECK(vox_cache_event_took_ms(event) >= 0);
    }
    if (vox_cache_event_retry_in_ms(event) >= 0) seen->retry_in_ms = vox_cache_event_retry_in_ms(event);
    if (vox_cache_event_is_usable(event)) seen->is_usable = true;
    if (vox_cache_event_has_acted(event)) seen->has_acted = true;
    CHECK(pthread_mutex_unlock(&seen->lock) == 0);
}

/* What was seen until now. */
static notes noted(notes *seen) {
    CHECK(pthread_mutex_lock(&seen->lock) == 0);
    const notes copy = *seen;
    CHECK(pthread_mutex_unlock(&seen->lock) == 0);
    return copy;
}

/* Tells the source that the observer is gone, so that its end waits for that, too. */
static void forget_notes(void *context) {
    notes *seen = context;
    test_source *source = seen->source;
    CHECK(pthread_mutex_destroy(&seen->lock) == 0);
    source_free(source);
}

static void observed(vox_cache_settings *settings, notes *seen, test_source *source) {
    memset(seen, 0, sizeof *seen);
    seen->source = source;
    source->owners++;
    CHECK(pthread_mutex_init(&seen->lock, NULL) == 0);
    OK(vox_cache_settings_set_observer(settings, note, seen, forget_notes, &error));
}

static void an_observer_sees_what_happens(void) {
    test_source source;
    notes seen;
    source_init(&source);
    vox_cache_settings *settings = source_settings(&source);
    observed(settings, &seen, &source);
    vox_cache *cache = source_cache_with(&source, settings);
    GETS(cache, "T1");
    CHECK_TEXT(noted(&seen).names, "fetched ");
    CHECK(noted(&seen).expires_at == 1800003600);

    source_advance(&source, 61);
    source_fail(&source, VOX_THROTTLED, 700000);
    FAILS(VOX_THROTTLED, vox_cache_refresh(cache, NULL, &error));
    CHECK_TEXT(noted(&seen).names, "fetched failed ");
    CHECK(noted(&seen).status == VOX_THROTTLED && noted(&seen).is_usable && noted(&seen).layer[0] == '\0');
    CHECK(0 < noted(&seen).retry_in_ms && noted(&seen).retry_in_ms <= 700000);

    bool has_acted = true;
    OK(vox_cache_reject(cache, "T1", &has_acted, &error)); /* while nobody asks */
    CHECK(!has_acted && !noted(&seen).has_acted);
    GETS(cache, "T1");
    source_advance(&source, 700);
    OK(vox_cache_reject(cache, "T0", &has_acted, &error));
    CHECK(!has_acted && !noted(&seen).has_acted);
    OK(vox_cache_reject(cache, "T1", &has_acted, &error));
    CHECK(has_acted && noted(&seen).has_acted);
    await_idle(cache);
    CHECK_TEXT(noted(&seen).names, "fetched failed rejected rejected rejected failed ");
    FAILS(VOX_THROTTLED, vox_cache_get(cache, &(vox_token *){NULL}, &error));
    source_end(&source, cache);
}

static void a_store_that_is_down_is_done_without(void) {
    test_source source;
    notes seen;
    source_init(&source);
    loopback closed = loopback_closed();
    char url[60];
    snprintf(url, sizeof url, "redis%s", strchr(closed.url, ':'));
    vox_cache_settings *settings = source_settings(&source);
    observed(settings, &seen, &source);
    OK(vox_cache_settings_set_redis(settings, url, &error));
    vox_cache *cache = source_cache_with(&source, settings);
    GETS(cache, "T1");
    CHECK_TEXT(noted(&seen).names, "store_failed fetched ");
    CHECK_TEXT(noted(&seen).layer, "redis");
    CHECK(noted(&seen).status == VOX_UNAVAILABLE);
    source_end(&source, cache);
    close(closed.socket);
}

static void a_file_shares_the_token_encrypted_if_wanted(void) {
    char folder[] = "/tmp/vox-cache-XXXXXX";
    CHECK(mkdtemp(folder) != NULL);
    for (int encrypted = 0; encrypted < 2; encrypted++) {
        test_source first, second;
        notes seen;
        vox_cache *caches[2];
        test_source *sources[2] = {&first, &second};
        for (int i = 0; i < 2; i++) {
            source_init(sources[i]);
            vox_cache_settings *settings = source_settings(sources[i]);
            if (i == 1) observed(settings, &seen, sources[i]);
            OK(vox_cache_settings_set_file(settings, folder, &error));
            OK(vox_cache_settings_set_namespace(settings, encrypted ? "encrypted" : "clear", &error));
            if (encrypted) OK(vox_cache_settings_set_encrypt(settings, "a secret", &error));
            caches[i] = source_cache_with(sources[i], settings);
        }
        GETS(caches[0], "T1");
        GETS(caches[1], "T1");
        CHECK(source_calls(&second) == 0);
        CHECK_TEXT(noted(&seen).names, "shared ");
        CHECK_TEXT(noted(&seen).layer, "file");

        OK(vox_cache_clear(caches[1], &error));
        GETS(caches[1], "T1"); /* its own first one */
        CHECK(source_calls(&second) == 1);
        for (int i = 0; i < 2; i++) source_end(sources[i], caches[i]);
    }
    char command[80];
    snprintf(command, sizeof command, "rm -r %s", folder);
    CHECK(system(command) == 0);
}

static void the_source_s_own_secret_encrypts(void) {
    vox_cache_settings *settings = NULL;
    vox_cache *cache = NULL;
    vox_nls_token *nls = NULL;
    OK(vox_cache_settings_new(&settings, &error));
    OK(vox_cache_settings_set_encrypt(settings, NULL, &error));
    OK(vox_nls_token_new("id", "secret", &nls, &error));
    OK(vox_cache_from_nls(nls, settings, &cache, &error));
    vox_cache_free(cache);
    vox_nls_token_free(nls);
    REFUSES("encrypt", vox_cache_from_fetch("test", source_fetch, NULL, NULL, settings, &cache, &error));
    vox_cache_settings_free(settings);
}

static void validity_lead_and_deadline_are_kept(void) {
    test_source source;
    source_init(&source);
    vox_cache_settings *settings = source_settings(&source);
    OK(vox_cache_settings_set_min_validity(settings, 1000, &error));
    OK(vox_cache_settings_set_lead(settings, 100, &error));
    OK(vox_cache_settings_set_deadline(settings, 1, &error));
    vox_cache *cache = source_cache_with(&source, settings);
    source_hold(&source, true);
    vox_token *token = NULL;
    FAILS(VOX_TIMEOUT, vox_cache_get(cache, &token, &error));
    FAILS(VOX_TIMEOUT, vox_cache_get_with(cache, 0, 0, &token, &error));
    source_await_calls(&source, 1);
    CHECK(!vox_cache_settle(cache, 0));
    source_hold(&source, false);
    CHECK(vox_cache_settle(cache, 300000));
    GETS(cache, "T1");

    REFUSES("min_validity", vox_cache_get_with(cache, 3600, 300000, &token, &error));
    source_advance(&source, 500);
    OK(vox_cache_get_with(cache, 3500, 300000, &token, &error));
    CHECK_TEXT(vox_token_value(token), "T2");
    vox_token_free(token);
    source_advance(&source, 2500);
    GETS(cache, "T2"); /* which has 1,100 seconds left: with the default lead it would be due */
    CHECK(source_calls(&source) == 2);
    source_end(&source, cache);
}

/* What `then` was given. */
typedef struct {
    pthread_mutex_t lock;
    pthread_cond_t changed;
    int calls;
    char value[8];
    uint32_t status;
} completion;

static void complete(vox_token *token, vox_error *error, void *context) {
    completion *done = context;
    CHECK(pthread_mutex_lock(&done->lock) == 0);
    CHECK((token == NULL) != (error == NULL));
    done->calls++;
    if (token != NULL) snprintf(done->value, sizeof done->value, "%s", vox_token_value(token));
    done->status = vox_error_status(error);
    vox_token_free(token);
    vox_error_free(error);
    CHECK(pthread_cond_broadcast(&done->changed) == 0);
    CHECK(pthread_mutex_unlock(&done->lock) == 0);
}

static void an_asynchronous_get_never_waits(void) {
    test_source source;
    source_init(&source);
    completion done = {.calls = 0};
    CHECK(pthread_mutex_init(&done.lock, NULL) == 0 && pthread_cond_init(&done.changed, NULL) == 0);
    vox_cache *cache = source_cache(&source);
    source_hold(&source, true);
    OK(vox_cache_get_async(cache, complete, &done, &error));
    OK(vox_cache_get_async(cache, complete, &done, &error));
    source_await_calls(&source, 1);
    CHECK(pthread_mutex_lock(&done.lock) == 0);
    CHECK(done.calls == 0);
    CHECK(pthread_mutex_unlock(&done.lock) == 0);
    source_hold(&source, false);
    CHECK(pthread_mutex_lock(&done.lock) == 0);
    while (done.calls < 2) CHECK(pthread_cond_wait(&done.changed, &done.lock) == 0);
    CHECK_TEXT(done.value, "T1");
    CHECK(pthread_mutex_unlock(&done.lock) == 0);

    OK(vox_cache_get_async(cache, complete, &done, &error));
    CHECK(done.calls == 3); /* at once */
    source_advance(&source, 3600);
    source_fail(&source, VOX_CREDENTIALS, -1);
    FAILS(VOX_CREDENTIALS, vox_cache_get(cache, &(vox_token *){NULL}, &error));
    OK(vox_cache_get_async(cache, complete, &done, &error));
    CHECK(done.calls == 4 && done.status == VOX_CREDENTIALS);
    CHECK(source_calls(&source) == 2);
    source_end(&source, cache);
    CHECK(pthread_cond_destroy(&done.changed) == 0 && pthread_mutex_destroy(&done.lock) == 0);
}

static void a_fetch_outlives_its_cache(void) {
    test_source source;
    source_init(&source);
    vox_cache *cache = source_cache(&source);
    source_hold(&source, true);
    CHECK(vox_cache_try_get(cache) == NULL);
    source_await_calls(&source, 1);
    vox_cache_free(cache);
    CHECK(pthread_mutex_lock(&source.lock) == 0);
    CHECK(source.frees == 0);
    CHECK(pthread_mutex_unlock(&source.lock) == 0);
    source_hold(&source, false);
    source_await_frees(&source, 2);
    source_destroy(&source);
}

static uint64_t counter(const vox_cache_status *status, const char *name) {
    for (size_t i = 0; i < vox_cache_status_counter_count(status); i++) {
        if (strcmp(vox_cache_status_counter_name(status, i), name) == 0) return vox_cache_status_counter_value(status, i);
    }
    CHECK(!"no such counter");
    return 0;
}

static void the_status_says_how_things_stand(void) {
    test_source source;
    source_init(&source);
    vox_cache *cache = source_cache(&source);
    vox_cache_status *status = NULL;
    OK(vox_cache_get_status(cache, &status, &error));
    CHECK_TEXT(vox_cache_status_state(status), "empty");
    CHECK_TEXT(vox_cache_status_label(status), "test");
    CHECK(strlen(vox_cache_status_key(status)) == 64);
    CHECK(vox_cache_status_expires_at(status) == 0 && vox_cache_status_expires_in(status) == -1);
    CHECK(vox_cache_status_fingerprint(status) == NULL && vox_cache_status_gate(status) == NULL);
    CHECK(vox_cache_status_generation(status) == 0 && !vox_cache_status_is_fetching(status));
    vox_cache_status_free(status);

    GETS(cache, "T1");
    source_fail(&source, VOX_THROTTLED, 400000);
    source_advance(&source, 3000);
    vox_token_free(vox_cache_try_get(cache));
    await_idle(cache);
    OK(vox_cache_get_status(cache, &status, &error));
    CHECK_TEXT(vox_cache_status_state(status), "aging");
    CHECK(vox_cache_status_expires_at(status) == 1800003600);
    CHECK(590 <= vox_cache_status_expires_in(status) && vox_cache_status_expires_in(status) <= 600);
    CHECK(strlen(vox_cache_status_fingerprint(status)) == 8 && vox_cache_status_generation(status) == 2);
    CHECK(vox_error_status(vox_cache_status_gate(status)) == VOX_THROTTLED);
    CHECK(vox_error_retry_at(vox_cache_status_gate(status)) == 1800003400);
    CHECK(counter(status, "fetched") == 1 && counter(status, "throttled") == 1 && counter(status, "waited") == 1);
    CHECK(vox_cache_status_counter_name(status, 1000) == NULL && vox_cache_status_counter_value(status, 1000) == 0);
    vox_cache_status_free(status);
    source_end(&source, cache);
}

static void what_fails_leaves_the_context_with_the_caller(void) {
    test_source source;
    source_init(&source);
    vox_cache *cache = UNTOUCHED(vox_cache);
    vox_cache_settings *settings = NULL;
    OK(vox_cache_settings_new(&settings, &error));
    REFUSES("now", vox_cache_settings_set_clock(settings, NULL, &source, source_free, &error));
    REFUSES("observer", vox_cache_settings_set_observer(settings, NULL, &source, source_free, &error));
    REFUSES("fetch", vox_cache_from_fetch("test", NULL, &source, source_free, settings, &cache, &error));
    REFUSES("mint", vox_cache_from_mint("test", NULL, &source, source_free, settings, &cache, &error));
    REFUSES("name", vox_cache_from_fetch(NULL, source_fetch, &source, source_free, settings, &cache, &error));
    OK(vox_cache_settings_set_redis(settings, "http://not-redis", &error));
    FAILS(VOX_INVALID_ARGUMENT,
          vox_cache_from_fetch("test", source_fetch, &source, source_free, settings, &cache, &error));
    FAILS(VOX_INVALID_ARGUMENT, vox_cache_from_mint("test", mint, &source, source_free, settings, &cache, &error));
    CHECK(cache == UNTOUCHED(vox_cache) && source.frees == 0);
    vox_cache_settings_free(settings);
    source_destroy(&source);
}

static void null_is_refused_by_name(void) {
    test_source source;
    source_init(&source);
    vox_cache *cache = source_cache(&source);
    vox_token *token = NULL;
    REFUSES("cache", vox_cache_get(NULL, &token, &error));
    REFUSES("token", vox_cache_get(cache, NULL, &error));
    REFUSES("token", vox_cache_get_with(cache, 1, 1, NULL, &error));
    REFUSES("then", vox_cache_get_async(cache, NULL, NULL, &error));
    REFUSES("token", vox_cache_reject(cache, NULL, NULL, &error));
    REFUSES("token", vox_cache_reject(cache, "\xff", NULL, &error));
    REFUSES("status", vox_cache_get_status(cache, NULL, &error));
    REFUSES("cache", vox_cache_clear(NULL, &error));
    REFUSES("cache", vox_cache_refresh(NULL, NULL, &error));
    REFUSES("nls", vox_cache_from_nls(NULL, NULL, &cache, &error));
    REFUSES("value", vox_token_new("", 1, &token, &error));
    CHECK(vox_cache_try_get(NULL) == NULL);
    CHECK(!vox_cache_settle(NULL, 0));
    CHECK(source_calls(&source) == 0);
    source_end(&source, cache);
}

static void an_error_of_the_caller_is_a_failure_with_a_message(void) {
    CHECK(vox_error_new(VOX_OK, "fine", -1) == NULL);
    CHECK(vox_error_new(99, "unknown", -1) == NULL);
    const char *const messages[][2] = {{NULL, ""}, {"", ""}, {"caf\xe9", "caf\xef\xbf\xbd"}};
    for (size_t i = 0; i < sizeof messages / sizeof *messages; i++) {
        vox_error *unclear = vox_error_new(VOX_CREDENTIALS, messages[i][0], -1);
        CHECK(vox_error_status(unclear) == VOX_CREDENTIALS);
        CHECK_TEXT(vox_error_message(unclear), messages[i][1]);
        vox_error_free(unclear);
    }
    vox_error *first = vox_error_new(VOX_NETWORK, "cut", 0);
    vox_error *second = vox_error_copy(first);
    vox_error_free(first);
    CHECK_TEXT(vox_error_text(second), "cut");
    CHECK(vox_error_retry_after_ms(second) == 0 && vox_error_retry_at(second) == 0);
    vox_error_free(second);
    CHECK(vox_error_copy(NULL) == NULL);
}

int main(void) {
    one_call_serves_until_the_token_is_due();
    a_failure_is_kept_until_its_time();
    a_callback_may_break_its_promises();
    a_minted_token_is_kept_until_its_effective_expiry();
    the_clouds_are_sources();
    what_is_wrong_with_an_object_shows_when_its_cache_is_made();
    an_observer_sees_what_happens();
    a_store_that_is_down_is_done_without();
    a_file_shares_the_token_encrypted_if_wanted();
    the_source_s_own_secret_encrypts();
    validity_lead_and_deadline_are_kept();
    an_asynchronous_get_never_waits();
    a_fetch_outlives_its_cache();
    the_status_says_how_things_stand();
    what_fails_leaves_the_context_with_the_caller();
    null_is_refused_by_name();
    an_error_of_the_caller_is_a_failure_with_a_message();
    return 0;
}
