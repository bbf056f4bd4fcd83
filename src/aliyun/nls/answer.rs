//! From an answer to a token or an error.

use serde_json::Value;

use super::{NlsToken, SignedRequest};
use crate::aliyun::codes;
use crate::error::{Error, ErrorKind, Result};
use crate::http::{self, Answer};
use crate::secret::Secret;
use crate::token::Token;

impl NlsToken {
    pub(super) fn read(&self, answer: &Answer, signed: &SignedRequest) -> Result<Token> {
        let token = answer.fields.get("Token");
        let failed =
            !answer.is_success() || answer.text("Code").is_some() || token.is_none_or(Value::is_null);
        if failed {
            return Err(self.failure(answer, signed));
        }
        let field = |name: &str| token.and_then(|token| token.get(name));
        let value = http::token_text(field("Id"))
            .ok_or_else(|| answer.bad("the answer is a success but holds no token id"))?;
        let expires_at = http::expiry(field("ExpireTime"))
            .map_err(|problem| answer.bad(format!("the token {problem}")))?;
        let clean = |text: String| self.clean(&text, signed);
        Ok(Token {
            user_id: field("UserId").and_then(Value::as_str).map(|text| self.clean(text, signed)),
            request_id: answer.text("RequestId").map(clean),
            nls_request_id: answer.text("NlsRequestId").map(clean),
            ..Token::new(value, expires_at)
        })
    }

    fn failure(&self, answer: &Answer, signed: &SignedRequest) -> Error {
        let text = |names: [&str; 2]| names.into_iter().find_map(|name| answer.text(name));
        let code = text(["Code", "ErrCode"]).filter(|code| code != "0" && code != "200");
        let message = text(["Message", "ErrMsg"]);
        let (kind, hint) = match code.as_deref().map(codes::look_up) {
            Some(Some((kind, hint))) => (Some(kind), hint),
            // An unknown code in a 2xx answer is a refusal; otherwise the status may say more.
            Some(None) => (None, None),
            None if answer.is_success() => (Some(ErrorKind::BadResponse), None),
            None => (None, None),
        };
        let hint = match (kind, &message) {
            (Some(ErrorKind::Signature), Some(message)) => compare(message, &signed.string_to_sign).or(hint),
            _ => hint,
        };
        let clean = |text: String| self.clean(&text, signed);
        let message = message.map(clean).filter(|message| !message.is_empty());
        let message = message.unwrap_or_else(|| {
            let what = if code.is_some() { "an error without a message" } else { "no token and no error" };
            format!("the cloud answered {what}")
        });
        let mut error = answer
            .error(kind, message)
            .with_code(code.map(clean))
            .with_request_id(text(["RequestId", "NlsRequestId"]).map(clean))
            .with_recommend(answer.text("Recommend").map(|url| clean(url.replace("&amp;", "&"))));
        if let Some(hint) = hint {
            error = error.with_hint(hint);
        }
        error
    }

    /// Without the string to sign that the gateway echoes, and without anything secret.
    fn clean(&self, words: &str, signed: &SignedRequest) -> String {
        let words = echo(words).map_or(words, |(before, _)| before);
        let security_token = self.security_token.as_ref().map_or("", Secret::expose);
        http::clean(
            words,
            &[&signed.string_to_sign, &signed.signature, self.access_key_secret.expose(), security_token],
        )
    }
}

/// Splits a message of the gateway at the echo of the string to sign: before it, and the echo.
fn echo(message: &str) -> Option<(&str, &str)> {
    const MARKS: [&str; 4] = ["string to sign is", "stringtosign", "string-to-sign", "string to sign"];
    let lower = message.to_ascii_lowercase();
    let (at, mark) =
        MARKS.iter().filter_map(|mark| Some((lower.find(mark)?, mark))).min_by_key(|(at, _)| *at)?;
    let before = message[..at].trim_end();
    let before = before.strip_suffix("server").map_or(before, str::trim_end);
    Some((before, message[at + mark.len()..].trim_start_matches([':', ' ']).trim_end()))
}

/// Whether the secret is wrong (the gateway signed the same string) or the request was changed.
fn compare(message: &str, signed: &str) -> Option<&'static str> {
    let (_, theirs) = echo(message).filter(|(_, theirs)| !theirs.is_empty())?;
    Some(if theirs.starts_with(signed) {
        "The access key secret is wrong: the cloud signed the same request and got another result."
    } else {
        "The request was changed on its way (by a proxy?); if nothing is in between, please report this as a bug in this library."
    })
}
