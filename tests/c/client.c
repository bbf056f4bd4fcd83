/* The limits of asking, which objects copy from a client. */
#define _POSIX_C_SOURCE 200809L
#include "loopback.h"

static vox_nls_token *object(const char *url, const vox_client *client) {
    vox_nls_token *nls = NULL;
    OK(vox_nls_token_new("id", "secret", &nls, &error));
    OK(vox_nls_token_set_endpoint(nls, url, &error));
    if (client != NULL) OK(vox_nls_token_set_client(nls, client, &error));
    return nls;
}

static void who_does_not_answer_in_time_is_a_timeout(void) {
    loopback silent = loopback_listening(); /* takes the connection and never answers */
    vox_client *client = NULL;
    OK(vox_client_new(&client, &error));
    OK(vox_client_set_connect_timeout(client, 5000, &error));
    OK(vox_client_set_timeout(client, 50, &error));

    vox_nls_token *nls = object(silent.url, client);
    vox_error *error = NULL;
    CHECK(vox_nls_token_apply(nls, NULL, &error) == VOX_TIMEOUT);
    CHECK(strstr(vox_error_message(error), "within 50ms") != NULL);
    vox_error_free(error);
    vox_nls_token_free(nls);

    vox_dash_token *dash = NULL;
    OK(vox_dash_token_new("key", &dash, &error));
    OK(vox_dash_token_set_endpoint(dash, silent.url, &error));
    OK(vox_dash_token_set_client(dash, client, &error));
    FAILS(VOX_TIMEOUT, vox_dash_token_apply(dash, NULL, &error));
    vox_dash_token_free(dash);

    vox_aiob_token *aiob = NULL;
    OK(vox_aiob_token_new("key", "secret", &aiob, &error));
    OK(vox_aiob_token_set_endpoint(aiob, silent.url, &error));
    OK(vox_aiob_token_set_client(aiob, client, &error));
    FAILS(VOX_TIMEOUT, vox_aiob_token_apply(aiob, NULL, &error));
    vox_aiob_token_free(aiob);

    vox_client_free(client);
    close(silent.socket);
}

static void objects_keep_their_copy_of_the_client(void) {
    vox_client *client = NULL;
    OK(vox_client_new(&client, &error));
    OK(vox_client_set_max_response_bytes(client, 10, &error));
    vox_nls_token *nls = object(environment("SANDBOX_NLS"), client);
    OK(vox_client_set_max_response_bytes(client, 1 << 20, &error));
    vox_client_free(client);
    FAILS(VOX_BAD_RESPONSE, vox_nls_token_apply(nls, NULL, &error));
    vox_nls_token_free(nls);
}

static void plain_http_to_another_machine_must_be_allowed(void) {
    const char *elsewhere = "http://192.0.2.1:9"; /* RFC 5737: nobody's address */
    vox_client *client = NULL;
    OK(vox_client_new(&client, &error));
    vox_nls_token *nls = object(elsewhere, client);
    FAILS(VOX_INSECURE, vox_nls_token_apply(nls, NULL, &error));

    /* Now it is asked, but through a proxy on this machine that is not there. */
    loopback nobody = loopback_closed();
    setenv("http_proxy", nobody.url, 1);
    OK(vox_client_allow_http(client, &error));
    OK(vox_nls_token_set_client(nls, client, &error));
    FAILS(VOX_PROXY, vox_nls_token_apply(nls, NULL, &error));
    unsetenv("http_proxy");
    close(nobody.socket);
    vox_nls_token_free(nls);
    vox_client_free(client);
}

static void a_time_limit_of_nothing_is_refused(void) {
    vox_client *client = NULL;
    OK(vox_client_new(&client, &error));
    REFUSES("milliseconds", vox_client_set_timeout(client, 0, &error));
    REFUSES("milliseconds", vox_client_set_connect_timeout(client, 0, &error));
    vox_client_free(client);
}

static void root_certificates_must_be_pem(void) {
    vox_client *client = NULL;
    const uint8_t text[] = "no certificate";
    OK(vox_client_new(&client, &error));
    FAILS(VOX_INVALID_ARGUMENT, vox_client_add_root_certificates(client, text, sizeof text, &error));
    FAILS(VOX_INVALID_ARGUMENT, vox_client_add_root_certificates(client, NULL, 0, &error));
    REFUSES("root_certificates", vox_client_add_root_certificates(client, NULL, 1, &error));
    vox_client_free(client);
}

static void the_largest_limits_are_usable(void) {
    vox_client *client = NULL;
    OK(vox_client_new(&client, &error));
    OK(vox_client_set_connect_timeout(client, UINT64_MAX, &error));
    OK(vox_client_set_timeout(client, UINT64_MAX, &error));
    OK(vox_client_set_max_response_bytes(client, SIZE_MAX, &error));
    vox_nls_token *nls = NULL;
    OK(vox_nls_token_new("sandbox-id", "sandbox-secret", &nls, &error));
    OK(vox_nls_token_set_endpoint(nls, environment("SANDBOX_NLS"), &error));
    OK(vox_nls_token_set_client(nls, client, &error));
    vox_client_free(client);
    OK(vox_nls_token_apply(nls, NULL, &error));
    vox_nls_token_free(nls);
}

int main(void) {
    the_largest_limits_are_usable();
    who_does_not_answer_in_time_is_a_timeout();
    objects_keep_their_copy_of_the_client();
    plain_http_to_another_machine_must_be_allowed();
    a_time_limit_of_nothing_is_refused();
    root_certificates_must_be_pem();
    return 0;
}
