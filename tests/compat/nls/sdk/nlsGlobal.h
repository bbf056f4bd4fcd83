// As in an SDK: a macro and codes that the drop-in does not have.
#ifndef NLS_SDK_GLOBAL_H
#define NLS_SDK_GLOBAL_H

#define NLS_SDK_CLIENT_EXPORT

enum NlsRetCode { Success = 0, DefaultError = 10, TaskFailed = 600 };

#endif
