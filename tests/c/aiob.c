/* The object for AIOB: asking, keeping, failing, and all settings. */
#include <time.h>

#include "loopback.h"

static vox_aiob_token *object(const char *secret) {
    vox_aiob_token *aiob = NULL;
    OK(vox_aiob_token_new("sandbox-id", secret, &aiob, &error));
    OK(vox_aiob_token_set_endpoint(aiob, environment("SANDBOX_AIOB"), &error));
    return aiob;
}

static void apply_keeps_a_token_and_fetch_does_not(void) {
    vox_aiob_token *aiob = object("sandbox-secret");
    vox_token *fetched = NULL, *applied = NULL;
    OK(vox_aiob_token_fetch(aiob, &fetched, &error));
    CHECK(vox_aiob_token_last(aiob) == NULL);
    CHECK(vox_aiob_token_expire_time(aiob) == 0);

    OK(vox_aiob_token_apply(aiob, &applied, &error));
    CHECK(strcmp(vox_token_value(applied), vox_token_value(fetched)) != 0);
    CHECK(vox_token_expires_at(applied) > (uint64_t)time(NULL));
    CHECK(strlen(vox_token_user_id(applied)) > 0);
    CHECK(vox_aiob_token_expire_time(aiob) == vox_token_expires_at(applied));
    vox_token *last = vox_aiob_token_last(aiob);
    CHECK_TEXT(vox_token_value(last), vox_token_value(applied));
    vox_token_free(last);
    vox_token_free(applied);
    vox_token_free(fetched);
    vox_aiob_token_free(aiob);
}

static void after_a_failed_apply_there_is_no_stale_token(void) {
    vox_aiob_token *aiob = object("sandbox-secret");
    loopback nobody = loopback_closed();
    OK(vox_aiob_token_apply(aiob, NULL, &error));
    OK(vox_aiob_token_set_endpoint(aiob, nobody.url, &error));
    vox_token *token = UNTOUCHED(vox_token);
    FAILS(VOX_NETWORK, vox_aiob_token_apply(aiob, &token, &error));
    CHECK(token == UNTOUCHED(vox_token));
    CHECK(vox_aiob_token_last(aiob) == NULL);
    CHECK(vox_aiob_token_expire_time(aiob) == 0);
    close(nobody.socket);
    vox_aiob_token_free(aiob);
}

static void a_refusal_tells_all(void) {
    vox_aiob_token *aiob = object("wrong-secret");
    vox_token *token = UNTOUCHED(vox_token);
    vox_error *error = NULL;
    CHECK(vox_aiob_token_fetch(aiob, &token, &error) == VOX_CREDENTIALS);
    CHECK(token == UNTOUCHED(vox_token));
    CHECK_TEXT(vox_error_code(error), "401");
    CHECK(strlen(vox_error_message(error)) > 0);
    CHECK(strstr(vox_error_text(error), "wrong-secret") == NULL);
    vox_error_free(error);
    vox_aiob_token_free(aiob);
}

static void the_request_holds_the_keys(void) {
    vox_aiob_token *aiob = NULL;
    vox_request *request = NULL;
    const uint8_t *data = NULL;
    size_t length = 0;
    OK(vox_aiob_token_new("a-key", "a-secret", &aiob, &error));
    OK(vox_aiob_token_set_endpoint(aiob, "gateway.example/a/path", &error));
    OK(vox_aiob_token_request(aiob, &request, &error));
    CHECK_TEXT(vox_request_method(request), "POST");
    CHECK_TEXT(vox_request_url(request), "https://gateway.example/a/path");
    OK(vox_request_body(request, &data, &length, &error));
    char *body = calloc(length + 1, 1);
    CHECK(body != NULL);
    memcpy(body, data, length);
    CHECK(strstr(body, "\"a-key\"") != NULL);
    CHECK(strstr(body, "\"a-secret\"") != NULL);
    free(body);
    vox_request_free(request);
    vox_aiob_token_free(aiob);
}

int main(void) {
    apply_keeps_a_token_and_fetch_does_not();
    after_a_failed_apply_there_is_no_stale_token();
    a_refusal_tells_all();
    the_request_holds_the_keys();
    return 0;
}
