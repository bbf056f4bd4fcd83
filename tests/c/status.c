/* Each status has a name, a hint and an answer to "again?"; NULL handles have documented answers. */
#include "check.h"

static void every_status_is_described(void) {
    CHECK_TEXT(vox_status_name(VOX_OK), "ok");
    CHECK(vox_status_hint(VOX_OK) == NULL);
    CHECK(!vox_status_is_retryable(VOX_OK));
    for (uint32_t status = 1; status <= VOX_INTERNAL; status++) {
        CHECK(strlen(vox_status_name(status)) > 2);
        CHECK(strlen(vox_status_hint(status)) > 10);
    }
    CHECK_TEXT(vox_status_name(VOX_THROTTLED), "throttled");
    CHECK_TEXT(vox_status_name(VOX_INTERNAL), "internal");
    CHECK(vox_status_is_retryable(VOX_THROTTLED));
    CHECK(vox_status_is_retryable(VOX_TIMEOUT));
    CHECK(!vox_status_is_retryable(VOX_CREDENTIALS));
}

static void a_number_that_is_no_status_has_no_name(void) {
    const uint32_t numbers[] = {VOX_INTERNAL + 1, 255, 256, 257, UINT32_MAX};
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        CHECK(vox_status_name(numbers[i]) == NULL);
        CHECK(vox_status_hint(numbers[i]) == NULL);
        CHECK(!vox_status_is_retryable(numbers[i]));
    }
}

static void null_has_the_documented_answers(void) {
    CHECK(vox_error_status(NULL) == VOX_OK);
    CHECK(vox_error_text(NULL) == NULL);
    CHECK(vox_error_http_status(NULL) == 0);
    CHECK(vox_error_retry_after_ms(NULL) == -1);
    CHECK(!vox_error_is_retryable(NULL));
    CHECK(vox_token_value(NULL) == NULL);
    CHECK(vox_nls_token_last(NULL) == NULL);
    CHECK(vox_agora_service_role(NULL) == -1);
    CHECK(vox_agora_parsed_unknown_service(NULL) == -1);
    CHECK(vox_agora_report_signature(NULL) == VOX_AGORA_SIGNATURE_NOT_CHECKED);
    vox_error_free(NULL);
    vox_token_free(NULL);
    vox_string_free(NULL);
    vox_bytes_free(NULL, 7);
}

static void details_are_optional(void) {
    vox_nls_token *nls = UNTOUCHED(vox_nls_token);
    CHECK(vox_nls_token_new(NULL, "secret", &nls, NULL) == VOX_INVALID_ARGUMENT);
    CHECK(nls == UNTOUCHED(vox_nls_token));
}

int main(void) {
    every_status_is_described();
    a_number_that_is_no_status_has_no_name();
    null_has_the_documented_answers();
    details_are_optional();
    return 0;
}
