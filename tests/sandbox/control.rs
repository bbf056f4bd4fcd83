//! The control address.

use serde_json::json;

use crate::Rpc;
use crate::support::{Answer, SECRET, Sandbox, http};

fn post_mode(sandbox: &Sandbox, body: &str) -> Answer {
    http("POST", &format!("{}/mode", sandbox.control), &[], body).unwrap()
}

#[test]
fn it_counts_the_requests_of_each_service() {
    let sandbox = Sandbox::start(&[]);
    http("POST", &format!("{}/api/v2/getToken", sandbox.aiob), &[], "{}").unwrap();
    http("GET", &sandbox.nls, &[], "").unwrap();
    http("GET", &sandbox.nls, &[], "").unwrap();
    assert_eq!([sandbox.calls("nls"), sandbox.calls("dashscope"), sandbox.calls("aiob")], [2, 0, 1]);
    sandbox.mode(json!({"mode": "close"}));
    http("GET", &sandbox.nls, &[], "").unwrap_err();
    assert_eq!(sandbox.calls("nls"), 3, "a request that gets no answer counts, too");
}

#[test]
fn a_mode_holds_for_the_named_service_and_the_named_times() {
    let sandbox = Sandbox::start(&[]);
    let state = sandbox.mode(json!({"service": "nls", "mode": "unavailable", "times": 2}));
    assert_eq!(state["nls"]["mode"], "unavailable");
    assert_eq!(state["nls"]["times"], 2);
    assert_eq!(state["dashscope"]["mode"], "ok");
    let statuses: Vec<_> = (0..3).map(|_| Rpc::new().get(&sandbox).status).collect();
    assert_eq!(statuses, [503, 503, 200]);

    sandbox.mode(json!({"mode": "unavailable"}));
    let statuses: Vec<_> = (0..3).map(|_| Rpc::new().get(&sandbox).status).collect();
    assert_eq!(statuses, [503, 503, 503], "until further notice");
    assert_eq!(http("GET", &sandbox.aiob, &[], "").unwrap().status, 503);
    let state = sandbox.mode(json!({"mode": "ok", "life": 7, "skew": -9}));
    assert_eq!(
        state["aiob"],
        json!({"mode": "ok", "times": null, "life": 7, "skew": -9, "retry_after_ms": null})
    );
}

#[test]
fn a_mistake_is_refused_and_changes_nothing() {
    let sandbox = Sandbox::start(&[]);
    let before = sandbox.mode(json!({}));
    let answer = post_mode(&sandbox, r#"{"mode": "explode"}"#);
    assert_eq!(answer.status, 400);
    let message = answer.json()["error"].as_str().unwrap().to_owned();
    assert!(message.contains("explode") && message.contains("html-200, xml"), "{message}");
    for body in [
        "",
        "[]",
        r#"{"service": "nsl"}"#,
        r#"{"mod": "ok"}"#,
        r#"{"times": 1}"#,
        r#"{"life": -1}"#,
        r#"{"life": 0}"#,
    ] {
        assert_eq!(post_mode(&sandbox, body).status, 400, "{body}");
    }
    assert_eq!(sandbox.mode(json!({})), before);
    assert_eq!(http("GET", &format!("{}/else", sandbox.control), &[], "").unwrap().status, 404);
}

#[test]
fn reset_goes_back_to_the_start() {
    let sandbox = Sandbox::start(&["--mode", "throttle", "--life", "11"]);
    let at_start = sandbox.mode(json!({}));
    assert_eq!((&at_start["nls"]["mode"], &at_start["nls"]["life"]), (&"throttle".into(), &11.into()));
    for (method, path) in [("POST", "/reset"), ("DELETE", "/calls")] {
        sandbox.mode(json!({"mode": "ok", "life": 12}));
        Rpc::new().get(&sandbox);
        http(method, &format!("{}{path}", sandbox.control), &[], "").unwrap();
        assert_eq!(sandbox.mode(json!({})), at_start);
        assert_eq!((sandbox.calls("nls"), sandbox.last("nls")), (0, json!(null)));
    }
}

#[test]
fn last_tells_the_shape_of_a_request_and_no_value() {
    let sandbox = Sandbox::start(&[]);
    let body = json!({"accessKey": "the-key", "secretKey": SECRET}).to_string();
    http(
        "POST",
        &format!("{}/api/v2/getToken?q=the-query", sandbox.aiob),
        &[("X-Header", "the-header")],
        &body,
    )
    .unwrap();
    let last = sandbox.last("aiob");
    assert_eq!((&last["method"], &last["path"]), (&"POST".into(), &"/api/v2/getToken".into()));
    assert_eq!(last["parameters"], json!(["accessKey", "q", "secretKey"]));
    assert!(last["headers"].as_array().unwrap().contains(&"x-header".into()));
    assert_eq!((&last["status"], &last["verdict"]), (&200.into(), &"401".into()));
    for value in ["the-key", "the-query", "the-header", SECRET] {
        assert!(!last.to_string().contains(value), "{last}");
    }
}
