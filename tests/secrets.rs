//! No secret, token or signature is in any Debug, Display or error text.

use std::fmt::Debug;
use std::sync::{Arc, Mutex};
use std::time::Instant;

use voxtoken::aliyun::nls::Signature;
use voxtoken::aliyun::{DashToken, NlsToken};
use voxtoken::baidu::AiobToken;
use voxtoken::http::{Client, Method, Request, Response, Transport};
use voxtoken::{Error, Result};

const SECRET: &str = "S3cr3t+/=~value";
const SECURITY_TOKEN: &str = "CAIS-security/token+==";
const TOKEN: &str = "tok3n-of-the-cloud";

/// Answers with everything it was sent in every field, and remembers what was secret in it.
#[derive(Clone)]
struct Echo {
    answer: fn(&str) -> serde_json::Value,
    signatures: Arc<Mutex<Vec<String>>>,
    shown: Arc<Mutex<Vec<String>>>,
}

impl Transport for Echo {
    fn send(&self, request: &Request, _deadline: Instant) -> Result<Response> {
        let body = String::from_utf8_lossy(&request.body);
        let sent = format!("{} {} {:?} {body}", request.method.as_str(), request.url, request.headers);
        let encoded = sent.split_once("&Signature=").map(|(_, rest)| rest.split(' ').next().unwrap());
        let decoded = encoded.map(|text| {
            let pair = format!("s={text}");
            url::form_urlencoded::parse(pair.as_bytes()).next().unwrap().1.into_owned()
        });
        let mut signatures = self.signatures.lock().unwrap();
        signatures.extend(encoded.map(ToOwned::to_owned));
        signatures.extend(decoded);
        let authorization = request.headers.iter().find(|(name, _)| *name == "authorization");
        if let Some((_, value)) = authorization {
            let signature = value.split_once("Signature=").or_else(|| value.split_once(':'));
            signatures.extend(signature.map(|(_, signature)| signature.to_owned()));
        }
        let body = (self.answer)(&sent).to_string();
        let response = Response::new(400, vec![("x".into(), sent)], body.into_bytes());
        self.shown.lock().unwrap().extend([format!("{request:?}"), format!("{response:?}")]);
        Ok(response)
    }
}

fn gateway_error(sent: &str) -> serde_json::Value {
    serde_json::json!({
        "Code": sent, "Message": sent, "RequestId": sent, "HostId": sent,
        "Recommend": sent, "ErrMsg": sent, "msg": sent, "message": sent, "code": sent, "request_id": sent,
    })
}

fn everything(object: &impl Debug, error: &Error) -> Vec<String> {
    let mut shown = vec![
        format!("{object:?} {object:#?} {error:?} {error:#?} {error}"),
        format!("{} {} {:?} {:?}", error.message(), error.hint(), error.code(), error.request_id()),
        format!("{:?}", error.recommend()),
    ];
    let failed = || -> Result<()> { Err(error.clone()) };
    let panicked = std::panic::catch_unwind(|| failed().unwrap()).unwrap_err();
    shown.push(panicked.downcast_ref::<String>().unwrap().clone());
    shown
}

#[track_caller]
fn assert_clean(shown: &[String], secrets: &[String]) {
    for text in shown {
        for secret in secrets {
            assert!(secret.len() > 5 && !text.contains(secret.as_str()), "{secret} is in: {text}");
        }
    }
}

#[test]
fn nothing_that_the_clouds_echo_comes_out() {
    let echo = Echo { answer: gateway_error, signatures: Arc::default(), shown: Arc::default() };
    let mut shown = Vec::new();
    for signature in [Signature::Rpc, Signature::Roa, Signature::Acs3] {
        for method in [Method::Get, Method::Post] {
            let token = NlsToken::new("key-id", SECRET)
                .security_token(SECURITY_TOKEN)
                .signature(signature)
                .method(method)
                .transport(echo.clone());
            shown.extend(everything(&token, &token.fetch().unwrap_err()));
            let signed = token.request(1_700_000_000, "n").unwrap();
            shown.push(format!("{signed:?} {:?}", signed.request));
        }
    }
    let dash = DashToken::new(SECRET).transport(echo.clone());
    shown.extend(everything(&dash, &dash.fetch().unwrap_err()));
    let aiob = AiobToken::new("key", SECRET).transport(echo.clone());
    shown.extend(everything(&aiob, &aiob.fetch().unwrap_err()));
    shown.extend(echo.shown.lock().unwrap().clone());

    let mut secrets = vec![SECRET.into(), SECURITY_TOKEN.into()];
    for secret in [SECRET, SECURITY_TOKEN] {
        let once = voxtoken::aliyun::rpc::percent_encode(secret);
        secrets.extend([voxtoken::aliyun::rpc::percent_encode(&once), once]);
    }
    let signatures = echo.signatures.lock().unwrap().clone();
    assert!(signatures.len() >= 8, "{signatures:?}");
    secrets.extend(signatures);
    assert_clean(&shown, &secrets);
}

#[test]
fn tokens_are_not_shown() {
    #[derive(Clone)]
    struct Success;
    impl Transport for Success {
        fn send(&self, request: &Request, _deadline: Instant) -> Result<Response> {
            let mut body = serde_json::json!({
                "Token": { "Id": TOKEN, "ExpireTime": 1893456000u32 },
                "token": TOKEN, "expires_at": 1893456000u32,
                "data": { "accessToken": TOKEN, "expiresTime": 60, "secretKey": SECRET },
            });
            if request.url.contains("getToken") {
                body["code"] = 200.into();
            }
            Ok(Response::new(200, Vec::new(), body.to_string().into_bytes()))
        }
    }
    let mut nls = NlsToken::new("id", SECRET).transport(Success);
    nls.apply().unwrap();
    let mut dash = DashToken::new(SECRET).transport(Success);
    dash.apply().unwrap();
    let mut aiob = AiobToken::new("id", SECRET).transport(Success);
    aiob.apply().unwrap();
    assert_eq!([nls.token(), dash.token(), aiob.token()], [TOKEN; 3]);
    let shown = format!("{nls:?} {:?} {dash:?} {:?} {aiob:?} {:?}", nls.last(), dash.last(), aiob.last());
    assert_clean(&[shown], &[TOKEN.into(), SECRET.into()]);
}

#[test]
fn every_form_of_a_secret_is_taken_out() {
    /// Answers with these words.
    struct Says(String);
    impl Transport for Says {
        fn send(&self, _request: &Request, _deadline: Instant) -> Result<Response> {
            let body = serde_json::json!({ "Code": "SignatureNew", "Message": self.0 });
            Ok(Response::new(400, Vec::new(), body.to_string().into_bytes()))
        }
    }
    let message = |secret: &str, security_token: &str, words: &str| {
        let token = NlsToken::new("id", secret).security_token(security_token).transport(Says(words.into()));
        token.fetch().unwrap_err().to_string()
    };
    let words = "a+b/c a%2Bb%2Fc a%2bb%2fc a%252Bb%252Fc a%252bb%252fc";
    assert_eq!(message("a+b/c", "other", words), "*** *** *** *** *** (code SignatureNew, HTTP 400)");
    // One secret inside another one, in either order.
    assert_eq!(message("abcde", "xxabcdeyy", "of xxabcdeyy"), "of *** (code SignatureNew, HTTP 400)");
    assert_eq!(message("xxabcdeyy", "abcde", "of xxabcdeyy"), "of *** (code SignatureNew, HTTP 400)");
    // A single letter is no secret, and every word has it.
    assert_eq!(message("e", "other", "Specified"), "Specified (code SignatureNew, HTTP 400)");
}

#[test]
fn bad_credentials_are_not_quoted() {
    let secret = format!("{SECRET}\n");
    let errors = [
        NlsToken::new("id", &*secret).fetch().unwrap_err(),
        NlsToken::new("id", SECRET).security_token(&*secret).fetch().unwrap_err(),
        DashToken::new(&*secret).fetch().unwrap_err(),
        AiobToken::new("ak", &*secret).fetch().unwrap_err(),
        NlsToken::new("id", "s").endpoint(format!("https://u:{SECRET}@h")).fetch().unwrap_err(),
        Client::new().root_certificates(SECRET.as_bytes()).unwrap_err(),
    ];
    for error in errors {
        assert!(error.argument().is_some());
        assert_clean(&everything(&(), &error), &[SECRET.into()]);
    }
}

#[test]
fn a_network_error_does_not_show_the_signed_url() {
    let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let token = NlsToken::new("id", SECRET).endpoint(format!("http://127.0.0.1:{port}")).method(Method::Get);
    let error = token.fetch().unwrap_err();
    assert_clean(&everything(&token, &error), &["Signature=".into(), SECRET.into()]);
}
