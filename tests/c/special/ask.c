/* ask SERVICE URL TIMEOUT_MS [PEM_FILE]: asks a cloud of a sandbox and prints what comes of it, one field a line. */
#include "../check.h"

static vox_client *client_with(uint64_t timeout, const char *pem_file) {
    vox_client *client = NULL;
    OK(vox_client_new(&client, &error));
    OK(vox_client_set_timeout(client, timeout, &error));
    if (pem_file != NULL) {
        uint8_t pem[65536];
        FILE *file = fopen(pem_file, "rb");
        CHECK(file != NULL);
        size_t length = fread(pem, 1, sizeof pem, file);
        fclose(file);
        OK(vox_client_add_root_certificates(client, pem, length, &error));
    }
    return client;
}

static uint32_t ask(const char *service, const char *url, const vox_client *client, vox_token **token,
                    vox_error **details) {
    uint32_t status;
    if (strcmp(service, "nls") == 0) {
        vox_nls_token *nls = NULL;
        OK(vox_nls_token_new("sandbox-id", "sandbox-secret", &nls, &error));
        OK(vox_nls_token_set_endpoint(nls, url, &error));
        OK(vox_nls_token_set_client(nls, client, &error));
        status = vox_nls_token_apply(nls, token, details);
        CHECK((vox_nls_token_expire_time(nls) > 0) == (status == VOX_OK));
        vox_nls_token_free(nls);
    } else if (strcmp(service, "dashscope") == 0) {
        vox_dash_token *dash = NULL;
        OK(vox_dash_token_new("sandbox-secret", &dash, &error));
        OK(vox_dash_token_set_endpoint(dash, url, &error));
        OK(vox_dash_token_set_client(dash, client, &error));
        status = vox_dash_token_apply(dash, token, details);
        CHECK((vox_dash_token_expire_time(dash) > 0) == (status == VOX_OK));
        vox_dash_token_free(dash);
    } else {
        vox_aiob_token *aiob = NULL;
        OK(vox_aiob_token_new("sandbox-id", "sandbox-secret", &aiob, &error));
        OK(vox_aiob_token_set_endpoint(aiob, url, &error));
        OK(vox_aiob_token_set_client(aiob, client, &error));
        status = vox_aiob_token_apply(aiob, token, details);
        CHECK((vox_aiob_token_expire_time(aiob) > 0) == (status == VOX_OK));
        vox_aiob_token_free(aiob);
    }
    return status;
}

static const char *or_none(const char *text) { return text != NULL ? text : "-"; }

int main(int count, char **arguments) {
    CHECK(count == 4 || count == 5);
    vox_client *client = client_with(strtoull(arguments[3], NULL, 10), arguments[4]);
    vox_token *token = UNTOUCHED(vox_token);
    vox_error *error = NULL;
    uint32_t status = ask(arguments[1], arguments[2], client, &token, &error);
    vox_client_free(client);
    printf("status %s\n", vox_status_name(status));
    if (status == VOX_OK) {
        CHECK(error == NULL);
        CHECK(vox_token_expires_at(token) > 0 && strlen(vox_token_value(token)) > 0);
        vox_token_free(token);
        return 0;
    }
    CHECK(token == UNTOUCHED(vox_token));
    printf("code %s\n", or_none(vox_error_code(error)));
    printf("http_status %u\n", (unsigned)vox_error_http_status(error));
    printf("request_id %s\n", vox_error_request_id(error) != NULL ? "yes" : "-");
    printf("retry_after_ms %lld\n", (long long)vox_error_retry_after_ms(error));
    printf("is_retryable %d\n", vox_error_is_retryable(error));
    printf("text %s\n", vox_error_text(error));
    printf("hint %s\n", vox_error_hint(error));
    printf("recommend %s\n", or_none(vox_error_recommend(error)));
    vox_error_free(error);
    return 0;
}
