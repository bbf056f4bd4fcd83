//! What a C program learns when a cloud refuses, is silent, or speaks TLS.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use serde_json::json;

use super::native::{output, run, scratch};
use super::support::{SECRET, Sandbox};

/// `tests/c/special/ask.c`, compiled once.
fn program() -> &'static Path {
    static PROGRAM: OnceLock<PathBuf> = OnceLock::new();
    PROGRAM.get_or_init(|| super::program("special/ask"))
}

/// What `tests/c/special/ask.c` prints, by the name of the field.
type Fields = BTreeMap<String, String>;

fn fields(printed: &str) -> Fields {
    printed
        .lines()
        .filter_map(|line| line.split_once(' '))
        .map(|(name, value)| (name.into(), value.into()))
        .collect()
}

fn ask(service: &str, url: &str, timeout: &str) -> Fields {
    let printed = run(Command::new(program()).args([service, url, timeout]));
    assert!(!printed.contains(SECRET), "{printed}");
    fields(&printed)
}

fn has(fields: &Fields, wanted: &[(&str, &str)], context: &str) {
    for (name, value) in wanted {
        assert_eq!(fields.get(*name).map(String::as_str), Some(*value), "{context}: {name} in {fields:?}");
    }
}

const PATIENT: &str = "60000";

#[test]
fn throttling_says_how_long_to_wait() {
    let sandbox = Sandbox::start(&[]);
    sandbox.mode(json!({"mode": "throttle", "retry_after_ms": 1500}));
    for (service, url, code, http_status, wait) in [
        ("nls", &sandbox.nls, "Throttling.User", "400", "1500"),
        ("dashscope", &sandbox.dashscope, "Throttling", "429", "1500"),
        ("aiob", &sandbox.aiob, "429", "200", "1500"),
    ] {
        let wanted = [
            ("status", "throttled"),
            ("code", code),
            ("http_status", http_status),
            ("retry_after_ms", wait),
            ("is_retryable", "1"),
        ];
        has(&ask(service, url, PATIENT), &wanted, service);
    }
}

#[test]
fn every_kind_of_answer_has_its_status() {
    let sandbox = Sandbox::start(&[]);
    for (mode, status, http_status, is_retryable) in [
        ("ok", "ok", "", ""),
        ("expire-string", "ok", "", ""),
        ("unavailable", "unavailable", "503", "1"),
        ("html", "unavailable", "502", "1"),
        ("forbidden", "permission", "403", "0"),
        ("html-200", "bad_response", "200", "0"),
        ("empty", "bad_response", "200", "0"),
        ("no-token", "bad_response", "200", "0"),
        ("oversize", "bad_response", "200", "0"),
        ("garbage", "network", "0", "1"),
        ("close", "network", "0", "1"),
        ("reset", "network", "0", "1"),
    ] {
        sandbox.mode(json!({"mode": mode}));
        for (service, url) in
            [("nls", &sandbox.nls), ("dashscope", &sandbox.dashscope), ("aiob", &sandbox.aiob)]
        {
            let fields = ask(service, url, PATIENT);
            let context = format!("{service} {mode}");
            has(&fields, &[("status", status)], &context);
            if status != "ok" {
                let wanted =
                    [("http_status", http_status), ("is_retryable", is_retryable), ("retry_after_ms", "-1")];
                has(&fields, &wanted, &context);
                assert!(fields["text"].len() > 10 && fields["hint"].len() > 10, "{context}: {fields:?}");
            }
        }
    }
}

#[test]
fn a_refusal_with_http_200_has_code_and_request_id() {
    let sandbox = Sandbox::start(&["--mode", "permission"]);
    let wanted =
        [("status", "permission"), ("code", "40020503"), ("http_status", "200"), ("is_retryable", "0")];
    has(&ask("nls", &sandbox.nls, PATIENT), &wanted, "nls");
    sandbox.mode(json!({"mode": "forbidden"}));
    let wanted = [("code", "Forbidden.RAM"), ("request_id", "yes")];
    has(&ask("nls", &sandbox.nls, PATIENT), &wanted, "nls");
}

#[test]
fn a_cloud_that_repeats_the_secret_does_not_bring_it_into_the_error() {
    let sandbox = Sandbox::start(&["--mode", "echo"]);
    for (service, url) in [("nls", &sandbox.nls), ("dashscope", &sandbox.dashscope), ("aiob", &sandbox.aiob)]
    {
        assert_ne!(ask(service, url, PATIENT)["status"], "ok"); // `ask` looks for the secret
    }
}

#[test]
fn a_cloud_that_hangs_is_a_timeout() {
    let sandbox = Sandbox::start(&["--mode", "hang"]);
    for (service, url) in [("nls", &sandbox.nls), ("dashscope", &sandbox.dashscope), ("aiob", &sandbox.aiob)]
    {
        let wanted = [("status", "timeout"), ("http_status", "0"), ("is_retryable", "1")];
        let fields = ask(service, url, "300");
        has(&fields, &wanted, service);
        assert!(fields["text"].contains("within 300ms"), "{fields:?}");
        assert_eq!(sandbox.calls(service), 1, "{service}");
    }
}

#[test]
fn tls_needs_the_root_certificate() {
    let pem = scratch("tls").join("root.pem");
    let pem = pem.to_str().unwrap();
    let sandbox = Sandbox::start(&["--tls", pem]);
    assert!(sandbox.nls.starts_with("https://"));
    for (service, url) in [("nls", &sandbox.nls), ("dashscope", &sandbox.dashscope), ("aiob", &sandbox.aiob)]
    {
        has(&ask(service, url, PATIENT), &[("status", "tls"), ("is_retryable", "0")], service);
        let printed = run(Command::new(program()).args([service, url, PATIENT, pem]));
        has(&fields(&printed), &[("status", "ok")], service);
    }
}

#[test]
fn a_program_that_finds_a_fault_fails() {
    let mut command = Command::new(program());
    assert!(
        !output(command.args(["nls", "http://127.0.0.1:1", PATIENT, "/there/is/no/such/file"]))
            .status
            .success()
    );
}
