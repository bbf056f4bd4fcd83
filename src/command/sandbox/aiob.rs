//! The stand-in for Baidu AIOB `getToken`, version 2.
//!
//! No list of its error codes is public: only 200 for success is certain, and that anything
//! else is an error. The codes here follow the meaning of HTTP's.

use serde_json::{Value, json};

use super::cloud::{Case, Refusal};
use super::state::random_hex;

/// `POST /api/v2/getToken` with a JSON body.
pub fn get_token(case: &Case<'_>) -> Result<Value, Refusal> {
    let request = case.request;
    if request.path != "/api/v2/getToken" {
        return Err(Refusal::new(404, "404", "Not Found"));
    }
    if request.method != "POST" {
        return Err(Refusal::new(405, "405", "Request method not supported"));
    }
    let body: Value = serde_json::from_slice(&request.body)
        .map_err(|_| Refusal::new(200, "400", "请求体不是合法的JSON"))?;
    let access_key = field(&body, "accessKey")?;
    let secret_key = field(&body, "secretKey")?;
    if case.echo {
        let message = format!("accessKey:{access_key},secretKey:{secret_key} 不匹配");
        return Err(Refusal::new(200, "401", message));
    }
    let account = case.account();
    if access_key != account.access_key_id || secret_key != account.access_key_secret.expose() {
        return Err(Refusal::new(200, "401", "accessKey或secretKey错误"));
    }
    Ok(json!({
        "time": case.plan.now_ms(),
        "code": 200,
        "msg": "OK",
        "data": {
            "tenantId": account.tenant_id,
            "accountId": account.user_id,
            "accessToken": random_hex(),
            "expiresTime": case.plan.life.div_ceil(60), // minutes
            "accessKey": access_key,
            "secretKey": secret_key,
        },
    }))
}

fn field<'a>(body: &'a Value, name: &str) -> Result<&'a str, Refusal> {
    body[name]
        .as_str()
        .filter(|text| !text.is_empty())
        .ok_or_else(|| Refusal::new(200, "400", format!("{name},不能为空")))
}
