/* Tells whether Python's lock is held when the environment is read: each call of getenv writes 1 or 0 and the variable to
 * descriptor 3. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdio.h>

char *getenv(const char *name) {
    char *(*original)(const char *) = (char *(*)(const char *))dlsym(RTLD_NEXT, "getenv");
    int (*check)(void) = (int (*)(void))dlsym(RTLD_DEFAULT, "PyGILState_Check");
    dprintf(3, "%d %s\n", check ? check() : 0, name);
    return original(name);
}
