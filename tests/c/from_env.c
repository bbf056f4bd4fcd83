/* Keys from the environment. */
#define _POSIX_C_SOURCE 200809L
#include "check.h"

static const char *const NAMES[] = {"ALIYUN_AK_ID",
                                    "ALIYUN_AK_SECRET",
                                    "ALIBABA_CLOUD_ACCESS_KEY_ID",
                                    "ALIBABA_CLOUD_ACCESS_KEY_SECRET",
                                    "ALIBABA_CLOUD_SECURITY_TOKEN",
                                    "DASHSCOPE_API_KEY",
                                    "BAIDU_AIOB_ACCESS_KEY",
                                    "BAIDU_AIOB_SECRET_KEY"};

static void clear(void) {
    for (size_t i = 0; i < sizeof NAMES / sizeof *NAMES; i++) unsetenv(NAMES[i]);
}

static void without_variables_there_are_no_credentials(void) {
    clear();
    vox_nls_token *nls = UNTOUCHED(vox_nls_token);
    vox_dash_token *dash = UNTOUCHED(vox_dash_token);
    vox_aiob_token *aiob = UNTOUCHED(vox_aiob_token);
    FAILS(VOX_CREDENTIALS, vox_nls_token_from_env(&nls, &error));
    FAILS(VOX_CREDENTIALS, vox_dash_token_from_env(&dash, &error));
    FAILS(VOX_CREDENTIALS, vox_aiob_token_from_env(&aiob, &error));
    CHECK(nls == UNTOUCHED(vox_nls_token));
    CHECK(dash == UNTOUCHED(vox_dash_token));
    CHECK(aiob == UNTOUCHED(vox_aiob_token));
}

static void nls_reads_both_pairs(void) {
    for (size_t pair = 0; pair < 4; pair += 2) {
        clear();
        setenv(NAMES[pair], pair == 0 ? "sandbox-id" : "STS.sandbox-id", 1);
        setenv(NAMES[pair + 1], "sandbox-secret", 1);
        if (pair == 2) setenv(NAMES[4], "sandbox-security-token", 1);
        vox_nls_token *nls = NULL;
        OK(vox_nls_token_from_env(&nls, &error));
        OK(vox_nls_token_set_endpoint(nls, environment("SANDBOX_NLS"), &error));
        OK(vox_nls_token_apply(nls, NULL, &error));
        vox_nls_token_free(nls);
    }
}

static void dash_and_aiob_read_theirs(void) {
    clear();
    setenv("DASHSCOPE_API_KEY", "sandbox-secret", 1);
    setenv("BAIDU_AIOB_ACCESS_KEY", "sandbox-id", 1);
    setenv("BAIDU_AIOB_SECRET_KEY", "sandbox-secret", 1);
    vox_dash_token *dash = NULL;
    OK(vox_dash_token_from_env(&dash, &error));
    OK(vox_dash_token_set_endpoint(dash, environment("SANDBOX_DASHSCOPE"), &error));
    OK(vox_dash_token_apply(dash, NULL, &error));
    vox_dash_token_free(dash);

    vox_aiob_token *aiob = NULL;
    OK(vox_aiob_token_from_env(&aiob, &error));
    OK(vox_aiob_token_set_endpoint(aiob, environment("SANDBOX_AIOB"), &error));
    OK(vox_aiob_token_apply(aiob, NULL, &error));
    vox_aiob_token_free(aiob);
}

int main(void) {
    without_variables_there_are_no_credentials();
    nls_reads_both_pairs();
    dash_and_aiob_read_theirs();
    return 0;
}
