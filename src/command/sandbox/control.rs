//! The control address: counts, failures on demand, and the shape of the last requests.

use crate::{Clock, SystemClock};
use http_body_util::{BodyExt, Full, Limited};
use hyper::body::{Bytes, Incoming};
use hyper::{Request, Response};
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::MAX_LIFE;
use super::answer::Answer;
use super::cloud::Cloud;
use super::mode::Mode;
use super::state::State;

/// The body of `POST /mode`. What is absent stays as it is.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Change {
    /// `nls`, `dashscope`, `aiob` or `all`.
    service: Option<String>,
    mode: Option<String>,
    /// Only for the next so many requests; goes with `mode`.
    times: Option<u64>,
    life: Option<u64>,
    skew: Option<i64>,
    retry_after_ms: Option<u64>,
}

pub async fn respond(state: &State, request: Request<Incoming>) -> Response<Full<Bytes>> {
    let (head, body) = request.into_parts();
    let body = Limited::new(body, 4096).collect().await.map_or(Bytes::new(), |body| body.to_bytes());
    let answer = match (head.method.as_str(), head.uri.path()) {
        ("GET", "/calls") => Ok(per_cloud(state.calls().map(Value::from))),
        ("GET", "/last") => Ok(per_cloud(state.last().map(|last| json!(last)))),
        ("GET", "/mode") => Ok(plans(state)),
        ("POST", "/mode") => change(state, &body),
        ("POST", "/reset") | ("DELETE", "/calls") => {
            state.reset();
            Ok(plans(state))
        }
        _ => Err((404, "there are: GET /calls, GET /last, GET and POST /mode, POST /reset".to_owned())),
    };
    let answer = match answer {
        Ok(body) => Answer::json(200, &body, "ok"),
        Err((status, message)) => Answer::json(status, &json!({ "error": message }), "error"),
    };
    answer.into_response(SystemClock.now())
}

fn change(state: &State, body: &[u8]) -> Result<Value, (u16, String)> {
    let bad = |message: String| (400, message);
    let change: Change = serde_json::from_slice(body).map_err(|error| bad(error.to_string()))?;
    let clouds = clouds(change.service.as_deref().unwrap_or("all")).map_err(bad)?;
    let mode = change.mode.as_deref().map(Mode::parse).transpose().map_err(bad)?;
    if mode.is_none() && (change.times.is_some() || change.retry_after_ms.is_some()) {
        return Err(bad("times and retry_after_ms go with a mode".to_owned()));
    }
    if !change.life.is_none_or(|life| (1..=MAX_LIFE).contains(&life)) {
        return Err(bad(format!("life must be from 1 to {MAX_LIFE} seconds")));
    }
    state.change(&clouds, |plan| {
        if let Some(mode) = mode {
            plan.mode = if change.times == Some(0) { Mode::Ok } else { mode };
            plan.times = change.times.filter(|times| *times > 0);
            plan.retry_after_ms = change.retry_after_ms;
        }
        plan.life = change.life.unwrap_or(plan.life);
        plan.skew = change.skew.unwrap_or(plan.skew);
    });
    Ok(plans(state))
}

fn clouds(service: &str) -> Result<Vec<Cloud>, String> {
    let clouds: Vec<_> =
        Cloud::ALL.into_iter().filter(|cloud| service == "all" || service == cloud.name()).collect();
    if clouds.is_empty() {
        Err(format!("unknown service {service:?}; there are: nls, dashscope, aiob, all"))
    } else {
        Ok(clouds)
    }
}

fn plans(state: &State) -> Value {
    per_cloud(state.plans().map(|plan| json!(plan)))
}

fn per_cloud(values: [Value; 3]) -> Value {
    Cloud::ALL.iter().map(|cloud| cloud.name().to_owned()).zip(values).collect::<Map<_, _>>().into()
}
