//! Tokens that a function of the program gives. It runs on the event loop, while the thread of the cache waits.

use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Weak};
use std::thread::sleep;
use std::time::{Duration, Instant};

use napi::Status;
use napi::threadsafe_function::{ThreadsafeFunction, ThreadsafeFunctionCallMode::NonBlocking};
use napi_derive::napi;

use crate::{Error, ErrorKind, Result, Token};

/// What is called with a ticket to answer. It does not keep the process alive: whoever waits for the token does.
pub type Call = ThreadsafeFunction<Ticket, (), Ticket, Status, false, true>;

/// How long a thread waits before it looks whether there is still somebody to wait for.
const TURN: Duration = Duration::from_millis(100);

/// Calls a function of the program.
pub struct Caller(pub Call);

impl Caller {
    /// The token that the function gives.
    pub fn ask(&self) -> Result<Token> {
        const LIMIT: Duration = Duration::from_secs(10);
        let (sender, answer) = channel();
        let waiter = Arc::new(());
        let ticket = Ticket { sender: Some(sender), waiter: Arc::downgrade(&waiter) };
        if self.0.call(ticket, NonBlocking) == Status::Closing {
            return Err(ended());
        }
        let begun = Instant::now();
        loop {
            match answer.recv_timeout(TURN) {
                Ok(result) => return result,
                Err(RecvTimeoutError::Disconnected) => return Err(self.unanswered()),
                // At the end of a thread of JavaScript, calls are forgotten.
                Err(RecvTimeoutError::Timeout) if self.0.aborted() => return Err(ended()),
                Err(RecvTimeoutError::Timeout) if begun.elapsed() >= LIMIT => {
                    let message = format!("the source of tokens took more than {} s", LIMIT.as_secs());
                    return Err(Error::new(ErrorKind::Timeout, message)
                        .with_hint("Give up earlier in the function, or keep the event loop free."));
                }
                Err(RecvTimeoutError::Timeout) => {}
            }
        }
    }

    /// Why there is no answer, and will be none. At the end of a thread of JavaScript all its promises are forgotten.
    fn unanswered(&self) -> Error {
        sleep(TURN); // what ends a thread is not done at once
        if self.0.aborted() { ended() } else { forgotten() }
    }
}

fn forgotten() -> Error {
    Error::new(ErrorKind::Unavailable, "the source of tokens gave no answer")
        .with_hint("The function's promise was forgotten: nothing in the program can fulfill it any more.")
}

fn ended() -> Error {
    Error::new(ErrorKind::Unavailable, "the program that asks for a token has ended").with_nobody_asked()
}

/// One call of a function, which is answered once. An answer that comes too late is lost.
#[napi]
pub struct Ticket {
    sender: Option<Sender<Result<Token>>>,
    /// It is gone when nobody waits for the answer any more.
    waiter: Weak<()>,
}

/// What came with a token.
#[napi(object, object_to_js = false)]
pub struct Known {
    pub user_id: Option<String>,
    pub request_id: Option<String>,
    pub nls_request_id: Option<String>,
    /// Absolute Unix seconds.
    pub server_time: Option<f64>,
}

/// What a `VoxTokenError` says, or what is to be said.
#[napi(object, object_to_js = false)]
pub struct Refusal {
    pub kind: String,
    pub message: String,
    pub hint: Option<String>,
    pub argument: Option<String>,
    pub code: Option<String>,
    pub request_id: Option<String>,
    pub http_status: Option<u16>,
    pub recommend: Option<String>,
    /// Seconds.
    pub retry_after: Option<f64>,
    /// Which call of the function this is, if it is to be known again.
    pub call: Option<u32>,
}

#[napi]
impl Ticket {
    /// Whether somebody waits for the answer.
    #[napi(getter, catch_unwind)]
    pub fn is_open(&self) -> bool {
        self.waiter.strong_count() > 0
    }

    /// The function gave a token, which ends at `expire_time`, in absolute Unix seconds.
    #[napi(catch_unwind)]
    pub fn give(&mut self, value: String, expire_time: f64, known: Known) {
        self.answer(Ok(Token {
            user_id: known.user_id,
            request_id: known.request_id,
            nls_request_id: known.nls_request_id,
            server_time: known.server_time.map(|time| time as u64),
            ..Token::new(value, expire_time as u64)
        }));
    }

    /// The function failed.
    #[napi(catch_unwind)]
    pub fn refuse(&mut self, refusal: Refusal) {
        self.answer(Err(refusal.into()));
    }

    /// The function is not called, because the cache is gone.
    #[napi(catch_unwind)]
    pub fn leave(&mut self) {
        self.answer(Err(ended()));
    }

    fn answer(&mut self, result: Result<Token>) {
        if let Some(sender) = self.sender.take() {
            // Nobody waits any more after the time limit.
            let _ = sender.send(result);
        }
    }
}

impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Self {
        let kind = ErrorKind::from_name(&refusal.kind).unwrap_or(ErrorKind::Unavailable);
        let complete = |message: &str| {
            let error = match refusal.argument.clone() {
                Some(argument) if kind == ErrorKind::InvalidArgument => Error::invalid(argument, message),
                _ => Error::new(kind, message),
            };
            let error = error.with_code(refusal.code.clone()).with_request_id(refusal.request_id.clone());
            match refusal.http_status {
                Some(status) => error.with_http_status(status),
                None => error,
            }
        };
        // The text of a `VoxTokenError` has what stands in these fields around the message.
        let around = complete("");
        let before = around.argument().map_or_else(String::new, |argument| format!("{argument}: "));
        let after = around.to_string().split_off(before.len());
        let message = refusal.message.strip_prefix(&before).unwrap_or(&refusal.message);
        let message = message.strip_suffix(&after).unwrap_or(message);
        let wait = refusal.retry_after.and_then(|seconds| Duration::try_from_secs_f64(seconds).ok());
        let error = complete(message).with_recommend(refusal.recommend.clone()).with_retry_after(wait);
        let error = error.with_call(refusal.call);
        match refusal.hint {
            Some(hint) => error.with_hint(hint),
            None => error,
        }
    }
}
