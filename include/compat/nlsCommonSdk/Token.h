/** @file nlsCommonSdk/Token.h The place of Token.h in the SDK's Linux demos. */
#include "../Token.h"
