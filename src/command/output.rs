//! What goes where: results to standard output, all else to standard error.

use std::io::{ErrorKind as Io, IsTerminal, Write};

use crate::ErrorKind;
use anstyle::AnsiColor;
use serde::Serialize;

use crate::command::exit;
use crate::command::facts::Facts;
use crate::command::failure::Failure;
use crate::command::text::{painted, printable};

/// How to print the result.
#[derive(clap::Args, Clone, Copy, Default)]
pub struct Output {
    /// Print one JSON object on standard output, also on failure
    #[arg(long, help_heading = "Output")]
    json: bool,

    /// Print nothing but errors on standard error
    #[arg(long, short, help_heading = "Output")]
    quiet: bool,
}

impl Output {
    /// As the option `--json` says.
    pub fn new(json: bool) -> Self {
        Self { json, quiet: false }
    }

    /// The end of a command: shows a failure and gives the exit code.
    pub fn finish(self, result: Result<u8, Failure>) -> u8 {
        let failure = match result {
            Ok(code) => return code,
            Err(failure) => failure,
        };
        to_stderr(&failure.words(stderr_has_colour()));
        if self.json {
            // Standard output may be what failed; the words above are out already.
            let _ = json_to_stdout(&failure.fields());
        }
        failure.exit_code()
    }

    /// A token alone, or with what is known about it as JSON; and the facts for people.
    pub fn token(&self, token: &str, fields: &impl Serialize, facts: &Facts) -> Result<u8, Failure> {
        if self.json {
            json_to_stdout(fields)?;
        } else {
            to_stdout(&format!("{token}\n"))?;
        }
        if !self.quiet {
            let is_terminal = std::io::stderr().is_terminal();
            to_stderr(&if is_terminal { facts.table(stderr_has_colour()) } else { facts.line() });
        }
        Ok(exit::SUCCESS)
    }

    /// Something to think about that does not stop the command.
    pub fn warn(&self, text: &str) {
        if !self.quiet {
            let yellow = AnsiColor::Yellow.on_default().bold();
            to_stderr(&format!("{} {}\n", painted("warning:", yellow, stderr_has_colour()), printable(text)));
        }
    }

    /// Something that is good to know when there is no result to show.
    pub fn note(&self, text: &str) {
        if !self.quiet {
            to_stderr(&(printable(text) + "\n"));
        }
    }

    pub fn is_json(&self) -> bool {
        self.json
    }

    pub fn is_quiet(&self) -> bool {
        self.quiet
    }

    /// May something move on standard error?
    pub fn is_lively(&self) -> bool {
        !self.quiet && std::io::stderr().is_terminal()
    }
}

/// Whether standard output is a terminal that wants colours.
pub fn stdout_has_colour() -> bool {
    std::io::stdout().is_terminal() && colours_are_welcome()
}

fn stderr_has_colour() -> bool {
    std::io::stderr().is_terminal() && colours_are_welcome()
}

fn colours_are_welcome() -> bool {
    let no_color = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    let is_dumb = std::env::var_os("TERM").is_some_and(|value| value == "dumb");
    !no_color && !is_dumb
}

/// Writes to standard output. A reader that has left is no failure: it has what it wanted.
pub fn to_stdout(text: &str) -> Result<(), Failure> {
    let mut stdout = std::io::stdout().lock();
    match stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush()) {
        Err(error) if error.kind() != Io::BrokenPipe => {
            Err(Failure::new(ErrorKind::Internal, format!("cannot write to standard output: {error}"))
                .with_hint("Check where standard output goes."))
        }
        _ => Ok(()),
    }
}

/// Writes one JSON object on one line.
pub fn json_to_stdout(fields: &impl Serialize) -> Result<(), Failure> {
    let text = serde_json::to_string(fields)
        .map_err(|error| Failure::new(ErrorKind::Internal, format!("cannot write JSON: {error}")))?;
    to_stdout(&(text + "\n"))
}

/// Writes to standard error; if that fails there is nowhere left to say so.
fn to_stderr(text: &str) {
    let _ = std::io::stderr().lock().write_all(text.as_bytes());
}
