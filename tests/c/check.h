/* What the test programs share: checks that end the program, the sandbox, texts. */
#ifndef CHECK_H
#define CHECK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "voxtoken.h"

/* Ends the program with a message unless the condition holds. */
#define CHECK(condition) \
    do { \
        if (!(condition)) { \
            fprintf(stderr, "%s:%d: not so: %s\n", __FILE__, __LINE__, #condition); \
            exit(1); \
        } \
    } while (0)

/* Two texts are the same; neither is NULL. */
#define CHECK_TEXT(text, wanted) check_text(__FILE__, __LINE__, (text), (wanted))

/* A call with `&error` as its last argument must succeed. */
#define OK(call) \
    do { \
        vox_error *error = NULL; \
        uint32_t status_ = (call); \
        check_ok(__FILE__, __LINE__, status_, error); \
    } while (0)

/* A call with `&error` as its last argument must fail with this status. */
#define FAILS(wanted, call) \
    do { \
        vox_error *error = NULL; \
        uint32_t status_ = (call); \
        check_failure(__FILE__, __LINE__, status_, error, (wanted), NULL); \
    } while (0)

/* A call with `&error` as its last argument must name this argument as the one at fault. */
#define REFUSES(argument, call) \
    do { \
        vox_error *error = NULL; \
        uint32_t status_ = (call); \
        check_failure(__FILE__, __LINE__, status_, error, VOX_INVALID_ARGUMENT, (argument)); \
    } while (0)

static inline void check_text(const char *file, int line, const char *text, const char *wanted) {
    if (text == NULL || wanted == NULL || strcmp(text, wanted) != 0) {
        fprintf(stderr, "%s:%d: \"%s\" instead of \"%s\"\n", file, line, text ? text : "NULL",
                wanted ? wanted : "NULL");
        exit(1);
    }
}

static inline void check_ok(const char *file, int line, uint32_t status, const vox_error *error) {
    if (status != VOX_OK || error != NULL) {
        fprintf(stderr, "%s:%d: status %u: %s\n", file, line, (unsigned)status,
                error ? vox_error_text(error) : "no details");
        exit(1);
    }
}

/* Frees the error. */
static inline void check_failure(const char *file, int line, uint32_t status, vox_error *error, uint32_t wanted,
                                 const char *argument) {
    if (status != wanted || vox_error_status(error) != wanted) {
        fprintf(stderr, "%s:%d: status %u instead of %u: %s\n", file, line, (unsigned)status, (unsigned)wanted,
                error ? vox_error_text(error) : "no details");
        exit(1);
    }
    if (argument != NULL) check_text(file, line, vox_error_argument(error), argument);
    vox_error_free(error);
}

/* A variable of the environment that the test sets. */
static inline const char *environment(const char *name) {
    const char *value = getenv(name);
    if (value == NULL) {
        fprintf(stderr, "%s is not set\n", name);
        exit(1);
    }
    return value;
}

/* `length` times the letter, to be freed. */
static inline char *letters(char letter, size_t length) {
    char *text = malloc(length + 1);
    CHECK(text != NULL);
    memset(text, letter, length);
    text[length] = '\0';
    return text;
}

/* A client that waits for minutes, to be freed: a slow machine is no failure. */
static inline vox_client *patient_client(void) {
    vox_client *client = NULL;
    OK(vox_client_new(&client, &error));
    OK(vox_client_set_connect_timeout(client, 300000, &error));
    OK(vox_client_set_timeout(client, 300000, &error));
    return client;
}

/* A place that the library knows nothing of, to see that outputs stay untouched. */
#define UNTOUCHED(type) ((type *)untouched())

static inline void *untouched(void) {
    static max_align_t place;
    return &place;
}

#endif
