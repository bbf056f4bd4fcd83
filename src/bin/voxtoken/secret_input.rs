//! Secrets from where people keep them: an option, a file, standard input or the keyboard.

use std::fs::File;
use std::io::{IsTerminal, Read};
use std::path::{Path, PathBuf};

use voxtoken::{ErrorKind, Secret};

use crate::failure::Failure;
use crate::output::Output;

/// No key, certificate or security token is larger.
const MAX_BYTES: u64 = 64 * 1024;

/// The value parser for options that are secrets.
pub fn parse(text: &str) -> Result<Secret, std::convert::Infallible> {
    Ok(text.into())
}

/// The options of one secret. At most one of the two is given.
pub struct SecretOptions<'a> {
    pub option: &'static str,
    pub value: &'a Option<Secret>,
    pub file_option: &'static str,
    pub file: &'a Option<PathBuf>,
}

impl SecretOptions<'_> {
    /// The secret, if one of the options is given.
    pub fn read(&self, output: Output) -> Result<Option<Secret>, Failure> {
        let Self { option, file_option, .. } = self;
        if let Some(secret) = self.value {
            output.warn(&format!(
                "other users of this machine can see {option} in the list of processes; \
                 use {file_option} (- for standard input) or the environment"
            ));
            return Ok(Some(secret.clone()));
        }
        let Some(path) = self.file else { return Ok(None) };
        let text = if is_stdin(path) {
            read_text(std::io::stdin().lock())
        } else {
            File::open(path).and_then(|file| {
                if is_readable_by_all(&file) {
                    output.warn(&format!(
                        "every user of this machine can read {}; run chmod 600 on it",
                        path.display()
                    ));
                }
                read_text(file)
            })
        };
        let text = text.map_err(|error| {
            Failure::usage(file_option, format!("cannot read {}: {error}", path.display()))
        })?;
        let secret = text.trim_end_matches(['\r', '\n']);
        if secret.is_empty() {
            return Err(Failure::usage(file_option, format!("{} is empty", path.display())));
        }
        Ok(Some(secret.into()))
    }
}

/// Whether a file option means standard input.
pub fn is_stdin(path: &Path) -> bool {
    path == Path::new("-")
}

/// Text of limited size from a file or standard input.
pub fn read_text(from: impl Read) -> std::io::Result<String> {
    let mut text = String::new();
    from.take(MAX_BYTES + 1).read_to_string(&mut text)?;
    if text.len() as u64 > MAX_BYTES {
        return Err(std::io::Error::other(format!("is larger than {MAX_BYTES} bytes")));
    }
    Ok(text)
}

/// Asks at the keyboard without showing what is typed; `None` when there is no keyboard.
pub fn ask(what: &str) -> Result<Option<Secret>, Failure> {
    if !std::io::stdin().is_terminal() {
        return Ok(None);
    }
    let typed = rpassword::prompt_password(format!("{what}: ")).map_err(|error| {
        Failure::new(ErrorKind::Credentials, format!("cannot read the {what} from the terminal: {error}"))
    })?;
    Ok(Some(typed.trim().into()).filter(|secret: &Secret| !secret.is_empty()))
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
