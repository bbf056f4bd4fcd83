//! A `voxtoken sandbox` for a test, and the little HTTP that a test needs to talk to it.
#![allow(dead_code)] // each test file uses its part

use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use serde_json::Value;

/// The names and secrets that a sandbox knows unless it is told otherwise.
pub const ID: &str = "sandbox-id";
pub const SECRET: &str = "sandbox-secret";
pub const SECURITY_TOKEN: &str = "sandbox-security-token";

/// A running sandbox. It ends when this is dropped, and with the test process at the latest.
pub struct Sandbox {
    child: Child,
    pub nls: String,
    pub dashscope: String,
    pub aiob: String,
    pub control: String,
}

impl Sandbox {
    /// Starts one on free ports with these arguments and waits until it is ready.
    pub fn start(args: &[&str]) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_voxtoken"))
            .arg("sandbox")
            .arg(format!("--exit-with-parent={}", std::process::id()))
            .args(args)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let ready: Value =
            serde_json::from_str(&line).unwrap_or_else(|_| panic!("no ready line but {line:?}"));
        let url = |name: &str| ready[name].as_str().unwrap().to_owned();
        Self {
            child,
            nls: url("nls"),
            dashscope: url("dashscope"),
            aiob: url("aiob"),
            control: url("control"),
        }
    }

    /// How many requests a service (`nls`, `dashscope`, `aiob`) has received.
    pub fn calls(&self, service: &str) -> u64 {
        self.control("GET", "/calls", "")[service].as_u64().unwrap()
    }

    /// Changes its behaviour: `{"service", "mode", "times", "life", "skew", "retry_after_ms"}`, all optional.
    pub fn mode(&self, change: Value) -> Value {
        self.control("POST", "/mode", &change.to_string())
    }

    /// The shape of the last request that a service received, and the verdict on it.
    pub fn last(&self, service: &str) -> Value {
        self.control("GET", "/last", "")[service].take()
    }

    /// Forgets counts, nonces and changes of behaviour.
    pub fn reset(&self) {
        self.control("POST", "/reset", "");
    }

    fn control(&self, method: &str, path: &str, body: &str) -> Value {
        let answer = http(method, &format!("{}{path}", self.control), &[], body).unwrap();
        assert_eq!(answer.status, 200, "{}", answer.text());
        answer.json()
    }
}

impl Drop for Sandbox {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// An answer over HTTP.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub head: String,
    pub body: Vec<u8>,
}

impl Answer {
    pub fn header(&self, name: &str) -> Option<&str> {
        let mut lines = self.head.lines().filter_map(|line| line.split_once(": "));
        lines.find(|(this, _)| this.eq_ignore_ascii_case(name)).map(|(_, value)| value)
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|_| panic!("not JSON: {}", self.text()))
    }
}

/// One request over plain http. `url` is `http://host:port/path`.
pub fn http(method: &str, url: &str, headers: &[(&str, &str)], body: &str) -> io::Result<Answer> {
    let mut stream = send(method, url, headers, body)?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer)?;
    parse(&answer)
        .ok_or_else(|| io::Error::other(format!("not HTTP: {:?}", String::from_utf8_lossy(&answer))))
}

/// Sends a request and leaves the answer to the caller, for 20 seconds without a byte at most.
pub fn send(method: &str, url: &str, headers: &[(&str, &str)], body: &str) -> io::Result<TcpStream> {
    let (host, target) = split(url);
    let mut stream = TcpStream::connect(&host)?;
    stream.set_read_timeout(Some(Duration::from_secs(20)))?;
    stream.write_all(request(method, &host, &target, headers, body).as_bytes())?;
    Ok(stream)
}

/// The text of a request whose answer ends with the connection.
pub fn request(method: &str, host: &str, target: &str, headers: &[(&str, &str)], body: &str) -> String {
    let headers: String = headers.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect();
    let length = body.len();
    format!(
        "{method} {target} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\nContent-Length: {length}\r\n{headers}\r\n{body}"
    )
}

/// The answer in these bytes, if they are one.
pub fn parse(bytes: &[u8]) -> Option<Answer> {
    let end = bytes.windows(4).position(|window| window == b"\r\n\r\n")?;
    let head = std::str::from_utf8(&bytes[..end]).ok()?;
    let status = head.strip_prefix("HTTP/1.1 ")?.get(..3)?.parse().ok()?;
    Some(Answer { status, head: head.to_owned(), body: bytes[end + 4..].to_vec() })
}

/// `host:port` and the rest of a URL.
pub fn split(url: &str) -> (String, String) {
    let rest = url.split_once("://").expect("a URL has a scheme").1;
    match rest.find('/') {
        Some(slash) => (rest[..slash].to_owned(), rest[slash..].to_owned()),
        None => (rest.to_owned(), "/".to_owned()),
    }
}
