//! The official clients get their tokens from the sandbox and are refused with a wrong secret:
//! it checks what they send, not what we believe that they send.

mod official;
mod support;

use std::process::Command;
use std::time::{SystemTime, UNIX_EPOCH};

use serde_json::Value;
use support::{ID, SECRET, SECURITY_TOKEN, Sandbox};

/// What a driver script printed last.
fn answer(command: &mut Command) -> Value {
    let output = official::run(command);
    let line = output.lines().last().unwrap_or_default();
    serde_json::from_str(line).unwrap_or_else(|_| panic!("{command:?} printed {output:?}"))
}

/// Runs a driver of an NLS client with these keys.
fn ask(client: &dyn Fn() -> Command, sandbox: &Sandbox, id: &str, secret: &str, sts: Option<&str>) -> Value {
    let mut command = client();
    command.arg(support::split(&sandbox.nls).0);
    command.env("ALIYUN_AK_ID", id).env("ALIYUN_AK_SECRET", secret);
    command.env_remove("http_proxy").env_remove("HTTP_PROXY");
    if let Some(token) = sts {
        command.env("ALIBABA_CLOUD_SECURITY_TOKEN", token);
    }
    answer(&mut command)
}

/// A token with the right secret, none with a wrong one; gives the shape of the good request.
fn gets_a_token_only_with_the_right_secret(client: &dyn Fn() -> Command, refusal: &str) -> Value {
    let sandbox = Sandbox::start(&["--life", "7200"]);
    let token = ask(client, &sandbox, ID, SECRET, None);
    let request = sandbox.last("nls");
    assert_eq!(request["verdict"], "ok", "{request}");
    assert_eq!(token["id"].as_str().map(str::len), Some(32), "{token}");
    if let Some(expire_time) = token["expire_time"].as_u64() {
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs();
        assert!(expire_time.abs_diff(now + 7200) < 60, "{token}");
    }
    assert_ne!(ask(client, &sandbox, ID, SECRET, None)["id"], token["id"], "a new token each time");

    let refused = ask(client, &sandbox, ID, "wrong", None);
    assert_eq!(refused["error"], refusal, "{refused}");
    assert_eq!(sandbox.last("nls")["verdict"], "SignatureDoesNotMatch");
    assert_eq!(sandbox.calls("nls"), 3);
    request
}

fn takes_temporary_credentials(client: &dyn Fn() -> Command) {
    let sandbox = Sandbox::start(&[]);
    let id = format!("STS.{ID}");
    let token = ask(client, &sandbox, &id, SECRET, Some(SECURITY_TOKEN));
    assert_eq!(token["id"].as_str().map(str::len), Some(32), "{token}");
    let refused = ask(client, &sandbox, &id, SECRET, Some("another"));
    assert_eq!(refused["error"], "InvalidSecurityToken.MismatchWithAccessKey");
}

fn python(client: &'static str) -> impl Fn() -> Command {
    let python = official::python();
    move || {
        let mut command = Command::new(&python);
        command.arg(official::script("nls_token.py")).arg(client);
        command
    }
}

fn node(client: &'static str) -> impl Fn() -> Command {
    let node_path = official::node_path();
    move || {
        let mut command = Command::new("node");
        command.arg(official::script("nls_token.js")).arg(client).env("NODE_PATH", &node_path);
        command
    }
}

fn java(client: &'static str) -> impl Fn() -> Command {
    let class_path = official::java_class_path();
    move || {
        let mut command = Command::new("java");
        command.args(["--class-path", &class_path]).arg(official::script("java/NlsToken.java")).arg(client);
        command
    }
}

fn parameters(request: &Value) -> Vec<&str> {
    request["parameters"].as_array().unwrap().iter().map(|name| name.as_str().unwrap()).collect()
}

fn headers(request: &Value) -> Vec<&str> {
    request["headers"].as_array().unwrap().iter().map(|name| name.as_str().unwrap()).collect()
}

#[test]
fn python_core() {
    let client = python("core");
    let request = gets_a_token_only_with_the_right_secret(&client, "SignatureDoesNotMatch");
    assert_eq!(request["method"], "POST");
    assert!(parameters(&request).contains(&"SignatureType"), "it is empty, and signed: {request}");
    takes_temporary_credentials(&client);
}

#[test]
fn python_core_with_parameters_in_query_and_body() {
    let request = gets_a_token_only_with_the_right_secret(&python("core-body"), "SignatureDoesNotMatch");
    assert!(headers(&request).contains(&"content-type"), "{request}");
    assert!(parameters(&request).contains(&"Extra"), "{request}");
}

#[test]
fn python_speech_sdk() {
    gets_a_token_only_with_the_right_secret(&python("speech-sdk"), "SignatureDoesNotMatch");
}

#[test]
fn python_cloud_meta_with_acs3() {
    let client = python("meta");
    let request = gets_a_token_only_with_the_right_secret(&client, "SignatureDoesNotMatch");
    assert_eq!(parameters(&request), [""; 0]);
    assert!(headers(&request).contains(&"x-acs-content-sha256"), "{request}");
    takes_temporary_credentials(&client);
}

#[test]
fn node_pop_core_get() {
    let client = node("get");
    let request = gets_a_token_only_with_the_right_secret(&client, "SignatureDoesNotMatch");
    assert_eq!(request["method"], "GET");
    takes_temporary_credentials(&client);
}

#[test]
fn node_pop_core_post() {
    let client = node("post");
    let request = gets_a_token_only_with_the_right_secret(&client, "SignatureDoesNotMatch");
    assert_eq!(request["method"], "POST");
    takes_temporary_credentials(&client);
}

#[test]
fn node_pop_core_roa() {
    let client = node("roa");
    let request = gets_a_token_only_with_the_right_secret(&client, "SignatureDoesNotMatch");
    assert_eq!(request["path"], "/pop/2018-05-18/tokens");
    takes_temporary_credentials(&client);
}

#[test]
fn java_core() {
    let request = gets_a_token_only_with_the_right_secret(&java("core"), "SignatureDoesNotMatch");
    assert_eq!(request["method"], "POST");
}

#[test]
fn java_speech_sdk() {
    let request = gets_a_token_only_with_the_right_secret(&java("speech-sdk"), "no token");
    assert_eq!(request["method"], "GET");
}

fn ask_aiob(mut command: Command, sandbox: &Sandbox, access_key: &str, secret_key: &str) -> Value {
    command.arg(format!("{}/api/v2/getToken", sandbox.aiob));
    command.env("BAIDU_AIOB_ACCESS_KEY", access_key).env("BAIDU_AIOB_SECRET_KEY", secret_key);
    answer(&mut command)
}

fn aiob_as_documented(client: impl Fn() -> Command) {
    let sandbox = Sandbox::start(&["--life", "2592000"]);
    let token = ask_aiob(client(), &sandbox, ID, SECRET);
    assert_eq!((&token["code"], &token["data"]["expiresTime"]), (&200.into(), &43_200.into()), "{token}");
    assert_eq!(token["data"]["accessToken"].as_str().map(str::len), Some(32), "{token}");

    let refused = ask_aiob(client(), &sandbox, ID, "wrong");
    assert_eq!((&refused["code"], &refused["data"]), (&401.into(), &Value::Null), "{refused}");
    let empty = ask_aiob(client(), &sandbox, "", SECRET);
    assert_eq!(empty["msg"], "accessKey,不能为空", "{empty}");
}

#[test]
fn aiob_with_python_requests() {
    let python = official::python();
    aiob_as_documented(|| {
        let mut command = Command::new(&python);
        command.arg(official::script("aiob.py"));
        command
    });
}

#[test]
fn aiob_with_node_axios() {
    let node_path = official::node_path();
    aiob_as_documented(|| {
        let mut command = Command::new("node");
        command.arg(official::script("aiob.js")).env("NODE_PATH", &node_path);
        command
    });
}

#[test]
fn dashscope_with_python_requests() {
    let sandbox = Sandbox::start(&[]);
    let python = official::python();
    let ask = |key: &str, seconds: &str| {
        let mut command = Command::new(&python);
        command.arg(official::script("dashscope.py")).arg(format!("{}/api/v1/tokens", sandbox.dashscope));
        answer(command.arg(seconds).env("DASHSCOPE_API_KEY", key))
    };
    let key = ask(SECRET, "1800");
    assert!(key["token"].as_str().is_some_and(|token| token.starts_with("st-")), "{key}");
    assert_eq!(ask("wrong", "60")["code"], "InvalidApiKey");
    assert_eq!(ask(SECRET, "1801")["code"], "InvalidParameter");
}
