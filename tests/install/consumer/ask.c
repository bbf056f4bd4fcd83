/* A program of a user: asks the NLS stand-in at SANDBOX_NLS for a token. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "voxtoken.h"

int main(void) {
    vox_nls_token *nls = NULL;
    vox_token *token = NULL;
    vox_error *error = NULL;
    uint32_t status;

    if (strcmp(vox_version(), VOX_VERSION) != 0) {
        fprintf(stderr, "library %s, header %s\n", vox_version(), VOX_VERSION);
        return 1;
    }
    status = vox_nls_token_new("sandbox-id", "sandbox-secret", &nls, &error);
    if (status == VOX_OK) status = vox_nls_token_set_endpoint(nls, getenv("SANDBOX_NLS"), &error);
    if (status == VOX_OK) status = vox_nls_token_apply(nls, &token, &error);
    if (status == VOX_OK) {
        printf("a token of %zu bytes\n", strlen(vox_token_value(token)));
    } else {
        fprintf(stderr, "%s\n", vox_error_text(error));
    }
    vox_token_free(token);
    vox_error_free(error);
    vox_nls_token_free(nls);
    return status == VOX_OK ? 0 : 1;
}
