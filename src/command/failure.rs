//! [`Failure`]: why a command did not do what it was asked, in words and in JSON.

use crate::{Clock, Error, ErrorKind, SystemClock};
use anstyle::{AnsiColor, Style};
use serde::Serialize;

use crate::command::text::{painted, printable};
use crate::command::{exit, times};

/// An error, perhaps with advice that fits the command line better than its own.
#[derive(Debug)]
pub struct Failure {
    error: Error,
    hint: Option<String>,
    /// What is at fault, as the user has written it.
    name: Option<String>,
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self { error, hint: None, name: None }
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

    /// Names where the value came from instead of the option, if this argument is at fault.
    pub fn named(mut self, argument: &str, origin: &str) -> Self {
        if self.error.argument() == Some(argument) {
            self.name = Some(origin.to_owned());
        }
        self
    }

    pub fn kind(&self) -> ErrorKind {
        self.error.kind()
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
        let text = match (self.error.argument(), self.name()) {
            (Some(argument), Some(name)) => text.replacen(&format!("{argument}: "), &format!("{name}: "), 1),
            _ => text,
        };
        let mut words = format!("{} {}\n", painted("error:", red, colour), printable(&text));
        let hint = |text: &str| format!("  {} {}\n", painted("hint:", cyan, colour), printable(text));
        // "Correct the named argument." tells nothing new.
        if self.hint.is_some() || self.error.hint() != ErrorKind::InvalidArgument.hint() {
            words += &hint(self.hint());
        }
        if let Some(at) = self.error.retry_at() {
            let at = times::local_and_relative(at, SystemClock.now());
            words += &hint(&format!("The cloud is not asked again before {at}."));
        } else if let Some(wait) = self.error.retry_after() {
            words += &hint(&format!("Try again in {} s.", wait.as_millis() as f64 / 1000.0));
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
            argument: self.name(),
            code: error.code(),
            request_id: error.request_id(),
            http_status: error.http_status(),
            retryable: error.is_retryable(),
            retry_after_ms: error.retry_after().map(|wait| wait.as_millis()),
            retry_at: error.retry_at(),
            recommend: error.recommend(),
            hint: self.hint(),
        };
        FailureFields { error: fields }
    }

    pub fn hint(&self) -> &str {
        let kind = self.error.kind();
        let own = match kind {
            _ if self.error.hint() != kind.hint() => self.error.hint(),
            ErrorKind::Insecure => INSECURE_HINT,
            ErrorKind::Tls => TLS_HINT,
            _ => kind.hint(),
        };
        self.hint.as_deref().unwrap_or(own)
    }

    /// The name of what is at fault on the command line or in the environment.
    fn name(&self) -> Option<&str> {
        let argument = self.error.argument()?;
        let option = || OPTIONS.iter().find(|(name, _)| *name == argument).map(|(_, option)| *option);
        self.name.as_deref().or_else(option).or(Some(argument))
    }
}

const INSECURE_HINT: &str = "Give an https URL. Plain http is for loopback; --allow-http allows it elsewhere, where others can read the secrets.";

const TLS_HINT: &str = "Check this machine's clock and root certificates. If the server or a proxy that opens TLS \
    has a certificate of its own, name the PEM file of its issuer with --ca-file.";

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
    /// Absolute Unix seconds: before, `--cached` gives the same error without asking.
    retry_at: Option<u64>,
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
    ("file", "--cached"),
    ("issued_at", "--issued-at"),
    ("join", "--join-expire"),
    ("min_validity", "--min-validity"),
    ("permissions", "--read or --write"),
    ("privilege_expire", "--privilege-expire"),
    ("privilege_expired_ts", "--expire"),
    ("redis", "--redis"),
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

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    fn options_of(command: &clap::Command) -> Vec<String> {
        let own = command.get_arguments().filter_map(|argument| argument.get_long());
        let own = own.map(|name| format!("--{name}"));
        own.chain(command.get_subcommands().flat_map(options_of)).collect()
    }

    #[test]
    fn options_that_errors_name_exist() {
        let existing = options_of(&crate::command::Cli::command());
        for (argument, options) in OPTIONS {
            for option in options.split(" or ") {
                assert!(existing.iter().any(|this| this == option), "{argument}: {option}");
            }
        }
    }

    #[test]
    fn words_name_the_option_and_the_advice() {
        let failure = Failure::from(Error::invalid("app_id", "is bad"));
        assert_eq!(failure.words(false), "error: --app-id: is bad\n");
        let failure = Failure::new(ErrorKind::Timeout, "no answer\u{1b}").with_hint("Wait.");
        assert_eq!(failure.words(false), "error: no answer\\x1b\n  hint: Wait.\n");
        let colours = "\u{1b}[1m\u{1b}[31merror:\u{1b}[0m no answer";
        assert!(failure.words(true).starts_with(colours), "{:?}", failure.words(true));
    }
}
