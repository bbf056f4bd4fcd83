//! Text for terminals: colours and harmless characters.

use anstyle::Style;

/// `text` in `style`, or as it is without colours.
pub fn painted(text: &str, style: Style, colour: bool) -> String {
    if colour { format!("{style}{text}{style:#}") } else { text.to_owned() }
}

/// `text` without control characters and the like: what a token or a cloud says
/// must not be able to steer the terminal.
pub fn printable(text: &str) -> String {
    let mut clean = String::with_capacity(text.len());
    for c in text.chars() {
        match u8::try_from(c) {
            Ok(0) => clean.push_str("\\0"),
            // As the library's messages show them.
            Ok(byte) if byte.is_ascii_control() => clean.push_str(&byte.escape_ascii().to_string()),
            _ if c.is_control() || STEERING.contains(&c) => clean.extend(c.escape_unicode()),
            _ => clean.push(c),
        }
    }
    clean
}

/// Characters that change the direction of the text around them.
const STEERING: &[char] = &[
    '\u{200e}', '\u{200f}', '\u{202a}', '\u{202b}', '\u{202c}', '\u{202d}', '\u{202e}', '\u{2066}',
    '\u{2067}', '\u{2068}', '\u{2069}',
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn control_characters_are_shown_not_sent() {
        assert_eq!(printable("a\u{1b}[31mb\n\0\u{9b}\u{202e}"), "a\\x1b[31mb\\n\\0\\u{9b}\\u{202e}");
        assert_eq!(printable("频道 ü"), "频道 ü");
    }

    #[test]
    fn colour_only_when_wanted() {
        let bold = Style::new().bold();
        assert_eq!(painted("x", bold, false), "x");
        assert_eq!(painted("x", bold, true), "\u{1b}[1mx\u{1b}[0m");
    }
}
