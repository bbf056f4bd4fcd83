// Client: each limit acts, and objects take a copy.
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdlib>

#include "check.hpp"
#include "failure.hpp"

using namespace std::chrono_literals;
using namespace std::string_view_literals;
using voxtoken::Client;
using voxtoken::ErrorKind;

template <class Source>
static ErrorKind kind_of(const Source& source) {
    const auto error = failure([&] { (void)source.fetch(); });
    return error ? error->kind() : ErrorKind::Ok;
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

// A port of this machine that connects and then says nothing, not even in TLS.
class Silent {
public:
    Silent() : socket_(socket(AF_INET, SOCK_STREAM, 0)) {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t length = sizeof address;
        CHECK(bind(socket_, reinterpret_cast<sockaddr*>(&address), length) == 0);
        CHECK(listen(socket_, 8) == 0);
        CHECK(getsockname(socket_, reinterpret_cast<sockaddr*>(&address), &length) == 0);
        port_ = ntohs(address.sin_port);
    }
    Silent(const Silent&) = delete;
    Silent& operator=(const Silent&) = delete;
    ~Silent() { close(socket_); }

    int port() const { return port_; }

private:
    int socket_;
    int port_ = 0;
};

static void every_object_takes_a_copy() {
    voxtoken::NlsToken nls = sandbox();
    nls.set_client(small());
    CHECK(kind_of(nls) == ErrorKind::BadResponse);
    voxtoken::DashToken dash("sandbox-secret");
    dash.set_endpoint(env("SANDBOX_DASHSCOPE"));
    dash.set_client(small());
    CHECK(kind_of(dash) == ErrorKind::BadResponse);
    voxtoken::AiobToken aiob("sandbox-id", "sandbox-secret");
    aiob.set_endpoint(env("SANDBOX_AIOB"));
    aiob.set_client(small());
    CHECK(kind_of(aiob) == ErrorKind::BadResponse);
    aiob.set_client(Client());
    CHECK(kind_of(aiob) == ErrorKind::Ok);
}

static void time_limits_are_durations() {
    for (const auto limit : {0ms, -1ms}) {
        Client client;
        CHECK(refuses("milliseconds", [&] { client.set_timeout(limit); }));
        CHECK(refuses("milliseconds", [&] { client.set_connect_timeout(limit); }));
    }
    Client client;
    client.set_timeout(std::chrono::milliseconds::max());
    client.set_connect_timeout(1h);
    voxtoken::NlsToken nls = sandbox();
    nls.set_client(client);
    CHECK(kind_of(nls) == ErrorKind::Ok);
}

static void connecting_has_a_limit_of_its_own() {
    const Silent silent;
    Client client;
    client.set_connect_timeout(50ms);
    voxtoken::NlsToken nls("sandbox-id", "sandbox-secret");
    nls.set_endpoint("https://127.0.0.1:" + std::to_string(silent.port()));
    nls.set_client(client);
    const auto error = failure([&] { (void)nls.fetch(); });
    CHECK(error && error->kind() == ErrorKind::Timeout);
    CHECK(error && error->message().find("no connection") == 0 && error->message().find("50ms") != error->message().npos);
}

static void plain_http_must_be_allowed() {
    voxtoken::NlsToken nls("id", "secret");
    nls.set_endpoint("http://nls.invalid");
    CHECK(kind_of(nls) == ErrorKind::Insecure);
    Client client;
    client.allow_http();
    nls.set_client(client);
    CHECK(setenv("http_proxy", "http://127.0.0.1:1", 1) == 0);  // nobody is there, so that no host is asked
    CHECK(kind_of(nls) == ErrorKind::Proxy);
    CHECK(unsetenv("http_proxy") == 0);
}

static void a_certificate_that_is_none_is_refused() {
    Client client;
    CHECK(refuses("root_certificates", [&] { client.add_root_certificates("no certificate"sv); }));
}

int main() {
    every_object_takes_a_copy();
    time_limits_are_durations();
    connecting_has_a_limit_of_its_own();
    plain_http_must_be_allowed();
    a_certificate_that_is_none_is_refused();
    return result();
}
