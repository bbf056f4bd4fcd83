/* A fault on purpose: never frees an error. */
#include "../check.h"

int main(void) {
    vox_error *error = NULL;
    CHECK(vox_client_new(NULL, &error) == VOX_INVALID_ARGUMENT);
    error = NULL;
    return error != NULL;
}
