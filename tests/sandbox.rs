//! The sandbox keeps its word: what it checks, what it answers, and how it fails on demand.

mod support;

use serde_json::json;
use support::*;

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
    sandbox.reset();
    assert_eq!(sandbox.calls("nls"), 0);
}
