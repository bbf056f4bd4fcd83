//! [`Failure`]: why a command did not do what it was asked, in words and in JSON.

use anstyle::{AnsiColor, Style};
use serde::Serialize;
use voxtoken::{Error, ErrorKind};

use crate::exit;
use crate::text::{painted, printable};

/// An error, perhaps with advice that fits the command line better than its own.
#[derive(Debug)]
pub struct Failure {
    error: Error,
    hint: Option<String>,
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self { error, hint: None }
    }
}

impl Failure {
    pub fn new(kind: ErrorKind, message: impl Into<String>) -> Self {
        Error::new(kind, message).into()
    }

    /// A wrong value of an option, which is named as it is written on the command line.
    pub fn usage(option: &'static str, rule: impl Into<String>) -> Self {
        Error::invalid(option, rule).into()
    }

    pub fn with_hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    pub fn exit_code(&self) -> u8 {
        exit::code(self.error.kind())
    }

    /// For people: what happened and what to do.
    pub fn words(&self, colour: bool) -> String {
        let red = Style::new().bold().fg_color(Some(AnsiColor::Red.into()));
        let cyan = Style::new().fg_color(Some(AnsiColor::Cyan.into()));
        // The error's own text begins with its argument's name in the library.
        let text = self.error.to_string();
        let text = match (self.error.argument(), self.option()) {
            (Some(argument), Some(option)) => {
                text.replacen(&format!("{argument}: "), &format!("{option}: "), 1)
            }
            _ => text,
        };
        let mut words = format!("{} {}\n", painted("error:", red, colour), printable(&text));
        let hint = |text: &str| format!("  {} {}\n", painted("hint:", cyan, colour), printable(text));
        // "Correct the named argument." tells nothing new.
        if self.hint.is_some() || self.error.hint() != ErrorKind::InvalidArgument.hint() {
            words += &hint(self.hint());
        }
        if let Some(page) = self.error.recommend() {
            words += &hint(&format!("The cloud recommends {page}"));
        }
        words
    }

    /// For programs: what becomes JSON.
    pub fn fields(&self) -> impl Serialize {
        let error = &self.error;
        let fields = ErrorFields {
            kind: error.kind().name(),
            number: error.kind().number(),
            message: error.message(),
            argument: error.argument().map(|argument| self.option().unwrap_or(argument)),
            code: error.code(),
            request_id: error.request_id(),
            http_status: error.http_status(),
            retryable: error.is_retryable(),
            retry_after_ms: error.retry_after().map(|wait| wait.as_millis()),
            recommend: error.recommend(),
            hint: self.hint(),
        };
        FailureFields { error: fields }
    }

    fn hint(&self) -> &str {
        self.hint.as_deref().unwrap_or(self.error.hint())
    }

    fn option(&self) -> Option<&'static str> {
        let argument = self.error.argument()?;
        OPTIONS.iter().find(|(name, _)| *name == argument).map(|(_, option)| *option)
    }
}

#[derive(Serialize)]
struct FailureFields<'a> {
    error: ErrorFields<'a>,
}

#[derive(Serialize)]
struct ErrorFields<'a> {
    kind: &'a str,
    number: u16,
    message: &'a str,
    argument: Option<&'a str>,
    code: Option<&'a str>,
    request_id: Option<&'a str>,
    http_status: Option<u16>,
    retryable: bool,
    retry_after_ms: Option<u128>,
    recommend: Option<&'a str>,
    hint: &'a str,
}

/// The library's arguments and where the command line has them.
const OPTIONS: &[(&str, &str)] = &[
    ("access_key", "--access-key"),
    ("access_key_id", "--access-key-id"),
    ("access_key_secret", "--access-key-secret"),
    ("account", "--account"),
    ("api_key", "--api-key"),
    ("app_id", "--app-id"),
    ("audio", "--audio-expire"),
    ("certificate", "--app-certificate"),
    ("channel", "--channel"),
    ("data", "--data-expire"),
    ("endpoint", "--endpoint"),
    ("expire", "--expire"),
    ("expire_in_secs", "--expire"),
    ("issued_at", "--issued-at"),
    ("join", "--join-expire"),
    ("permissions", "--read or --write"),
    ("privilege_expire", "--privilege-expire"),
    ("privilege_expired_ts", "--expire"),
    ("region", "--region"),
    ("resource_path", "--resource-path"),
    ("role", "--role"),
    ("room_uuid", "--room"),
    ("root_certificates", "--ca-file"),
    ("rtc_token_expire", "--expire"),
    ("rtm_token_expire", "--rtm-expire"),
    ("rtm_user_id", "--rtm-user"),
    ("secret_key", "--secret-key"),
    ("security_token", "--security-token"),
    ("token_expire", "--expire"),
    ("user_id", "--account"),
    ("user_uuid", "--account"),
    ("version", "--api-version"),
    ("video", "--video-expire"),
];
