//! The sandbox keeps its word: what it checks, what it answers, and how it fails on demand.

mod control;
mod modes;
mod nls_headers;
mod nls_rpc;
mod others;
mod process;
#[path = "../support/mod.rs"]
mod support;

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serde_json::Value;
use support::{Answer, ID, SECRET, Sandbox, http};
use voxtoken::aliyun::rpc;

/// Now, in Unix seconds.
fn now() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs()
}

/// `2016-02-23T12:46:24Z`
fn iso(seconds: u64) -> String {
    timestamp(seconds).strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

/// `Tue, 23 Feb 2016 12:46:24 GMT`
fn http_date(seconds: u64) -> String {
    timestamp(seconds).strftime("%a, %d %b %Y %H:%M:%S GMT").to_string()
}

fn timestamp(seconds: u64) -> jiff::Timestamp {
    jiff::Timestamp::UNIX_EPOCH + Duration::from_secs(seconds)
}

/// A text that no other request of this process has.
fn nonce() -> String {
    static NEXT: AtomicU64 = AtomicU64::new(0);
    format!("nonce-{}", NEXT.fetch_add(1, Ordering::Relaxed))
}

/// A `CreateToken` by RPC: right, until something is changed.
struct Rpc {
    parameters: Vec<(String, String)>,
    secret: String,
}

impl Rpc {
    fn new() -> Self {
        let parameters = [
            ("AccessKeyId", ID),
            ("Action", "CreateToken"),
            ("Format", "JSON"),
            ("RegionId", "cn-shanghai"),
            ("SignatureMethod", "HMAC-SHA1"),
            ("SignatureNonce", &nonce()),
            ("SignatureVersion", "1.0"),
            ("Timestamp", &iso(now())),
            ("Version", "2019-02-28"),
        ];
        let parameters = parameters.map(|(name, value)| (name.to_owned(), value.to_owned())).into();
        Self { parameters, secret: SECRET.to_owned() }
    }

    fn with(mut self, name: &str, value: &str) -> Self {
        self = self.without(name);
        self.parameters.push((name.to_owned(), value.to_owned()));
        self
    }

    fn without(mut self, name: &str) -> Self {
        self.parameters.retain(|(this, _)| this != name);
        self
    }

    /// All parameters and the signature of this method.
    fn signed(&self, method: &str) -> Vec<(String, String)> {
        let string_to_sign = rpc::string_to_sign(method, &rpc::canonicalized_query(&self.parameters));
        let signature = ("Signature".to_owned(), rpc::sign(&string_to_sign, &self.secret));
        self.parameters.iter().cloned().chain([signature]).collect()
    }

    fn get(&self, sandbox: &Sandbox) -> Answer {
        let query = rpc::canonicalized_query(&self.signed("GET"));
        http("GET", &format!("{}/?{query}", sandbox.nls), &[], "").unwrap()
    }

    fn post_query(&self, sandbox: &Sandbox, path: &str) -> Answer {
        let query = rpc::canonicalized_query(&self.signed("POST"));
        http("POST", &format!("{}{path}?{query}", sandbox.nls), &[], "").unwrap()
    }

    fn post_form(&self, sandbox: &Sandbox) -> Answer {
        post_form(sandbox, "/", &rpc::canonicalized_query(&self.signed("POST")))
    }
}

fn post_form(sandbox: &Sandbox, target: &str, form: &str) -> Answer {
    let headers = [("Content-Type", "application/x-www-form-urlencoded")];
    http("POST", &format!("{}{target}", sandbox.nls), &headers, form).unwrap()
}

/// Checks that the answer is a token and gives its text.
#[track_caller]
fn token(answer: &Answer) -> String {
    assert_eq!(answer.status, 200, "{}", answer.text());
    let id = answer.json()["Token"]["Id"].as_str().unwrap().to_owned();
    assert!(id.len() == 32 && id.bytes().all(|byte| byte.is_ascii_hexdigit()), "{id}");
    id
}

/// Checks that the answer is this error in the gateway's form.
#[track_caller]
fn refused(answer: &Answer, status: u16, code: &str) -> Value {
    let body = answer.json();
    assert_eq!((answer.status, body["Code"].as_str()), (status, Some(code)), "{body}");
    for field in ["RequestId", "Message", "Recommend", "HostId"] {
        assert!(body[field].as_str().is_some_and(|text| !text.is_empty()), "{field}: {body}");
    }
    body
}
