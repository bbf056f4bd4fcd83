//! The guides tell the truth: their shell sessions run and print what they show, and their tables
//! are complete and right.

#[path = "support/run.rs"]
mod run;
mod support;

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use run::voxtoken;
use serde_json::json;
use support::{ID, SECRET, Sandbox};
use voxtoken::agora::{Problem, Severity};
use voxtoken::aliyun::NlsToken;
use voxtoken::cache::{Counters, Event, Layer};
use voxtoken::http::{Request, Response, Transport};
use voxtoken::{Error, ErrorKind};

const ENGLISH: &str = include_str!("../docs/guide.md");
const CHINESE: &str = include_str!("../docs/guide.zh.md");

/// The cells of every row of a table, heads and rules included.
fn rows(text: &str) -> impl Iterator<Item = Vec<&str>> {
    let lines = text.lines().filter_map(|line| line.strip_prefix("| ")?.strip_suffix(" |"));
    lines.map(|line| line.split(" | ").map(str::trim).collect())
}

/// What stands in backticks and holds no space.
fn codes(cell: &str) -> Vec<&str> {
    cell.split('`').skip(1).step_by(2).filter(|code| !code.contains(' ')).collect()
}

/// The section that begins with this number.
fn section(text: &str, number: u8) -> &str {
    let heading = |number: u8| text.find(&format!("\n## {number}. ")).unwrap_or(text.len());
    &text[heading(number)..heading(number + 1)]
}

/// Number, name, whether to try again, exit code.
fn error_kinds(text: &str) -> Vec<(u16, &str, bool, i32)> {
    let kinds = rows(section(text, 7)).filter_map(|row| {
        let again = match row[2] {
            "yes" | "是" => true,
            "no" | "否" => false,
            _ => return None,
        };
        Some((row[0].parse().unwrap(), codes(row[1])[0], again, row[3].parse().unwrap()))
    });
    kinds.collect()
}

#[test]
fn the_tables_of_error_kinds_are_complete() {
    let all: Vec<_> =
        ErrorKind::all().map(|kind| (kind.number(), kind.name(), kind.is_retryable())).collect();
    for text in [ENGLISH, CHINESE] {
        let listed = error_kinds(text);
        assert_eq!(
            listed.iter().map(|&(number, name, again, _)| (number, name, again)).collect::<Vec<_>>(),
            all
        );
    }
    assert_eq!(error_kinds(ENGLISH), error_kinds(CHINESE));
}

#[test]
fn the_tables_of_findings_are_complete() {
    let all: Vec<_> = Problem::ALL.iter().map(|problem| (problem.name(), problem.severity())).collect();
    for text in [ENGLISH, CHINESE] {
        let listed = rows(section(text, 6)).filter_map(|row| match row[1] {
            "error" | "错误" => Some((codes(row[0])[0], Severity::Error)),
            "warning" | "警告" => Some((codes(row[0])[0], Severity::Warning)),
            _ => None,
        });
        assert_eq!(listed.collect::<Vec<_>>(), all);
    }
}

/// Each mode of the sandbox and the kind of error that `voxtoken nls` gives, if any.
fn modes(text: &str) -> BTreeMap<&str, Option<&str>> {
    let table = rows(section(text, 9)).filter(|row| row.len() == 3 && row[0].starts_with('`'));
    table
        .flat_map(|row| codes(row[0]).into_iter().map(move |mode| (mode, codes(row[2]).first().copied())))
        .collect()
}

#[test]
fn the_tables_of_modes_are_complete_and_say_what_happens() {
    assert_eq!(modes(ENGLISH), modes(CHINESE));
    let help = voxtoken(&["sandbox", "--help"]).output().unwrap().stdout;
    let help = String::from_utf8(help).unwrap();
    let listed = help.lines().filter_map(|line| line.trim_start().strip_prefix("- ")?.split_once(':'));
    let mut listed: Vec<_> = listed.map(|(mode, _)| mode).collect();
    listed.sort_unstable();
    assert_eq!(modes(ENGLISH).into_keys().collect::<Vec<_>>(), listed);

    let sandbox = Sandbox::start(&[]);
    for (mode, kind) in modes(ENGLISH) {
        sandbox.mode(json!({ "mode": mode }));
        let timeout = if ["hang", "drip"].contains(&mode) { "0.5" } else { "20" };
        let mut command = voxtoken(&["nls", "--endpoint", &sandbox.nls, "--timeout", timeout, "--json"]);
        command.env("ALIYUN_AK_ID", ID).env("ALIYUN_AK_SECRET", SECRET);
        let ended = run::run(command);
        assert_eq!(ended.json()["error"]["kind"].as_str(), kind, "{mode}");
        let exit_code = error_kinds(ENGLISH).into_iter().find(|(_, name, ..)| Some(*name) == kind);
        assert_eq!(ended.code, exit_code.map_or(0, |(.., code)| code), "{mode}");
    }
}

#[test]
fn the_tables_of_events_and_counters_are_complete() {
    let took = Duration::ZERO;
    let error = Error::new(ErrorKind::Network, "");
    let events = [
        Event::Fetched { expires_at: 0, took },
        Event::Failed { error: error.clone(), retry_in: took, usable: true },
        Event::StoreFailed { layer: Layer::File, error },
        Event::StoreRecovered { layer: Layer::File },
        Event::Shared { layer: Layer::File },
        Event::Superseded { layer: Layer::File },
        Event::Rejected { acted: true },
    ];
    let events = events.map(|event| event.name());
    let counters: Vec<_> = Counters::default().all().map(|(name, _)| name).collect();
    for text in [ENGLISH, CHINESE] {
        let table = |length: usize| {
            let rows =
                rows(section(text, 11)).filter(move |row| row.len() == length && row[0].starts_with('`'));
            rows.map(|row| codes(row[0])[0]).collect::<Vec<_>>()
        };
        assert_eq!(table(4), events);
        assert_eq!(table(2), counters);
    }
}

/// A gateway that refuses everything with this code.
struct Refusing(&'static str);

impl Transport for Refusing {
    fn send(&self, _: &Request, _: Instant) -> voxtoken::Result<Response> {
        let body = json!({ "Code": self.0, "Message": "no" });
        Ok(Response::new(400, Vec::new(), body.to_string().into_bytes()))
    }
}

#[test]
fn the_tables_of_gateway_codes_are_right() {
    for text in [ENGLISH, CHINESE] {
        let table = rows(section(text, 7)).filter(|row| row.len() == 3 && row[0].starts_with('`'));
        let mut listed = 0;
        for (row, code) in
            table.flat_map(|row| codes(row[0]).into_iter().map(move |code| (row.clone(), code)))
        {
            let error = NlsToken::new(ID, SECRET).transport(Refusing(code)).fetch().unwrap_err();
            assert_eq!(codes(row[1]), [error.kind().name()], "{code}");
            listed += 1;
        }
        assert!(listed >= 13, "{listed}");
    }
}

#[cfg(unix)]
mod sessions {
    use std::fs::{self, Permissions};
    use std::os::unix::fs::PermissionsExt;
    use std::path::Path;
    use std::process::Command;

    use super::{CHINESE, ENGLISH, ID, SECRET, Sandbox};

    /// A shell session of a guide, and what its `console` blocks say that their commands print.
    #[derive(Default)]
    struct Session {
        script: String,
        outputs: Vec<(String, String)>,
    }

    /// All `sh` and `console` blocks, as one session. (`shell` blocks only show what something looks like.)
    fn session(text: &str) -> Session {
        let mut session = Session { script: "set -eu\n".into(), ..Session::default() };
        for block in text.split("\n```").skip(1).step_by(2) {
            let (language, body) = block.split_once('\n').unwrap();
            match language {
                "sh" => session.script += &format!("{body}\n"),
                "console" => session.add_console(body),
                _ => {}
            }
        }
        session
    }

    impl Session {
        fn add_console(&mut self, body: &str) {
            for line in body.lines() {
                if let Some(command) = line.strip_prefix("$ ") {
                    let number = self.outputs.len();
                    self.script += &format!("{{ {command}\n}} >{number}.out 2>&1 || true\n");
                    self.outputs.push((command.to_owned(), String::new()));
                } else {
                    self.outputs.last_mut().expect("a command comes first").1 += &format!("{line}\n");
                }
            }
        }
    }

    /// Puts a `voxtoken` into this directory that asks the sandbox where it is not told whom to ask.
    fn write_command(directory: &Path, sandbox: &Sandbox) {
        let Sandbox { nls, dashscope, aiob, .. } = sandbox;
        let script = format!(
            "#!/bin/sh\n\
             case \" $* \" in *' --endpoint '*) ;; *) case $1 in\n\
             nls) set -- \"$@\" --endpoint {nls} ;;\n\
             dashscope) set -- \"$@\" --endpoint {dashscope} ;;\n\
             aiob) set -- \"$@\" --endpoint {aiob} ;;\n\
             esac ;; esac\n\
             exec {} \"$@\"\n",
            env!("CARGO_BIN_EXE_voxtoken")
        );
        let path = directory.join("voxtoken");
        fs::write(&path, script).unwrap();
        fs::set_permissions(&path, Permissions::from_mode(0o755)).unwrap();
    }

    /// Does the text look like the pattern, whose `…` stand for anything?
    fn is_like(text: &str, pattern: &str) -> bool {
        let (first, rest) = match pattern.split_once('…') {
            None => return text == pattern,
            Some(parts) => parts,
        };
        text.strip_prefix(first).is_some_and(|text| {
            text.char_indices().any(|(at, _)| is_like(&text[at..], rest)) || is_like("", rest)
        })
    }

    #[test]
    fn the_shell_sessions_of_the_guides_run_and_print_what_they_show() {
        for (name, text) in [("guide.md", ENGLISH), ("guide.zh.md", CHINESE)] {
            let session = session(text);
            assert!(session.outputs.len() >= 6, "{name}");
            let sandbox = Sandbox::start(&[]);
            let (commands, work) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
            write_command(commands.path(), &sandbox);
            let path = format!("{}:{}", commands.path().display(), std::env::var("PATH").unwrap());
            let output = Command::new("sh")
                .args(["-c", &session.script])
                .current_dir(work.path())
                .env_clear()
                .env("PATH", path)
                .env("HOME", work.path())
                .env("TZ", "UTC")
                .env("ALIYUN_AK_ID", ID)
                .env("ALIYUN_AK_SECRET", SECRET)
                .env("DASHSCOPE_API_KEY", SECRET)
                .env("BAIDU_AIOB_ACCESS_KEY", ID)
                .env("BAIDU_AIOB_SECRET_KEY", SECRET)
                .output()
                .unwrap();
            let errors = String::from_utf8_lossy(&output.stderr);
            assert!(output.status.success(), "{name}: {errors}");
            assert!(!errors.contains("panicked"), "{name}: {errors}");
            for (number, (command, shown)) in session.outputs.iter().enumerate() {
                let printed = fs::read_to_string(work.path().join(format!("{number}.out"))).unwrap();
                let is_same = is_like(printed.trim_end(), shown.trim_end());
                assert!(is_same, "{name}: {command}\nshown:\n{shown}\nprinted:\n{printed}");
            }
        }
    }
}
