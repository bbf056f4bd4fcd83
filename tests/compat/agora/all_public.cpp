// A test that makes everything public. The standard headers that cannot bear it come first, as with the official headers.

#include <iomanip>
#include <sstream>

#define private public
#define protected public
#include "all.h"
