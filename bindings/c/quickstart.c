/*
 * Takes an access token of Alibaba Cloud NLS from a cache, then mints an Agora token and verifies it.
 *
 *     cc quickstart.c -lvoxtoken -o quickstart
 *     export ALIYUN_AK_ID=… ALIYUN_AK_SECRET=… AGORA_APP_ID=… AGORA_APP_CERTIFICATE=…
 *     ./quickstart
 *
 * VOXTOKEN_NLS_ENDPOINT, if set, is asked in place of the cloud: the address of a `voxtoken sandbox`.
 */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include <voxtoken.h>

/* Says what happened and what to do about it, and frees the error. */
static int fail(vox_error *error) {
    fprintf(stderr, "%s\n%s\n", vox_error_text(error), vox_error_hint(error));
    vox_error_free(error);
    return EXIT_FAILURE;
}

static int ask_nls(void) {
    vox_error *error = NULL;
    vox_nls_token *nls = NULL;
    vox_cache *cache = NULL;
    vox_token *token = NULL;
    const char *endpoint = getenv("VOXTOKEN_NLS_ENDPOINT");

    /* The key comes from the environment; its secret stays out of the source and of the list of processes. */
    if (vox_nls_token_from_env(&nls, &error) != VOX_OK) goto failed;
    if (endpoint && vox_nls_token_set_endpoint(nls, endpoint, &error) != VOX_OK) goto failed;

    /* One cache for the whole program and all its threads: it keeps the token and replaces it before its end. */
    if (vox_cache_from_nls(nls, NULL, &cache, &error) != VOX_OK) goto failed;

    /* Before each use. This blocks only while there is no token, for 15 seconds at most. */
    if (vox_cache_get(cache, &token, &error) != VOX_OK) goto failed;
    printf("NLS token %s, good until %llu\n", vox_token_value(token), (unsigned long long)vox_token_expires_at(token));

    vox_token_free(token);
    vox_cache_free(cache);
    vox_nls_token_free(nls);
    return EXIT_SUCCESS;

failed:
    vox_cache_free(cache);
    vox_nls_token_free(nls);
    return fail(error);
}

static int mint_and_verify(const char *app_id, const char *certificate) {
    const uint32_t uid = 23;
    int result = EXIT_FAILURE;
    vox_error *error = NULL;
    vox_agora_builder *builder = NULL;
    vox_agora_expected *expected = NULL;
    char *token = NULL;

    /* On the server that hands out tokens: a publisher in the channel `lobby`, for an hour. */
    if (vox_agora_builder_new(app_id, certificate, &builder, &error) != VOX_OK) goto failed;
    if (vox_agora_builder_rtc(builder, "lobby", uid, NULL, VOX_AGORA_ROLE_PUBLISHER, 3600, 3600, &token, &error) != VOX_OK)
        goto failed;
    printf("Agora token %s\n", token);

    /* On a server that is shown one: is it ours, for this channel and user, and still alive? */
    if (vox_agora_expected_new(&expected, &error) != VOX_OK ||
        vox_agora_expected_set_certificate(expected, certificate, &error) != VOX_OK ||
        vox_agora_expected_set_channel(expected, "lobby", &error) != VOX_OK ||
        vox_agora_expected_set_user(expected, uid, NULL, &error) != VOX_OK ||
        vox_agora_expected_set_now(expected, (uint64_t)time(NULL), &error) != VOX_OK ||
        vox_agora_verify(token, expected, NULL, &error) != VOX_OK)
        goto failed;
    printf("User %u may join\n", (unsigned)uid);
    result = EXIT_SUCCESS;

failed:
    vox_agora_expected_free(expected);
    vox_string_free(token);
    vox_agora_builder_free(builder);
    return result == EXIT_SUCCESS ? result : fail(error);
}

int main(void) {
    const char *app_id = getenv("AGORA_APP_ID");
    const char *certificate = getenv("AGORA_APP_CERTIFICATE");

    if (ask_nls() != EXIT_SUCCESS) return EXIT_FAILURE;
    /* A variable that is not set is NULL, which is an error that names the argument. */
    return mint_and_verify(app_id, certificate);
}
