// The drop-in's stands for this one.
#error "the SDK's nlsToken.h"
