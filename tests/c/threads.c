/* 64 threads use one object and one builder at once. */
#define _POSIX_C_SOURCE 200809L
#include <pthread.h>

#include "check.h"

#define THREADS 64
#define ROUNDS 3

typedef struct {
    vox_nls_token *nls;
    const vox_agora_builder *builder;
    pthread_barrier_t start;
} shared;

static void ask(const vox_nls_token *nls) {
    vox_token *applied = NULL, *fetched = NULL;
    OK(vox_nls_token_set_endpoint(nls, environment("SANDBOX_NLS"), &error));
    OK(vox_nls_token_set_region(nls, "cn-shanghai", &error));
    OK(vox_nls_token_apply(nls, &applied, &error));
    OK(vox_nls_token_fetch(nls, &fetched, &error));
    CHECK(strcmp(vox_token_value(applied), vox_token_value(fetched)) != 0);
    uint64_t expire_time = vox_nls_token_expire_time(nls); /* 0 while another thread applies */
    CHECK(expire_time == 0 || expire_time > 1700000000);
    vox_token *last = vox_nls_token_last(nls);
    CHECK(last == NULL || strlen(vox_token_value(last)) > 0);
    vox_token_free(last);
    vox_token_free(fetched);
    vox_token_free(applied);
}

static void mint(const vox_agora_builder *builder) {
    char *token = NULL;
    vox_agora_parsed *parsed = NULL;
    OK(vox_agora_builder_rtc(builder, "lobby", 23, NULL, VOX_AGORA_ROLE_PUBLISHER, 600, 600, &token, &error));
    OK(vox_agora_parse(token, &parsed, &error));
    CHECK(vox_agora_parsed_version(parsed) == 7);
    vox_agora_parsed_free(parsed);
    vox_string_free(token);
}

static void *work(void *context) {
    shared *all = context;
    pthread_barrier_wait(&all->start);
    for (int round = 0; round < ROUNDS; round++) {
        ask(all->nls);
        mint(all->builder);
    }
    return NULL;
}

int main(void) {
    shared all;
    pthread_t threads[THREADS];
    vox_client *client = patient_client();
    vox_agora_builder *builder = NULL;
    OK(vox_nls_token_new("sandbox-id", "sandbox-secret", &all.nls, &error));
    OK(vox_nls_token_set_client(all.nls, client, &error));
    vox_client_free(client);
    OK(vox_agora_builder_new("970CA35de60c44645bbae8a215061b33", "5CFd2fd1755d40ecb72977518be15d3b", &builder, &error));
    all.builder = builder;

    CHECK(pthread_barrier_init(&all.start, NULL, THREADS) == 0);
    for (int i = 0; i < THREADS; i++) CHECK(pthread_create(&threads[i], NULL, work, &all) == 0);
    for (int i = 0; i < THREADS; i++) CHECK(pthread_join(threads[i], NULL) == 0);
    pthread_barrier_destroy(&all.start);

    vox_token *last = vox_nls_token_last(all.nls);
    CHECK(vox_nls_token_expire_time(all.nls) == vox_token_expires_at(last));
    vox_token_free(last);
    vox_agora_builder_free(builder);
    vox_nls_token_free(all.nls);
    return 0;
}
