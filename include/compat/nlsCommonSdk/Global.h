/** @file nlsCommonSdk/Global.h The place of Global.h in the SDK's Linux demos. */
#include "../Global.h"
