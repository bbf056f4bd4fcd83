//! What a cloud answers: any status, any body.

use std::time::Instant;

use voxtoken::aliyun::{DashToken, NlsToken};
use voxtoken::baidu::AiobToken;
use voxtoken::http::{Request, Response, Transport};
use voxtoken::{Result, Token};

const SECRET: &str = "s3cr3t-of-the-caller";

/// Answers every request in the same way.
#[derive(Clone)]
struct Fixed(Response);

impl Transport for Fixed {
    fn send(&self, _request: &Request, _deadline: Instant) -> Result<Response> {
        Ok(self.0.clone())
    }
}

/// The first byte chooses the status, the rest is the body.
pub fn answers(input: &[u8]) {
    let Some((first, body)) = input.split_first() else { return };
    let status = [200, 201, 302, 400, 401, 403, 404, 407, 429, 500, 503, 599][usize::from(*first) % 12];
    let date = ("date".to_owned(), String::from_utf8_lossy(body.get(..40).unwrap_or(body)).into_owned());
    let response = Response::new(status, vec![date], body.to_vec());
    let fixed = Fixed(response);
    check(NlsToken::new("id", SECRET).transport(fixed.clone()).fetch());
    check(DashToken::new(SECRET).transport(fixed.clone()).fetch());
    check(AiobToken::new("id", SECRET).transport(fixed).fetch());
}

fn check(result: Result<Token>) {
    match result {
        Ok(token) => {
            assert!(!token.value().is_empty());
            assert!((1_000_000_000..=253_402_300_799).contains(&token.expires_at()));
            assert!(token.value().bytes().all(|byte| byte.is_ascii_graphic()));
        }
        Err(error) => {
            let shown = format!("{error} {:?} {}", error.recommend(), error.hint());
            assert!(!shown.contains(SECRET) && !shown.chars().any(char::is_control), "{shown:?}");
            assert!(shown.chars().count() < 4_000 && !error.message().is_empty());
        }
    }
}
