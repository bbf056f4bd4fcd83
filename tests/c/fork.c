/* A fork while another thread is inside a call: parent and child go on to use the same object. */
#include <pthread.h>
#include <sys/wait.h>

#include "loopback.h"

#define ANSWER "{\"Token\":{\"Id\":\"from-the-loopback\",\"ExpireTime\":4000000000}}"

static void *apply(void *context) {
    OK(vox_nls_token_apply(context, NULL, &error));
    return NULL;
}

/* The child must not run the parent's clean-up: it ends by `_exit` only. */
static void child(const vox_nls_token *nls, int connection) {
    vox_token *token = NULL;
    vox_error *error = NULL;
    int code = 1;
    if (vox_nls_token_set_endpoint(nls, environment("SANDBOX_NLS"), NULL) == VOX_OK &&
        vox_nls_token_fetch(nls, &token, &error) == VOX_OK && vox_nls_token_apply(nls, NULL, &error) == VOX_OK &&
        vox_nls_token_expire_time(nls) > 0) {
        code = 0;
    }
    if (error != NULL) fprintf(stderr, "in the child: %s\n", vox_error_text(error));
    vox_error_free(error);
    vox_token_free(token);
    close(connection);
    _exit(code);
}

int main(void) {
    loopback server = loopback_listening();
    vox_nls_token *nls = NULL;
    OK(vox_nls_token_new("sandbox-id", "sandbox-secret", &nls, &error));
    OK(vox_nls_token_set_endpoint(nls, server.url, &error));

    pthread_t thread;
    CHECK(pthread_create(&thread, NULL, apply, nls) == 0);
    int connection = loopback_receive(&server); /* now the call waits for its answer */
    pid_t pid = fork();
    CHECK(pid >= 0);
    if (pid == 0) child(nls, connection);
    int status = 0;
    CHECK(waitpid(pid, &status, 0) == pid);
    CHECK(WIFEXITED(status) && WEXITSTATUS(status) == 0);

    /* The object is the parent's own: the child's settings are not seen here. */
    CHECK(vox_nls_token_expire_time(nls) == 0);
    loopback_answer(connection, ANSWER);
    CHECK(pthread_join(thread, NULL) == 0);
    CHECK(vox_nls_token_expire_time(nls) == 4000000000);

    OK(vox_nls_token_set_endpoint(nls, environment("SANDBOX_NLS"), &error));
    vox_token *token = NULL;
    OK(vox_nls_token_apply(nls, &token, &error));
    CHECK(vox_nls_token_expire_time(nls) == vox_token_expires_at(token));
    vox_token_free(token);
    vox_nls_token_free(nls);
    close(server.socket);
    return 0;
}
