/** @file export.h The classes of the drop-in are the same ones in all shared objects of a program. */
#ifndef VOXTOKEN_COMPAT_NLS_EXPORT_H
#define VOXTOKEN_COMPAT_NLS_EXPORT_H

#if defined(__GNUC__)
#define VOXTOKEN_COMPAT_EXPORT __attribute__((visibility("default")))
#else
#define VOXTOKEN_COMPAT_EXPORT
#endif

#endif /* VOXTOKEN_COMPAT_NLS_EXPORT_H */
