//! NLS `CreateToken` with everything in parameters.

use std::collections::HashSet;

use serde_json::json;
use voxtoken::aliyun::rpc;

use crate::support::{ID, SECURITY_TOKEN, Sandbox, http};
use crate::{Rpc, http_date, iso, now, post_form, refused, token};

#[test]
fn parameters_may_be_in_the_query_or_in_the_body_or_in_both() {
    let sandbox = Sandbox::start(&[]);
    token(&Rpc::new().get(&sandbox));
    token(&Rpc::new().post_query(&sandbox, "/"));
    token(&Rpc::new().with("SignatureType", "").post_query(&sandbox, "/"));
    token(&Rpc::new().post_query(&sandbox, "/pop/2019-02-28/tokens"));
    token(&Rpc::new().post_form(&sandbox));

    let signed = Rpc::new().with("Extra", "a b*~é").signed("POST");
    let (query, form) = signed.split_at(4);
    let form = rpc::canonicalized_query(form).replace("%20", "+");
    token(&post_form(&sandbox, &format!("/?{}", rpc::canonicalized_query(query)), &form));
}

#[test]
fn an_answer_is_like_a_real_one_and_never_the_same() {
    let sandbox = Sandbox::start(&["--life", "3600"]);
    let mut seen = HashSet::new();
    for _ in 0..3 {
        let answer = Rpc::new().post_form(&sandbox);
        assert!(answer.header("content-type").unwrap().starts_with("application/json"));
        let body = answer.json();
        assert_eq!(body["ErrMsg"], "");
        assert!(body["Token"]["ExpireTime"].as_u64().unwrap().abs_diff(now() + 3600) < 30, "{body}");
        assert!(body["Token"]["UserId"].as_str().unwrap().len() == 16, "{body}");
        let request_id = body["RequestId"].as_str().unwrap();
        assert_eq!((request_id.len(), request_id), (36, request_id.to_uppercase().as_str()));
        for id in [&body["Token"]["Id"], &body["NlsRequestId"], &body["RequestId"]] {
            assert!(seen.insert(id.as_str().unwrap().to_owned()), "{id} came twice");
        }
    }
}

#[test]
fn without_a_format_the_answer_is_xml() {
    let sandbox = Sandbox::start(&[]);
    let answer = Rpc::new().without("Format").get(&sandbox);
    assert_eq!(answer.status, 200);
    assert!(
        answer.text().starts_with("<?xml") && answer.text().contains("<Token><ExpireTime>"),
        "{}",
        answer.text()
    );
    let answer = Rpc::new().without("Format").with("AccessKeyId", "<unknown>").get(&sandbox);
    assert_eq!(answer.status, 404);
    assert!(answer.text().contains("<Code>InvalidAccessKeyId.NotFound</Code>"), "{}", answer.text());
}

#[test]
fn a_missing_parameter_is_named() {
    let sandbox = Sandbox::start(&[]);
    let names = [
        "AccessKeyId",
        "Action",
        "SignatureMethod",
        "SignatureNonce",
        "SignatureVersion",
        "Timestamp",
        "Version",
    ];
    for name in names {
        let body = refused(&Rpc::new().without(name).get(&sandbox), 400, &format!("Missing{name}"));
        assert_eq!(body["Message"], format!("{name} is mandatory for this action."));
    }
    let unsigned = rpc::canonicalized_query(&Rpc::new().parameters);
    refused(&http("GET", &format!("{}/?{unsigned}", sandbox.nls), &[], "").unwrap(), 400, "MissingSignature");
}

#[test]
fn an_unknown_access_key_is_not_found() {
    let sandbox = Sandbox::start(&[]);
    let body =
        refused(&Rpc::new().with("AccessKeyId", "unknown").get(&sandbox), 404, "InvalidAccessKeyId.NotFound");
    assert_eq!(body["Message"], "Specified access key is not found.");
    assert_eq!(body["HostId"], sandbox.nls.strip_prefix("http://").unwrap());
}

#[test]
fn a_wrong_signature_is_refused_with_the_string_to_sign() {
    let sandbox = Sandbox::start(&[]);
    let mut request = Rpc::new();
    request.secret = "wrong".to_owned();
    let expected = rpc::string_to_sign("GET", &rpc::canonicalized_query(&request.parameters));
    let body = refused(&request.get(&sandbox), 400, "SignatureDoesNotMatch");
    assert_eq!(
        body["Message"],
        format!(
            "Specified signature is not matched with our calculation. server string to sign is:{expected}"
        )
    );
    // Signed for another method, and changed after it was signed.
    let request = Rpc::new();
    let signed = rpc::canonicalized_query(&request.signed("GET"));
    refused(&post_form(&sandbox, "/", &signed), 400, "SignatureDoesNotMatch");
    let changed = signed.replace("cn-shanghai", "cn-beijing");
    refused(
        &http("GET", &format!("{}/?{changed}", sandbox.nls), &[], "").unwrap(),
        400,
        "SignatureDoesNotMatch",
    );
    token(&http("GET", &format!("{}/?{signed}", sandbox.nls), &[], "").unwrap());
}

#[test]
fn only_the_documented_signature_is_taken() {
    let sandbox = Sandbox::start(&[]);
    refused(&Rpc::new().with("SignatureMethod", "HMAC-SHA256").get(&sandbox), 400, "InvalidSignatureMethod");
    refused(&Rpc::new().with("SignatureVersion", "2.0").get(&sandbox), 400, "InvalidSignatureVersion");
    refused(&Rpc::new().with("SignatureType", "BEARERTOKEN").get(&sandbox), 400, "InvalidSignatureType");
}

#[test]
fn a_nonce_is_a_text_of_some_length() {
    let sandbox = Sandbox::start(&[]);
    let with = |nonce: &str| Rpc::new().with("SignatureNonce", nonce).get(&sandbox);
    refused(&with(""), 400, "MissingSignatureNonce");
    refused(&with(&"n".repeat(129)), 400, "InvalidSignatureNonce");
    token(&with(&"n".repeat(128)));
}

#[test]
fn a_time_must_have_the_one_format() {
    let sandbox = Sandbox::start(&[]);
    let good = iso(now());
    let spoilt =
        [good.replace('Z', ".123Z"), good.replace('Z', "+00:00"), good.replace('T', " "), http_date(now())];
    for time in spoilt {
        refused(&Rpc::new().with("Timestamp", &time).get(&sandbox), 400, "InvalidTimeStamp.Format");
    }
}

#[test]
fn a_time_may_be_fifteen_minutes_off() {
    let sandbox = Sandbox::start(&[]);
    for off in [14 * 60, -14 * 60] {
        token(&Rpc::new().with("Timestamp", &iso(now().saturating_add_signed(off))).get(&sandbox));
    }
    for off in [16 * 60, -16 * 60] {
        let time = iso(now().saturating_add_signed(off));
        refused(&Rpc::new().with("Timestamp", &time).get(&sandbox), 400, "InvalidTimeStamp.Expired");
    }
}

#[test]
fn a_skewed_clock_shows_in_the_date_the_window_and_the_expiry() {
    let sandbox = Sandbox::start(&["--skew", "-86400", "--life", "60"]);
    let answer = Rpc::new().get(&sandbox);
    refused(&answer, 400, "InvalidTimeStamp.Expired");
    let there = now() - 86_400;
    let date = answer.header("date").unwrap();
    assert!((there - 5..=there + 1).any(|second| http_date(second) == date), "{date}");

    let answer = Rpc::new().with("Timestamp", &iso(there)).get(&sandbox);
    token(&answer);
    assert!(answer.json()["Token"]["ExpireTime"].as_u64().unwrap().abs_diff(there + 60) < 30);

    sandbox.mode(json!({"skew": 0}));
    token(&Rpc::new().get(&sandbox));
}

#[test]
fn a_nonce_serves_once() {
    let sandbox = Sandbox::start(&[]);
    let request = Rpc::new();
    token(&request.get(&sandbox));
    refused(&request.get(&sandbox), 400, "SignatureNonceUsed");
    refused(&request.post_form(&sandbox), 400, "SignatureNonceUsed");

    // What was refused for another reason has not used its nonce.
    let mut request = Rpc::new();
    request.secret = "wrong".to_owned();
    refused(&request.get(&sandbox), 400, "SignatureDoesNotMatch");
    request.secret = crate::SECRET.to_owned();
    token(&request.get(&sandbox));
    sandbox.reset();
    token(&request.get(&sandbox));
}

#[test]
fn only_create_token_of_known_versions_is_served() {
    let sandbox = Sandbox::start(&[]);
    refused(&Rpc::new().with("Action", "DeleteToken").get(&sandbox), 404, "InvalidAction.NotFound");
    refused(&Rpc::new().post_query(&sandbox, "/pop/tokens"), 404, "InvalidApi.NotFound");
    refused(&Rpc::new().post_query(&sandbox, "/pop/2019-07-17/tokens"), 400, "InvalidVersion");
    refused(&Rpc::new().with("Version", "2020-01-01").get(&sandbox), 400, "InvalidVersion");
    refused(&Rpc::new().with("Version", "2018-05-18").get(&sandbox), 400, "InvalidVersion");
    token(&Rpc::new().with("Version", "2019-07-17").get(&sandbox));
    let query = rpc::canonicalized_query(&Rpc::new().signed("PUT"));
    let answer = http("PUT", &format!("{}/?{query}", sandbox.nls), &[], "").unwrap();
    refused(&answer, 405, "UnsupportedHTTPMethod");
}

#[test]
fn temporary_credentials_need_their_security_token() {
    let sandbox = Sandbox::start(&[]);
    let sts = || Rpc::new().with("AccessKeyId", &format!("STS.{ID}"));
    token(&sts().with("SecurityToken", SECURITY_TOKEN).get(&sandbox));
    token(&Rpc::new().with("SecurityToken", SECURITY_TOKEN).post_form(&sandbox));
    refused(&sts().get(&sandbox), 400, "MissingSecurityToken");
    refused(&sts().with("SecurityToken", "").get(&sandbox), 400, "InvalidSecurityToken.Malformed");
    let other = sts().with("SecurityToken", "another").get(&sandbox);
    refused(&other, 400, "InvalidSecurityToken.MismatchWithAccessKey");

    let sandbox = Sandbox::start(&[
        "--access-key-id",
        "me",
        "--access-key-secret",
        "mine",
        "--security-token",
        "tok+en/==",
    ]);
    let mut request = Rpc::new().with("AccessKeyId", "me").with("SecurityToken", "tok+en/==");
    request.secret = "mine".to_owned();
    token(&request.get(&sandbox));
}

#[test]
fn a_body_has_its_limit() {
    let sandbox = Sandbox::start(&[]);
    let answer = post_form(&sandbox, "/", &"x".repeat(100_000));
    refused(&answer, 413, "RequestTooLarge");
    assert_eq!(sandbox.calls("nls"), 1);
}
