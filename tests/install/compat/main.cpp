// A program that was written for the official SDKs: the tests put these headers below include/voxtoken-compat.
#include <cpp/src/of_agora.h>
#include <of_agora.h>
#include <of_nls.h>

#include "voxtoken.h"

int main() { return vox_version() != nullptr ? 0 : 1; }
