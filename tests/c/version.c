/* The version of the header is that of the library. */
#include <stdio.h>
#include <string.h>

#include "voxtoken.h"

int main(void) {
    if (strcmp(vox_version(), VOX_VERSION) != 0) return 1;
    puts(vox_version());
    return 0;
}
