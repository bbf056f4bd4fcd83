//! Runs the `voxtoken` command in an environment that holds only what a test puts there.
#![allow(dead_code)] // each test file uses its part

use std::io::Write;
use std::process::{Command, Output, Stdio};

use serde_json::Value;

/// The app of the official test vectors.
pub const APP_ID: &str = "970CA35de60c44645bbae8a215061b33";
pub const CERTIFICATE: &str = "5CFd2fd1755d40ecb72977518be15d3b";

/// What must never be seen on standard error, nor on standard output of a failure.
const SECRETS: &[&str] = &[super::support::SECRET, super::support::SECURITY_TOKEN, CERTIFICATE, "hunter2"];

/// The command with these arguments and no environment but what the system needs.
pub fn voxtoken(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_voxtoken"));
    command.args(args).env_clear().stdin(Stdio::null());
    for name in ["PATH", "SystemRoot", "LLVM_PROFILE_FILE"] {
        if let Some(value) = std::env::var_os(name) {
            command.env(name, value);
        }
    }
    command
}

/// The command with Agora's app in the environment.
pub fn with_app(args: &[&str]) -> Command {
    let mut command = voxtoken(args);
    command.env("AGORA_APP_ID", APP_ID).env("AGORA_APP_CERTIFICATE", CERTIFICATE);
    command
}

/// How a command ended.
pub struct Ended {
    pub code: i32,
    pub stdout: String,
    pub stderr: String,
}

impl Ended {
    /// Standard output as one JSON object on one line.
    pub fn json(&self) -> Value {
        assert_eq!(self.stdout.matches('\n').count(), 1, "{}", self.stdout);
        serde_json::from_str(&self.stdout).unwrap_or_else(|_| panic!("not JSON: {}", self.stdout))
    }

    /// The token, which must be all that there is on standard output.
    pub fn token(&self) -> &str {
        assert_eq!(self.code, 0, "{}", self.stderr);
        let token = self.stdout.strip_suffix('\n').unwrap();
        assert!(!token.is_empty() && !token.contains(char::is_whitespace), "{token:?}");
        token
    }
}

/// Runs it to its end.
pub fn run(mut command: Command) -> Ended {
    ended(command.output().unwrap())
}

/// Runs it to its end with its standard output going elsewhere.
pub fn run_output_to(mut command: Command, stdout: Stdio) -> Ended {
    let child = command.stdout(stdout).stderr(Stdio::piped()).spawn().unwrap();
    ended(child.wait_with_output().unwrap())
}

/// Runs it to its end with this on standard input.
pub fn run_with(mut command: Command, input: &str) -> Ended {
    let mut child =
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    // A command that ends without reading is for the test to judge.
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    ended(child.wait_with_output().unwrap())
}

/// Checks what holds for every run: no secrets, no colours, no panic.
fn ended(output: Output) -> Ended {
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    let code = output.status.code().expect("it was not killed");
    let ended = Ended { code, stdout: text(output.stdout), stderr: text(output.stderr) };
    let Ended { stdout, stderr, .. } = &ended;
    for secret in SECRETS {
        assert!(!stderr.contains(secret), "{stderr}");
        assert!(!stdout.contains(secret), "{stdout}");
    }
    if code == 0 && !stdout.trim().is_empty() {
        assert!(!stderr.contains(stdout.trim()), "the token is on standard error: {stderr}");
    }
    assert!(
        !stderr.contains("panicked") && !stderr.contains('\u{1b}') && !stdout.contains('\u{1b}'),
        "{stderr}"
    );
    ended
}
