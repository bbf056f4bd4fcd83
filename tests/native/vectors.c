/* What the generated calls that mint tokens are made with. */
#include "../c/check.h"

/* A text as bytes and their length. */
#define BYTES(text) (const uint8_t *)(text), sizeof(text) - 1

/* Prints the id and the token that the call puts into `token`, or the id and the argument at fault. */
#define MINT(id, call) \
    do { \
        char *token = NULL; \
        vox_error *error = NULL; \
        uint32_t status_ = (call); \
        show((id), status_, token, error); \
    } while (0)

static void show(const char *id, uint32_t status, char *token, vox_error *error) {
    if (status == VOX_OK) {
        printf("%s %s\n", id, token);
        vox_string_free(token);
    } else {
        CHECK(status == VOX_INVALID_ARGUMENT && token == NULL);
        printf("%s !%s\n", id, vox_error_argument(error));
        vox_error_free(error);
    }
}

/* A lenient builder with time and salt, to be freed. */
static vox_agora_builder *fixed_builder(const char *app_id, const char *certificate, uint32_t issued_at,
                                        uint32_t salt) {
    vox_agora_builder *builder = NULL;
    OK(vox_agora_builder_new(app_id, certificate, &builder, &error));
    OK(vox_agora_builder_set_lenient(builder, &error));
    OK(vox_agora_builder_set_issued_at(builder, issued_at, &error));
    OK(vox_agora_builder_set_salt(builder, salt, &error));
    return builder;
}
