/* A bug inside the library, made on purpose: only the library of the tests has these functions. */
#include "check.h"

uint32_t vox_test_panic(vox_error **error);
uint32_t vox_test_panic_in_value(void);
void vox_test_panic_in_free(void);

int main(void) {
    vox_error *error = NULL;
    CHECK(vox_test_panic(&error) == VOX_INTERNAL);
    CHECK(vox_error_status(error) == VOX_INTERNAL);
    CHECK(strstr(vox_error_message(error), "on purpose") == NULL); /* a panic's text could hold a secret */
    vox_error_free(error);
    CHECK(vox_test_panic(NULL) == VOX_INTERNAL);
    CHECK(vox_test_panic_in_value() == 7);
    vox_test_panic_in_free();
    FAILS(VOX_INTERNAL, vox_test_panic(&error)); /* and the library goes on */
    return 0;
}
