//! The command on a terminal: tables, colours, a sign of life and a hidden prompt.
//! `script` of util-linux makes the terminal.
#![cfg(target_os = "linux")]

#[path = "support/run.rs"]
mod run;
mod support;

use std::io::{Read, Write};
use std::process::{Command, Stdio};

use run::*;
use support::*;

/// The command as its user would type it, with both outputs on a terminal.
fn on_terminal(args: &str, vars: &[(&str, &str)]) -> Command {
    let mut command = Command::new("script");
    command.arg("-qec").arg(format!("'{}' {args}", env!("CARGO_BIN_EXE_voxtoken"))).arg("/dev/null");
    command.env_clear().env("PATH", std::env::var_os("PATH").unwrap()).env("TERM", "xterm");
    command.envs([("AGORA_APP_ID", APP_ID), ("AGORA_APP_CERTIFICATE", CERTIFICATE)]);
    command.envs(vars.iter().copied());
    command
}

fn shown(args: &str, vars: &[(&str, &str)]) -> String {
    let output = on_terminal(args, vars).stdin(Stdio::null()).output().unwrap();
    String::from_utf8(output.stdout).unwrap().replace("\r\n", "\n")
}

const MINT: &str = "agora rtc --channel lobby --uid 23";

#[test]
fn a_terminal_gets_a_table_in_colour() {
    let shown = shown(MINT, &[]);
    assert!(shown.contains("\u{1b}[36mchannel\u{1b}[0m  lobby\n"), "{shown:?}");
    assert!(shown.contains("(in 1 h)\n"), "{shown:?}");
}

#[test]
fn no_color_and_dumb_terminals_get_none() {
    for var in [("NO_COLOR", "1"), ("TERM", "dumb")] {
        let shown = shown(&format!("{MINT} && '{}' inspect junk", env!("CARGO_BIN_EXE_voxtoken")), &[var]);
        assert!(shown.contains("  channel  lobby\n") && shown.contains("cannot be read"), "{shown:?}");
        assert!(!shown.contains('\u{1b}'), "{shown:?}");
    }
    assert!(shown(MINT, &[("NO_COLOR", "")]).contains('\u{1b}'), "an empty NO_COLOR counts as unset");
}

#[test]
fn an_answer_that_takes_its_time_gets_a_sign_of_life() {
    let sandbox = Sandbox::start(&["--mode", "hang"]);
    let vars = [("ALIYUN_AK_ID", ID), ("ALIYUN_AK_SECRET", SECRET)];
    let args = format!("nls --timeout 1 --endpoint {}", sandbox.nls);
    assert!(shown(&args, &vars).contains("asking for a token"));
    assert!(!shown(&format!("{args} --quiet"), &vars).contains("asking for a token"));
    sandbox.reset();
    sandbox.mode(serde_json::json!({"mode": "ok"}));
    assert!(!shown(&args, &vars).contains("asking for a token"), "an answer at once needs none");
}

#[test]
fn a_missing_secret_is_asked_for_without_showing_it() {
    let sandbox = Sandbox::start(&[]);
    let mut command = on_terminal(&format!("nls --access-key-id {ID} --endpoint {}", sandbox.nls), &[]);
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let (mut keyboard, mut screen) = (child.stdin.take().unwrap(), child.stdout.take().unwrap());
    let mut shown = Vec::new();
    while !shown.ends_with(b"access key secret: ") {
        let mut byte = [0];
        assert_eq!(screen.read(&mut byte).unwrap(), 1, "{}", String::from_utf8_lossy(&shown));
        shown.push(byte[0]);
    }
    writeln!(keyboard, "{SECRET}").unwrap();
    screen.read_to_end(&mut shown).unwrap();
    let shown = String::from_utf8(shown).unwrap();
    assert!(child.wait().unwrap().success(), "{shown}");
    assert!(shown.contains("nls") && !shown.contains(SECRET), "{shown}");
    assert_eq!(sandbox.calls("nls"), 1);
}
