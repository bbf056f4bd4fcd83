//! The command on a terminal: tables, colours, a sign of life and a hidden prompt.
//! `script` of util-linux makes the terminal.
#![cfg(target_os = "linux")]

#[path = "support/run.rs"]
mod run;
mod support;

use std::io::{Read, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::time::{Duration, Instant};
use std::{fs, thread};

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
fn a_secret_is_asked_for_without_showing_it_when_it_is_missing_or_to_come_from_the_keyboard() {
    for option in ["", "--access-key-secret-file -"] {
        let sandbox = Sandbox::start(&[]);
        let args = format!("nls --access-key-id {ID} --endpoint {} {option}", sandbox.nls);
        let shown = typing_at("access key secret: ", SECRET, &args);
        assert!(shown.contains("nls") && !shown.contains(SECRET), "{shown}");
        assert_eq!(sandbox.last("nls")["verdict"], "ok");
    }
}

#[test]
fn a_prompt_that_is_broken_off_leaves_the_terminal_as_it_was() {
    for end in ["\u{3}", "TERM"] {
        // The shell stays, as the user's shell does, and the terminal with it.
        let args = "agora fpa --quiet; echo ended with $?; sleep 30";
        let mut typing = Typing::at("app certificate: ", args, &[("AGORA_APP_CERTIFICATE", "")]);
        if end == "TERM" {
            typing.signal(end);
        } else {
            typing.write(end);
        }
        let code = if end == "TERM" { 143 } else { 130 };
        typing.read_to(&format!("ended with {code}"));
        let state = terminal_state(typing.script.id());
        assert!(
            state.contains(" echo ") && state.contains("isig ") && !state.contains("-isig"),
            "{end:?}: {state}"
        );
        typing.script.kill().unwrap();
        typing.script.wait().unwrap();
    }
}

#[test]
fn nothing_typed_is_said_in_words() {
    for end in ["\u{4}", "\n"] {
        let mut typing = Typing::at("app certificate: ", "agora fpa", &[("AGORA_APP_CERTIFICATE", "")]);
        typing.write(end);
        let shown = typing.rest();
        assert!(shown.contains("no app certificate was typed") && !shown.contains("end of file"), "{shown}");
        assert_eq!(typing.script.wait().unwrap().code(), Some(3));
    }
}

#[test]
fn what_else_is_wrong_is_said_before_a_secret_is_asked_for() {
    let sandbox = Sandbox::start(&[]);
    for (args, word) in [
        ("agora rtc --channel '' --uid 1", "--channel"),
        ("agora rtc --channel a --uid 1 --app-certificate-file - --app-id 1", "--app-id"),
        ("nls --access-key-id id --endpoint ftp://h", "--endpoint"),
        ("aiob --access-key id --endpoint ftp://h", "--endpoint"),
        ("dashscope --region mars", "--region"),
    ] {
        let shown = shown_to_keyboard(args);
        assert!(
            shown.contains(word) && !shown.contains(": \r\n") && !shown.contains("secret: "),
            "{args}: {shown}"
        );
    }
    assert_eq!(sandbox.calls("nls"), 0);
}

/// What the screen shows for a command that has a keyboard and ends without using it.
fn shown_to_keyboard(args: &str) -> String {
    let mut command = on_terminal(args, &[("AGORA_APP_CERTIFICATE", "")]);
    let mut script = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let _keyboard = script.stdin.take();
    let output = script.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    String::from_utf8(output.stdout).unwrap()
}

/// What the screen shows when `text` is typed at this prompt.
fn typing_at(prompt: &str, text: &str, args: &str) -> String {
    let mut typing = Typing::at(prompt, args, &[]);
    typing.write(&format!("{text}\n"));
    let shown = typing.rest();
    assert!(typing.script.wait().unwrap().success(), "{shown}");
    shown
}

/// A command that waits for something to be typed.
struct Typing {
    script: Child,
    keyboard: ChildStdin,
    screen: ChildStdout,
    shown: Vec<u8>,
}

impl Typing {
    /// Starts the command and waits for this prompt, and until what is typed is not shown:
    /// the prompt comes a moment earlier.
    fn at(prompt: &str, args: &str, vars: &[(&str, &str)]) -> Self {
        let mut command = on_terminal(args, vars);
        let mut script = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        let (keyboard, screen) = (script.stdin.take().unwrap(), script.stdout.take().unwrap());
        let mut typing = Self { script, keyboard, screen, shown: Vec::new() };
        typing.read_to(prompt);
        within_20_seconds(|| terminal_state(typing.script.id()).contains(" -echo "));
        typing
    }

    fn read_to(&mut self, words: &str) {
        while !self.shown.ends_with(words.as_bytes()) {
            let mut byte = [0];
            let count = self.screen.read(&mut byte).unwrap();
            assert_eq!(count, 1, "{}", String::from_utf8_lossy(&self.shown));
            self.shown.push(byte[0]);
        }
    }

    fn write(&mut self, text: &str) {
        self.keyboard.write_all(text.as_bytes()).unwrap();
    }

    fn rest(&mut self) -> String {
        self.screen.read_to_end(&mut self.shown).unwrap();
        String::from_utf8(self.shown.clone()).unwrap()
    }

    /// Sends a signal to the command, which the shell inside of `script` has started.
    fn signal(&self, name: &str) {
        let shell = child_of(self.script.id());
        let command = child_of(shell);
        let id = command.to_string();
        assert!(Command::new("kill").args(["-s", name, &id]).status().unwrap().success());
    }
}

fn within_20_seconds(mut happened: impl FnMut() -> bool) {
    let deadline = Instant::now() + Duration::from_secs(20);
    while !happened() {
        assert!(Instant::now() < deadline, "it does not happen");
        thread::sleep(Duration::from_millis(10));
    }
}

fn child_of(process: u32) -> u32 {
    fs::read_to_string(format!("/proc/{process}/task/{process}/children")).unwrap().trim().parse().unwrap()
}

/// What `stty` says about the terminal that `script` has made.
fn terminal_state(script: u32) -> String {
    let terminal = fs::read_link(format!("/proc/{}/fd/0", child_of(script))).unwrap();
    let state = Command::new("stty").arg("-a").arg("-F").arg(terminal).output().unwrap();
    String::from_utf8(state.stdout).unwrap()
}
