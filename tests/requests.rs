//! What is sent, and what is refused before anything is sent.

mod raw_server;

use raw_server::{RawServer, http};
use voxtoken::aliyun::NlsToken;
use voxtoken::aliyun::nls::Signature;
use voxtoken::http::Method;
use voxtoken::{ErrorKind, FixedClock};

const SUCCESS: &str = r#"{"Token":{"ExpireTime":1893456000,"Id":"tok-1"}}"#;

fn nls() -> NlsToken {
    NlsToken::new("testid", "testsecret").clock(FixedClock(1_456_231_584))
}

/// The URL that would be asked.
fn url(token: NlsToken) -> String {
    token.request(1_456_231_584, "n").unwrap().request.url
}

#[test]
fn a_post_carries_the_parameters_in_the_body_and_a_get_in_the_query() {
    let server = RawServer::answering(&[&http(200, "", SUCCESS), &http(200, "", SUCCESS)]);
    nls().endpoint(&server.url).fetch().unwrap();
    nls().endpoint(&server.url).method(Method::Get).fetch().unwrap();
    let [post, get] = &server.received()[..] else { panic!() };
    assert!(post.head.starts_with("POST / HTTP/1.1\r\n"), "{}", post.head);
    assert_eq!(post.header("content-type"), Some("application/x-www-form-urlencoded"));
    assert!(get.head.starts_with("GET /?AccessKeyId=testid&"), "{}", get.head);
    for request in [post, get] {
        assert_eq!(request.param("Timestamp").unwrap(), "2016-02-23T12:46:24Z");
        assert_eq!(request.param("RegionId").unwrap(), "cn-shanghai");
        assert_eq!(request.param("SecurityToken"), None);
        assert!(request.header("user-agent").unwrap().starts_with("voxtoken/"));
    }
    assert_ne!(post.param("SignatureNonce"), get.param("SignatureNonce"));
}

#[test]
fn an_rpc_request_is_signed_like_the_official_one() {
    // Vector `post-basic` of tests/vectors/aliyun_rpc.json has exactly these parameters.
    let vectors: serde_json::Value = serde_json::from_str(include_str!("vectors/aliyun_rpc.json")).unwrap();
    for (name, method) in [("post-basic", Method::Post), ("get-basic", Method::Get)] {
        let vector = vectors.as_array().unwrap().iter().find(|vector| vector["name"] == name).unwrap();
        let signed =
            nls().method(method).request(1_456_231_584, vector["params"]["SignatureNonce"].as_str().unwrap());
        let signed = signed.unwrap();
        assert_eq!(signed.string_to_sign, vector["string_to_sign"]);
        assert_eq!(signed.signature, vector["signature"]);
        let sent = match method {
            Method::Post => String::from_utf8(signed.request.body).unwrap(),
            Method::Get => signed.request.url.split_once('?').unwrap().1.to_owned(),
        };
        assert_eq!(sent, vector["encoded_request"]);
    }
}

#[test]
fn a_roa_request_is_signed_like_the_official_one() {
    let vectors: serde_json::Value = serde_json::from_str(include_str!("vectors/aliyun_roa.json")).unwrap();
    let signed = nls()
        .signature(Signature::Roa)
        .request(1_456_231_584, "3ee8c1b8-83d3-44af-a94f-4e0ad82fd6cf")
        .unwrap();
    // The official Node.js client sends no content type; all else is the same.
    let official = vectors[2]["string_to_sign"].as_str().unwrap();
    let with_type = official.replacen("==\n\n", "==\napplication/octet-stream;charset=utf-8\n", 1);
    assert_eq!(signed.string_to_sign, with_type);
    assert_eq!(signed.request.url, "https://nls-meta.cn-shanghai.aliyuncs.com/pop/2018-05-18/tokens");
    let authorization = signed.request.headers.iter().find(|(name, _)| *name == "authorization").unwrap();
    assert_eq!(authorization.1, format!("acs testid:{}", signed.signature));
}

#[test]
fn acs3_signs_host_and_acs_headers_only() {
    let signed = nls().signature(Signature::Acs3).security_token("sts").request(1_456_231_584, "n").unwrap();
    let authorization = &signed.request.headers.iter().find(|(name, _)| *name == "authorization").unwrap().1;
    assert!(
        authorization.contains(
            "SignedHeaders=host;x-acs-accesskey-id;x-acs-action;x-acs-content-sha256;x-acs-date;\
             x-acs-security-token;x-acs-signature-nonce;x-acs-version,"
        ),
        "{authorization}"
    );
    let roa = url(nls().signature(Signature::Acs3).version("2018-05-18"));
    assert_eq!(roa, "https://nls-meta.cn-shanghai.aliyuncs.com/pop/2018-05-18/tokens");
}

#[test]
fn region_and_version_choose_the_documented_endpoints() {
    assert_eq!(url(nls()), "https://nls-meta.cn-shanghai.aliyuncs.com/");
    let singapore = || nls().region("ap-southeast-1");
    assert_eq!(url(singapore()), "https://nlsmeta.ap-southeast-1.aliyuncs.com/");
    assert_eq!(url(singapore().version("2019-02-28")), "https://nls-meta.ap-southeast-1.aliyuncs.com/");
    let body = String::from_utf8(singapore().request(0, "n").unwrap().request.body).unwrap();
    assert!(body.contains("RegionId=ap-southeast-1&") && body.contains("Version=2019-07-17&"), "{body}");
    let third = singapore().version("2019-02-28").domain("nlsmeta.ap-southeast-1.aliyuncs.com");
    assert_eq!(url(third), "https://nlsmeta.ap-southeast-1.aliyuncs.com/");
    let own = nls().region("eu-x").domain("h").action("A").version("v1").resource_path("/p");
    let request = own.request(0, "n").unwrap().request;
    assert_eq!(request.url, "https://h/p");
    let body = String::from_utf8(request.body).unwrap();
    assert!(
        body.contains("Action=A&") && body.contains("RegionId=eu-x&") && body.contains("Version=v1&"),
        "{body}"
    );
}

#[test]
fn bad_settings_are_refused_by_name_before_anything_is_sent() {
    let refused = |token: NlsToken| {
        let error = token.fetch().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidArgument, "{error}");
        error.argument().unwrap().to_owned()
    };
    assert_eq!(refused(NlsToken::new("", "s")), "access_key_id");
    assert_eq!(refused(NlsToken::new("id", "")), "access_key_secret");
    assert_eq!(refused(NlsToken::new("id\0", "s")), "access_key_id");
    assert_eq!(refused(NlsToken::new("id", "s\n")), "access_key_secret");
    assert_eq!(refused(nls().security_token("")), "security_token");
    assert_eq!(refused(nls().region("mars-1")), "region");
    assert_eq!(refused(nls().region("cn\u{0}")), "region");
    assert_eq!(refused(nls().version("2030-01-01")), "version");
    assert_eq!(refused(nls().action("")), "action");
    assert_eq!(refused(nls().resource_path("pop")), "resource_path");
    assert_eq!(refused(nls().signature(Signature::Roa).version("2019-02-28")), "version");
    assert_eq!(refused(nls().endpoint("https://h:99999")), "endpoint");
    assert_eq!(refused(nls().endpoint("ftp://h")), "endpoint");
}

#[test]
fn an_unknown_region_names_the_known_ones() {
    let error = nls().region("mars-1").fetch().unwrap_err().to_string();
    assert!(
        error.starts_with("region: no endpoint is known for mars-1; known are cn-shanghai with 2019-02-28,"),
        "{error}"
    );
    assert!(error.contains("; for another one give an endpoint or domain as well"), "{error}");
}

#[test]
fn a_version_that_a_region_does_not_have_is_named() {
    let error = nls().region("ap-southeast-1").signature(Signature::Roa).fetch().unwrap_err().to_string();
    assert!(
        error.starts_with("version: no endpoint is known for ap-southeast-1 with 2018-05-18; known"),
        "{error}"
    );
}

#[test]
fn plain_http_to_another_machine_is_refused() {
    let error = nls().endpoint("http://nls-meta.cn-shanghai.aliyuncs.com").fetch().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Insecure);
    assert_eq!(
        error.message(),
        "plain http to nls-meta.cn-shanghai.aliyuncs.com would send secrets in clear text"
    );
}

#[test]
fn a_nonce_that_cannot_be_sent_is_refused_by_name() {
    for signature in [Signature::Rpc, Signature::Roa, Signature::Acs3] {
        for nonce in ["", "a b", "a\n", "ü"] {
            let error = nls().signature(signature).request(1, nonce).unwrap_err();
            assert_eq!(error.argument(), Some("nonce"), "{signature:?} {nonce:?}");
        }
    }
}
