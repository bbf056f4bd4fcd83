// An error of a cloud that says how long to wait. The sandbox is told so beforehand.
#include "../check.hpp"
#include "../failure.hpp"

int main() {
    voxtoken::NlsToken nls("sandbox-id", "sandbox-secret");
    nls.set_endpoint(env("SANDBOX_NLS"));
    const auto error = failure([&] { (void)nls.fetch(); });
    CHECK(error && error->kind() == voxtoken::ErrorKind::Throttled);
    CHECK(error && error->retry_after() == std::chrono::milliseconds(2500));
    CHECK(error && error->retryable());
    return result();
}
