//! What the clouds have in common: a request comes in, a judgement goes out.

use hyper::HeaderMap;
use serde_json::{Value, json};

use super::state::{Account, Plan, State, request_id};
use super::{aiob, dashscope, nls};

/// The clouds that the sandbox stands in for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cloud {
    Nls,
    Dashscope,
    Aiob,
}

/// A request that has arrived completely.
pub struct Received {
    pub method: String,
    pub path: String,
    pub query: String,
    pub headers: HeaderMap,
    pub body: Vec<u8>,
}

/// Everything that a judgement may depend on.
pub struct Case<'a> {
    pub state: &'a State,
    pub plan: &'a Plan,
    pub request: &'a Received,
    /// Refuse with a message that repeats what was sent.
    pub echo: bool,
}

/// Why a cloud does not hand out a token.
pub struct Refusal {
    pub status: u16,
    pub code: String,
    pub message: String,
}

/// Where a cloud's answer keeps its token.
pub struct Fields {
    /// The object in the answer that holds the other two; empty if it is the answer itself.
    pub holder: &'static str,
    pub id: &'static str,
    pub expiry: &'static str,
}

impl Cloud {
    pub const ALL: [Self; 3] = [Self::Nls, Self::Dashscope, Self::Aiob];

    pub fn name(self) -> &'static str {
        match self {
            Self::Nls => "nls",
            Self::Dashscope => "dashscope",
            Self::Aiob => "aiob",
        }
    }

    /// The answer of a success, or why there is none.
    pub fn judge(self, case: &Case<'_>) -> Result<Value, Refusal> {
        match self {
            Self::Nls => nls::create_token(case),
            Self::Dashscope => dashscope::create_key(case),
            Self::Aiob => aiob::get_token(case),
        }
    }

    pub fn fields(self) -> Fields {
        match self {
            Self::Nls => Fields { holder: "Token", id: "Id", expiry: "ExpireTime" },
            Self::Dashscope => Fields { holder: "", id: "token", expiry: "expires_at" },
            Self::Aiob => Fields { holder: "data", id: "accessToken", expiry: "expiresTime" },
        }
    }

    /// A refusal in this cloud's words.
    pub fn spell(self, refusal: &Refusal, request: &Received, plan: &Plan) -> Value {
        let Refusal { code, message, .. } = refusal;
        match self {
            // The `&amp;` is how the real gateway writes it.
            Self::Nls => json!({
                "RequestId": request_id(),
                "Message": message,
                "Recommend":
                    format!("https://next.api.aliyun.com/troubleshoot?q={code}&amp;product=nls-cloud-meta"),
                "HostId": request.header("host").unwrap_or_default(),
                "Code": code,
            }),
            Self::Dashscope => {
                json!({ "code": code, "message": message, "request_id": request_id().to_lowercase() })
            }
            Self::Aiob => json!({
                "time": plan.now_ms(),
                "code": code.parse().unwrap_or(refusal.status),
                "msg": message,
                "data": null,
            }),
        }
    }
}

impl Case<'_> {
    pub fn account(&self) -> &Account {
        &self.state.account
    }
}

impl Received {
    /// A header's value; an unreadable one counts as absent.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// The decoded pairs of the query.
    pub fn query_pairs(&self) -> Vec<(String, String)> {
        pairs(self.query.as_bytes())
    }

    /// The decoded pairs of a form body; none if the body is something else.
    pub fn form_pairs(&self) -> Vec<(String, String)> {
        let kind = self.header("content-type").unwrap_or_default();
        let form = kind.to_ascii_lowercase().starts_with("application/x-www-form-urlencoded");
        if form { pairs(&self.body) } else { Vec::new() }
    }

    /// The names of all parameters, wherever they are.
    pub fn parameter_names(&self) -> Vec<String> {
        let json = serde_json::from_slice::<serde_json::Map<String, Value>>(&self.body).unwrap_or_default();
        let sent = self.query_pairs().into_iter().chain(self.form_pairs()).map(|(name, _)| name);
        let mut names: Vec<_> = sent.chain(json.into_iter().map(|(name, _)| name)).collect();
        names.sort_unstable();
        names
    }
}

impl Refusal {
    pub fn new(status: u16, code: impl Into<String>, message: impl Into<String>) -> Self {
        Self { status, code: code.into(), message: message.into() }
    }
}

fn pairs(encoded: &[u8]) -> Vec<(String, String)> {
    url::form_urlencoded::parse(encoded).into_owned().collect()
}
