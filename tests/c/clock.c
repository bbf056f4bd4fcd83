/* Clocks of the caller. */
#include <pthread.h>
#include <time.h>

#include "loopback.h"

typedef struct {
    uint64_t now;
    int calls;
} fixed_clock;

static uint64_t tell(void *context) {
    fixed_clock *clock = context;
    clock->calls++;
    return clock->now;
}

static void nls_signs_with_it_and_is_corrected_by_the_cloud(void) {
    fixed_clock clock = {.now = (uint64_t)time(NULL) - 3600, .calls = 0};
    vox_nls_token *nls = NULL;
    OK(vox_nls_token_new("sandbox-id", "sandbox-secret", &nls, &error));
    OK(vox_nls_token_set_endpoint(nls, environment("SANDBOX_NLS"), &error));
    OK(vox_nls_token_set_clock(nls, tell, &clock, &error));
    OK(vox_nls_token_apply(nls, NULL, &error)); /* the sandbox refuses the first try and tells its time */
    CHECK(clock.calls >= 1);
    CHECK(vox_nls_token_expire_time(nls) > clock.now);
    vox_nls_token_free(nls);
}

static void builders_issue_tokens_by_it(void) {
    fixed_clock clock = {.now = 1700000000, .calls = 0};
    vox_agora_builder *builder = NULL;
    OK(vox_agora_builder_new("970CA35de60c44645bbae8a215061b33", "5CFd2fd1755d40ecb72977518be15d3b", &builder, &error));
    OK(vox_agora_builder_set_clock(builder, tell, &clock, &error));
    char *token = NULL;
    OK(vox_agora_builder_rtm(builder, "alice", 600, &token, &error));
    CHECK(clock.calls == 1);
    vox_agora_parsed *parsed = NULL;
    OK(vox_agora_parse(token, &parsed, &error));
    CHECK(vox_agora_parsed_issue_ts(parsed) == 1700000000);
    CHECK(vox_agora_parsed_token_expires_at(parsed) == 1700000600);
    vox_agora_parsed_free(parsed);
    vox_string_free(token);

    clock.now = UINT64_MAX; /* beyond the 32 bits of a token */
    token = UNTOUCHED(char);
    FAILS(VOX_INVALID_ARGUMENT, vox_agora_builder_rtm(builder, "alice", 600, &token, &error));
    CHECK(token == UNTOUCHED(char));
    REFUSES("now", vox_agora_builder_set_clock(builder, NULL, &clock, &error));
    vox_agora_builder_free(builder);
}

static void *answer_without_a_time(void *server) {
    loopback_answer(loopback_receive(server),
                    "{\"code\":200,\"msg\":\"OK\",\"data\":{\"accessToken\":\"t\",\"expiresTime\":10}}");
    return NULL;
}

static void aiob_counts_from_it_when_the_answer_tells_no_time(void) {
    fixed_clock clock = {.now = 1700000000, .calls = 0};
    loopback server = loopback_listening();
    pthread_t thread;
    CHECK(pthread_create(&thread, NULL, answer_without_a_time, &server) == 0);
    vox_aiob_token *aiob = NULL;
    OK(vox_aiob_token_new("id", "secret", &aiob, &error));
    OK(vox_aiob_token_set_endpoint(aiob, server.url, &error));
    OK(vox_aiob_token_set_clock(aiob, tell, &clock, &error));
    OK(vox_aiob_token_apply(aiob, NULL, &error));
    CHECK(pthread_join(thread, NULL) == 0);
    CHECK(clock.calls == 1);
    CHECK(vox_aiob_token_expire_time(aiob) == 1700000600); /* 10 minutes */
    vox_aiob_token_free(aiob);
    close(server.socket);
}

int main(void) {
    nls_signs_with_it_and_is_corrected_by_the_cloud();
    builders_issue_tokens_by_it();
    aiob_counts_from_it_when_the_answer_tells_no_time();
    return 0;
}
