//! The sandbox as a process: its one line, its end, its log and its certificate.
#![cfg(unix)]

use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use rustls::pki_types::{CertificateDer, ServerName, pem::PemObject};
use rustls::{ClientConfig, ClientConnection, RootCertStore, StreamOwned};
use serde_json::Value;
use voxtoken::aliyun::rpc;

use crate::support::{SECRET, SECURITY_TOKEN, Sandbox, http, parse, request, split};
use crate::{Rpc, token};

const VOXTOKEN: &str = env!("CARGO_BIN_EXE_voxtoken");

/// Starts a command that runs a sandbox and gives what is left of its output after the ready line.
fn start(command: &mut Command) -> (Child, BufReader<ChildStdout>, Value) {
    let mut child =
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut stdout = BufReader::new(child.stdout.take().unwrap());
    let mut line = String::new();
    stdout.read_line(&mut line).unwrap();
    (child, stdout, serde_json::from_str(&line).unwrap())
}

fn signal(child: &Child, name: &str) {
    assert!(Command::new("kill").args(["-s", name, &child.id().to_string()]).status().unwrap().success());
}

#[track_caller]
fn within_20_seconds(mut happened: impl FnMut() -> bool) {
    let deadline = Instant::now() + Duration::from_secs(20);
    while !happened() {
        assert!(Instant::now() < deadline, "the sandbox is still there");
        std::thread::sleep(Duration::from_millis(20));
    }
}

#[test]
fn it_prints_one_line_and_ends_well_on_a_signal() {
    for name in ["INT", "TERM"] {
        let (mut child, mut stdout, ready) = start(Command::new(VOXTOKEN).arg("sandbox"));
        for service in ["nls", "dashscope", "aiob", "control"] {
            let url = ready[service].as_str().unwrap();
            assert!(url.starts_with("http://127.0.0.1:"), "{url}");
            TcpStream::connect(split(url).0).unwrap();
        }
        assert_eq!(ready.as_object().unwrap().len(), 4);
        signal(&child, name);
        assert_eq!(child.wait().unwrap().code(), Some(0), "SIG{name}");
        let mut rest = String::new();
        stdout.read_to_string(&mut rest).unwrap();
        assert_eq!(rest, "");
    }
}

#[test]
fn a_port_can_be_chosen_and_a_taken_one_is_an_error() {
    let sandbox = Sandbox::start(&[]);
    let port = sandbox.nls.rsplit(':').next().unwrap().to_owned();
    let output = Command::new(VOXTOKEN).args(["sandbox", "--nls-port", &port]).output().unwrap();
    assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0));
    let words = format!("error: --nls-port: cannot listen on port {port}: ");
    assert!(String::from_utf8_lossy(&output.stderr).starts_with(&words));
    drop(sandbox);
    let sandbox = Sandbox::start(&["--nls-port", &port]);
    assert_eq!(sandbox.nls, format!("http://127.0.0.1:{port}"));
}

#[test]
fn a_certificate_file_that_cannot_be_written_is_an_error() {
    let output = Command::new(VOXTOKEN).args(["sandbox", "--tls", "/no/such/folder/x.pem"]).output().unwrap();
    assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0));
    let words = "error: --tls: cannot write /no/such/folder/x.pem: ";
    assert!(String::from_utf8_lossy(&output.stderr).starts_with(words));
}

#[test]
fn it_ends_with_its_parent_even_when_that_is_killed() {
    let script = r#""$0" sandbox --exit-with-parent & wait"#;
    let (mut parent, mut stdout, ready) = start(Command::new("sh").args(["-c", script, VOXTOKEN]));
    let address = split(ready["control"].as_str().unwrap()).0;
    TcpStream::connect(&address).unwrap();
    parent.kill().unwrap(); // SIGKILL
    parent.wait().unwrap();
    within_20_seconds(|| TcpStream::connect(&address).is_err());
    stdout.read_to_string(&mut String::new()).unwrap(); // its end closes the pipe
}

#[test]
fn it_ends_at_once_when_its_parent_was_gone_before_it_came() {
    let mut gone = Command::new("true").spawn().unwrap();
    gone.wait().unwrap();
    let flag = format!("--exit-with-parent={}", gone.id());
    let mut child = Command::new(VOXTOKEN).args(["sandbox", &flag]).stdout(Stdio::null()).spawn().unwrap();
    within_20_seconds(|| child.try_wait().unwrap().is_some());
    assert_eq!(child.wait().unwrap().code(), Some(0));
}

#[test]
fn its_log_has_a_line_per_request_and_no_secret() {
    let (mut child, _stdout, ready) = start(Command::new(VOXTOKEN).args(["sandbox", "--log"]));
    let nls = ready["nls"].as_str().unwrap();
    let signed = Rpc::new().with("SecurityToken", SECURITY_TOKEN).signed("GET");
    let signature = signed.last().unwrap().1.clone();
    let answer = http("GET", &format!("{nls}/?{}", rpc::canonicalized_query(&signed)), &[], "").unwrap();
    let aiob = format!("{}/api/v2/getToken", ready["aiob"].as_str().unwrap());
    http("POST", &aiob, &[], &format!(r#"{{"accessKey": "", "secretKey": "{SECRET}"}}"#)).unwrap();
    signal(&child, "TERM");
    child.wait().unwrap();

    let mut log = String::new();
    child.stderr.take().unwrap().read_to_string(&mut log).unwrap();
    assert_eq!(log, "nls GET / 200 ok\naiob POST /api/v2/getToken 200 400\n");
    for secret in [SECRET, SECURITY_TOKEN, &signature, &token(&answer)] {
        assert!(!log.contains(secret), "{log}");
    }
}

fn trusted(file: &Path) -> RootCertStore {
    let mut store = RootCertStore::empty();
    store.add(CertificateDer::from_pem_file(file).unwrap()).unwrap();
    store
}

/// What comes back for a request over TLS that trusts these certificates only.
fn https(url: &str, name: &'static str, target: &str, trusted: &RootCertStore) -> io::Result<Vec<u8>> {
    let config = ClientConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(trusted.clone())
        .with_no_client_auth();
    let name = ServerName::try_from(name).unwrap();
    let connection = ClientConnection::new(Arc::new(config), name).unwrap();
    let (host, _) = split(url);
    let mut stream = StreamOwned::new(connection, TcpStream::connect(&host)?);
    stream.write_all(request("GET", &host, target, &[], "").as_bytes())?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer)?;
    Ok(answer)
}

#[test]
fn it_serves_https_with_the_certificate_that_it_writes() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("sandbox.pem");
    let sandbox = Sandbox::start(&["--tls", file.to_str().unwrap()]);
    assert!(sandbox.nls.starts_with("https://127.0.0.1:"));
    assert!(sandbox.dashscope.starts_with("https://") && sandbox.aiob.starts_with("https://"));
    assert!(sandbox.control.starts_with("http://"));

    let pem = std::fs::read_to_string(&file).unwrap();
    assert!(pem.contains("BEGIN CERTIFICATE") && !pem.contains("PRIVATE KEY"));
    let trusted = trusted(&file);
    for name in ["127.0.0.1", "localhost", "::1"] {
        let target = format!("/?{}", rpc::canonicalized_query(&Rpc::new().signed("GET")));
        token(&parse(&https(&sandbox.nls, name, &target, &trusted).unwrap()).unwrap());
    }
    https(&sandbox.nls, "example.com", "/", &trusted).unwrap_err();
    https(&sandbox.nls, "localhost", "/", &RootCertStore::empty()).unwrap_err();
    assert_eq!(sandbox.calls("nls"), 3, "what is not trusted sends nothing");
}

#[test]
fn breaks_happen_over_https_too() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("sandbox.pem");
    let read = |mode: &str| {
        let sandbox = Sandbox::start(&["--tls", file.to_str().unwrap(), "--mode", mode]);
        let answer = https(&sandbox.nls, "localhost", "/", &trusted(&file));
        assert_eq!(sandbox.calls("nls"), 1, "{mode}");
        answer.map_err(|error| error.kind())
    };
    assert_eq!(read("close"), Ok(Vec::new()));
    assert_eq!(read("reset"), Err(io::ErrorKind::ConnectionReset));
    let garbage = read("garbage").unwrap();
    assert!(!garbage.is_empty() && parse(&garbage).is_none(), "{garbage:?}");
}
