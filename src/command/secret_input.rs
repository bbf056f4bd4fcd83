//! Secrets from where people keep them: an option, a file, standard input or the keyboard.

use std::fs::File;
use std::io::{ErrorKind as Io, IsTerminal, Read};
use std::path::{Path, PathBuf};

use crate::{ErrorKind, Secret};

use crate::command::failure::Failure;
use crate::command::output::Output;
use crate::command::prompt;

/// No key, certificate or security token is larger.
const MAX_BYTES: u64 = 64 * 1024;

/// The value parser for options that are secrets.
pub fn parse(text: &str) -> Result<Secret, std::convert::Infallible> {
    Ok(text.into())
}

/// A secret that is known, or is to be typed once everything else is in order.
#[derive(Debug)]
pub enum Given {
    Known {
        secret: Secret,
        /// The option or variable that it comes from.
        origin: &'static str,
    },
    /// What to ask for.
    Keyboard(&'static str),
}

impl Given {
    pub fn is_known(&self) -> bool {
        matches!(self, Self::Known { .. })
    }

    /// The secret, or a text of the right form to check the rest with.
    pub fn or_stand_in(&self) -> Secret {
        match self {
            Self::Known { secret, .. } => secret.clone(),
            Self::Keyboard(_) => "0".repeat(32).into(),
        }
    }

    /// What an error is to name when this secret is at fault.
    pub fn origin(&self) -> &'static str {
        match self {
            Self::Known { origin, .. } => origin,
            Self::Keyboard(what) => what,
        }
    }

    /// The secret; asks for it if need be.
    pub fn get(self) -> Result<Secret, Failure> {
        let what = match self {
            Self::Known { secret, .. } => return Ok(secret),
            Self::Keyboard(what) => what,
        };
        let failed = |why: String| Failure::new(ErrorKind::Credentials, why);
        let typed = prompt::hidden(what).map_err(|error| match error.kind() {
            Io::UnexpectedEof => failed(format!("no {what} was typed")),
            _ => failed(format!("cannot read the {what} from the terminal: {error}")),
        })?;
        match typed.trim() {
            "" => Err(failed(format!("no {what} was typed"))),
            typed => Ok(typed.into()),
        }
    }
}

/// The options of one secret. At most one of the two is given.
pub struct SecretOptions<'a> {
    /// The secret in words.
    pub what: &'static str,
    pub option: &'static str,
    pub value: &'a Option<Secret>,
    pub file_option: &'static str,
    pub file: &'a Option<PathBuf>,
}

impl SecretOptions<'_> {
    /// The secret, if one of the options is given.
    pub fn read(&self, output: Output) -> Result<Option<Given>, Failure> {
        let Self { what, option, file_option, .. } = *self;
        if let Some(secret) = self.value {
            output.warn(&format!(
                "other users of this machine can see {option} in the list of processes; \
                 use {file_option} (- for standard input) or the environment"
            ));
            return Ok(Some(Given::Known { secret: secret.clone(), origin: option }));
        }
        let Some(path) = self.file else { return Ok(None) };
        if is_stdin(path) && std::io::stdin().is_terminal() {
            return Ok(Some(Given::Keyboard(what)));
        }
        let (name, bytes) = if is_stdin(path) {
            ("standard input".to_owned(), read_limited(std::io::stdin().lock(), MAX_BYTES))
        } else {
            (path.display().to_string(), read_file(path, output))
        };
        let bytes =
            bytes.map_err(|error| Failure::usage(file_option, format!("cannot read {name}: {error}")))?;
        let secret = only_line(&bytes).map_err(|why| Failure::usage(file_option, format!("{name} {why}")))?;
        Ok(Some(Given::Known { secret: secret.into(), origin: file_option }))
    }
}

/// Whether a file option means standard input.
pub fn is_stdin(path: &Path) -> bool {
    path == Path::new("-")
}

/// What is in a file or on standard input, up to a limit.
pub fn read_limited(from: impl Read, limit: u64) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    from.take(limit + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > limit {
        return Err(std::io::Error::other(format!("it is larger than {limit} bytes")));
    }
    Ok(bytes)
}

fn read_file(path: &Path, output: Output) -> std::io::Result<Vec<u8>> {
    let file = File::open(path)?;
    if is_readable_by_all(&file) {
        output.warn(&format!("every user of this machine can read {}; run chmod 600 on it", path.display()));
    }
    read_limited(file, MAX_BYTES)
}

/// The one line of text that a secret is, or why these bytes are not one.
fn only_line(bytes: &[u8]) -> Result<&str, &'static str> {
    if bytes.starts_with(b"\xef\xbb\xbf") {
        return Err("begins with a byte order mark; save it as UTF-8 without one");
    }
    if bytes.contains(&0) || bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff") {
        return Err("holds NUL characters or is UTF-16; save it as plain text in UTF-8");
    }
    let text = std::str::from_utf8(bytes).map_err(|_| "is not UTF-8 text")?;
    match text.trim_end_matches(['\r', '\n']) {
        "" => Err("is empty"),
        line if line.contains(['\r', '\n']) => Err("has a second line; it must hold the secret alone"),
        line if line.trim() != line => Err("has blanks before or after the secret; take them out"),
        line => Ok(line),
    }
}

#[cfg(unix)]
fn is_readable_by_all(file: &File) -> bool {
    use std::os::unix::fs::PermissionsExt;
    file.metadata().is_ok_and(|metadata| metadata.is_file() && metadata.permissions().mode() & 0o004 != 0)
}

#[cfg(not(unix))]
fn is_readable_by_all(_: &File) -> bool {
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_one_line() {
        assert_eq!(only_line(b"secret\r\n"), Ok("secret"));
        for (bytes, word) in [
            (&b"\xef\xbb\xbfsecret"[..], "byte order mark"),
            (b"\xff\xfes\0e\0", "UTF-16"),
            (b"sec\0ret", "NUL"),
            (b"\xe9t\xe9", "not UTF-8"),
            (b"\n", "is empty"),
            (b"id\nsecret\n", "second line"),
            (b" secret\n", "blanks"),
        ] {
            assert!(only_line(bytes).unwrap_err().contains(word), "{word}");
        }
    }
}
