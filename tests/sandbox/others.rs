//! DashScope's temporary keys and Baidu AIOB's tokens.

use serde_json::{Value, json};

use crate::now;
use crate::support::{Answer, ID, SECRET, Sandbox, http};

fn dashscope(sandbox: &Sandbox, query: &str, authorization: &str) -> Answer {
    let url = format!("{}/api/v1/tokens{query}", sandbox.dashscope);
    http("POST", &url, &[("Authorization", authorization)], "").unwrap()
}

fn aiob(sandbox: &Sandbox, body: &Value) -> Value {
    let headers = [("Content-Type", "application/json")];
    let answer =
        http("POST", &format!("{}/api/v2/getToken", sandbox.aiob), &headers, &body.to_string()).unwrap();
    assert_eq!(answer.status, 200);
    answer.json()
}

#[test]
fn dashscope_gives_a_key_for_as_long_as_asked() {
    let sandbox = Sandbox::start(&[]);
    let bearer = format!("Bearer {SECRET}");
    for (query, life) in [("", 60), ("?expire_in_seconds=1", 1), ("?expire_in_seconds=1800", 1800)] {
        let key = dashscope(&sandbox, query, &bearer).json();
        assert!(key["token"].as_str().unwrap().starts_with("st-"), "{key}");
        assert!(key["expires_at"].as_u64().unwrap().abs_diff(now() + life) < 30, "{key}");
    }
    for query in ["?expire_in_seconds=0", "?expire_in_seconds=1801", "?expire_in_seconds=soon"] {
        let answer = dashscope(&sandbox, query, &bearer);
        assert_eq!((answer.status, &answer.json()["code"]), (400, &"InvalidParameter".into()));
    }
    sandbox.mode(json!({"life": 5}));
    let key = dashscope(&sandbox, "?expire_in_seconds=1800", &bearer).json();
    assert!(key["expires_at"].as_u64().unwrap() <= now() + 5, "{key}");
}

#[test]
fn dashscope_refuses_a_wrong_key() {
    let sandbox = Sandbox::start(&[]);
    for authorization in ["Bearer wrong", "Bearer", SECRET] {
        let answer = dashscope(&sandbox, "", authorization);
        let body = answer.json();
        assert_eq!((answer.status, body["code"].as_str()), (401, Some("InvalidApiKey")), "{body}");
        assert!(body["message"].is_string() && body["request_id"].is_string(), "{body}");
    }
    let other = http("GET", &format!("{}/api/v1/tokens", sandbox.dashscope), &[], "").unwrap();
    assert_eq!(other.status, 404);
}

#[test]
fn aiob_gives_a_token_in_the_documented_form() {
    let sandbox = Sandbox::start(&["--life", "61"]);
    let answer = aiob(&sandbox, &json!({"accessKey": ID, "secretKey": SECRET}));
    assert_eq!((&answer["code"], &answer["msg"]), (&200.into(), &"OK".into()));
    assert!((answer["time"].as_u64().unwrap() / 1000).abs_diff(now()) < 30, "{answer}");
    let data = &answer["data"];
    assert_eq!(data["expiresTime"], 2, "minutes, rounded up");
    assert_eq!((&data["accessKey"], &data["secretKey"]), (&ID.into(), &SECRET.into()), "as the real one");
    assert!(data["tenantId"].as_u64().unwrap() > u64::from(u32::MAX), "{data}");
    assert!(data["accessToken"].is_string() && data["accountId"].is_string(), "{data}");
}

#[test]
fn aiob_refuses_with_a_code_and_no_data() {
    let sandbox = Sandbox::start(&[]);
    for (body, code, message) in [
        (json!({"accessKey": "", "secretKey": SECRET}), 400, "accessKey,不能为空"),
        (json!({"accessKey": ID}), 400, "secretKey,不能为空"),
        (json!({"accessKey": ID, "secretKey": "wrong"}), 401, "accessKey或secretKey错误"),
        (json!({"accessKey": "wrong", "secretKey": SECRET}), 401, "accessKey或secretKey错误"),
    ] {
        let answer = aiob(&sandbox, &body);
        assert_eq!(
            (&answer["code"], &answer["msg"], &answer["data"]),
            (&code.into(), &message.into(), &Value::Null)
        );
    }
    let form =
        http("POST", &format!("{}/api/v2/getToken", sandbox.aiob), &[], "accessKey=a&secretKey=b").unwrap();
    assert_eq!(form.json()["code"], 400, "the body is JSON and nothing else");
    assert_eq!(http("GET", &format!("{}/api/v2/getToken", sandbox.aiob), &[], "").unwrap().status, 405);
    assert_eq!(http("POST", &sandbox.aiob, &[], "").unwrap().status, 404);
}
