// A root certificate of the caller's: SANDBOX_CA is its file.
#include <fstream>
#include <iterator>

#include "../check.hpp"
#include "../failure.hpp"

int main() {
    std::ifstream file(env("SANDBOX_CA"), std::ios::binary);
    const std::vector<char> pem{std::istreambuf_iterator<char>(file), {}};
    voxtoken::NlsToken nls("sandbox-id", "sandbox-secret");
    nls.set_endpoint(env("SANDBOX_NLS"));
    const auto error = failure([&] { nls.apply(); });
    CHECK(error && error->kind() == voxtoken::ErrorKind::Tls);
    voxtoken::Client client;
    client.add_root_certificates(pem);
    nls.set_client(client);
    CHECK(!failure([&] { nls.apply(); }));
    return result();
}
