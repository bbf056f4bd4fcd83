// Errors: all that the cloud said, cheap copies, one class to catch.
#include <stdexcept>
#include <type_traits>

#include "check.hpp"
#include "failure.hpp"

using voxtoken::Error;
using voxtoken::ErrorKind;

static_assert(std::is_base_of_v<std::exception, Error>);
static_assert(std::is_nothrow_copy_constructible_v<Error> && std::is_nothrow_copy_assignable_v<Error>);
static_assert(std::is_nothrow_move_constructible_v<Error> && std::is_nothrow_move_assignable_v<Error>);

static void a_refusal_has_all_that_the_cloud_said() {
    voxtoken::NlsToken nls("sandbox-id", "another-secret");
    nls.set_endpoint(env("SANDBOX_NLS"));
    const auto error = failure([&] { (void)nls.fetch(); });
    CHECK(error);
    if (!error) return;
    CHECK(error->kind() == ErrorKind::Signature);
    CHECK(error->name() == "signature");
    CHECK(error->code() == "SignatureDoesNotMatch");
    CHECK(error->http_status() == 400);
    CHECK(!error->message().empty());
    CHECK(!error->hint().empty());
    CHECK(error->recommend().find("http") == 0);
    CHECK(error->argument().empty());
    CHECK(!error->retry_after());
    CHECK(!error->retryable());
    const std::string text = error->what();
    CHECK(text.find(error->message()) != std::string::npos);
    CHECK(text.find(error->code()) != std::string::npos);
    CHECK(!error->request_id().empty());
    CHECK(text.find("request " + std::string(error->request_id())) != std::string::npos);
    CHECK(text.find("another-secret") == std::string::npos);
}

static void copies_share_one_content_and_outlive_the_first() {
    const voxtoken::agora::Builder builder("970CA35de60c44645bbae8a215061b33", "short");
    const auto first = failure([&] { (void)builder.fpa(); });
    CHECK(first);
    if (!first) return;
    Error other = *failure([] { (void)voxtoken::agora::parse("007"); });
    CHECK(other.kind() == ErrorKind::InvalidToken);
    {
        Error copy = *first;
        CHECK(copy.what() == first->what());
        const Error moved = std::move(copy);
        CHECK(copy.what() == moved.what());  // moving is copying: no error is ever empty
        other = moved;
    }
    CHECK(other.what() == first->what());
    CHECK(other.kind() == ErrorKind::InvalidArgument);
    CHECK(other.argument() == "certificate");
}

static void it_is_a_std_exception() {
    try {
        (void)voxtoken::agora::parse("no token");
        CHECK(!"it must throw");
    } catch (const std::exception& error) {
        CHECK(std::string(error.what()).size() > 10);
    }
}

static void an_error_without_content_is_empty() {
    const Error error(nullptr);
    CHECK(std::string(error.what()).empty());
    CHECK(error.kind() == ErrorKind::Ok);
    CHECK(error.message().empty() && error.hint().empty() && error.argument().empty() && error.code().empty());
    CHECK(error.request_id().empty() && error.recommend().empty());
    CHECK(error.http_status() == 0 && !error.retry_after() && !error.retryable());
}

int main() {
    a_refusal_has_all_that_the_cloud_said();
    copies_share_one_content_and_outlive_the_first();
    it_is_a_std_exception();
    an_error_without_content_is_empty();
    return result();
}
