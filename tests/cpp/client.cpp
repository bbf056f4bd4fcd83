// Client: each limit acts, and objects take a copy.
#include "check.hpp"
#include "failure.hpp"

using namespace std::chrono_literals;
using namespace std::string_view_literals;
using voxtoken::Client;
using voxtoken::Status;

template <class Source>
static Status status_of(const Source& source) {
    const auto error = failure([&] { (void)source.fetch(); });
    return error ? error->status() : Status::Ok;
}

static voxtoken::NlsToken sandbox() {
    voxtoken::NlsToken nls("sandbox-id", "sandbox-secret");
    nls.set_endpoint(env("SANDBOX_NLS"));
    return nls;
}

static Client small() {
    Client client;
    client.set_max_response_bytes(1);
    return client;
}

static void every_object_takes_a_copy() {
    voxtoken::NlsToken nls = sandbox();
    nls.set_client(small());
    CHECK(status_of(nls) == Status::BadResponse);
    voxtoken::DashToken dash("sandbox-secret");
    dash.set_endpoint(env("SANDBOX_DASHSCOPE"));
    dash.set_client(small());
    CHECK(status_of(dash) == Status::BadResponse);
    voxtoken::AiobToken aiob("sandbox-id", "sandbox-secret");
    aiob.set_endpoint(env("SANDBOX_AIOB"));
    aiob.set_client(small());
    CHECK(status_of(aiob) == Status::BadResponse);
    aiob.set_client(Client());
    CHECK(status_of(aiob) == Status::Ok);
}

static void time_limits_are_durations() {
    for (const auto limit : {0ms, -1ms}) {
        Client client;
        client.set_timeout(limit);
        voxtoken::NlsToken nls = sandbox();
        nls.set_client(client);
        CHECK(status_of(nls) == Status::Timeout);
        client.set_timeout(10s);
        client.set_connect_timeout(limit);
        nls.set_client(client);
        CHECK(status_of(nls) == Status::Timeout);
    }
    Client client;
    client.set_timeout(std::chrono::milliseconds::max());
    client.set_connect_timeout(1h);
    voxtoken::NlsToken nls = sandbox();
    nls.set_client(client);
    CHECK(status_of(nls) == Status::Ok);
}

static void plain_http_must_be_allowed() {
    voxtoken::NlsToken nls("id", "secret");
    nls.set_endpoint("http://nls.invalid");
    CHECK(status_of(nls) == Status::Insecure);
    Client client;
    client.allow_http();
    client.set_timeout(0ms);  // no host is asked
    nls.set_client(client);
    CHECK(status_of(nls) == Status::Timeout);
}

static void a_certificate_that_is_none_is_refused() {
    Client client;
    CHECK(refuses("pem", [&] { client.add_root_certificates("no certificate"sv); }));
}

int main() {
    every_object_takes_a_copy();
    time_limits_are_durations();
    plain_http_must_be_allowed();
    a_certificate_that_is_none_is_refused();
    return result();
}
