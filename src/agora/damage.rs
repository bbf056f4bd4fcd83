//! What happened to a text that is not a token any more: mostly copying.

use super::access_token::VERSION_006;
use super::envelope::VERSION_007;
use super::finding::{Finding, Problem};
use super::words::count;

/// The text does not start with a version.
pub(super) fn of_version(text: &str) -> Finding {
    let starts_token = |text: &str| text.starts_with(VERSION_006) || text.starts_with(VERSION_007);
    let core = text.trim_start_matches(|char: char| char.is_whitespace() || is_quote(char));
    let message = match core.split_at_checked(BEARER.len()) {
        _ if text.trim().is_empty() => "The text is empty. Give the whole token.",
        Some((scheme, token)) if scheme.eq_ignore_ascii_case(BEARER) && starts_token(token.trim_start()) => {
            "The text starts with \"Bearer\", which belongs to an HTTP header and not to the token. Give what stands behind it."
        }
        _ if starts_token(core) && text.starts_with(is_quote) => {
            "The token is in quotation marks. Take them away; it starts with 006 or 007."
        }
        _ if starts_token(core) => {
            "There is a space or a line break in front of the token. Take it away; the token starts with 006 or 007."
        }
        _ => {
            "The text starts with neither 006 nor 007, so it is not a token that can be read here. Copy the token from its first character; dynamic keys of older versions do not work any more."
        }
    };
    Finding::new(Problem::BadVersion, message)
}

const BEARER: &str = "Bearer ";

/// The text is not base64; `offset` is where it starts in the token.
pub(super) fn of_base64(text: &str, offset: usize) -> Finding {
    if let Some((at, char)) = text.char_indices().find(|(_, char)| !is_base64(*char)) {
        let place = offset + text[..at].chars().count() + 1;
        return Finding::new(Problem::BadBase64, of_character(char, &text[at..], place));
    }
    let behind = text.find('=').map_or("", |at| text[at..].trim_start_matches('='));
    if !behind.is_empty() {
        let place = offset + text.len() - behind.len() + 1;
        return Finding::new(
            Problem::BadBase64,
            format!(
                "The token has {} behind its end, from character {place} on. Copy it again without them.",
                count(behind.len() as u64, "character")
            ),
        );
    }
    Finding::new(
        Problem::Truncated,
        "The token ends inside its base64 text. It was cut off or damaged on its way; copy it again as a whole.",
    )
}

/// `rest` starts with the character.
fn of_character(char: char, rest: &str, place: usize) -> String {
    let is_encoded = |code: &str| rest.get(..code.len()).is_some_and(|rest| rest.eq_ignore_ascii_case(code));
    if ["%2B", "%2F", "%3D"].iter().any(|code| is_encoded(code)) {
        return format!(
            "The token is percent-encoded: character {place} starts {}. Decode it before use (%2B is +, %2F is /, %3D is =).",
            &rest[..3]
        );
    }
    match char {
        ' ' => format!(
            "Character {place} is a space. A token has none; copy it again. Inside a token a space was mostly a + in a URL: encode it there as %2B."
        ),
        _ if char.is_whitespace() => {
            format!(
                "Character {place} is a line break or other white space. A token has none; copy it again as one line."
            )
        }
        _ if is_quote(char) => {
            format!(
                "Character {place} is a quotation mark. It does not belong to the token; copy it again without quotes."
            )
        }
        '-' | '_' => format!(
            "Character {place} is {char}, which is for url-safe base64. A token has + and / in the places of - and _; use it as it was minted."
        ),
        _ => format!("Character {place} is {char:?}, which is not one of base64. Copy the token again."),
    }
}

fn is_base64(char: char) -> bool {
    char.is_ascii_alphanumeric() || "+/=".contains(char)
}

fn is_quote(char: char) -> bool {
    "\"'`\u{201c}\u{201d}\u{2018}\u{2019}".contains(char)
}
