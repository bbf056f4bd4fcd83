// verify and explain.
#include <algorithm>

#include "check.hpp"
#include "failure.hpp"

namespace agora = voxtoken::agora;
using agora::Expected;
using agora::SignatureCheck;
using voxtoken::ErrorKind;

constexpr std::string_view id = "970CA35de60c44645bbae8a215061b33";
constexpr std::string_view certificate = "5CFd2fd1755d40ecb72977518be15d3b";
constexpr std::string_view other_certificate = "00000000000000000000000000000000";
constexpr std::uint32_t issued = 1'700'000'000;

static std::string token() {
    agora::Builder builder(id, certificate);
    builder.set_issued_at(issued);
    return builder.rtc("lobby", agora::User::account("alice"), agora::Role::Publisher, 60, 60);
}

static Expected right() {
    Expected expected;
    expected.set_certificate(certificate);
    expected.set_channel("lobby");
    expected.set_user(agora::User::account("alice"));
    expected.set_now(issued + 1);
    return expected;
}

static ErrorKind verdict(const Expected& expected) {
    const auto error = failure([&] { (void)agora::verify(token(), expected); });
    return error ? error->kind() : ErrorKind::Ok;
}

static bool finds(const agora::Report& report, std::string_view name) {
    const std::vector<agora::Finding> findings = report.findings();
    return std::any_of(findings.begin(), findings.end(), [&](const agora::Finding& finding) {
        return finding.name == name && !finding.message.empty() && finding.is_error;
    });
}

static void verify_accepts_what_is_expected() {
    const agora::Parsed parsed = agora::verify(token(), right());
    CHECK(parsed.version() == 7);
    CHECK(parsed.services().at(0).text(agora::Field::Account) == "alice");
}

static void verify_refuses_all_else() {
    Expected expected = right();
    expected.set_certificate(other_certificate);
    CHECK(verdict(expected) == ErrorKind::InvalidToken);
    expected = right();
    expected.set_channel("Lobby");
    CHECK(verdict(expected) == ErrorKind::InvalidToken);
    expected = right();
    expected.set_user(agora::User::uid(23));
    CHECK(verdict(expected) == ErrorKind::InvalidToken);
    expected = right();
    expected.set_now(issued + 60);
    CHECK(verdict(expected) == ErrorKind::InvalidToken);
    CHECK(verdict(Expected()) == ErrorKind::InvalidArgument);
}

static void explain_says_what_is_wrong() {
    CHECK(agora::explain(token(), right()).is_verified());
    Expected expected = right();
    expected.set_now(issued + 60);
    const agora::Report report = agora::explain(token(), expected);
    CHECK(!report.is_valid() && !report.is_verified());
    CHECK(report.signature() == SignatureCheck::Good);
    CHECK(finds(report, "expired"));
    expected.set_certificate(other_certificate);
    CHECK(agora::explain(token(), expected).signature() == SignatureCheck::Bad);
}

static void explain_without_expectations_checks_no_signature() {
    const agora::Report report = agora::explain(token());
    CHECK(report.is_valid() && !report.is_verified());
    CHECK(report.signature() == SignatureCheck::NotChecked);
    CHECK(!finds(report, "expired"));
}

static void explain_takes_a_damaged_token() {
    const agora::Report report = agora::explain("007eJx");
    CHECK(!report.is_valid());
    CHECK(!report.findings().empty());
}

static void a_report_is_json() {
    const std::string json = agora::explain(token(), right()).json();
    CHECK(json.front() == '{' && json.back() == '}');
    CHECK(json.find("\"signature\"") != std::string::npos && json.find("\"lobby\"") != std::string::npos);
}

// Explaining with nothing expected would take a forged token for valid.
static void a_moved_from_expectation_is_an_error() {
    Expected expected = right();
    const Expected other = std::move(expected);
    CHECK(refuses("expected", [&] { (void)agora::explain(token(), expected); }));
    CHECK(refuses("expected", [&] { (void)agora::verify(token(), expected); }));
    CHECK(agora::explain(token(), other).is_verified());
}

int main() {
    verify_accepts_what_is_expected();
    verify_refuses_all_else();
    explain_says_what_is_wrong();
    explain_without_expectations_checks_no_signature();
    explain_takes_a_damaged_token();
    a_report_is_json();
    a_moved_from_expectation_is_an_error();
    return result();
}
