//! TLS and proxies, as a user of the command meets them.

mod raw_server;
mod support;

use std::io::{Read, Write, copy};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::process::{Command, Output};
use std::thread;

use raw_server::{RawServer, http};
use support::{ID, SECRET, Sandbox};

const SUCCESS: &str = r#"{"Token":{"ExpireTime":1893456000,"Id":"tok-1"}}"#;
const PROXY_VARIABLES: [&str; 8] = [
    "http_proxy",
    "HTTP_PROXY",
    "https_proxy",
    "HTTPS_PROXY",
    "all_proxy",
    "ALL_PROXY",
    "no_proxy",
    "NO_PROXY",
];

/// Runs `voxtoken nls --json` with these variables and arguments.
fn nls(vars: &[(&str, &str)], args: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_voxtoken"));
    for name in PROXY_VARIABLES.iter().chain(&["REQUEST_METHOD", "SSL_CERT_FILE", "SSL_CERT_DIR"]) {
        command.env_remove(name);
    }
    command.env("ALIYUN_AK_ID", ID).env("ALIYUN_AK_SECRET", SECRET);
    command.envs(vars.iter().copied()).args(["nls", "--json"]).args(args).output().unwrap()
}

/// The JSON on standard output.
fn json(output: &Output) -> serde_json::Value {
    serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|_| panic!("no JSON: {}", String::from_utf8_lossy(&output.stderr)))
}

#[track_caller]
fn assert_token(output: &Output) {
    assert!(json(output)["token"].is_string(), "{}", String::from_utf8_lossy(&output.stderr));
}

#[track_caller]
fn assert_error(output: &Output, kind: &str, words: &str) {
    let error = &json(output)["error"];
    assert_eq!(error["kind"], kind, "{error}");
    assert!(error["message"].as_str().unwrap().contains(words), "{error}");
    assert_eq!(output.status.code(), Some(5));
}

/// A proxy for https that connects everybody to `target`, whatever host they ask for.
fn tunnel(target: String, connections: usize) -> (String, thread::JoinHandle<Vec<String>>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap().to_string();
    let requests = thread::spawn(move || {
        let serve = |_| {
            let (mut client, _) = listener.accept().unwrap();
            let mut head = Vec::new();
            while !head.ends_with(b"\r\n\r\n") {
                let mut byte = [0];
                client.read_exact(&mut byte).unwrap();
                head.push(byte[0]);
            }
            client.write_all(b"HTTP/1.1 200 Connected\r\n\r\n").unwrap();
            let server = TcpStream::connect(&target).unwrap();
            let (mut from, mut to) = (client.try_clone().unwrap(), server.try_clone().unwrap());
            let up = thread::spawn(move || {
                let _ = copy(&mut from, &mut to);
                let _ = to.shutdown(Shutdown::Write);
            });
            let _ = copy(&mut &server, &mut client);
            let _ = client.shutdown(Shutdown::Both);
            up.join().unwrap();
            String::from_utf8(head).unwrap()
        };
        (0..connections).map(serve).collect()
    });
    (address, requests)
}

/// A sandbox that speaks https, and the file with its certificate.
fn tls_sandbox(folder: &tempfile::TempDir) -> (Sandbox, String) {
    let certificate = folder.path().join("ca.pem").to_str().unwrap().to_owned();
    let sandbox = Sandbox::start(&["--tls", &certificate]);
    assert!(sandbox.nls.starts_with("https://"));
    (sandbox, certificate)
}

#[test]
fn a_root_certificate_of_ones_own_is_trusted_and_needed() {
    let folder = tempfile::tempdir().unwrap();
    let (sandbox, certificate) = tls_sandbox(&folder);
    assert_error(&nls(&[], &["--endpoint", &sandbox.nls]), "tls", "cannot reach 127.0.0.1:");
    assert_eq!(sandbox.calls("nls"), 0, "nothing is sent to a server that is not trusted");
    assert_token(&nls(&[], &["--endpoint", &sandbox.nls, "--ca-file", &certificate]));
    assert_token(&nls(&[("SSL_CERT_FILE", &certificate)], &["--endpoint", &sandbox.nls]));
    assert_eq!(sandbox.calls("nls"), 2);
}

#[test]
fn a_certificate_for_another_name_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let (sandbox, certificate) = tls_sandbox(&folder);
    let other = sandbox.nls.replace("127.0.0.1", "127.0.0.2");
    let (proxy, _requests) = tunnel(sandbox.nls.strip_prefix("https://").unwrap().to_owned(), 1);
    let output = nls(&[("https_proxy", &proxy)], &["--endpoint", &other, "--ca-file", &certificate]);
    assert_error(&output, "tls", "certificate");
}

#[test]
fn plain_http_where_tls_is_spoken_and_the_other_way_round() {
    let folder = tempfile::tempdir().unwrap();
    let (sandbox, _) = tls_sandbox(&folder);
    let plain = sandbox.nls.replace("https://", "http://");
    assert_error(&nls(&[], &["--endpoint", &plain]), "network", "gave no HTTP answer");
    let sandbox = Sandbox::start(&[]);
    let tls = sandbox.nls.replace("http://", "https://");
    assert_error(&nls(&[], &["--endpoint", &tls]), "tls", "does not speak TLS");
}

#[test]
fn an_http_proxy_of_the_environment_is_used() {
    let server = RawServer::answering(&[&http(200, "", SUCCESS)]);
    let with_login = server.url.replace("http://", "http://user:pass%20word@");
    let args = ["--endpoint", "http://nls.test", "--allow-http"];
    assert_token(&nls(&[("http_proxy", &with_login)], &args));
    let request = &server.received()[0];
    assert!(request.head.starts_with("POST http://nls.test/ HTTP/1.1\r\n"), "{}", request.head);
    // base64 of "user:pass word"
    assert_eq!(request.header("proxy-authorization"), Some("Basic dXNlcjpwYXNzIHdvcmQ="));
}

#[test]
fn an_https_endpoint_is_reached_through_a_tunnel() {
    let folder = tempfile::tempdir().unwrap();
    let (sandbox, certificate) = tls_sandbox(&folder);
    let address = sandbox.nls.strip_prefix("https://").unwrap().to_owned();
    // Nobody listens at port 9 of localhost: only the proxy can have brought us to the sandbox.
    let (proxy, requests) = tunnel(address, 1);
    let args = ["--endpoint", "https://localhost:9", "--ca-file", &certificate];
    assert_token(&nls(&[("HTTPS_PROXY", &proxy)], &args));
    let connect = &requests.join().unwrap()[0];
    assert!(connect.starts_with("CONNECT localhost:9 HTTP/1.1\r\n"), "{connect}");
    assert!(!connect.contains(ID), "{connect}");
}

#[test]
fn no_proxy_goes_directly() {
    let sandbox = Sandbox::start(&[]);
    let vars = [("http_proxy", "http://127.0.0.1:9"), ("NO_PROXY", "localhost,127.0.0.0/8")];
    assert_token(&nls(&vars, &["--endpoint", &sandbox.nls]));
    assert_error(&nls(&vars[..1], &["--endpoint", &sandbox.nls]), "proxy", "through the proxy of http_proxy");
}

#[test]
fn plain_http_to_loopback_does_not_go_to_a_proxy_on_another_machine() {
    let sandbox = Sandbox::start(&[]);
    // An address for documentation, which nobody has: a request to it would fail.
    let vars = [("http_proxy", "http://192.0.2.1:8080"), ("all_proxy", "socks5://192.0.2.1:1080")];
    assert_token(&nls(&vars, &["--endpoint", &sandbox.nls]));
}

#[test]
fn a_bad_proxy_value_is_never_ignored() {
    let sandbox = Sandbox::start(&[]);
    for (variable, value, words) in [
        ("http_proxy", "ftp://user:hunter2@h:1", "http_proxy has the unsupported scheme ftp://"),
        ("HTTP_PROXY", "foo://bar", "HTTP_PROXY has the unsupported scheme foo://"),
        ("all_proxy", "::bad::", "all_proxy is malformed"),
        ("ALL_PROXY", "http://user:hunter2@", "ALL_PROXY is malformed"),
    ] {
        let output = nls(&[(variable, value)], &["--endpoint", &sandbox.nls]);
        assert_error(&output, "proxy", words);
        let shown = [output.stdout, output.stderr].concat();
        assert!(!String::from_utf8_lossy(&shown).contains("hunter2"));
    }
    assert_eq!(sandbox.calls("nls"), 0);
}

#[test]
fn a_proxy_that_refuses_is_a_proxy_error() {
    let needs_login = || RawServer::answering(&[&http(407, "", "login, please")]);
    let plain = ["--endpoint", "http://nls.test", "--allow-http"];
    let words = "the proxy of http_proxy wants a user name and a password";
    assert_error(&nls(&[("http_proxy", &needs_login().url)], &plain), "proxy", words);
    let secure = ["--endpoint", "https://localhost:9"];
    assert_error(
        &nls(&[("https_proxy", &needs_login().url)], &secure),
        "proxy",
        "through the proxy of https_proxy",
    );
}

#[test]
fn a_socks_proxy_is_used() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let proxy = format!("socks5h://{}", listener.local_addr().unwrap());
    let server = thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let mut read = |count| {
            let mut bytes = vec![0; count];
            stream.read_exact(&mut bytes).unwrap();
            bytes
        };
        let methods = read(2)[1];
        read(methods.into());
        stream.write_all(&[5, 0]).unwrap();
        let mut read = |count| {
            let mut bytes = vec![0; count];
            stream.read_exact(&mut bytes).unwrap();
            bytes
        };
        let host_length = read(5)[4];
        let host = read(host_length.into());
        read(2);
        stream.write_all(&[5, 0, 0, 1, 127, 0, 0, 1, 0, 80]).unwrap();
        raw_server::read_request(&stream);
        stream.write_all(http(200, "", SUCCESS).as_bytes()).unwrap();
        String::from_utf8(host).unwrap()
    });
    assert_token(&nls(&[("all_proxy", &proxy)], &["--endpoint", "http://nls.test", "--allow-http"]));
    assert_eq!(server.join().unwrap(), "nls.test");
}
