/* A bug inside the library, made on purpose: only the library of the tests has these functions. */
#include "check.h"

uint32_t vox_test_panic(vox_error **error);
uint32_t vox_test_panic_in_value(void);
void vox_test_panic_in_free(void);

static void count(uint32_t level, const char *text, void *context) {
    CHECK(strstr(text, "on purpose") == NULL);
    if (level == VOX_LOG_ERROR) ++*(unsigned *)context;
}

int main(void) {
    vox_error *error = NULL;
    unsigned logged = 0;
    OK(vox_log_set(VOX_LOG_ERROR, count, &logged, &error));
    CHECK(vox_test_panic(&error) == VOX_INTERNAL);
    CHECK(vox_error_status(error) == VOX_INTERNAL);
    CHECK(strstr(vox_error_message(error), "on purpose") == NULL); /* a panic's text could hold a secret */
    vox_error_free(error);
    CHECK(logged == 1);
    OK(vox_log_set(VOX_LOG_OFF, NULL, NULL, &error));
    CHECK(vox_test_panic(NULL) == VOX_INTERNAL);
    CHECK(logged == 1);
    CHECK(vox_test_panic_in_value() == 7);
    vox_test_panic_in_free();
    FAILS(VOX_INTERNAL, vox_test_panic(&error)); /* and the library goes on */
    return 0;
}
