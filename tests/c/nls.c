/* The object for NLS: asking, keeping, failing, and all settings. */
#include <time.h>

#include "loopback.h"

static vox_nls_token *object(const char *secret) {
    vox_nls_token *nls = NULL;
    OK(vox_nls_token_new("sandbox-id", secret, &nls, &error));
    OK(vox_nls_token_set_endpoint(nls, environment("SANDBOX_NLS"), &error));
    return nls;
}

static void apply_keeps_a_token_and_fetch_does_not(void) {
    vox_nls_token *nls = object("sandbox-secret");
    CHECK(vox_nls_token_last(nls) == NULL);
    CHECK(vox_nls_token_expire_time(nls) == 0);

    vox_token *fetched = NULL;
    OK(vox_nls_token_fetch(nls, &fetched, &error));
    CHECK(vox_nls_token_last(nls) == NULL);
    CHECK(vox_nls_token_expire_time(nls) == 0);

    vox_token *applied = NULL;
    OK(vox_nls_token_apply(nls, &applied, &error));
    CHECK(strcmp(vox_token_value(applied), vox_token_value(fetched)) != 0);
    vox_token *last = vox_nls_token_last(nls);
    CHECK_TEXT(vox_token_value(last), vox_token_value(applied));
    CHECK(vox_nls_token_expire_time(nls) == vox_token_expires_at(applied));

    OK(vox_nls_token_apply(nls, NULL, &error));
    vox_token *newer = vox_nls_token_last(nls);
    CHECK(strcmp(vox_token_value(newer), vox_token_value(last)) != 0);

    vox_token_free(newer);
    vox_token_free(last);
    vox_token_free(applied);
    vox_token_free(fetched);
    vox_nls_token_free(nls);
}

static void a_token_tells_its_times_and_ids(void) {
    vox_nls_token *nls = object("sandbox-secret");
    vox_token *token = NULL;
    OK(vox_nls_token_fetch(nls, &token, &error));
    vox_nls_token_free(nls); /* the token lives on */

    uint64_t now = (uint64_t)time(NULL), expires_at = vox_token_expires_at(token);
    CHECK(expires_at > now);
    CHECK(vox_token_server_time(token) + 60 > now && vox_token_server_time(token) < now + 60);
    CHECK(strlen(vox_token_user_id(token)) > 0);
    CHECK(strlen(vox_token_request_id(token)) > 0);
    CHECK(strlen(vox_token_nls_request_id(token)) > 0);
    CHECK(vox_token_is_usable(token, expires_at - 1));
    CHECK(!vox_token_is_usable(token, expires_at));
    CHECK(vox_token_is_fresh(token, expires_at - 11, 10));
    CHECK(!vox_token_is_fresh(token, expires_at - 10, 10));
    CHECK(!vox_token_is_fresh(token, UINT64_MAX, UINT64_MAX));
    vox_token_free(token);
}

static void a_refusal_tells_all(void) {
    vox_nls_token *nls = object("wrong-secret");
    vox_token *token = UNTOUCHED(vox_token);
    vox_error *error = NULL;
    CHECK(vox_nls_token_fetch(nls, &token, &error) == VOX_SIGNATURE);
    CHECK(token == UNTOUCHED(vox_token));
    CHECK(vox_error_status(error) == VOX_SIGNATURE);
    CHECK_TEXT(vox_error_code(error), "SignatureDoesNotMatch");
    CHECK(vox_error_http_status(error) == 400);
    CHECK(strlen(vox_error_request_id(error)) > 0);
    CHECK(strlen(vox_error_message(error)) > 0);
    CHECK(strlen(vox_error_hint(error)) > 0);
    CHECK(strstr(vox_error_text(error), vox_error_message(error)) != NULL);
    CHECK(strstr(vox_error_text(error), vox_error_request_id(error)) != NULL);
    CHECK(strstr(vox_error_text(error), "wrong-secret") == NULL);
    CHECK(vox_error_argument(error) == NULL);
    CHECK(vox_error_retry_after_ms(error) == -1);
    CHECK(!vox_error_is_retryable(error));
    vox_error_free(error);
    vox_nls_token_free(nls);
}

static void after_a_failed_apply_there_is_no_stale_token(void) {
    vox_nls_token *nls = object("sandbox-secret");
    loopback nobody = loopback_closed();
    OK(vox_nls_token_apply(nls, NULL, &error));
    CHECK(vox_nls_token_expire_time(nls) > 0);

    OK(vox_nls_token_set_endpoint(nls, nobody.url, &error));
    vox_token *token = UNTOUCHED(vox_token);
    FAILS(VOX_NETWORK, vox_nls_token_apply(nls, &token, &error));
    CHECK(token == UNTOUCHED(vox_token));
    CHECK(vox_nls_token_last(nls) == NULL);
    CHECK(vox_nls_token_expire_time(nls) == 0);

    OK(vox_nls_token_set_endpoint(nls, environment("SANDBOX_NLS"), &error));
    OK(vox_nls_token_apply(nls, NULL, &error));
    CHECK(vox_nls_token_expire_time(nls) > 0);
    close(nobody.socket);
    vox_nls_token_free(nls);
}

typedef struct {
    const vox_nls_token *nls;
    uint64_t now;
    uint64_t seen; /* when the kept token expires, as seen from inside of a call */
} observer;

static uint64_t observe(void *context) {
    observer *this = context;
    this->seen = vox_nls_token_expire_time(this->nls);
    return this->now;
}

static void the_token_stays_until_the_next_one_is_there(void) {
    vox_nls_token *nls = object("sandbox-secret");
    vox_token *token = NULL;
    OK(vox_nls_token_apply(nls, &token, &error));
    observer watch = {nls, vox_token_server_time(token), 0};
    OK(vox_nls_token_set_clock(nls, observe, &watch, &error));
    OK(vox_nls_token_apply(nls, NULL, &error));
    CHECK(watch.seen == vox_token_expires_at(token));
    vox_token_free(token);
    vox_nls_token_free(nls);
}

static void a_failed_fetch_leaves_the_kept_token(void) {
    vox_nls_token *nls = object("sandbox-secret");
    loopback nobody = loopback_closed();
    OK(vox_nls_token_apply(nls, NULL, &error));
    OK(vox_nls_token_set_endpoint(nls, nobody.url, &error));
    vox_token *token = UNTOUCHED(vox_token);
    FAILS(VOX_NETWORK, vox_nls_token_fetch(nls, &token, &error));
    CHECK(token == UNTOUCHED(vox_token));
    CHECK(vox_nls_token_expire_time(nls) > 0);
    close(nobody.socket);
    vox_nls_token_free(nls);
}

static void the_cloud_accepts_every_signature_and_method(void) {
    const uint32_t signatures[] = {VOX_NLS_SIGNATURE_RPC, VOX_NLS_SIGNATURE_ROA, VOX_NLS_SIGNATURE_ACS3};
    const uint32_t methods[] = {VOX_METHOD_POST, VOX_METHOD_GET};
    for (size_t i = 0; i < 3; i++) {
        for (size_t j = 0; j < 2; j++) {
            vox_nls_token *nls = object("sandbox-secret");
            OK(vox_nls_token_set_signature(nls, signatures[i], &error));
            OK(vox_nls_token_set_method(nls, methods[j], &error));
            OK(vox_nls_token_apply(nls, NULL, &error));
            vox_nls_token_free(nls);
        }
    }
}

static void temporary_credentials_need_their_security_token(void) {
    vox_nls_token *nls = NULL;
    OK(vox_nls_token_new("STS.sandbox-id", "sandbox-secret", &nls, &error));
    OK(vox_nls_token_set_endpoint(nls, environment("SANDBOX_NLS"), &error));
    FAILS(VOX_SECURITY_TOKEN, vox_nls_token_apply(nls, NULL, &error));
    OK(vox_nls_token_set_security_token(nls, "sandbox-security-token", &error));
    OK(vox_nls_token_apply(nls, NULL, &error));
    vox_nls_token_free(nls);
}

static void every_setting_is_in_the_request(void) {
    vox_nls_token *nls = NULL;
    OK(vox_nls_token_new("an-id", "a-secret", &nls, &error));
    OK(vox_nls_token_set_region(nls, "ap-southeast-1", &error));
    OK(vox_nls_token_set_version(nls, "2019-02-28", &error));
    OK(vox_nls_token_set_endpoint(nls, "gateway.example", &error));
    OK(vox_nls_token_set_resource_path(nls, "/a/path", &error));
    OK(vox_nls_token_set_action(nls, "AnAction", &error));
    OK(vox_nls_token_set_security_token(nls, "a-security-token", &error));
    OK(vox_nls_token_set_signature(nls, VOX_NLS_SIGNATURE_RPC, &error));
    OK(vox_nls_token_set_method(nls, VOX_METHOD_POST, &error));

    vox_request *request = NULL;
    OK(vox_nls_token_request(nls, 1456231584, "a-nonce", &request, &error));
    CHECK_TEXT(vox_request_method(request), "POST");
    CHECK_TEXT(vox_request_url(request), "https://gateway.example/a/path");
    CHECK(vox_request_header_count(request) == 2);
    CHECK_TEXT(vox_request_header_name(request, 0), "accept");
    CHECK_TEXT(vox_request_header_value(request, 0), "application/json");
    CHECK_TEXT(vox_request_header_name(request, 1), "content-type");
    CHECK_TEXT(vox_request_header_value(request, 1), "application/x-www-form-urlencoded");
    CHECK(vox_request_header_name(request, 2) == NULL);
    CHECK(vox_request_header_value(request, SIZE_MAX) == NULL);

    const uint8_t *data = NULL;
    size_t length = 0;
    OK(vox_request_body(request, &data, &length, &error));
    char *body = calloc(length + 1, 1);
    CHECK(body != NULL);
    memcpy(body, data, length);
    const char *parts[] = {"AccessKeyId=an-id", "Action=AnAction", "RegionId=ap-southeast-1", "Version=2019-02-28",
                           "SignatureNonce=a-nonce", "SecurityToken=a-security-token", "&Signature=",
                           "Timestamp=2016-02-23T12%3A46%3A24Z"};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) CHECK(strstr(body, parts[i]) != NULL);
    CHECK(strstr(body, "a-secret") == NULL);
    free(body);
    vox_request_free(request);

    OK(vox_nls_token_set_method(nls, VOX_METHOD_GET, &error));
    OK(vox_nls_token_request(nls, 1456231584, "a-nonce", &request, &error));
    vox_nls_token_free(nls); /* the request lives on */
    CHECK_TEXT(vox_request_method(request), "GET");
    CHECK(strstr(vox_request_url(request), "https://gateway.example/a/path?AccessKeyId=an-id&") != NULL);
    OK(vox_request_body(request, &data, &length, &error));
    CHECK(length == 0);
    vox_request_free(request);
}

static void bad_arguments_and_settings_are_named(void) {
    vox_nls_token *nls = UNTOUCHED(vox_nls_token);
    REFUSES("access_key_id", vox_nls_token_new(NULL, "secret", &nls, &error));
    REFUSES("access_key_secret", vox_nls_token_new("id", NULL, &nls, &error));
    REFUSES("access_key_secret", vox_nls_token_new("id", "\xff", &nls, &error));
    REFUSES("nls", vox_nls_token_new("id", "secret", NULL, &error));
    CHECK(nls == UNTOUCHED(vox_nls_token));

    nls = object("sandbox-secret");
    REFUSES("signature", vox_nls_token_set_signature(nls, 3, &error));
    REFUSES("method", vox_nls_token_set_method(nls, 2, &error));
    REFUSES("region", vox_nls_token_set_region(nls, NULL, &error));
    REFUSES("now", vox_nls_token_set_clock(nls, NULL, NULL, &error));
    REFUSES("client", vox_nls_token_set_client(nls, NULL, &error));
    REFUSES("nls", vox_nls_token_apply(NULL, NULL, &error));
    REFUSES("token", vox_nls_token_fetch(nls, NULL, &error));
    vox_request *request = UNTOUCHED(vox_request);
    REFUSES("nonce", vox_nls_token_request(nls, 1, NULL, &request, &error));
    REFUSES("nonce", vox_nls_token_request(nls, 1, "two words", &request, &error));
    OK(vox_nls_token_apply(nls, NULL, &error)); /* refused settings changed nothing */

    OK(vox_nls_token_set_region(nls, "no region", &error)); /* checked when a token is asked for */
    REFUSES("region", vox_nls_token_apply(nls, NULL, &error));
    REFUSES("region", vox_nls_token_request(nls, 1, "nonce", &request, &error));
    CHECK(request == UNTOUCHED(vox_request));
    vox_nls_token_free(nls);
}

int main(void) {
    apply_keeps_a_token_and_fetch_does_not();
    a_token_tells_its_times_and_ids();
    a_refusal_tells_all();
    after_a_failed_apply_there_is_no_stale_token();
    the_token_stays_until_the_next_one_is_there();
    a_failed_fetch_leaves_the_kept_token();
    the_cloud_accepts_every_signature_and_method();
    temporary_credentials_need_their_security_token();
    every_setting_is_in_the_request();
    bad_arguments_and_settings_are_named();
    return 0;
}
