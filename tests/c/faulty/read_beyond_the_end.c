/* A fault on purpose: tells the library that a buffer is longer than it is, so that the library reads beyond its end. */
#include "../check.h"

int main(void) {
    uint8_t signature[VOX_AGORA_SIGNATURE_LENGTH], *key = malloc(32);
    CHECK(key != NULL);
    memset(key, 'k', 32);
    OK(vox_agora_hmac(key, 40, NULL, 0, &signature, &error));
    free(key);
    return 0;
}
