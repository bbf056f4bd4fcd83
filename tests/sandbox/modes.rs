//! Every failure on demand, as a client sees it.

use std::io::{self, Read};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use flate2::read::GzDecoder;
use serde_json::{Value, json};
use voxtoken::aliyun::rpc;

use crate::support::{Answer, ID, SECRET, SECURITY_TOKEN, Sandbox, http, parse, send};
use crate::{Rpc, refused, token};

/// A sandbox in this mode and its answer to a right NLS request.
fn nls(mode: &str) -> (Sandbox, Answer) {
    let sandbox = Sandbox::start(&["--mode", mode]);
    let answer = Rpc::new().post_form(&sandbox);
    (sandbox, answer)
}

fn dashscope(sandbox: &Sandbox) -> Answer {
    let bearer = format!("Bearer {SECRET}");
    http("POST", &format!("{}/api/v1/tokens", sandbox.dashscope), &[("Authorization", &bearer)], "").unwrap()
}

fn aiob(sandbox: &Sandbox) -> Answer {
    let body = json!({"accessKey": ID, "secretKey": SECRET}).to_string();
    http("POST", &format!("{}/api/v2/getToken", sandbox.aiob), &[], &body).unwrap()
}

/// A right NLS request whose answer is still to be read.
fn pending(sandbox: &Sandbox) -> TcpStream {
    let query = rpc::canonicalized_query(&Rpc::new().signed("GET"));
    send("GET", &format!("{}/?{query}", sandbox.nls), &[], "").unwrap()
}

#[test]
fn errors_come_in_the_words_of_each_cloud() {
    for (mode, nls_code, dashscope_code, aiob_code) in [
        ("throttle", (400, "Throttling.User"), (429, "Throttling"), (200, 429)),
        ("unavailable", (503, "ServiceUnavailable"), (503, "ServiceUnavailable"), (503, 503)),
        ("error", (500, "InternalError"), (500, "InternalError"), (500, 500)),
        ("forbidden", (403, "Forbidden.RAM"), (403, "AccessDenied"), (403, 403)),
        (
            "expired-timestamp",
            (400, "InvalidTimeStamp.Expired"),
            (400, "InvalidTimeStamp.Expired"),
            (400, 400),
        ),
    ] {
        let (sandbox, answer) = nls(mode);
        refused(&answer, nls_code.0, nls_code.1);
        assert_eq!(sandbox.last("nls")["verdict"], nls_code.1);
        let answer = dashscope(&sandbox);
        assert_eq!(
            (answer.status, answer.json()["code"].as_str()),
            (dashscope_code.0, Some(dashscope_code.1))
        );
        let answer = aiob(&sandbox);
        assert_eq!((answer.status, answer.json()["code"].as_u64()), (aiob_code.0, Some(aiob_code.1)));
        assert_eq!(answer.json()["data"], Value::Null);
    }
}

#[test]
fn throttle_says_how_long_to_wait_if_told_to() {
    let (sandbox, answer) = nls("throttle");
    assert_eq!(answer.json()["Message"], "Request was denied due to user flow control.");
    assert_eq!(answer.header("x-acs-retry-after"), None);
    sandbox.mode(json!({"mode": "throttle", "retry_after_ms": 2500}));
    assert_eq!(Rpc::new().get(&sandbox).header("x-acs-retry-after"), Some("2500"));
}

#[test]
fn permission_is_a_success_that_is_none() {
    let (sandbox, answer) = nls("permission");
    assert_eq!(
        (answer.status, answer.json()),
        (200, json!({"ErrCode": 40020503, "ErrMsg": "No permission!"}))
    );
    assert_eq!(dashscope(&sandbox).status, 403);
    assert_eq!((aiob(&sandbox).status, &aiob(&sandbox).json()["code"]), (200, &403.into()));
}

#[test]
fn echo_repeats_what_was_signed_or_the_key() {
    let sandbox = Sandbox::start(&["--mode", "echo"]);
    let body = refused(
        &Rpc::new().with("SecurityToken", SECURITY_TOKEN).get(&sandbox),
        400,
        "SignatureDoesNotMatch",
    );
    let message = body["Message"].as_str().unwrap();
    assert!(message.contains(ID) && message.contains(SECURITY_TOKEN), "{message}");
    assert!(dashscope(&sandbox).json()["message"].as_str().unwrap().contains(SECRET));
    assert!(aiob(&sandbox).json()["msg"].as_str().unwrap().contains(SECRET));
}

#[test]
fn bodies_that_are_no_answer() {
    for (mode, status, content_type, body) in [
        ("html", 502, "text/html", "<html>"),
        ("html-200", 200, "text/html", "<html>"),
        ("xml", 200, "text/xml", "<?xml"),
        ("null", 200, "application/json", "null"),
        ("array", 200, "application/json", "[1,2]"),
    ] {
        let (_sandbox, answer) = nls(mode);
        assert_eq!(answer.status, status, "{mode}");
        assert!(answer.header("content-type").unwrap().starts_with(content_type), "{mode}");
        assert!(answer.text().starts_with(body), "{mode}: {}", answer.text());
    }
    let (_sandbox, answer) = nls("empty");
    assert_eq!((answer.status, answer.body.len()), (200, 0));
}

#[test]
fn successes_with_something_wrong() {
    let (sandbox, answer) = nls("no-token");
    let names: Vec<_> = answer.json().as_object().unwrap().keys().cloned().collect();
    assert_eq!((answer.status, names), (200, vec!["NlsRequestId".to_owned(), "RequestId".to_owned()]));
    assert_eq!(dashscope(&sandbox).json()["token"], Value::Null);
    assert_eq!(aiob(&sandbox).json().get("data"), None);

    let (sandbox, answer) = nls("no-id");
    assert!(answer.json()["Token"]["ExpireTime"].is_u64() && answer.json()["Token"].get("Id").is_none());
    assert_eq!(aiob(&sandbox).json()["data"].get("accessToken"), None);

    let (sandbox, answer) = nls("expire-string");
    assert!(answer.json()["Token"]["ExpireTime"].as_str().unwrap().parse::<u64>().is_ok());
    assert!(dashscope(&sandbox).json()["expires_at"].is_string());
    assert!(aiob(&sandbox).json()["data"]["expiresTime"].is_string());

    let (sandbox, answer) = nls("expire-huge");
    assert!(answer.json()["Token"]["ExpireTime"].as_u64().unwrap() > u64::from(u32::MAX));
    assert!(dashscope(&sandbox).json()["expires_at"].as_u64().unwrap() > u64::from(u32::MAX));
    assert!(aiob(&sandbox).json()["data"]["expiresTime"].as_u64().unwrap() > u64::from(u32::MAX));

    let (_sandbox, answer) = nls("content-type");
    assert_eq!(answer.header("content-type"), Some("text/html"));
    token(&answer);

    let (_sandbox, answer) = nls("oversize");
    assert!(answer.body.len() > 2 * 1024 * 1024);
    token(&answer);
}

#[test]
fn a_spoilt_success_still_takes_the_right_secret() {
    for mode in
        ["no-token", "no-id", "expire-string", "expire-huge", "content-type", "oversize", "gzip-bomb", "xml"]
    {
        let sandbox = Sandbox::start(&["--mode", mode]);
        let mut request = Rpc::new();
        request.secret = "wrong".to_owned();
        refused(&request.get(&sandbox), 400, "SignatureDoesNotMatch");
    }
}

#[test]
fn a_gzip_bomb_is_small_and_becomes_large() {
    let (_sandbox, answer) = nls("gzip-bomb");
    assert_eq!(answer.header("content-encoding"), Some("gzip"));
    assert!(answer.body.len() < 256 * 1024, "{}", answer.body.len());
    let mut text = Vec::new();
    GzDecoder::new(&answer.body[..]).read_to_end(&mut text).unwrap();
    assert!(text.len() > 16 * 1024 * 1024);
    let end = text.iter().rposition(|byte| *byte != b' ').unwrap();
    let body: Value = serde_json::from_slice(&text[..=end]).unwrap();
    assert_eq!(body["Token"]["Id"].as_str().unwrap().len(), 32);
}

#[test]
fn a_redirect_leads_to_where_it_would_be_noticed() {
    let (sandbox, answer) = nls("redirect");
    assert_eq!(
        (answer.status, answer.header("location")),
        (302, Some(format!("{}/", sandbox.dashscope).as_str()))
    );
    http("GET", answer.header("location").unwrap(), &[], "").unwrap();
    assert_eq!(sandbox.calls("dashscope"), 1);
}

#[test]
fn connections_that_end_without_an_answer() {
    let read = |mode: &str| {
        let sandbox = Sandbox::start(&["--mode", mode]);
        let mut bytes = Vec::new();
        let ended = pending(&sandbox).read_to_end(&mut bytes);
        assert_eq!((sandbox.calls("nls"), sandbox.last("nls")["verdict"].as_str()), (1, Some(mode)));
        (bytes, ended.map_err(|error| error.kind()))
    };
    assert_eq!(read("close"), (Vec::new(), Ok(0)));
    assert_eq!(read("reset"), (Vec::new(), Err(io::ErrorKind::ConnectionReset)));
    let (bytes, ended) = read("garbage");
    assert!(ended.is_ok() && !bytes.is_empty() && parse(&bytes).is_none(), "{bytes:?}");
}

#[test]
fn hang_never_answers() {
    let sandbox = Sandbox::start(&["--mode", "hang"]);
    let mut stream = pending(&sandbox);
    stream.set_read_timeout(Some(Duration::from_millis(700))).unwrap();
    let kind = stream.read(&mut [0]).unwrap_err().kind();
    assert!([io::ErrorKind::WouldBlock, io::ErrorKind::TimedOut].contains(&kind), "{kind}");
    assert_eq!(sandbox.calls("nls"), 1);
    sandbox.mode(json!({"mode": "ok"}));
    token(&Rpc::new().get(&sandbox)); // others are served meanwhile
}

#[test]
fn drip_comes_byte_by_byte() {
    let sandbox = Sandbox::start(&["--mode", "drip"]);
    let mut stream = pending(&sandbox);
    let mut bytes = vec![0; 1024];
    let length = stream.read(&mut bytes).unwrap();
    assert_eq!(parse(&bytes[..length]).unwrap().status, 200);
    let started = Instant::now();
    let mut last = [0; 1];
    for _ in 0..4 {
        stream.read_exact(&mut last).unwrap();
    }
    // The first byte may have come with the head.
    assert!(started.elapsed() > Duration::from_millis(500), "{:?}", started.elapsed());
}
