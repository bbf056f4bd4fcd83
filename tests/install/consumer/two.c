/* A program with two static libraries made by Rust. Each catches its own panics. */
#include <stdbool.h>
#include <string.h>

#include "voxtoken.h"

bool other_catches_a_panic(void);

int main(void) {
    return other_catches_a_panic() && strcmp(vox_version(), VOX_VERSION) == 0 ? 0 : 1;
}
