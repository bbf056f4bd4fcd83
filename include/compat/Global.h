/**
 * @file Global.h
 * The export macros that Alibaba's NLS SDK 3.0 defines. The classes here are inline: there is nothing to import.
 */
#ifndef ALIBABANLS_COMMON_GLOBAL_H
#define ALIBABANLS_COMMON_GLOBAL_H

#if defined(__GNUC__)
#define NLS_SDK_COMMON_DECL_EXPORT __attribute__((visibility("default")))
#else
#define NLS_SDK_COMMON_DECL_EXPORT
#endif
#define NLS_SDK_COMMON_DECL_IMPORT NLS_SDK_COMMON_DECL_EXPORT
#define ALIBABANLS_COMMON_EXPORT NLS_SDK_COMMON_DECL_EXPORT

#endif /* ALIBABANLS_COMMON_GLOBAL_H */
