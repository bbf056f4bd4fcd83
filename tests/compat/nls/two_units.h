// What the two files of one program share. No text of the standard library: the files may differ in its ABI.
#include "Token.h"

/** In the second file. */
bool apply(AlibabaNlsCommon::NlsToken& token, const char* url);
