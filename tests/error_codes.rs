//! Every documented error code of `CreateToken` has a kind, a retry rule and advice.

use std::time::Instant;

use voxtoken::aliyun::nls::Signature;
use voxtoken::aliyun::{NlsToken, acs3, roa, rpc};
use voxtoken::http::{Request, Response, Transport};
use voxtoken::{Error, ErrorKind, ErrorKind::*, Result};

/// Answers every request with this status and body.
struct Fixed(u16, String);

impl Transport for Fixed {
    fn send(&self, _request: &Request, _deadline: Instant) -> Result<Response> {
        Ok(Response::new(self.0, Vec::new(), self.1.clone().into_bytes()))
    }
}

fn error(status: u16, body: String) -> Error {
    NlsToken::new("id", "secret").transport(Fixed(status, body)).fetch().unwrap_err()
}

/// Code, documented status, kind, may be tried again, and a word of the advice.
const DOCUMENTED: &[(&str, u16, ErrorKind, bool, &str)] = &[
    ("InvalidAccessKeyId.NotFound", 404, Credentials, false, "other site"),
    ("InvalidAccessKeyId.Inactive", 403, Credentials, false, "Enable"),
    ("Forbidden.AccessKeyDisabled", 403, Credentials, false, "Enable"),
    ("SignatureDoesNotMatch", 400, Signature, false, "secret"),
    ("IncompleteSignature", 400, Signature, false, "secret"),
    ("InvalidTimeStamp.Expired", 400, Clock, true, "clock"),
    ("IllegalTimestamp", 400, Clock, true, "clock"),
    ("InvalidTimeStamp.Format", 400, Internal, false, "bug"),
    ("SignatureNonceUsed", 400, Nonce, true, "new nonce"),
    ("Throttling", 400, Throttled, true, "keep the token"),
    ("Throttling.User", 400, Throttled, true, "keep the token"),
    ("Throttling.Api", 429, Throttled, true, "keep the token"),
    ("Throttling.Other", 503, Throttled, true, "keep the token"),
    ("ServiceUnavailable", 503, Unavailable, true, "later"),
    ("InternalError", 500, Unavailable, true, "later"),
    ("UnknownError", 500, Unavailable, true, "later"),
    ("InvalidSecurityToken.Expired", 400, SecurityToken, false, "expired"),
    ("InvalidSecurityToken.MismatchWithAccessKey", 400, SecurityToken, false, "another access key"),
    ("InvalidSecurityToken.Malformed", 400, SecurityToken, false, "cut"),
    ("MissingSecurityToken", 400, SecurityToken, false, "STS."),
    ("Forbidden.RAM", 403, Permission, false, "AliyunNLSFullAccess"),
    ("NoPermission", 403, Permission, false, "AliyunNLSFullAccess"),
    ("Forbidden", 403, Permission, false, "AliyunNLSFullAccess"),
    ("InvalidApi.NotFound", 404, Endpoint, false, "version"),
    ("InvalidAction", 400, Endpoint, false, "action"),
    ("InvalidVersion", 400, Endpoint, false, "version"),
    ("NoSuchVersion", 400, Endpoint, false, "version"),
    ("InvalidParameter", 400, Endpoint, false, "version"),
    ("InvalidProtocol.NeedSsl", 400, Insecure, false, "https"),
    ("MissingParameter", 400, Rejected, false, "proxy"),
    ("MissingTimestamp", 400, Rejected, false, "proxy"),
    ("UnsupportedHTTPMethod", 405, Rejected, false, "proxy"),
    ("InvalidSignatureMethod", 400, Rejected, false, "proxy"),
    ("ContentMD5NotMatched", 400, Rejected, false, "proxy"),
    ("InvalidRegion.NotFound", 404, Endpoint, false, "region"),
    ("InvalidProduct.NotFound", 404, Endpoint, false, "region"),
    ("Forbidden.RiskControl", 403, Account, false, "risk control"),
    ("InsufficientBalance", 400, Account, false, "balance"),
    ("Forbidden.UserVerification", 403, Account, false, "identity"),
];

#[test]
fn every_documented_code_has_kind_retry_rule_and_advice() {
    for (code, status, kind, retryable, advice) in DOCUMENTED {
        let body = format!(r#"{{"Code":"{code}","Message":"words","RequestId":"r","HostId":"h"}}"#);
        // The status may differ from the documented one: the code decides.
        for status in [*status, 400, 403, 200] {
            let error = error(status, body.clone());
            assert_eq!(error.kind(), *kind, "{code}");
            assert_eq!(error.is_retryable(), *retryable, "{code}");
            assert!(error.hint().contains(advice), "{code}: {}", error.hint());
            assert_eq!(
                (error.code(), error.message(), error.http_status()),
                (Some(*code), "words", Some(status))
            );
        }
    }
}

#[test]
fn the_codes_of_the_speech_service_itself() {
    for status in [200, 400, 403] {
        let permission = error(status, r#"{"ErrCode":40020503,"ErrMsg":"No permission!"}"#.into());
        assert_eq!((permission.kind(), permission.is_retryable()), (Permission, false));
        assert!(permission.hint().contains("AliyunNLSFullAccess"));
        let internal = error(status, r#"{"ErrCode":50000000,"ErrMsg":"x"}"#.into());
        assert_eq!((internal.kind(), internal.is_retryable()), (Unavailable, true));
        for (code, kind, retryable, advice) in [
            (40000001, InvalidToken, false, "new one"),
            (40000005, Throttled, true, "keep the token"),
            (40000010, Account, false, "trial"),
            (40020105, Rejected, false, "appkey"),
            (40020106, Rejected, false, "same account"),
        ] {
            let error = error(status, format!(r#"{{"ErrCode":{code},"ErrMsg":"x"}}"#));
            assert_eq!((error.kind(), error.is_retryable()), (kind, retryable), "{code}");
            assert!(error.hint().contains(advice), "{code}: {}", error.hint());
        }
    }
}

/// Answers like the gateway: with the string to sign that it computed, ours or another one.
struct Gateway {
    signature: Signature,
    is_changed: bool,
}

impl Transport for Gateway {
    fn send(&self, request: &Request, _deadline: Instant) -> Result<Response> {
        let header = |name: &str| {
            request
                .headers
                .iter()
                .find(|(key, _)| *key == name)
                .map(|(_, value)| value.as_str())
                .unwrap_or_default()
        };
        let acs_headers: Vec<_> = request
            .headers
            .iter()
            .filter(|(name, _)| name.starts_with("x-acs-"))
            .map(|(n, v)| (*n, &**v))
            .collect();
        let signed = match self.signature {
            Signature::Roa => roa::string_to_sign(&roa::Parts {
                method: "POST",
                accept: header("accept"),
                content_md5: header("content-md5"),
                content_type: header("content-type"),
                date: header("date"),
                acs_headers: &acs_headers,
                resource: "/pop/2018-05-18/tokens",
            }),
            Signature::Acs3 => {
                let mut headers = acs_headers;
                headers.push(("host", "nls-meta.cn-shanghai.aliyuncs.com"));
                let hash = acs3::sha256_hex(b"");
                acs3::string_to_sign(&acs3::canonical_request("POST", "/", "", &headers, &hash).0)
            }
            _ => {
                let body = String::from_utf8(request.body.clone()).unwrap();
                rpc::string_to_sign("POST", body.split_once("&Signature=").unwrap().0)
            }
        };
        let theirs = if self.is_changed { signed.replace(['a', '1', 'T'], "x") } else { signed };
        let echo = match self.signature {
            Signature::Acs3 => {
                format!("server StringToSign is [{theirs}] server CanonicalRequest is [POST\n/\n]")
            }
            _ => format!("server string to sign is:{theirs}"),
        };
        let message = format!("Specified signature is not matched with our calculation. {echo}");
        let body = serde_json::json!({ "Code": "SignatureDoesNotMatch", "Message": message });
        Ok(Response::new(400, Vec::new(), body.to_string().into_bytes()))
    }
}

#[test]
fn a_wrong_secret_is_told_from_a_changed_request() {
    for signature in [Signature::Rpc, Signature::Roa, Signature::Acs3] {
        for (is_changed, hint) in
            [(false, "The access key secret is wrong"), (true, "The request was changed on its way")]
        {
            let token = NlsToken::new("id", "secret").signature(signature);
            let error = token.transport(Gateway { signature, is_changed }).fetch().unwrap_err();
            assert_eq!(error.message(), "Specified signature is not matched with our calculation.");
            assert!(error.hint().starts_with(hint), "{signature:?}: {}", error.hint());
        }
    }
}
