//! NLS `CreateToken` with the signature in a header: ROA and ACS3.

use voxtoken::aliyun::{acs3, roa};

use crate::support::{Answer, ID, SECRET, SECURITY_TOKEN, Sandbox, http, split};
use crate::{http_date, iso, nonce, now, refused, token};

const ROA_PATH: &str = "/pop/2018-05-18/tokens";
const EMPTY_MD5: &str = "1B2M2Y8AsgTpgAmY7PhCfg==";

/// A ROA request with these `x-acs-` headers.
fn roa(sandbox: &Sandbox, secret: &str, date: &str, acs_headers: &[(&str, &str)]) -> Answer {
    let content_type = "application/octet-stream;charset=utf-8";
    let string_to_sign = roa::string_to_sign(&roa::Parts {
        method: "POST",
        accept: "application/json",
        content_md5: EMPTY_MD5,
        content_type,
        date,
        acs_headers,
        resource: ROA_PATH,
    });
    let authorization = roa::authorization(ID, &roa::sign(&string_to_sign, secret));
    let headers = [
        ("Accept", "application/json"),
        ("Content-Type", content_type),
        ("Content-MD5", EMPTY_MD5),
        ("Date", date),
        ("Authorization", &authorization),
    ];
    http("POST", &format!("{}{ROA_PATH}", sandbox.nls), &[&headers, acs_headers].concat(), "").unwrap()
}

#[test]
fn roa_is_taken_with_and_without_acs_headers() {
    let sandbox = Sandbox::start(&[]);
    token(&roa(&sandbox, SECRET, &http_date(now()), &[]));
    let headers = [
        ("x-acs-version", "2018-05-18"),
        ("x-acs-signature-method", "HMAC-SHA1"),
        ("x-acs-signature-version", "1.0"),
    ];
    token(&roa(&sandbox, SECRET, &http_date(now()), &headers));
}

#[test]
fn roa_checks_signature_date_nonce_version_and_token() {
    let sandbox = Sandbox::start(&[]);
    let date = http_date(now());
    let body = refused(&roa(&sandbox, "wrong", &date, &[]), 400, "SignatureDoesNotMatch");
    assert!(body["Message"].as_str().unwrap().ends_with(ROA_PATH), "{body}");
    let late = http_date(now() - 3600);
    refused(&roa(&sandbox, SECRET, &late, &[]), 400, "InvalidTimeStamp.Expired");
    refused(&roa(&sandbox, SECRET, "yesterday", &[]), 400, "InvalidTimeStamp.Format");

    let nonce = nonce();
    let headers = [("x-acs-signature-nonce", nonce.as_str())];
    token(&roa(&sandbox, SECRET, &date, &headers));
    refused(&roa(&sandbox, SECRET, &date, &headers), 400, "SignatureNonceUsed");

    refused(&roa(&sandbox, SECRET, &date, &[("x-acs-version", "2019-02-28")]), 400, "InvalidVersion");
    token(&roa(&sandbox, SECRET, &date, &[("x-acs-security-token", SECURITY_TOKEN)]));
    let other = roa(&sandbox, SECRET, &date, &[("x-acs-security-token", "another")]);
    refused(&other, 400, "InvalidSecurityToken.MismatchWithAccessKey");
}

#[test]
fn roa_checks_the_hash_of_the_body() {
    let sandbox = Sandbox::start(&[]);
    let date = http_date(now());
    let headers =
        [("Date", date.as_str()), ("Content-MD5", EMPTY_MD5), ("Authorization", "acs sandbox-id:x")];
    let answer = http("POST", &format!("{}{ROA_PATH}", sandbox.nls), &headers, "not empty").unwrap();
    refused(&answer, 400, "ContentMD5NotMatched");
}

/// An ACS3 request; `change` may add, change or remove headers before they are signed.
fn acs3(
    sandbox: &Sandbox,
    path: &str,
    version: &str,
    change: impl FnOnce(&mut Vec<(String, String)>),
) -> Answer {
    let mut headers: Vec<(String, String)> = [
        ("accept", "application/json"),
        ("host", &split(&sandbox.nls).0),
        ("x-acs-action", "CreateToken"),
        ("x-acs-content-sha256", &acs3::sha256_hex(b"")),
        ("x-acs-date", &iso(now())),
        ("x-acs-signature-nonce", &nonce()),
        ("x-acs-version", version),
    ]
    .map(|(name, value)| (name.to_owned(), value.to_owned()))
    .into();
    change(&mut headers);
    let mut headers: Vec<_> = headers.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let (canonical, signed) = acs3::canonical_request("POST", path, "", &headers, &acs3::sha256_hex(b""));
    let authorization =
        acs3::authorization(ID, &signed, &acs3::sign(&acs3::string_to_sign(&canonical), SECRET));
    headers.retain(|(name, _)| *name != "host");
    headers.push(("authorization", &authorization));
    http("POST", &format!("{}{path}", sandbox.nls), &headers, "").unwrap()
}

fn set(headers: &mut Vec<(String, String)>, name: &str, value: &str) {
    headers.retain(|(this, _)| this != name);
    headers.push((name.to_owned(), value.to_owned()));
}

#[test]
fn acs3_is_taken_at_both_addresses() {
    let sandbox = Sandbox::start(&[]);
    token(&acs3(&sandbox, "/", "2019-02-28", |_| {}));
    token(&acs3(&sandbox, ROA_PATH, "2018-05-18", |_| {}));
    token(&acs3(&sandbox, "/", "2019-02-28", |headers| set(headers, "x-acs-security-token", SECURITY_TOKEN)));
    refused(&acs3(&sandbox, "/", "2018-05-18", |_| {}), 400, "InvalidVersion");
}

#[test]
fn acs3_checks_what_it_says() {
    let sandbox = Sandbox::start(&[]);
    let refused_with = |name: &str, value: &str, status, code| {
        let answer = acs3(&sandbox, "/", "2019-02-28", |headers| set(headers, name, value));
        refused(&answer, status, code);
    };
    refused_with("host", "nls-meta.cn-shanghai.aliyuncs.com", 400, "SignatureDoesNotMatch");
    refused_with("x-acs-action", "DeleteToken", 404, "InvalidAction.NotFound");
    refused_with("x-acs-date", &iso(now() - 3600), 400, "InvalidTimeStamp.Expired");
    refused_with("x-acs-date", &http_date(now()), 400, "InvalidTimeStamp.Format");
    refused_with("x-acs-content-sha256", &acs3::sha256_hex(b"other"), 400, "IncompleteSignature");
    refused_with("x-acs-security-token", "another", 400, "InvalidSecurityToken.MismatchWithAccessKey");

    let once = nonce();
    let same = || acs3(&sandbox, "/", "2019-02-28", |headers| set(headers, "x-acs-signature-nonce", &once));
    token(&same());
    refused(&same(), 400, "SignatureNonceUsed");
}

#[test]
fn acs3_must_sign_what_says_what_is_asked_for() {
    let sandbox = Sandbox::start(&[]);
    let nothing_signed = [
        ("x-acs-action", "CreateToken"),
        ("x-acs-content-sha256", &acs3::sha256_hex(b"")),
        ("x-acs-date", &iso(now())),
        ("x-acs-signature-nonce", &nonce()),
        ("x-acs-version", "2019-02-28"),
        ("accept", "application/json"),
    ];
    let (canonical, signed) =
        acs3::canonical_request("POST", "/", "", &[("accept", "application/json")], &acs3::sha256_hex(b""));
    let authorization =
        acs3::authorization(ID, &signed, &acs3::sign(&acs3::string_to_sign(&canonical), SECRET));
    let headers = [&nothing_signed[..], &[("authorization", &authorization)]].concat();
    refused(&http("POST", &sandbox.nls, &headers, "").unwrap(), 400, "IncompleteSignature");
}

#[test]
fn acs3_is_refused_in_the_words_of_the_gateway() {
    let sandbox = Sandbox::start(&[]);
    let answer = acs3(&sandbox, "/", "2019-02-28", |headers| set(headers, "host", "another"));
    let message = refused(&answer, 400, "SignatureDoesNotMatch")["Message"].as_str().unwrap().to_owned();
    let start =
        "Specified signature is not matched with our calculation. server StringToSign is [ACS3-HMAC-SHA256\n";
    let host = format!("\nhost:{}\n", split(&sandbox.nls).0);
    assert!(message.starts_with(start) && message.ends_with(']') && message.contains(&host), "{message}");
    assert!(message.contains("] server CanonicalRequest is [POST\n/\n\n"), "{message}");
}

#[test]
fn acs3_without_signed_headers_is_told_so() {
    let sandbox = Sandbox::start(&[]);
    let authorization = acs3::authorization(ID, "", "x");
    let answer = http("POST", &sandbox.nls, &[("authorization", authorization.as_str())], "").unwrap();
    let body = refused(&answer, 400, "IncompleteSignature");
    assert!(body["Message"].as_str().unwrap().contains("SignedHeaders"), "{body}");
}
