/* A fault on purpose: never frees errors. Many, because the last one may still be found in a register. */
#include "../check.h"

static void lose_an_error(void) {
    vox_error *error = NULL;
    CHECK(vox_client_new(NULL, &error) == VOX_INVALID_ARGUMENT);
}

int main(void) {
    for (int i = 0; i < 10; i++) lose_an_error();
    return 0;
}
