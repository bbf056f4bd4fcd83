/* Takes a token from a cache that shares it by the Redis server of the first argument. Prints it, and how often the source
 * was asked. */
#define _POSIX_C_SOURCE 200809L
#include "../source.h"

int main(int count, char **arguments) {
    test_source source;
    CHECK(count == 2);
    source_init(&source);
    vox_cache_settings *settings = source_settings(&source);
    OK(vox_cache_settings_set_redis(settings, arguments[1], &error));
    vox_cache *cache = source_cache_with(&source, settings);
    vox_token *token = NULL;
    OK(vox_cache_get(cache, &token, &error));
    printf("%s %u\n", vox_token_value(token), source_calls(&source));
    vox_token_free(token);
    source_end(&source, cache);
    return 0;
}
