//! From a request to what goes back over the wire.

use std::time::Duration;

use http_body_util::{BodyExt, Full};
use hyper::body::{Bytes, Incoming};
use hyper::{HeaderMap, Request, Response};
use jiff::Timestamp;
use serde_json::Value;

use super::cloud::{Case, Cloud, Received, Refusal};
use super::fault::{self, Break};
use super::mode::Mode;
use super::nls;
use super::state::{Plan, State, Trace};

/// The largest request body that is read.
const BODY_LIMIT: usize = 64 * 1024;

pub const JSON: &str = "application/json;charset=utf-8";

/// A response, and the word for it in the log.
pub struct Answer {
    pub status: u16,
    pub content_type: &'static str,
    pub headers: Vec<(&'static str, String)>,
    pub body: Vec<u8>,
    pub verdict: String,
}

impl Answer {
    pub fn new(status: u16, content_type: &'static str, body: impl Into<Vec<u8>>, verdict: &str) -> Self {
        Self { status, content_type, headers: Vec::new(), body: body.into(), verdict: verdict.to_owned() }
    }

    pub fn json(status: u16, body: &Value, verdict: &str) -> Self {
        Self::new(status, JSON, body.to_string(), verdict)
    }

    pub fn with_header(mut self, name: &'static str, value: impl ToString) -> Self {
        self.headers.push((name, value.to_string()));
        self
    }

    pub fn into_response(self, now: u64) -> Response<Full<Bytes>> {
        let mut response = Response::builder()
            .status(self.status)
            .header("date", http_date(now))
            .header("content-type", self.content_type);
        for (name, value) in self.headers {
            response = response.header(name, value);
        }
        response.body(Full::new(self.body.into())).expect("names and values are plain text")
    }
}

/// Lets a cloud answer a request, or breaks the connection as the plan says.
pub async fn respond(
    state: &State,
    cloud: Cloud,
    request: Request<Incoming>,
) -> Result<Response<Full<Bytes>>, Break> {
    let plan = state.arrive(cloud);
    let request = receive(request).await;
    let outcome = match &request {
        Ok(request) => decide(state, cloud, &plan, request),
        Err(head) => Ok(Answer::json(413, &too_large(cloud, head, &plan), "RequestTooLarge")),
    };
    let (Ok(request) | Err(request)) = request;
    state.note(cloud, trace(&request, &outcome, &plan));
    outcome.map(|answer| answer.into_response(plan.now()))
}

/// The complete request; only its head if the body is too large or broke off.
async fn receive(request: Request<Incoming>) -> Result<Received, Received> {
    let (head, mut body) = request.into_parts();
    let (mut bytes, mut complete) = (Vec::new(), true);
    // Read to the end in any case: who closes with unread bytes takes the answer away, too.
    while let Some(frame) = body.frame().await {
        let Ok(frame) = frame else {
            complete = false;
            break;
        };
        let data = frame.into_data().unwrap_or_default();
        complete &= bytes.len() + data.len() <= BODY_LIMIT;
        if complete {
            bytes.extend(data);
        }
    }
    let received = Received {
        method: head.method.to_string(),
        path: head.uri.path().to_owned(),
        query: head.uri.query().unwrap_or_default().to_owned(),
        headers: head.headers,
        body: if complete { bytes } else { Vec::new() },
    };
    if complete { Ok(received) } else { Err(received) }
}

fn decide(state: &State, cloud: Cloud, plan: &Plan, request: &Received) -> Result<Answer, Break> {
    if let Some(broken) = Break::at_once(plan.mode) {
        return Err(broken);
    }
    if let Some(answer) = fault::canned(plan.mode, cloud, state, request) {
        return Ok(answer);
    }
    if let Some(refusal) = fault::refusal(plan.mode, cloud) {
        return Ok(fault::with_retry_after(refuse(cloud, &refusal, request, plan), plan));
    }
    let case = Case { state, plan, request, echo: plan.mode == Mode::Echo };
    match cloud.judge(&case) {
        Ok(success) => fault::bend(plan, cloud, success, xml(cloud, request)),
        Err(refusal) => Ok(refuse(cloud, &refusal, request, plan)),
    }
}

fn refuse(cloud: Cloud, refusal: &Refusal, request: &Received, plan: &Plan) -> Answer {
    let body = cloud.spell(refusal, request, plan);
    written(refusal.status, &body, &refusal.code, xml(cloud, request))
}

/// JSON or XML, as the request wants it.
pub fn written(status: u16, body: &Value, verdict: &str, xml: bool) -> Answer {
    if xml {
        Answer::new(status, "text/xml;charset=utf-8", nls::to_xml(body), verdict)
    } else {
        Answer::json(status, body, verdict)
    }
}

fn xml(cloud: Cloud, request: &Received) -> bool {
    cloud == Cloud::Nls && nls::answers_xml(request)
}

fn too_large(cloud: Cloud, head: &Received, plan: &Plan) -> Value {
    cloud.spell(&Refusal::new(413, "RequestTooLarge", "The request body is too large."), head, plan)
}

fn trace(request: &Received, outcome: &Result<Answer, Break>, plan: &Plan) -> Trace {
    let (status, verdict) = match outcome {
        Ok(answer) => (Some(answer.status), answer.verdict.clone()),
        Err(_) => (None, plan.mode.name()),
    };
    Trace {
        method: request.method.clone(),
        path: request.path.clone(),
        parameters: request.parameter_names(),
        headers: names(&request.headers),
        status,
        verdict,
    }
}

fn names(headers: &HeaderMap) -> Vec<String> {
    headers.keys().map(|name| name.to_string()).collect()
}

/// The value of a `Date` header.
pub fn http_date(now: u64) -> String {
    let time = Timestamp::UNIX_EPOCH.saturating_add(Duration::from_secs(now));
    time.unwrap_or(Timestamp::MAX).strftime("%a, %d %b %Y %H:%M:%S GMT").to_string()
}
