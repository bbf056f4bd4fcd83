/* The lines of the log: they come, by level, and hold no secret, token or signature. */
#include "check.h"

typedef struct {
    char text[16384];
    size_t length;
    unsigned lines;
    uint32_t highest;
} record;

static void take(uint32_t level, const char *text, void *context) {
    record *log = context;
    size_t length = strlen(text);
    CHECK(level >= VOX_LOG_ERROR && level <= VOX_LOG_DEBUG);
    CHECK(strchr(text, '\n') == NULL);
    CHECK(log->length + length + 2 < sizeof log->text);
    memcpy(log->text + log->length, text, length);
    log->length += length;
    log->text[log->length++] = '\n';
    log->text[log->length] = '\0';
    log->lines++;
    if (level > log->highest) log->highest = level;
}

/* Asks all three clouds, fails once, mints; nothing of what is secret may be in the log, if there is one. */
static void work(const record *log) {
    const char *secret = "sandbox-secret";
    vox_nls_token *nls = NULL;
    vox_dash_token *dash = NULL;
    vox_aiob_token *aiob = NULL;
    vox_agora_builder *builder = NULL;
    vox_token *token[3];
    char *minted = NULL;
    OK(vox_nls_token_new("sandbox-id", secret, &nls, &error));
    OK(vox_nls_token_set_endpoint(nls, environment("SANDBOX_NLS"), &error));
    OK(vox_nls_token_set_method(nls, VOX_METHOD_GET, &error)); /* the signature is in the URL */
    OK(vox_nls_token_fetch(nls, &token[0], &error));
    OK(vox_dash_token_new(secret, &dash, &error));
    OK(vox_dash_token_set_endpoint(dash, environment("SANDBOX_DASHSCOPE"), &error));
    OK(vox_dash_token_fetch(dash, &token[1], &error));
    OK(vox_aiob_token_new("sandbox-id", secret, &aiob, &error));
    OK(vox_aiob_token_set_endpoint(aiob, environment("SANDBOX_AIOB"), &error));
    OK(vox_aiob_token_fetch(aiob, &token[2], &error));
    OK(vox_agora_builder_new("970CA35de60c44645bbae8a215061b33", "5CFd2fd1755d40ecb72977518be15d3b", &builder, &error));
    OK(vox_agora_builder_rtm(builder, "alice", 600, &minted, &error));

    vox_nls_token *wrong = NULL;
    OK(vox_nls_token_new("sandbox-id", "wrong-secret", &wrong, &error));
    OK(vox_nls_token_set_endpoint(wrong, environment("SANDBOX_NLS"), &error));
    FAILS(VOX_SIGNATURE, vox_nls_token_apply(wrong, NULL, &error));

    for (size_t i = 0; i < 3; i++) {
        CHECK(strstr(log->text, vox_token_value(token[i])) == NULL);
        vox_token_free(token[i]);
    }
    CHECK(strstr(log->text, minted) == NULL);
    const char *hidden[] = {secret, "wrong-secret", "5CFd2fd1755d40ecb72977518be15d3b", "Signature="};
    for (size_t i = 0; i < sizeof hidden / sizeof *hidden; i++) CHECK(strstr(log->text, hidden[i]) == NULL);
    vox_string_free(minted);
    vox_agora_builder_free(builder);
    vox_nls_token_free(wrong);
    vox_aiob_token_free(aiob);
    vox_dash_token_free(dash);
    vox_nls_token_free(nls);
}

static void lines_come_up_to_the_level(void) {
    static record logs[VOX_LOG_DEBUG + 1];
    for (uint32_t level = VOX_LOG_OFF; level <= VOX_LOG_DEBUG; level++) {
        OK(vox_log_set(level, take, &logs[level], &error));
        work(&logs[level]);
    }
    CHECK(logs[VOX_LOG_OFF].lines == 0);
    CHECK(logs[VOX_LOG_ERROR].lines == 0); /* the library did not fail */
    CHECK(logs[VOX_LOG_WARN].lines == 1 && logs[VOX_LOG_WARN].highest == VOX_LOG_WARN);
    CHECK(strstr(logs[VOX_LOG_WARN].text, "signature") != NULL);
    CHECK(logs[VOX_LOG_INFO].lines == 4 && logs[VOX_LOG_INFO].highest == VOX_LOG_INFO);
    CHECK(logs[VOX_LOG_DEBUG].lines > 8 && logs[VOX_LOG_DEBUG].highest == VOX_LOG_DEBUG);
}

static void a_later_callback_replaces_the_earlier_one(void) {
    static record first, second;
    OK(vox_log_set(VOX_LOG_DEBUG, take, &first, &error));
    OK(vox_log_set(VOX_LOG_DEBUG, take, &second, &error));
    work(&second);
    CHECK(first.lines == 0 && second.lines > 0);

    unsigned before = second.lines;
    OK(vox_log_set(VOX_LOG_DEBUG, NULL, NULL, &error)); /* off */
    work(&second);
    CHECK(second.lines == before);
}

static void a_level_that_is_none_changes_nothing(void) {
    static record log;
    OK(vox_log_set(VOX_LOG_DEBUG, take, &log, &error));
    REFUSES("max_level", vox_log_set(VOX_LOG_DEBUG + 1, NULL, NULL, &error));
    work(&log);
    CHECK(log.lines > 0);
    OK(vox_log_set(VOX_LOG_OFF, NULL, NULL, &error));
}

/* The signature is known beforehand here, because time and nonce are. */
static void no_line_holds_the_signature_of_a_request(void) {
    static record log;
    vox_nls_token *nls = NULL;
    vox_request *request = NULL;
    OK(vox_log_set(VOX_LOG_DEBUG, take, &log, &error));
    OK(vox_nls_token_new("sandbox-id", "sandbox-secret", &nls, &error));
    OK(vox_nls_token_set_method(nls, VOX_METHOD_GET, &error));
    OK(vox_nls_token_request(nls, 1456231584, "nonce", &request, &error));
    const char *signature = strstr(vox_request_url(request), "Signature=");
    CHECK(signature != NULL);
    CHECK(strstr(log.text, signature + strlen("Signature=")) == NULL);
    vox_request_free(request);
    vox_nls_token_free(nls);
    OK(vox_log_set(VOX_LOG_OFF, NULL, NULL, &error));
}

int main(void) {
    lines_come_up_to_the_level();
    a_later_callback_replaces_the_earlier_one();
    a_level_that_is_none_changes_nothing();
    no_line_holds_the_signature_of_a_request();
    return 0;
}
