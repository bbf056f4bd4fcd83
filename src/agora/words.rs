//! The words of findings: amounts, ages, times and quoted texts.

use bstr::BStr;
use jiff::Timestamp;

use super::rules;

/// `1 byte`, `26,337 days`.
pub(super) fn count(number: u64, unit: &str) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() * 2 + unit.len());
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    let plural = if number == 1 { "" } else { "s" };
    format!("{text} {unit}{plural}")
}

/// A distance in time in its largest whole unit: `1 second`, `59 minutes`, `26,337 days`.
pub(super) fn age(seconds: u64) -> String {
    match seconds {
        0..60 => count(seconds, "second"),
        60..3600 => count(seconds / 60, "minute"),
        3600..86_400 => count(seconds / 3600, "hour"),
        _ => count(seconds / 86_400, "day"),
    }
}

/// A time in a message: UTC, and the number.
pub(super) fn moment(seconds: u64) -> String {
    match i64::try_from(seconds).map(Timestamp::from_second) {
        Ok(Ok(time)) => format!("{time} ({seconds})"),
        _ => seconds.to_string(),
    }
}

/// The texts of a token in a message: quoted, escaped, and not longer than needed to recognize them.
pub(super) fn quote(text: &[u8]) -> String {
    if text.len() <= rules::MAX_CHANNEL {
        return format!("{:?}", BStr::new(text));
    }
    // Not in the middle of a character.
    let end = (0..=rules::MAX_CHANNEL).rev().find(|&at| text[at] & 0xC0 != 0x80).unwrap_or(0);
    format!("{:?}… ({} bytes)", BStr::new(&text[..end]), text.len())
}

/// `user "anna"`; the empty account is the wildcard.
pub(super) fn user(account: &[u8]) -> String {
    if account.is_empty() { "any user (uid 0)".to_owned() } else { format!("user {}", quote(account)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_readable() {
        for (number, text) in [
            (0, "0 bytes"),
            (1, "1 byte"),
            (999, "999 bytes"),
            (1000, "1,000 bytes"),
            (1_234_567, "1,234,567 bytes"),
        ] {
            assert_eq!(count(number, "byte"), text);
        }
    }

    #[test]
    fn ages_are_in_the_largest_whole_unit() {
        for (seconds, text) in [
            (0, "0 seconds"),
            (1, "1 second"),
            (59, "59 seconds"),
            (60, "1 minute"),
            (3599, "59 minutes"),
            (3600, "1 hour"),
            (86_399, "23 hours"),
            (86_400, "1 day"),
            (26_337 * 86_400 + 5, "26,337 days"),
            (u64::MAX, "213,503,982,334,601 days"),
        ] {
            assert_eq!(age(seconds), text);
        }
    }
}
