/* Channels of any length give a token or an error, never a crash. */
#include "check.h"

#define APP_ID "970CA35de60c44645bbae8a215061b33"
#define CERTIFICATE "5CFd2fd1755d40ecb72977518be15d3b"

/* The longest text that the format can hold. */
#define LONGEST 65535

static void check_channel(const char *token, size_t length) {
    vox_agora_parsed *parsed = NULL;
    const uint8_t *data = NULL;
    size_t found = 0;
    OK(vox_agora_parse(token, &parsed, &error));
    OK(vox_agora_service_text(vox_agora_parsed_service(parsed, 0), VOX_AGORA_FIELD_CHANNEL, &data, &found, &error));
    CHECK(found == length);
    for (size_t i = 0; i < length; i++) CHECK(data[i] == 'c');
    vox_agora_parsed_free(parsed);
}

static void check_verified(const char *token, const char *channel) {
    vox_agora_expected *expected = NULL;
    OK(vox_agora_expected_new(&expected, &error));
    OK(vox_agora_expected_set_certificate(expected, CERTIFICATE, &error));
    OK(vox_agora_expected_set_channel(expected, channel, &error));
    OK(vox_agora_expected_set_user(expected, 23, NULL, &error));
    OK(vox_agora_expected_set_now(expected, 1700000000, &error));
    OK(vox_agora_verify(token, expected, NULL, &error));
    vox_agora_expected_free(expected);
}

static void strict(const char *channel) {
    vox_agora_builder *builder = NULL;
    char *token = UNTOUCHED(char);
    OK(vox_agora_builder_new(APP_ID, CERTIFICATE, &builder, &error));
    REFUSES("channel", vox_agora_builder_rtc(builder, channel, 23, NULL, 1, 600, 600, &token, &error));
    REFUSES("channel", vox_agora_builder_rtc_006(builder, channel, 23, NULL, 1, 0, &token, &error));
    CHECK(token == UNTOUCHED(char));
    vox_agora_builder_free(builder);
}

static void lenient(const char *channel) {
    vox_agora_builder *builder = NULL;
    char *token = UNTOUCHED(char);
    size_t length = strlen(channel);
    OK(vox_agora_builder_new(APP_ID, CERTIFICATE, &builder, &error));
    OK(vox_agora_builder_set_lenient(builder, &error));
    OK(vox_agora_builder_set_issued_at(builder, 1700000000, &error));
    if (length <= LONGEST) {
        OK(vox_agora_builder_rtc(builder, channel, 23, NULL, 1, 600, 600, &token, &error));
        check_channel(token, length);
        check_verified(token, channel);
        vox_string_free(token);
        OK(vox_agora_builder_rtc_006(builder, channel, 23, NULL, 1, 0, &token, &error)); /* it holds only a CRC */
        check_verified(token, channel);
        vox_string_free(token);
    } else {
        REFUSES("channel", vox_agora_builder_rtc(builder, channel, 23, NULL, 1, 600, 600, &token, &error));
        REFUSES("channel", vox_agora_builder_rtc_006(builder, channel, 23, NULL, 1, 0, &token, &error));
        CHECK(token == UNTOUCHED(char));
    }
    vox_agora_builder_free(builder);
}

static void bare(const char *channel) {
    size_t length = strlen(channel);
    const uint8_t *data = (const uint8_t *)channel;
    vox_agora_service *service = NULL;
    vox_agora_access_token2 *content = NULL;
    char *token = UNTOUCHED(char);
    OK(vox_agora_service_rtc(data, length, (const uint8_t *)"23", 2, &service, &error));
    OK(vox_agora_service_add_privilege(service, VOX_AGORA_PRIVILEGE_JOIN_CHANNEL, 600, &error));
    OK(vox_agora_access_token2_new(APP_ID, 1700000000, 600, 1, &content, &error));
    OK(vox_agora_access_token2_add_service(content, service, &error));
    if (length <= LONGEST) {
        OK(vox_agora_access_token2_build(content, CERTIFICATE, &token, &error));
        check_channel(token, length);
        check_verified(token, channel);
        vox_string_free(token);
    } else {
        REFUSES("channel", vox_agora_access_token2_build(content, CERTIFICATE, &token, &error));
        CHECK(token == UNTOUCHED(char));
    }
    vox_agora_access_token2_free(content);
    vox_agora_service_free(service);
}

static void bare_006(const char *channel) {
    size_t length = strlen(channel);
    vox_agora_access_token *content = NULL;
    char *token = UNTOUCHED(char);
    OK(vox_agora_access_token_new(APP_ID, (const uint8_t *)channel, length, (const uint8_t *)"23", 2, 1, 1700000600,
                                  &content, &error));
    if (length <= LONGEST) {
        OK(vox_agora_access_token_build(content, CERTIFICATE, &token, &error));
        check_verified(token, channel);
        vox_string_free(token);
    } else {
        REFUSES("channel", vox_agora_access_token_build(content, CERTIFICATE, &token, &error));
        CHECK(token == UNTOUCHED(char));
    }
    vox_agora_access_token_free(content);
}

int main(void) {
    const size_t lengths[] = {65, 4065, LONGEST, LONGEST + 1};
    for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++) {
        char *channel = letters('c', lengths[i]);
        strict(channel);
        lenient(channel);
        bare(channel);
        bare_006(channel);
        free(channel);
    }
    return 0;
}
