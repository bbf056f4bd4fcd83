/* Agora tokens: made of their parts, read, verified, explained, taken apart. */
#include "check.h"

#define APP_ID "970CA35de60c44645bbae8a215061b33"
#define CERTIFICATE "5CFd2fd1755d40ecb72977518be15d3b"
#define OTHER_CERTIFICATE "00000000000000000000000000000000"

static const uint8_t *bytes(const char *text) { return (const uint8_t *)text; }

#define CHECK_BYTES(data, length, wanted) \
    CHECK((length) == strlen(wanted) && memcmp((data), (wanted), (length)) == 0)

/* An RTM2 token of this issue time and salt that lives 600 seconds, to be freed. */
static char *rtm2_token(uint32_t issue_ts, uint32_t salt) {
    vox_agora_permissions *permissions = NULL;
    vox_agora_service *service = NULL, *rtc = NULL;
    vox_agora_access_token2 *content = NULL;
    char *token = NULL;
    const char *const earlier[] = {"gone"}, *const names[] = {"room-a", "room-b"};
    OK(vox_agora_permissions_new(&permissions, &error));
    OK(vox_agora_permissions_set(permissions, VOX_AGORA_RESOURCE_MESSAGE_CHANNELS, VOX_AGORA_ACCESS_READ, earlier, 1,
                                 &error));
    OK(vox_agora_permissions_set(permissions, VOX_AGORA_RESOURCE_MESSAGE_CHANNELS, VOX_AGORA_ACCESS_READ, names, 2,
                                 &error));
    OK(vox_agora_permissions_set(permissions, 77, 88, NULL, 0, &error));
    OK(vox_agora_service_rtm2(bytes("alice"), 5, permissions, &service, &error));
    vox_agora_permissions_free(permissions); /* the service has a copy */
    OK(vox_agora_service_add_privilege(service, VOX_AGORA_PRIVILEGE_LOGIN, 300, &error));
    OK(vox_agora_service_rtc(bytes("lob\0by"), 6, NULL, 0, &rtc, &error));
    OK(vox_agora_service_add_privilege(rtc, 9, 0, &error));
    OK(vox_agora_service_add_privilege(rtc, VOX_AGORA_PRIVILEGE_JOIN_CHANNEL, 100, &error));

    OK(vox_agora_access_token2_new(APP_ID, issue_ts, 600, salt, &content, &error));
    OK(vox_agora_access_token2_add_service(content, service, &error));
    OK(vox_agora_access_token2_add_service(content, rtc, &error));
    vox_agora_service_free(rtc); /* the content has copies */
    vox_agora_service_free(service);
    OK(vox_agora_access_token2_build(content, CERTIFICATE, &token, &error));
    vox_agora_access_token2_free(content);
    return token;
}

static void a_007_token_is_read_in_all_its_parts(void) {
    char *token = rtm2_token(1700000000, 4321);
    vox_agora_parsed *parsed = NULL;
    OK(vox_agora_parse(token, &parsed, &error));
    vox_string_free(token);

    const uint8_t *data = NULL;
    size_t length = 0, name_count = 0;
    CHECK(vox_agora_parsed_version(parsed) == 7);
    OK(vox_agora_parsed_app_id(parsed, &data, &length, &error));
    CHECK_BYTES(data, length, APP_ID);
    CHECK(vox_agora_parsed_issue_ts(parsed) == 1700000000);
    CHECK(vox_agora_parsed_salt(parsed) == 4321);
    CHECK(vox_agora_parsed_token_expires_at(parsed) == 1700000600);
    CHECK(vox_agora_parsed_expires_at(parsed) == 1700000600); /* a privilege of 0 is as long as the token */
    CHECK(vox_agora_parsed_unknown_service(parsed) == -1);
    CHECK(vox_agora_parsed_trailing(parsed) == 0);
    CHECK(vox_agora_parsed_crc_channel(parsed) == 0 && vox_agora_parsed_crc_uid(parsed) == 0);
    CHECK(vox_agora_parsed_privilege_count(parsed) == 0);
    OK(vox_agora_parsed_signature(parsed, &data, &length, &error));
    CHECK(length == VOX_AGORA_SIGNATURE_LENGTH);

    CHECK(vox_agora_parsed_service_count(parsed) == 2);
    CHECK(vox_agora_parsed_service(parsed, 2) == NULL);
    const vox_agora_service *rtc = vox_agora_parsed_service(parsed, 0);
    const vox_agora_service *rtm2 = vox_agora_parsed_service(parsed, 1);
    if (vox_agora_service_type(rtc) != VOX_AGORA_SERVICE_RTC) {
        const vox_agora_service *other = rtc;
        rtc = rtm2;
        rtm2 = other;
    }
    CHECK(vox_agora_service_type(rtc) == VOX_AGORA_SERVICE_RTC);
    OK(vox_agora_service_text(rtc, VOX_AGORA_FIELD_CHANNEL, &data, &length, &error));
    CHECK(length == 6 && memcmp(data, "lob\0by", 6) == 0);
    OK(vox_agora_service_text(rtc, VOX_AGORA_FIELD_ACCOUNT, &data, &length, &error));
    CHECK(length == 0);
    REFUSES("field", vox_agora_service_text(rtc, VOX_AGORA_FIELD_USER_ID, &data, &length, &error));
    CHECK(vox_agora_service_role(rtc) == -1);
    CHECK(vox_agora_service_permission_count(rtc) == 0);

    uint16_t number = 0, access = 0;
    uint32_t expire = 0;
    CHECK(vox_agora_service_privilege_count(rtc) == 2);
    OK(vox_agora_service_privilege(rtc, 0, &number, &expire, &error));
    CHECK(number == VOX_AGORA_PRIVILEGE_JOIN_CHANNEL && expire == 100);
    OK(vox_agora_service_privilege(rtc, 1, &number, &expire, &error));
    CHECK(number == 9 && expire == 0);
    REFUSES("index", vox_agora_service_privilege(rtc, 2, &number, &expire, &error));
    CHECK(number == 9);

    CHECK(vox_agora_service_type(rtm2) == VOX_AGORA_SERVICE_RTM2);
    CHECK(vox_agora_service_permission_count(rtm2) == 2);
    OK(vox_agora_service_permission(rtm2, 0, &number, &access, &name_count, &error));
    CHECK(number == VOX_AGORA_RESOURCE_MESSAGE_CHANNELS && access == VOX_AGORA_ACCESS_READ && name_count == 2);
    OK(vox_agora_service_permission_name(rtm2, 0, 1, &data, &length, &error));
    CHECK_BYTES(data, length, "room-b");
    OK(vox_agora_service_permission(rtm2, 1, &number, &access, &name_count, &error));
    CHECK(number == 77 && access == 88 && name_count == 0);
    REFUSES("index", vox_agora_service_permission_name(rtm2, 1, 0, &data, &length, &error));
    REFUSES("index", vox_agora_service_permission(rtm2, 2, &number, &access, &name_count, &error));
    vox_agora_parsed_free(parsed);
}

static void a_006_token_is_read_in_all_its_parts(void) {
    vox_agora_access_token *content = NULL;
    vox_agora_parsed *parsed = NULL;
    char *token = NULL;
    OK(vox_agora_access_token_new(APP_ID, bytes("lobby"), 5, bytes("23"), 2, 99, 1700000600, &content, &error));
    OK(vox_agora_access_token_add_privilege(content, VOX_AGORA_PRIVILEGE_PUBLISH_AUDIO_STREAM, 1700000100, &error));
    OK(vox_agora_access_token_add_privilege(content, VOX_AGORA_PRIVILEGE_JOIN_CHANNEL, 1700000200, &error));
    REFUSES("certificate", vox_agora_access_token_build(content, "xyz", &token, &error));
    OK(vox_agora_access_token_build(content, CERTIFICATE, &token, &error));
    vox_agora_access_token_free(content);
    CHECK(strncmp(token, "006" APP_ID, 35) == 0);
    OK(vox_agora_parse(token, &parsed, &error));
    vox_string_free(token);

    const uint8_t *data = NULL;
    size_t length = 0;
    uint16_t number = 0;
    uint32_t expire_ts = 0;
    CHECK(vox_agora_parsed_version(parsed) == 6);
    OK(vox_agora_parsed_app_id(parsed, &data, &length, &error));
    CHECK_BYTES(data, length, APP_ID);
    CHECK(vox_agora_parsed_issue_ts(parsed) == 0);
    CHECK(vox_agora_parsed_salt(parsed) == 99);
    CHECK(vox_agora_parsed_token_expires_at(parsed) == 1700000600);
    CHECK(vox_agora_parsed_expires_at(parsed) == 1700000200);
    CHECK(vox_agora_parsed_service_count(parsed) == 0 && vox_agora_parsed_service(parsed, 0) == NULL);
    CHECK(vox_agora_parsed_unknown_service(parsed) == -1);
    CHECK(vox_agora_parsed_privilege_count(parsed) == 2);
    OK(vox_agora_parsed_privilege(parsed, 0, &number, &expire_ts, &error));
    CHECK(number == VOX_AGORA_PRIVILEGE_JOIN_CHANNEL && expire_ts == 1700000200);
    REFUSES("index", vox_agora_parsed_privilege(parsed, 2, &number, &expire_ts, &error));
    CHECK(vox_agora_parsed_crc_channel(parsed) == 0xcce455f7); /* CRC-32 of "lobby" */
    CHECK(vox_agora_parsed_crc_uid(parsed) == 0x13792798);     /* CRC-32 of "23" */
    CHECK(vox_agora_parsed_trailing(parsed) == 0);

    /* The signature is the HMAC of app id, channel, uid and message. */
    uint8_t message[256] = APP_ID "lobby23", computed[VOX_AGORA_SIGNATURE_LENGTH];
    OK(vox_agora_parsed_signed_bytes(parsed, &data, &length, &error));
    CHECK(length < 200);
    memcpy(message + 39, data, length);
    OK(vox_agora_hmac(bytes(CERTIFICATE), 32, message, 39 + length, &computed, &error));
    OK(vox_agora_parsed_signature(parsed, &data, &length, &error));
    CHECK(length == sizeof computed && memcmp(data, computed, length) == 0);
    vox_agora_parsed_free(parsed);
}

static void time_and_salt_decide_what_token_it_is(void) {
    char *token = rtm2_token(1700000000, 1), *same = rtm2_token(1700000000, 1);
    char *other_salt = rtm2_token(1700000000, 2), *other_time = rtm2_token(1700000001, 1);
    CHECK_TEXT(token, same);
    CHECK(strcmp(token, other_salt) != 0 && strcmp(token, other_time) != 0);
    vox_string_free(token);
    vox_string_free(same);
    vox_string_free(other_salt);
    vox_string_free(other_time);
}

static void a_damaged_token_is_refused(void) {
    vox_agora_parsed *parsed = UNTOUCHED(vox_agora_parsed);
    FAILS(VOX_INVALID_TOKEN, vox_agora_parse("", &parsed, &error));
    FAILS(VOX_INVALID_TOKEN, vox_agora_parse("007eJx", &parsed, &error));
    FAILS(VOX_INVALID_TOKEN, vox_agora_parse("006" APP_ID, &parsed, &error));
    REFUSES("token", vox_agora_parse("007\xff", &parsed, &error));
    CHECK(parsed == UNTOUCHED(vox_agora_parsed));
}

static void verifying_compares_what_is_expected(void) {
    vox_agora_builder *builder = NULL;
    vox_agora_expected *expected = NULL;
    vox_agora_parsed *parsed = UNTOUCHED(vox_agora_parsed);
    char *token = NULL;
    OK(vox_agora_builder_new(APP_ID, CERTIFICATE, &builder, &error));
    OK(vox_agora_builder_set_issued_at(builder, 1700000000, &error));
    OK(vox_agora_builder_rtc(builder, "lobby", 23, NULL, VOX_AGORA_ROLE_PUBLISHER, 600, 600, &token, &error));
    OK(vox_agora_expected_new(&expected, &error));
    REFUSES("certificate", vox_agora_verify(token, expected, &parsed, &error));
    OK(vox_agora_expected_set_certificate(expected, CERTIFICATE, &error));
    REFUSES("now", vox_agora_verify(token, expected, &parsed, &error));
    OK(vox_agora_expected_set_now(expected, 1700000599, &error));
    OK(vox_agora_verify(token, expected, NULL, &error));
    OK(vox_agora_expected_set_channel(expected, "lobby", &error));
    OK(vox_agora_expected_set_user(expected, 23, NULL, &error));
    OK(vox_agora_verify(token, expected, NULL, &error));

    OK(vox_agora_expected_set_user(expected, 0, "24", &error));
    FAILS(VOX_INVALID_TOKEN, vox_agora_verify(token, expected, &parsed, &error));
    REFUSES("uid", vox_agora_expected_set_user(expected, 1, "24", &error));
    OK(vox_agora_expected_set_user(expected, 0, "23", &error));
    OK(vox_agora_expected_set_channel(expected, "Lobby", &error));
    FAILS(VOX_INVALID_TOKEN, vox_agora_verify(token, expected, &parsed, &error));
    OK(vox_agora_expected_set_channel(expected, "lobby", &error));
    OK(vox_agora_expected_set_now(expected, 1700000600, &error));
    FAILS(VOX_INVALID_TOKEN, vox_agora_verify(token, expected, &parsed, &error));
    OK(vox_agora_expected_set_now(expected, 1700000000, &error));
    OK(vox_agora_expected_set_certificate(expected, OTHER_CERTIFICATE, &error));
    FAILS(VOX_INVALID_TOKEN, vox_agora_verify(token, expected, &parsed, &error));
    REFUSES("expected", vox_agora_verify(token, NULL, &parsed, &error));
    CHECK(parsed == UNTOUCHED(vox_agora_parsed));

    OK(vox_agora_expected_set_certificate(expected, CERTIFICATE, &error));
    OK(vox_agora_verify(token, expected, &parsed, &error));
    CHECK(vox_agora_parsed_version(parsed) == 7);
    vox_agora_parsed_free(parsed);
    vox_string_free(token);
    vox_agora_expected_free(expected);
    vox_agora_builder_free(builder);
}

static void a_report_says_what_is_wrong(void) {
    char *token = rtm2_token(1700000000, 4321), *json = NULL;
    vox_agora_expected *expected = NULL;
    vox_agora_report *report = NULL;
    OK(vox_agora_explain(token, NULL, &report, &error));
    CHECK(vox_agora_report_signature(report) == VOX_AGORA_SIGNATURE_NOT_CHECKED);
    CHECK(vox_agora_report_is_valid(report) && !vox_agora_report_is_verified(report));
    vox_agora_report_free(report);

    OK(vox_agora_expected_new(&expected, &error));
    OK(vox_agora_expected_set_certificate(expected, CERTIFICATE, &error));
    OK(vox_agora_explain(token, expected, &report, &error));
    CHECK(vox_agora_report_signature(report) == VOX_AGORA_SIGNATURE_GOOD);
    CHECK(vox_agora_report_is_valid(report) && vox_agora_report_is_verified(report));
    vox_agora_report_free(report);

    OK(vox_agora_expected_set_certificate(expected, OTHER_CERTIFICATE, &error));
    OK(vox_agora_expected_set_now(expected, 1800000000, &error));
    OK(vox_agora_explain(token, expected, &report, &error));
    vox_agora_expected_free(expected); /* the report lives on */
    CHECK(vox_agora_report_signature(report) == VOX_AGORA_SIGNATURE_BAD);
    CHECK(!vox_agora_report_is_valid(report) && !vox_agora_report_is_verified(report));
    size_t count = vox_agora_report_finding_count(report), errors = 0;
    bool is_bad = false, is_expired = false;
    for (size_t i = 0; i < count; i++) {
        const char *name = vox_agora_report_finding_name(report, i);
        is_bad = is_bad || strcmp(name, "bad_signature") == 0;
        is_expired = is_expired || strcmp(name, "expired") == 0;
        errors += vox_agora_report_finding_is_error(report, i);
        CHECK(strlen(vox_agora_report_finding_message(report, i)) > 10);
    }
    CHECK(is_bad && is_expired && errors >= 2);
    CHECK(vox_agora_report_finding_name(report, count) == NULL);
    CHECK(vox_agora_report_finding_message(report, count) == NULL);
    CHECK(!vox_agora_report_finding_is_error(report, count));

    OK(vox_agora_report_json(report, &json, &error));
    const char *parts[] = {"\"version\":\"007\"", "\"app_id\":\"" APP_ID "\"", "\"issued_at\":1700000000",
                           "\"salt\":4321",       "\"token_expires_at\":1700000600", "\"services\":[",
                           "\"signature\":",      "\"findings\":["};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) CHECK(strstr(json, parts[i]) != NULL);
    CHECK(strstr(json, token) == NULL);
    vox_string_free(json);
    vox_agora_report_free(report);
    vox_string_free(token);

    OK(vox_agora_explain("007damaged", NULL, &report, &error));
    CHECK(!vox_agora_report_is_valid(report));
    CHECK(vox_agora_report_finding_count(report) > 0);
    vox_agora_report_free(report);
}

static void a_token_can_be_opened_and_sealed_again(void) {
    char *token = rtm2_token(1700000000, 1), *sealed = NULL;
    uint8_t *signature = NULL, *info = NULL, computed[VOX_AGORA_SIGNATURE_LENGTH];
    size_t signature_length = 0, info_length = 0, length = 0;
    const uint8_t *data = NULL;
    vox_agora_parsed *parsed = NULL;
    OK(vox_agora_open(token, &signature, &signature_length, &info, &info_length, &error));
    OK(vox_agora_parse(token, &parsed, &error));
    OK(vox_agora_parsed_signed_bytes(parsed, &data, &length, &error));
    CHECK(length == info_length && memcmp(data, info, length) == 0);
    OK(vox_agora_sign(info, info_length, CERTIFICATE, &computed, &error));
    CHECK(signature_length == sizeof computed && memcmp(signature, computed, sizeof computed) == 0);
    OK(vox_agora_seal(info, info_length, CERTIFICATE, &sealed, &error));
    CHECK_TEXT(sealed, token);
    REFUSES("certificate", vox_agora_sign(info, info_length, "short", &computed, &error));
    REFUSES("signing_info", vox_agora_sign(NULL, 1, CERTIFICATE, &computed, &error));
    vox_string_free(sealed);
    vox_string_free(token);
    vox_bytes_free(signature, signature_length);
    vox_bytes_free(info, info_length);
    vox_agora_parsed_free(parsed);

    uint8_t *none = UNTOUCHED(uint8_t);
    size_t seven = 7;
    FAILS(VOX_INVALID_TOKEN, vox_agora_open("006" APP_ID, &none, &seven, &none, &seven, &error));
    CHECK(none == UNTOUCHED(uint8_t) && seven == 7);
}

/* RFC 4231, test case 2. */
static void hmac_is_hmac_sha256(void) {
    const uint8_t start[] = {0x5b, 0xdc, 0xc1, 0x46, 0xbf, 0x60, 0x75, 0x4e};
    uint8_t computed[VOX_AGORA_SIGNATURE_LENGTH];
    const char *message = "what do ya want for nothing?";
    OK(vox_agora_hmac(bytes("Jefe"), 4, bytes(message), strlen(message), &computed, &error));
    CHECK(memcmp(computed, start, sizeof start) == 0);
    OK(vox_agora_hmac(NULL, 0, NULL, 0, &computed, &error));
}

static void salts_differ(void) {
    uint32_t first = 0, second = 0;
    OK(vox_agora_salt(&first, &error));
    do OK(vox_agora_salt(&second, &error)); while (first == second); /* the same twice by chance: ask again */
    CHECK(first >= 1 && first <= 99999999 && second >= 1 && second <= 99999999);
}

/* An output may be the place of an input or of another output: inputs are read first, the last output counts. */
static void outputs_may_lie_anywhere(void) {
    uint8_t chained[VOX_AGORA_SIGNATURE_LENGTH] = "a key that is overwritten";
    uint8_t key[VOX_AGORA_SIGNATURE_LENGTH], apart[VOX_AGORA_SIGNATURE_LENGTH];
    memcpy(key, chained, sizeof key);
    OK(vox_agora_hmac(key, sizeof key, bytes("message"), 7, &apart, &error));
    OK(vox_agora_hmac(chained, sizeof chained, bytes("message"), 7, &chained, &error));
    CHECK(memcmp(chained, apart, sizeof apart) == 0);

    vox_agora_service *service = NULL;
    uint16_t privilege = 0;
    OK(vox_agora_service_fpa(&service, &error));
    OK(vox_agora_service_add_privilege(service, 7, 9, &error));
    union {
        uint32_t expire;
        uint16_t privilege;
    } both;
    OK(vox_agora_service_privilege(service, 0, &both.privilege, &both.expire, &error));
    CHECK(both.expire == 9);
    OK(vox_agora_service_privilege(service, 0, &privilege, &both.expire, &error));
    CHECK(privilege == 7);
    vox_agora_service_free(service);
}

static void a_strict_builder_refuses_what_cannot_work(void) {
    vox_agora_builder *builder = NULL;
    char *token = UNTOUCHED(char);
    OK(vox_agora_builder_new(APP_ID, CERTIFICATE, &builder, &error));
    OK(vox_agora_builder_set_issued_at(builder, 1700000000, &error));
    REFUSES("token_expire", vox_agora_builder_rtc(builder, "lobby", 1, NULL, VOX_AGORA_ROLE_PUBLISHER, 1700000000, 0,
                                                  &token, &error));
    REFUSES("channel", vox_agora_builder_rtc(builder, "", 1, NULL, VOX_AGORA_ROLE_PUBLISHER, 60, 0, &token, &error));
    REFUSES("account", vox_agora_builder_rtc(builder, "lobby", 0, "", VOX_AGORA_ROLE_PUBLISHER, 60, 0, &token, &error));
    REFUSES("uid", vox_agora_builder_rtc(builder, "lobby", 5, "5", VOX_AGORA_ROLE_PUBLISHER, 60, 0, &token, &error));
    REFUSES("role", vox_agora_builder_rtc(builder, "lobby", 5, NULL, 3, 60, 0, &token, &error));
    REFUSES("role", vox_agora_builder_rtc(builder, "lobby", 5, NULL, VOX_AGORA_ROLE_ADMIN, 60, 0, &token, &error));
    CHECK(token == UNTOUCHED(char));

    OK(vox_agora_builder_set_lenient(builder, &error));
    OK(vox_agora_builder_rtc(builder, "", 5, NULL, 3, 1700000000, 0, &token, &error));
    vox_string_free(token);
    vox_agora_builder_free(builder);
}

int main(void) {
    a_007_token_is_read_in_all_its_parts();
    a_006_token_is_read_in_all_its_parts();
    time_and_salt_decide_what_token_it_is();
    a_damaged_token_is_refused();
    verifying_compares_what_is_expected();
    a_report_says_what_is_wrong();
    a_token_can_be_opened_and_sealed_again();
    hmac_is_hmac_sha256();
    outputs_may_lie_anywhere();
    salts_differ();
    a_strict_builder_refuses_what_cannot_work();
    return 0;
}
