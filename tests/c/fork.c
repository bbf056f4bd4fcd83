/* A fork while another thread is inside a call: parent and child go on to use the same object. */
#define _POSIX_C_SOURCE 200809L
#include <pthread.h>
#include <signal.h>
#include <sys/wait.h>

#include "loopback.h"

#define ANSWER "{\"Token\":{\"Id\":\"from-the-loopback\",\"ExpireTime\":4000000000}}"

static void *apply(void *context) {
    OK(vox_nls_token_apply(context, NULL, &error));
    return NULL;
}

/* Says to the parent whether all went well. It ends by a signal, so that no leak check looks for what belongs to the call
 * in the parent's other thread: that memory is lost in the child. */
static void child(const vox_nls_token *nls, int result) {
    vox_token *token = NULL;
    vox_error *error = NULL;
    bool is_good = vox_nls_token_set_endpoint(nls, environment("SANDBOX_NLS"), &error) == VOX_OK &&
                   vox_nls_token_fetch(nls, &token, &error) == VOX_OK &&
                   vox_nls_token_apply(nls, NULL, &error) == VOX_OK && vox_nls_token_expire_time(nls) > 0;
    if (error != NULL) fprintf(stderr, "in the child: %s\n", vox_error_text(error));
    vox_error_free(error);
    vox_token_free(token);
    loopback_write(result, is_good ? "y" : "n", 1);
    kill(getpid(), SIGKILL);
}

int main(void) {
    loopback server = loopback_listening();
    vox_client *client = patient_client();
    vox_nls_token *nls = NULL;
    OK(vox_nls_token_new("sandbox-id", "sandbox-secret", &nls, &error));
    OK(vox_nls_token_set_endpoint(nls, server.url, &error));
    OK(vox_nls_token_set_client(nls, client, &error));
    vox_client_free(client);

    pthread_t thread;
    CHECK(pthread_create(&thread, NULL, apply, nls) == 0);
    int connection = loopback_receive(&server); /* now the call waits for its answer */
    int result[2];
    CHECK(pipe(result) == 0);
    pid_t pid = fork();
    CHECK(pid >= 0);
    if (pid == 0) child(nls, result[1]);
    close(result[1]);
    char answer = '-';
    CHECK(read(result[0], &answer, 1) == 1);
    CHECK(answer == 'y');
    CHECK(waitpid(pid, NULL, 0) == pid);

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
    close(result[0]);
    close(server.socket);
    return 0;
}
