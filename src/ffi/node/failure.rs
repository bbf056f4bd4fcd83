//! The core's errors as plain objects.

use napi::Either;
use napi_derive::napi;

use crate::{Error, Result};

/// What went wrong. `bindings/node/lib/errors.js` makes a `VoxTokenError` of it.
#[napi(object, object_from_js = false)]
pub struct Failure {
    pub kind: &'static str,
    pub message: String,
    pub retryable: bool,
    pub hint: String,
    pub argument: Option<String>,
    /// What is wrong with an Agora token, by the name of the finding.
    pub problem: Option<&'static str>,
    pub code: Option<String>,
    pub request_id: Option<String>,
    pub http_status: Option<u16>,
    pub recommend: Option<String>,
    /// In seconds.
    pub retry_after: Option<f64>,
    /// In absolute Unix seconds.
    pub retry_at: Option<f64>,
    /// Which call of a function of the program has failed, for those that are known again.
    pub call: Option<u32>,
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self {
            kind: error.kind().name(),
            message: message(&error),
            retryable: error.is_retryable(),
            hint: error.hint().to_owned(),
            argument: error.argument().map(camel_case),
            problem: None,
            code: error.code().map(str::to_owned),
            request_id: error.request_id().map(str::to_owned),
            http_status: error.http_status(),
            recommend: error.recommend().map(str::to_owned),
            retry_after: error.retry_after().map(|wait| wait.as_secs_f64()),
            retry_at: error.retry_at().map(|time| time as f64),
            call: error.call(),
        }
    }
}

/// What a function gives, or what went wrong; in JavaScript `kind` tells them apart.
pub type Outcome<T> = Either<T, Failure>;

pub fn outcome<T, U: From<T>>(result: Result<T>) -> Outcome<U> {
    match result {
        Ok(value) => Either::A(value.into()),
        Err(error) => Either::B(error.into()),
    }
}

/// What happened, with the argument's name as JavaScript spells it.
fn message(error: &Error) -> String {
    let text = error.to_string();
    match error.argument().and_then(|argument| text.strip_prefix(argument)) {
        Some(rest) => error.argument().map(camel_case).unwrap_or_default() + rest,
        None => text,
    }
}

/// `access_key_id` is `accessKeyId`.
pub fn camel_case(name: &str) -> String {
    let mut words = name.split('_');
    let first = words.next().unwrap_or_default().to_owned();
    words.fold(first, |name, word| {
        let mut letters = word.chars();
        let initial = letters.next().map(|letter| letter.to_ascii_uppercase());
        name + &initial.into_iter().chain(letters).collect::<String>()
    })
}
