/** @file nlsToken.h The name of Token.h since NLS SDK 3.1, where it brings the result codes along. */
#include "Token.h"
#include "nlsGlobal.h"
