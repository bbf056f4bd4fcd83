/* A fault on purpose: two threads change one handle at once, whose functions do not take it as `const`. */
#include <pthread.h>

#include "../check.h"

static void *change(void *client) {
    OK(vox_client_set_timeout(client, 1000, &error));
    return NULL;
}

int main(void) {
    vox_client *client = NULL;
    pthread_t threads[2];
    OK(vox_client_new(&client, &error));
    for (int i = 0; i < 2; i++) CHECK(pthread_create(&threads[i], NULL, change, client) == 0);
    for (int i = 0; i < 2; i++) CHECK(pthread_join(threads[i], NULL) == 0);
    vox_client_free(client);
    return 0;
}
