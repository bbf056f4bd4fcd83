//! The stand-in for the temporary keys of Alibaba Cloud DashScope.

use serde_json::{Value, json};

use super::cloud::{Case, Refusal};
use super::state::random_hex;

/// `POST /api/v1/tokens?expire_in_seconds=N`
pub fn create_key(case: &Case<'_>) -> Result<Value, Refusal> {
    let request = case.request;
    if (request.method.as_str(), request.path.as_str()) != ("POST", "/api/v1/tokens") {
        return Err(Refusal::new(404, "NotFound", "The requested resource does not exist."));
    }
    let Some(key) = request.header("authorization").and_then(|value| value.strip_prefix("Bearer ")) else {
        return Err(Refusal::new(401, "InvalidApiKey", "No API-key provided."));
    };
    if case.echo {
        return Err(Refusal::new(401, "InvalidApiKey", format!("Invalid API-key provided: {key}")));
    }
    if key != case.account().access_key_secret.expose() {
        return Err(Refusal::new(401, "InvalidApiKey", "Invalid API-key provided."));
    }
    let life = life(&request.query_pairs())?.min(case.plan.life);
    Ok(json!({ "token": format!("st-{}", random_hex()), "expires_at": case.plan.now() + life }))
}

/// The asked life in seconds.
fn life(parameters: &[(String, String)]) -> Result<u64, Refusal> {
    let Some((_, asked)) = parameters.iter().find(|(name, _)| name == "expire_in_seconds") else {
        return Ok(60);
    };
    asked
        .parse()
        .ok()
        .filter(|life| (1..=1800).contains(life))
        .ok_or_else(|| Refusal::new(400, "InvalidParameter", "expire_in_seconds must be between 1 and 1800."))
}
