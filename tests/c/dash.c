/* The object for DashScope: asking, keeping, failing, and all settings. */
#include <time.h>

#include "loopback.h"

static vox_dash_token *object(const char *key) {
    vox_dash_token *dash = NULL;
    OK(vox_dash_token_new(key, &dash, &error));
    OK(vox_dash_token_set_endpoint(dash, environment("SANDBOX_DASHSCOPE"), &error));
    return dash;
}

static void apply_keeps_a_key_and_fetch_does_not(void) {
    vox_dash_token *dash = object("sandbox-secret");
    vox_token *fetched = NULL, *applied = NULL;
    OK(vox_dash_token_fetch(dash, &fetched, &error));
    CHECK(vox_dash_token_last(dash) == NULL);
    CHECK(vox_dash_token_expire_time(dash) == 0);

    OK(vox_dash_token_set_expire_in(dash, 1800, &error));
    OK(vox_dash_token_apply(dash, &applied, &error));
    CHECK(vox_token_expires_at(applied) > vox_token_expires_at(fetched) + 1000);
    CHECK(vox_dash_token_expire_time(dash) == vox_token_expires_at(applied));
    vox_token *last = vox_dash_token_last(dash);
    CHECK_TEXT(vox_token_value(last), vox_token_value(applied));
    CHECK(vox_token_user_id(last) == NULL);
    CHECK(vox_token_nls_request_id(last) == NULL);
    vox_token_free(last);
    vox_token_free(applied);
    vox_token_free(fetched);
    vox_dash_token_free(dash);
}

static void after_a_failed_apply_there_is_no_stale_key(void) {
    vox_dash_token *dash = object("sandbox-secret");
    OK(vox_dash_token_apply(dash, NULL, &error));
    CHECK(vox_dash_token_expire_time(dash) > 0);
    OK(vox_dash_token_set_expire_in(dash, 1801, &error)); /* checked when a key is asked for */
    vox_token *token = UNTOUCHED(vox_token);
    FAILS(VOX_INVALID_ARGUMENT, vox_dash_token_apply(dash, &token, &error));
    CHECK(token == UNTOUCHED(vox_token));
    CHECK(vox_dash_token_last(dash) == NULL);
    CHECK(vox_dash_token_expire_time(dash) == 0);
    vox_dash_token_free(dash);
}

static void a_refusal_tells_all(void) {
    vox_dash_token *dash = object("wrong-key");
    vox_token *token = UNTOUCHED(vox_token);
    vox_error *error = NULL;
    CHECK(vox_dash_token_fetch(dash, &token, &error) == VOX_CREDENTIALS);
    CHECK(token == UNTOUCHED(vox_token));
    CHECK_TEXT(vox_error_code(error), "InvalidApiKey");
    CHECK(vox_error_http_status(error) == 401);
    CHECK(strlen(vox_error_request_id(error)) > 0);
    CHECK(strstr(vox_error_text(error), "wrong-key") == NULL);
    vox_error_free(error);
    vox_dash_token_free(dash);
}

static void every_setting_is_in_the_request(void) {
    vox_dash_token *dash = NULL;
    vox_request *request = NULL;
    OK(vox_dash_token_new("a-key", &dash, &error));
    OK(vox_dash_token_set_region(dash, "ap-southeast-1", &error));
    OK(vox_dash_token_set_expire_in(dash, 77, &error));
    OK(vox_dash_token_request(dash, &request, &error));
    CHECK_TEXT(vox_request_method(request), "POST");
    CHECK(strstr(vox_request_url(request), "https://dashscope-intl.aliyuncs.com/api/v1/tokens") != NULL);
    CHECK(strstr(vox_request_url(request), "77") != NULL);
    bool has_key = false;
    for (size_t i = 0; i < vox_request_header_count(request); i++) {
        has_key = has_key || strcmp(vox_request_header_value(request, i), "Bearer a-key") == 0;
    }
    CHECK(has_key);
    vox_request_free(request);

    request = UNTOUCHED(vox_request);
    OK(vox_dash_token_set_region(dash, "nowhere", &error));
    REFUSES("region", vox_dash_token_request(dash, &request, &error));
    CHECK(request == UNTOUCHED(vox_request));
    vox_dash_token_free(dash);
}

int main(void) {
    apply_keeps_a_key_and_fetch_does_not();
    after_a_failed_apply_there_is_no_stale_key();
    a_refusal_tells_all();
    every_setting_is_in_the_request();
    return 0;
}
