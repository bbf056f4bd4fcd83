//! [`Facts`]: labelled values for people, as a table or on one line.

use anstyle::{AnsiColor, Style};

use crate::command::text::{painted, printable};

/// Labels and values in the order in which they are shown.
#[derive(Default)]
pub struct Facts(Vec<Fact>);

struct Fact {
    label: String,
    value: String,
    style: Style,
}

impl Facts {
    pub fn add(&mut self, label: &str, value: impl AsRef<str>) {
        self.add_styled(label, value, Style::new());
    }

    /// Adds nothing for `None`.
    pub fn add_some(&mut self, label: &str, value: Option<impl AsRef<str>>) {
        if let Some(value) = value {
            self.add(label, value);
        }
    }

    pub fn add_styled(&mut self, label: &str, value: impl AsRef<str>, style: Style) {
        self.0.push(Fact { label: label.to_owned(), value: printable(value.as_ref()), style });
    }

    /// One aligned line per fact.
    pub fn table(&self, colour: bool) -> String {
        let label_style = Style::new().fg_color(Some(AnsiColor::Cyan.into()));
        let width = self.0.iter().map(|fact| fact.label.len()).max().unwrap_or_default();
        let line = |fact: &Fact| {
            let label = painted(&format!("{:width$}", fact.label), label_style, colour);
            format!("  {label}  {}\n", painted(&fact.value, fact.style, colour))
        };
        self.0.iter().map(line).collect()
    }

    /// All facts on one line, for a log.
    pub fn line(&self) -> String {
        let facts: Vec<_> = self.0.iter().map(|fact| format!("{}: {}", fact.label, fact.value)).collect();
        facts.join("; ") + "\n"
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn facts() -> Facts {
        let mut facts = Facts::default();
        facts.add("service", "nls");
        facts.add_styled("user id", "12\u{1b}", AnsiColor::Green.on_default());
        facts.add_some("request id", None::<&str>);
        facts
    }

    #[test]
    fn a_table_is_aligned_and_a_line_is_one() {
        assert_eq!(facts().table(false), "  service  nls\n  user id  12\\x1b\n");
        assert_eq!(facts().line(), "service: nls; user id: 12\\x1b\n");
    }

    #[test]
    fn colours_do_not_change_the_alignment() {
        assert_eq!(
            facts().table(true),
            "  \u{1b}[36mservice\u{1b}[0m  nls\n  \u{1b}[36muser id\u{1b}[0m  \u{1b}[32m12\\x1b\u{1b}[0m\n"
        );
    }
}
