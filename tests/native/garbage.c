/* What the generated calls of each function with NULL and garbage are made with. */
#include <pthread.h>

#include "../c/loopback.h"

#define APP_ID "970CA35de60c44645bbae8a215061b33"
#define CERTIFICATE "5CFd2fd1755d40ecb72977518be15d3b"

/* How many kinds of garbage there are at most for one argument. */
#define KINDS 7

/* An argument that every argument may be: none. */
#define NOBODY (-1)
#define EVERYBODY (-2)
#define OR_NULL(position, argument) (null_at == (position) || null_at == EVERYBODY ? NULL : (argument))

static loopback closed_port;
static const vox_nls_token *applied;
static char *very_long;

static const char *text(size_t kind) {
    const char *const texts[KINDS] = {NULL, "", "\xff\xfe", very_long, "7", "a b\n\x01", "\xe9\xa2\x91"};
    return texts[kind % KINDS];
}

/* Bytes and their length. */
static const uint8_t SEVEN[7] = {0, 1, 0x7f, 0x80, 0xff, 0, '-'};
static const uint8_t *bytes(size_t kind) { return kind % 6 < 3 ? NULL : SEVEN; }
static size_t length(size_t kind) {
    const size_t lengths[3] = {0, 7, SIZE_MAX};
    return lengths[kind % 6 % 3];
}

/* Texts and how many; there are never fewer than the count says, unless it is beyond all reason. */
static const char *const *names(size_t kind) {
    static const char *const good[7] = {"a", "b", "", "d", "e", "f", "g"};
    static const char *const bad[7] = {"a", "b", "c", NULL, "\xff", "f", "g"};
    return kind % 6 < 3 ? NULL : kind / 6 % 2 == 0 ? good : bad;
}

static uint16_t number_uint16_t(size_t kind) { return (const uint16_t[]){0, 7, UINT16_MAX}[kind % 3]; }
static uint32_t number_uint32_t(size_t kind) { return (const uint32_t[]){0, 7, UINT32_MAX}[kind % 3]; }
static uint64_t number_uint64_t(size_t kind) { return (const uint64_t[]){0, 7, UINT64_MAX}[kind % 3]; }
static size_t number_size_t(size_t kind) { return (const size_t[]){0, 7, SIZE_MAX}[kind % 3]; }
static int64_t number_int64_t(size_t kind) { return (const int64_t[]){0, 7, INT64_MAX, INT64_MIN}[kind % 4]; }
static int16_t number_int16_t(size_t kind) { return (const int16_t[]){0, 7, INT16_MAX, INT16_MIN}[kind % 4]; }
static void *context(size_t kind) { return (void *)(uintptr_t)kind; }

static uint64_t tell(void *context) { return number_uint64_t((size_t)(uintptr_t)context); }
static vox_clock clock_(size_t kind) { return kind % 2 == 0 ? tell : NULL; }
static void take(uint32_t level, const char *line, void *context) {
    (void)context;
    CHECK(level <= VOX_LOG_DEBUG && strlen(line) > 0);
}
static vox_log log_(size_t kind) { return kind % 2 == 0 ? take : NULL; }

static void forget(void *context) { (void)context; }
static vox_free free_(size_t kind) { return kind % 2 == 0 ? forget : NULL; }
static void see(const vox_cache_event *event, void *context) {
    (void)context;
    CHECK(strlen(vox_cache_event_name(event)) > 0);
}
static vox_cache_observer observer(size_t kind) { return kind % 2 == 0 ? see : NULL; }
static void end(vox_token *token, vox_error *error, void *context) {
    (void)context;
    CHECK((token == NULL) != (error == NULL));
    vox_token_free(token);
    vox_error_free(error);
}
static vox_cache_then then(size_t kind) { return kind % 2 == 0 ? end : NULL; }
static uint32_t fetch_token(vox_token **token, vox_error **error, void *context) {
    (void)context;
    return vox_token_new("token", 4000000000, token, error);
}
static vox_fetch fetch(size_t kind) { return kind % 2 == 0 ? fetch_token : NULL; }
static uint32_t mint_token(char **token, vox_error **error, void *context) {
    (void)context;
    return vox_string_copy("007", token, error);
}
static vox_mint mint(size_t kind) { return kind % 2 == 0 ? mint_token : NULL; }

/* One handle of each type. Those of the clouds ask a port at which nobody listens. */
static vox_nls_token *make_vox_nls_token(void) {
    vox_nls_token *nls = NULL;
    OK(vox_nls_token_new("id", "secret", &nls, &error));
    OK(vox_nls_token_set_endpoint(nls, closed_port.url, &error));
    return nls;
}

static vox_dash_token *make_vox_dash_token(void) {
    vox_dash_token *dash = NULL;
    OK(vox_dash_token_new("key", &dash, &error));
    OK(vox_dash_token_set_endpoint(dash, closed_port.url, &error));
    return dash;
}

static vox_aiob_token *make_vox_aiob_token(void) {
    vox_aiob_token *aiob = NULL;
    OK(vox_aiob_token_new("key", "secret", &aiob, &error));
    OK(vox_aiob_token_set_endpoint(aiob, closed_port.url, &error));
    return aiob;
}

static vox_client *make_vox_client(void) {
    vox_client *client = NULL;
    OK(vox_client_new(&client, &error));
    return client;
}

static vox_error *make_vox_error(void) {
    vox_error *error = NULL;
    CHECK(vox_client_new(NULL, &error) == VOX_INVALID_ARGUMENT);
    return error;
}

static vox_token *make_vox_token(void) {
    vox_token *token = vox_nls_token_last(applied);
    CHECK(token != NULL);
    return token;
}

static vox_cache_settings *make_vox_cache_settings(void) {
    vox_cache_settings *settings = NULL;
    OK(vox_cache_settings_new(&settings, &error));
    return settings;
}

static vox_cache *make_vox_cache(void) {
    vox_cache *cache = NULL;
    OK(vox_cache_from_fetch("garbage", fetch_token, NULL, NULL, NULL, &cache, &error));
    return cache;
}

static vox_cache_status *make_vox_cache_status(void) {
    vox_cache_status *status = NULL;
    vox_cache *cache = make_vox_cache();
    OK(vox_cache_get_status(cache, &status, &error));
    vox_cache_free(cache);
    return status;
}

/* An event lives as long as the call of its observer, which stays inside until the end of the program. */
static pthread_mutex_t event_lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t event_changed = PTHREAD_COND_INITIALIZER;
static const vox_cache_event *the_event;
static bool is_over, is_left;

static void keep_event(const vox_cache_event *event, void *context) {
    (void)context;
    CHECK(pthread_mutex_lock(&event_lock) == 0);
    the_event = event;
    CHECK(pthread_cond_broadcast(&event_changed) == 0);
    while (!is_over) CHECK(pthread_cond_wait(&event_changed, &event_lock) == 0);
    CHECK(pthread_mutex_unlock(&event_lock) == 0);
}

static void leave_event(void *context) {
    (void)context;
    CHECK(pthread_mutex_lock(&event_lock) == 0);
    is_left = true;
    CHECK(pthread_cond_broadcast(&event_changed) == 0);
    CHECK(pthread_mutex_unlock(&event_lock) == 0);
}

static void begin_event(void) {
    vox_cache *cache = NULL;
    vox_cache_settings *settings = make_vox_cache_settings();
    OK(vox_cache_settings_set_observer(settings, keep_event, NULL, leave_event, &error));
    OK(vox_cache_from_fetch("event", fetch_token, NULL, NULL, settings, &cache, &error));
    vox_cache_settings_free(settings);
    CHECK(vox_cache_try_get(cache) == NULL);
    vox_cache_free(cache);
    CHECK(pthread_mutex_lock(&event_lock) == 0);
    while (the_event == NULL) CHECK(pthread_cond_wait(&event_changed, &event_lock) == 0);
    CHECK(pthread_mutex_unlock(&event_lock) == 0);
}

static void end_event(void) {
    CHECK(pthread_mutex_lock(&event_lock) == 0);
    is_over = true;
    CHECK(pthread_cond_broadcast(&event_changed) == 0);
    while (!is_left) CHECK(pthread_cond_wait(&event_changed, &event_lock) == 0);
    CHECK(pthread_mutex_unlock(&event_lock) == 0);
}

static vox_cache_event *make_vox_cache_event(void) { return (vox_cache_event *)the_event; }
static void vox_cache_event_free(vox_cache_event *event) { (void)event; }

static vox_request *make_vox_request(void) {
    vox_request *request = NULL;
    OK(vox_nls_token_request(applied, 1456231584, "nonce", &request, &error));
    return request;
}

static vox_agora_builder *make_vox_agora_builder(void) {
    vox_agora_builder *builder = NULL;
    OK(vox_agora_builder_new(APP_ID, CERTIFICATE, &builder, &error));
    OK(vox_agora_builder_set_issued_at(builder, 1700000000, &error));
    OK(vox_agora_builder_set_lenient(builder, &error));
    return builder;
}

static vox_agora_permissions *make_vox_agora_permissions(void) {
    vox_agora_permissions *permissions = NULL;
    OK(vox_agora_permissions_new(&permissions, &error));
    OK(vox_agora_permissions_set(permissions, 0, 0, (const char *const[]){"name"}, 1, &error));
    return permissions;
}

static vox_agora_service *make_vox_agora_service(void) {
    vox_agora_service *service = NULL;
    vox_agora_permissions *permissions = make_vox_agora_permissions();
    OK(vox_agora_service_rtm2(SEVEN, sizeof SEVEN, permissions, &service, &error));
    vox_agora_permissions_free(permissions);
    OK(vox_agora_service_add_privilege(service, VOX_AGORA_PRIVILEGE_LOGIN, 0, &error));
    return service;
}

static vox_agora_access_token2 *make_vox_agora_access_token2(void) {
    vox_agora_access_token2 *content = NULL;
    vox_agora_service *service = make_vox_agora_service();
    OK(vox_agora_access_token2_new(APP_ID, 1700000000, 600, 1, &content, &error));
    OK(vox_agora_access_token2_add_service(content, service, &error));
    vox_agora_service_free(service);
    return content;
}

static vox_agora_access_token *make_vox_agora_access_token(void) {
    vox_agora_access_token *content = NULL;
    OK(vox_agora_access_token_new(APP_ID, SEVEN, sizeof SEVEN, NULL, 0, 1, 1700000000, &content, &error));
    return content;
}

static char *make_string(void) {
    char *token = NULL;
    vox_agora_access_token2 *content = make_vox_agora_access_token2();
    OK(vox_agora_access_token2_build(content, CERTIFICATE, &token, &error));
    vox_agora_access_token2_free(content);
    return token;
}

static vox_agora_parsed *make_vox_agora_parsed(void) {
    vox_agora_parsed *parsed = NULL;
    char *token = make_string();
    OK(vox_agora_parse(token, &parsed, &error));
    vox_string_free(token);
    return parsed;
}

static vox_agora_expected *make_vox_agora_expected(void) {
    vox_agora_expected *expected = NULL;
    OK(vox_agora_expected_new(&expected, &error));
    OK(vox_agora_expected_set_certificate(expected, CERTIFICATE, &error));
    OK(vox_agora_expected_set_now(expected, 1700000000, &error));
    return expected;
}

static vox_agora_report *make_vox_agora_report(void) {
    vox_agora_report *report = NULL;
    char *token = make_string();
    OK(vox_agora_explain(token, NULL, &report, &error));
    vox_string_free(token);
    return report;
}

/* The two that free what has no handle. */
static void free_string(size_t kind) { vox_string_free(kind % 2 == 0 ? NULL : make_string()); }

static void free_bytes(size_t kind) {
    uint8_t *signature = NULL, *info = NULL;
    size_t signature_length = 0, info_length = 0;
    char *token = make_string();
    OK(vox_agora_open(token, &signature, &signature_length, &info, &info_length, &error));
    vox_string_free(token);
    vox_bytes_free(signature, signature_length);
    vox_bytes_free(info, info_length);
    vox_bytes_free(NULL, length(kind));
}

/* A status is known, is no bug of the library, and comes with details if they were asked for. */
static void check_status(const char *name, uint32_t status, const vox_error *error, bool has_details) {
    if (vox_status_name(status) == NULL || status == VOX_INTERNAL) {
        fprintf(stderr, "%s: status %u\n", name, (unsigned)status);
        exit(1);
    }
    if (has_details ? vox_error_status(error) != status : error != NULL) {
        fprintf(stderr, "%s: the details do not fit status %u\n", name, (unsigned)status);
        exit(1);
    }
}

/* A call with nothing but NULL and 0 names an argument. */
static void check_refused(const char *name, uint32_t status, bool may_be_empty) {
    if (status != (may_be_empty ? VOX_OK : VOX_INVALID_ARGUMENT)) {
        fprintf(stderr, "%s: status %u for NULL everywhere\n", name, (unsigned)status);
        exit(1);
    }
}

static void prepare(void) {
    vox_nls_token *nls = NULL;
    closed_port = loopback_closed();
    very_long = letters('l', 70000);
    OK(vox_nls_token_new("sandbox-id", "sandbox-secret", &nls, &error));
    OK(vox_nls_token_set_endpoint(nls, environment("SANDBOX_NLS"), &error));
    OK(vox_nls_token_apply(nls, NULL, &error));
    applied = nls;
    begin_event();
}

static void clean_up(void) {
    end_event();
    OK(vox_log_set(VOX_LOG_OFF, NULL, NULL, &error));
    vox_nls_token_free((vox_nls_token *)applied);
    free(very_long);
    close(closed_port.socket);
}
