/* A fault on purpose: reads a text after its handle was freed. */
#include "../check.h"

int main(void) {
    vox_error *error = NULL;
    CHECK(vox_client_new(NULL, &error) == VOX_INVALID_ARGUMENT);
    const char *text = vox_error_text(error);
    vox_error_free(error);
    return text[0] == '\0';
}
