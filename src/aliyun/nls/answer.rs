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
        let code = ["Code", "ErrCode"].into_iter().find_map(|name| answer.text(name));
        let code = code.filter(|code| code != "0" && code != "200");
        let field = |name: &str| answer.fields.get("Token").and_then(|token| token.get(name));
        let has_id = field("Id").and_then(Value::as_str).is_some_and(|id| !id.is_empty());
        if !answer.is_success() || code.is_some() || !has_id {
            return Err(self.failure(answer, code, signed));
        }
        let clean = |text: String| self.clean(&text, signed);
        let request_id = answer.text("RequestId").map(clean);
        let token = answer
            .token(field("Id"), http::expiry(field("ExpireTime")))
            .map_err(|error| error.with_request_id(request_id.clone()))?;
        Ok(Token {
            user_id: field("UserId").and_then(Value::as_str).map(|text| self.clean(text, signed)),
            request_id,
            nls_request_id: answer.text("NlsRequestId").map(clean),
            ..token
        })
    }

    fn failure(&self, answer: &Answer, code: Option<String>, signed: &SignedRequest) -> Error {
        let text = |names: [&str; 2]| names.into_iter().find_map(|name| answer.text(name));
        let message = text(["Message", "ErrMsg"]);
        let known = code.as_deref().and_then(codes::look_up);
        let (kind, hint) = match known {
            Some((kind, hint)) => (Some(kind), hint),
            None if code.is_none() && answer.is_success() => (Some(ErrorKind::BadResponse), None),
            // An unknown code: the status may say more.
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

/// Splits a message of the gateway at the echo of what it signed: before it, and the echo.
fn echo(message: &str) -> Option<(&str, &str)> {
    const MARKS: [&str; 4] = ["string to sign", "stringtosign", "string-to-sign", "canonicalrequest"];
    let lower = message.to_ascii_lowercase();
    let (at, mark) =
        MARKS.iter().filter_map(|mark| Some((lower.find(mark)?, mark))).min_by_key(|(at, _)| *at)?;
    let before = message[..at].trim_end();
    let before = before.strip_suffix("server").map_or(before, str::trim_end);
    Some((before, &message[at + mark.len()..]))
}

/// Whether the secret is wrong (the gateway signed the same string) or the request was changed.
fn compare(message: &str, signed: &str) -> Option<&'static str> {
    let (_, theirs) = echo(message)?;
    Some(if theirs.contains(signed) {
        "The access key secret is wrong: the cloud signed the same request and got another result."
    } else {
        "The request was changed on its way (by a proxy?); if nothing is in between, please report this as a bug in this library."
    })
}
