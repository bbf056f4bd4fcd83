/* growth COUNT: so many tokens of each version are minted and verified; afterwards no more memory is in use. */
#define _GNU_SOURCE
#include <malloc.h>

#include "../check.h"

static const vox_agora_builder *builder;

static void mint_and_verify(vox_agora_expected *expected, uint32_t uid) {
    char *token = NULL, *old = NULL;
    vox_agora_parsed *parsed = NULL;
    OK(vox_agora_builder_rtc(builder, "lobby", uid, NULL, VOX_AGORA_ROLE_PUBLISHER, 3600, 3600, &token, &error));
    OK(vox_agora_builder_rtc_006(builder, "lobby", uid, NULL, VOX_AGORA_ROLE_PUBLISHER, 0, &old, &error));
    OK(vox_agora_expected_set_user(expected, uid, NULL, &error));
    OK(vox_agora_verify(token, expected, &parsed, &error));
    vox_agora_parsed_free(parsed);
    OK(vox_agora_verify(old, expected, &parsed, &error));
    vox_agora_parsed_free(parsed);
    OK(vox_agora_expected_set_user(expected, uid + 1, NULL, &error));
    FAILS(VOX_INVALID_TOKEN, vox_agora_verify(token, expected, NULL, &error));
    vox_string_free(old);
    vox_string_free(token);
}

static void run(uint32_t first, uint32_t count) {
    vox_agora_expected *expected = NULL;
    OK(vox_agora_expected_new(&expected, &error));
    OK(vox_agora_expected_set_certificate(expected, "5CFd2fd1755d40ecb72977518be15d3b", &error));
    OK(vox_agora_expected_set_channel(expected, "lobby", &error));
    OK(vox_agora_expected_set_now(expected, 1700000000, &error));
    for (uint32_t i = 0; i < count; i++) mint_and_verify(expected, first + i);
    vox_agora_expected_free(expected);
}

/* Bytes that were allocated and not freed. */
static size_t in_use(void) {
    struct mallinfo2 info = mallinfo2();
    return info.uordblks + info.hblkhd;
}

/* Memory of our own in pages: of the library's code, a page counts once it has run, and that is no growth. */
static long own_pages(void) {
    long size = 0, resident = 0, shared = 0;
    FILE *file = fopen("/proc/self/statm", "r");
    CHECK(file != NULL && fscanf(file, "%ld %ld %ld", &size, &resident, &shared) == 3);
    fclose(file);
    return resident - shared;
}

int main(int count, char **arguments) {
    CHECK(count == 2);
    uint32_t tokens = (uint32_t)strtoul(arguments[1], NULL, 10);
    CHECK(tokens > 0);
    vox_agora_builder *made = NULL;
    OK(vox_agora_builder_new("970CA35de60c44645bbae8a215061b33", "5CFd2fd1755d40ecb72977518be15d3b", &made, &error));
    OK(vox_agora_builder_set_issued_at(made, 1700000000, &error));
    builder = made;
    run(1, 2000); /* what is allocated once */
    long pages = own_pages();
    size_t before = in_use();
    run(10000, tokens);
    long page_growth = own_pages() - pages;
    long long growth = (long long)in_use() - (long long)before;
    vox_agora_builder_free(made);
    printf("%u tokens of each version: %lld bytes more in use, %ld pages more of its own\n", (unsigned)tokens, growth,
           page_growth);
    CHECK(growth < 4096);
    CHECK(page_growth <= 32);
    return 0;
}
