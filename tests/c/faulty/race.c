/* A fault on purpose: two threads write a variable of the program at once. */
#include <pthread.h>

#include "../check.h"

static int shared;

static void *increment(void *context) {
    (void)context;
    shared++;
    return NULL;
}

int main(void) {
    pthread_t threads[2];
    for (int i = 0; i < 2; i++) CHECK(pthread_create(&threads[i], NULL, increment, NULL) == 0);
    for (int i = 0; i < 2; i++) CHECK(pthread_join(threads[i], NULL) == 0);
    return 0;
}
