//! The command and Agora: what it mints is what the official builders mint, and what
//! `inspect` says about it is true.

#[path = "support/run.rs"]
mod run;
mod support;

use std::collections::BTreeMap;

use run::*;
use serde_json::{Value, json};
use voxtoken::agora::open;

/// The arguments of every service, and how its first service is called in the token.
const SERVICES: &[(&[&str], &str)] = &[
    (&["rtc", "--channel", "lobby", "--uid", "23"], "rtc"),
    (&["rtc", "--channel", "lobby", "--uid", "0", "--role", "subscriber"], "rtc"),
    (&["rtc", "--channel", "lobby", "--uid", "0", "--rtm-user", "bob"], "rtc"),
    (&["rtc", "--channel", "lobby", "--account", "alice", "--rtm-user", "bob", "--rtm-expire", "60"], "rtc"),
    (&["rtc", "--channel", "lobby", "--uid", "23", "--join-expire", "60", "--role", "2"], "rtc"),
    (&["rtm", "--account", "alice"], "rtm"),
    (&["rtm", "--account", "alice", "--read", "message:news"], "rtm2"),
    (&["chat", "--account", "alice"], "chat"),
    (&["chat", "--app"], "chat"),
    (&["education", "--room", "algebra", "--account", "alice", "--role", "2"], "rtm"),
    (&["education", "--account", "alice"], "apaas"),
    (&["apaas", "--room", "algebra", "--account", "alice", "--role", "-1"], "rtm"),
    (&["apaas", "--account", "alice"], "apaas"),
    (&["apaas", "--app"], "apaas"),
    (&["fpa"], "fpa"),
    (&["streaming", "--channel", "lobby", "--uid", "23"], "streaming"),
    (&["fcdn", "--channel", "lobby", "--account", "alice", "--role", "subscriber"], "fcdn"),
    (&["convoai", "--channel", "lobby", "--account", "alice"], "rtc"),
    (&["stt", "--channel", "lobby", "--uid", "23", "--rtm-user", "alice"], "rtc"),
];

fn agora(args: &[&str]) -> Ended {
    run(with_app(&[&["agora"], args].concat()))
}

fn inspect(token: &str, args: &[&str]) -> Ended {
    run_with(with_app(&[&["inspect", "-"], args].concat()), token)
}

#[test]
fn every_service_mints_what_inspect_calls_valid() {
    for (args, name) in SERVICES {
        let minted = agora(args);
        assert!(minted.stderr.starts_with(&format!("service: agora {}; ", args[0])), "{}", minted.stderr);
        let report = inspect(minted.token(), &["--json"]);
        assert_eq!(report.code, 0, "{args:?}: {}", report.stdout);
        let report = report.json();
        assert_eq!((&report["valid"], &report["signature"]), (&json!(true), &json!("good")), "{args:?}");
        assert_eq!(report["findings"], json!([]), "{args:?}");
        assert_eq!(report["services"][0]["name"], *name, "{args:?}");
    }
}

#[test]
fn tokens_006_are_valid_too() {
    for (args, expected) in [
        (
            &["rtc", "--channel", "lobby", "--uid", "23", "--role", "admin"][..],
            &["--channel", "lobby", "--uid", "23"][..],
        ),
        (&["rtm", "--account", "alice"], &["--account", "alice"]),
    ] {
        let minted = agora(&[args, &["--token-version", "006"]].concat());
        assert!(minted.token().starts_with("006"));
        let report = inspect(minted.token(), &[expected, &["--json"]].concat());
        assert_eq!((report.code, &report.json()["signature"]), (0, &json!("good")), "{}", report.stdout);
        let advice = match args[0] {
            "rtm" => "warning: The signature was not checked; for a 006 token give --account too.\n",
            _ => {
                "warning: The signature was not checked; for a 006 token give --channel and --uid or --account too.\n"
            }
        };
        let report = inspect(minted.token(), &[]);
        assert!(report.code == 0 && report.stdout.contains(advice), "{}", report.stdout);
        assert_eq!(inspect(minted.token(), &["--require-signature"]).code, 6);
    }
}

#[test]
fn json_has_the_token_and_what_it_is_for() {
    let ended = agora(&[
        "rtc",
        "--channel",
        "lobby",
        "--uid",
        "23",
        "--expire",
        "60",
        "--issued-at",
        "1700000000",
        "--json",
    ]);
    let mut json = ended.json();
    assert!(json["token"].take().as_str().unwrap().starts_with("007"));
    assert_eq!(
        json,
        json!({
            "service": "agora rtc", "token": null, "version": "007", "app_id": APP_ID, "issued_at": 1_700_000_000,
            "expires_at": 1_700_000_060, "expires": "2023-11-14T22:14:20Z", "channel": "lobby", "uid": 23,
            "account": null, "rtm_user": null, "room": null, "role": "publisher"
        })
    );
}

#[test]
fn with_issue_time_and_salt_the_tokens_are_the_official_ones() {
    let mut compared = 0;
    for vector in vectors(include_str!("vectors/agora_007.json")) {
        let args = arguments(&vector);
        let ended = run(with_keys_of(&vector, &args));
        let (ours, official) =
            (open(ended.token()).unwrap(), open(vector["token"].as_str().unwrap()).unwrap());
        assert_eq!(ours, official, "{}", vector["id"]);
        compared += 1;
    }
    for vector in vectors(include_str!("vectors/agora_006.json")) {
        let args = arguments(&vector);
        assert_eq!(
            run(with_keys_of(&vector, &args)).token(),
            vector["token"].as_str().unwrap(),
            "{}",
            vector["id"]
        );
        compared += 1;
    }
    assert_eq!(compared, 28);
}

fn vectors(file: &str) -> Vec<Value> {
    let mut file: Value = serde_json::from_str(file).unwrap();
    let Value::Array(vectors) = file["vectors"].take() else { panic!("no vectors") };
    vectors.into_iter().filter(|vector| vector["inputs"]["kind"] == "builder").collect()
}

fn with_keys_of(vector: &Value, args: &[String]) -> std::process::Command {
    let args: Vec<_> = args.iter().map(String::as_str).collect();
    let mut command = voxtoken(&[&["agora"], &args[..]].concat());
    let key = |index: usize| vector["inputs"]["args"][index].as_str().unwrap();
    command.env("AGORA_APP_ID", key(0)).env("AGORA_APP_CERTIFICATE", key(1));
    command
}

/// The command line that means the same as the builder call of a vector.
fn arguments(vector: &Value) -> Vec<String> {
    let inputs = &vector["inputs"];
    let function = inputs["fn"].as_str().unwrap();
    let text = |index: usize| match &inputs["args"][index + 2] {
        Value::String(text) => text.clone(),
        number => number.to_string(),
    };
    let issued_at = inputs.get("now").unwrap_or(&inputs["issue_ts"]);
    // A 006 builder wants the end, or 0 for as long as the token; the command wants the same as a life.
    let life = |index: usize| match text(index).parse::<u64>().unwrap() {
        0 => 0,
        until => until - issued_at.as_u64().unwrap(),
    };
    // Service and options with the index of the value among the builder's arguments.
    let (line, options): (&str, &[(&str, usize)]) = match function {
        "rtc1.uid" => ("rtc --token-version 006", &[("channel", 0), ("uid", 1), ("role", 2)]),
        "rtc1.account" => ("rtc --token-version 006", &[("channel", 0), ("account", 1), ("role", 2)]),
        "rtm1" => ("rtm --token-version 006", &[("account", 0)]),
        "rtc2.uid_role" => {
            ("rtc", &[("channel", 0), ("uid", 1), ("role", 2), ("expire", 3), ("privilege-expire", 4)])
        }
        "rtc2.account_role" => {
            ("rtc", &[("channel", 0), ("account", 1), ("role", 2), ("expire", 3), ("privilege-expire", 4)])
        }
        "rtc2.rtm" => (
            "rtc",
            &[
                ("channel", 0),
                ("account", 1),
                ("rtm-user", 1),
                ("role", 2),
                ("expire", 3),
                ("privilege-expire", 4),
            ],
        ),
        "rtc2.rtm2" | "stt" => (
            if function == "stt" { "stt" } else { "rtc" },
            &[
                ("channel", 0),
                ("account", 1),
                ("role", 2),
                ("expire", 3),
                ("join-expire", 4),
                ("audio-expire", 5),
                ("video-expire", 6),
                ("data-expire", 7),
                ("rtm-user", 8),
                ("rtm-expire", 9),
            ],
        ),
        "rtc2.account_priv" => (
            "rtc",
            &[
                ("channel", 0),
                ("account", 1),
                ("expire", 2),
                ("join-expire", 3),
                ("audio-expire", 4),
                ("video-expire", 5),
                ("data-expire", 6),
            ],
        ),
        "rtm2.user" => ("rtm", &[("account", 0), ("expire", 1)]),
        "rtm2.perms" => ("rtm", &[("account", 0), ("expire", 2)]),
        "chat.user" => ("chat", &[("account", 0), ("expire", 1)]),
        "apaas.room" => ("apaas", &[("room", 0), ("account", 1), ("role", 2), ("expire", 3)]),
        "apaas.user" => ("apaas", &[("account", 0), ("expire", 1)]),
        other => panic!("a new builder: {other}"),
    };
    let mut args: Vec<String> = line.split(' ').map(Into::into).collect();
    args.extend(options.iter().map(|(option, index)| format!("--{option}={}", text(*index))));
    if function.starts_with("rtc1") {
        args.push(format!("--expire={}", life(3)));
    }
    if function == "rtm1" {
        args.push(format!("--expire={}", life(2)));
    }
    if function == "rtm2.perms" {
        args.extend(permissions(&inputs["args"][3]));
    }
    args.push(format!("--issued-at={issued_at}"));
    args.push(format!("--salt={}", inputs["salt"]));
    args.push("--lenient".into());
    args
}

fn permissions(permissions: &Value) -> Vec<String> {
    let kinds = ["message", "stream", "group", "server-group", "user"];
    let list = |value: &Value| value.as_array().unwrap().clone();
    let mut args = Vec::new();
    for resource in list(permissions) {
        for access in list(&resource[1]) {
            let option = if access[0] == 0 { "read" } else { "write" };
            let kind = kinds[resource[0].as_u64().unwrap() as usize];
            args.extend(
                list(&access[1]).iter().map(|name| format!("--{option}={kind}:{}", name.as_str().unwrap())),
            );
        }
    }
    args
}

#[test]
fn options_that_a_service_does_not_know_or_that_make_no_sense_end_with_2() {
    for (args, word) in [
        (&["chat", "--app", "--channel", "lobby"][..], "--channel"),
        (&["chat", "--app", "--account", "alice"], "cannot be used with"),
        (&["chat"], "required"),
        (&["fpa", "--expire", "60"], "--expire"),
        (&["rtc", "--channel", "lobby"], "required"),
        (&["rtc", "--channel", "lobby", "--uid", "1", "--account", "a"], "cannot be used with"),
        (&["rtc", "--channel", "lobby", "--uid", "1", "--role", "5"], "error: --role: "),
        (&["rtc", "--channel", "lobby", "--uid", "1", "--role", "admin"], "error: --role: "),
        (&["rtc", "--channel", "lobby", "--uid", "1", "--role", "boss"], "--role"),
        (&["rtc", "--channel", "lobby", "--uid", "1", "--rtm-expire", "9"], "--rtm-user"),
        (&["stt", "--channel", "lobby", "--uid", "0"], "error: --rtm-user: "),
        (&["rtc", "--channel", "lobby", "--uid", "0", "--rtm-user", ""], "error: --rtm-user: "),
        (
            &["rtc", "--channel", "lobby", "--uid", "1", "--role", "2", "--data-expire", "9"],
            "error: --data-expire: ",
        ),
        (
            &["rtc", "--channel", "lobby", "--uid", "1", "--token-version", "006", "--join-expire", "9"],
            "error: --join-expire: ",
        ),
        (
            &["rtc", "--channel", "lobby", "--uid", "1", "--token-version", "006", "--rtm-user", "a"],
            "error: --rtm-user: ",
        ),
        (&["rtc", "--channel", "lobby", "--uid", "1", "--expire", "0"], "error: --expire: "),
        (&["streaming", "--channel", "lobby", "--uid", "1", "--expire", "1900000000"], "error: --expire: "),
        (&["rtm", "--account", "a", "--token-version", "006", "--expire", "1900000000"], "error: --expire: "),
        (&["rtc", "--channel", "lobby", "--uid", "1", "--expire", "1900000000"], "error: --expire: "),
        (
            &["rtc", "--channel", "lobby", "--uid", "1", "--privilege-expire", "1900000000"],
            "error: --privilege-expire: ",
        ),
        (
            &["rtc", "--channel", "lobby", "--uid", "1", "--join-expire", "1900000000"],
            "error: --join-expire: ",
        ),
        (
            &["rtc", "--channel", "lobby", "--uid", "1", "--audio-expire", "1900000000"],
            "error: --audio-expire: ",
        ),
        (
            &["rtc", "--channel", "lobby", "--uid", "1", "--video-expire", "1900000000"],
            "error: --video-expire: ",
        ),
        (
            &["rtc", "--channel", "lobby", "--uid", "1", "--data-expire", "1900000000"],
            "error: --data-expire: ",
        ),
        (&["stt", "--channel", "lobby", "--uid", "1", "--rtm-expire", "1900000000"], "error: --rtm-expire: "),
        (&["stt", "--channel", "lobby", "--uid", "1", "--rtm-user", ""], "error: --rtm-user: "),
        (&["rtm", "--account", "a", "--expire", "0"], "error: --expire: "),
        (&["apaas", "--account", ""], "error: --account: "),
        (&["apaas", "--room", "", "--account", "a", "--role", "1"], "error: --room: "),
        (&["fpa", "--app-certificate", "short"], "error: --app-certificate: "),
        (&["rtc", "--channel", "频道", "--uid", "1"], "error: --channel: "),
        (&["rtm", "--account", ""], "error: --account: "),
        (&["rtm", "--account", "a", "--read", "mail:x"], "server-group"),
        (&["rtm", "--account", "a", "--write", "user:x", "--token-version", "006"], "error: --write: "),
        (&["apaas", "--room", "r", "--account", "a"], "--role"),
        (&["apaas", "--app", "--room", "r", "--role", "1"], "cannot be used with"),
        (&["fpa", "--app-id", "123"], "error: --app-id: must be 32 hexadecimal characters"),
    ] {
        let ended = agora(args);
        assert_eq!((ended.code, ended.stdout.as_str()), (2, ""), "{args:?}");
        assert!(ended.stderr.contains(word), "{args:?}: {}", ended.stderr);
    }
}

#[test]
fn app_id_and_certificate_are_needed() {
    let ended = run(voxtoken(&["agora", "fpa", "--json"]));
    assert_eq!((ended.code, &ended.json()["error"]["kind"]), (3, &json!("credentials")));
    assert!(ended.stderr.contains("AGORA_APP_ID and AGORA_APP_CERTIFICATE"), "{}", ended.stderr);
    let args = ["agora", "fpa", "--app-id", APP_ID, "--app-certificate-file", "-"];
    run_with(voxtoken(&args), &format!("{CERTIFICATE}\n")).token();
}

#[test]
fn inspect_ends_with_6_and_says_why() {
    let token = agora(&["rtc", "--channel", "lobby", "--uid", "23"]).token().to_owned();
    let damaged = format!("{}x", &token[..40]);
    let other = "0".repeat(32);
    for (token, args, certificate, words) in [
        (token.as_str(), &["--channel", "lobbx"][..], CERTIFICATE, "error: The token is for channel"),
        (&token, &["--uid", "24"], CERTIFICATE, "error: "),
        (&token, &["--at", "2100-01-01T00:00:00Z"], CERTIFICATE, "error: The token ended at"),
        (&token, &[], &other, "signature  bad"),
        (&damaged, &[], CERTIFICATE, "cannot be read"),
        ("", &[], CERTIFICATE, "cannot be read"),
    ] {
        let mut command = voxtoken(&[&["inspect", "-"], args].concat());
        command.env("AGORA_APP_CERTIFICATE", certificate);
        let ended = run_with(command, token);
        assert_eq!(ended.code, 6, "{args:?}: {}", ended.stdout);
        assert!(ended.stdout.contains(words), "{args:?}: {}", ended.stdout);
    }
}

#[test]
fn an_unchecked_signature_is_said_and_may_be_refused() {
    let token = agora(&["fpa"]).token().to_owned();
    let inspect = |args: &[&str]| run(voxtoken(&[&["inspect", token.as_str()], args].concat()));
    let json = inspect(&["--json"]).json();
    assert_eq!((&json["valid"], &json["verified"]), (&json!(true), &json!(false)));
    assert!(json["warnings"][0].as_str().unwrap().contains("AGORA_APP_CERTIFICATE"), "{json}");
    assert_eq!(inspect(&[]).code, 0);
    assert_eq!(inspect(&["--require-signature"]).code, 6);
    assert_eq!(run(with_app(&["inspect", &token, "--require-signature"])).code, 0);
    let quiet = inspect(&["-q"]);
    assert_eq!((quiet.code, quiet.stdout.as_str(), quiet.stderr.as_str()), (0, "", ""));
    assert_eq!(inspect(&["-q", "--require-signature"]).code, 6);
}

#[test]
fn inspect_compares_the_app_id() {
    let token = agora(&["fpa"]).token().to_owned();
    let other = "0".repeat(32);
    let report = inspect(&token, &["--app-id", &other]);
    assert_eq!(report.code, 0);
    let words = format!("warning: The token is of app \"{APP_ID}\", not of app \"{other}\".\n");
    assert!(report.stdout.contains(&words), "{}", report.stdout);
    let mut command = with_app(&["inspect", &token, "--json"]);
    command.env("AGORA_APP_ID", &other);
    assert!(run(command).json()["warnings"][0].as_str().unwrap().starts_with("The token is of app"));
    assert_eq!(inspect(&token, &["--json"]).json()["warnings"], json!([]));
}

#[test]
fn a_certificate_that_cannot_be_one_is_not_the_tokens_fault() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("certificate.txt");
    let token = agora(&["fpa"]).token().to_owned();
    let from_file = ["inspect", token.as_str(), "--app-certificate-file", file.to_str().unwrap()];
    let other_letter = CERTIFICATE.replacen('5', "x", 1);
    for (bad, is_file) in [(&CERTIFICATE[1..], false), (&CERTIFICATE[1..], true), (&other_letter, false)] {
        std::fs::write(&file, bad).unwrap();
        let (command, name) = if is_file {
            (voxtoken(&from_file), "--app-certificate-file")
        } else {
            let mut command = voxtoken(&["inspect", &token]);
            command.env("AGORA_APP_CERTIFICATE", bad);
            (command, "AGORA_APP_CERTIFICATE")
        };
        let ended = run(command);
        assert_eq!((ended.code, ended.stdout.as_str()), (2, ""), "{}", ended.stderr);
        let words = format!("error: {name}: must be an app certificate: 32 hexadecimal characters\n");
        assert!(ended.stderr.ends_with(&words), "{}", ended.stderr);
    }
    let mut command = voxtoken(&["agora", "fpa"]);
    command.env("AGORA_APP_ID", "short").env("AGORA_APP_CERTIFICATE", CERTIFICATE);
    assert!(run(command).stderr.starts_with("error: AGORA_APP_ID: must be 32 hexadecimal"));
}

#[test]
fn a_token_of_the_largest_size_can_be_inspected_from_standard_input() {
    // 64 KiB of random text that hardly shrinks.
    let mut state = 1_u64;
    let account: String = std::iter::repeat_with(|| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        char::from(b'!' + (state >> 33) as u8 % 94)
    })
    .take(65_000)
    .collect();
    let minted = agora(&["rtm", "--account", &account, "--lenient"]);
    assert!(minted.token().len() > 64 * 1024);
    assert_eq!(inspect(minted.token(), &["-q"]).code, 0);
}

#[test]
fn json_names_the_user_of_rtm() {
    for (args, user) in [
        (&["convoai", "--channel", "lobby", "--account", "alice"][..], "alice"),
        (&["stt", "--channel", "lobby", "--uid", "23", "--rtm-user", "bob"], "bob"),
        (&["rtc", "--channel", "lobby", "--uid", "23", "--rtm-user", "bob"], "bob"),
    ] {
        assert_eq!(agora(&[args, &["--json"]].concat()).json()["rtm_user"], user, "{args:?}");
    }
    let convoai = agora(&["convoai", "--channel", "lobby", "--account", "alice"]);
    let shown = inspect(convoai.token(), &[]).stdout;
    assert!(shown.contains("\nconvoai\n  (no fields)\n"), "{shown}");
}

#[test]
fn roles_formats_and_times_may_be_written_in_several_ways() {
    let rtc = ["rtc", "--channel", "lobby", "--uid", "23", "--json"];
    let json =
        agora(&[&rtc[..], &["--role", "SubScriber", "--issued-at", "2023-11-14T22:13:20Z"]].concat()).json();
    assert_eq!((&json["role"], &json["issued_at"]), (&json!("subscriber"), &json!(1_700_000_000)));
    assert_eq!(agora(&[&rtc[..], &["--role", "Attendee", "--token-version", "006"]].concat()).code, 0);
    for args in [&rtc[..], &["fcdn", "--channel", "lobby", "--uid", "23"]] {
        let ended = agora(&[args, &["--role", "attendee"]].concat());
        assert_eq!(ended.code, 2);
        let words = "error: --role: attendee is for 006; 007 has publisher and subscriber\n";
        assert!(ended.stderr.starts_with(words), "{}", ended.stderr);
    }
}

#[test]
fn inspect_shows_times_privileges_and_how_to_check_the_signature() {
    let minted = agora(&[
        "rtc",
        "--channel",
        "lobby",
        "--uid",
        "23",
        "--issued-at",
        "1700000000",
        "--video-expire",
        "60",
    ]);
    let mut command = voxtoken(&["inspect", minted.token(), "--at", "1700000300"]);
    command.env("TZ", "UTC");
    let ended = run(command);
    assert_eq!(ended.code, 0, "{}", ended.stdout);
    for line in [
        "  version    007\n",
        "  issued     2023-11-14 22:13:20 +00:00 (5 min ago)\n",
        "  expires    2023-11-14 23:13:20 +00:00 (in 55 min)\n",
        "  signature  not checked\n",
        "warning: The signature was not checked; set AGORA_APP_CERTIFICATE or give --app-certificate-file.\n",
        "\nrtc\n",
        "  channel               lobby\n",
        "  join channel          until 2023-11-14 23:13:20 +00:00 (in 55 min)\n",
        "  publish video stream  ended 2023-11-14 22:14:20 +00:00 (4 min ago)\n",
        "\nwarning: ",
    ] {
        assert!(ended.stdout.contains(line), "no {line:?} in {}", ended.stdout);
    }
}

#[test]
fn a_token_cannot_steer_the_terminal() {
    let minted = agora(&["rtc", "--channel", "a\u{1b}]0;b\u{7}", "--uid", "1", "--lenient"]);
    let shown = inspect(minted.token(), &[]);
    assert!(shown.stdout.contains("  channel               a\\x1b]0;b\\x07\n"), "{}", shown.stdout);
    let finding = shown.stdout.lines().find(|line| line.starts_with("warning: The channel name")).unwrap();
    assert!(finding.contains("\"a\\x1b]0;b\\x07\""), "written alike: {finding}");
}

#[test]
fn the_report_has_stable_fields() {
    let minted = agora(&[
        "rtm",
        "--account",
        "alice",
        "--read",
        "message:news",
        "--issued-at",
        "1700000000",
        "--salt",
        "7",
    ]);
    let report = inspect(minted.token(), &["--json", "--at", "1700000001"]).json();
    assert_eq!(
        report,
        json!({
            "valid": true, "verified": true, "checked_at": 1_700_000_001, "warnings": [], "version": "007", "app_id": APP_ID,
            "issued_at": 1_700_000_000, "salt": 7, "token_expires_at": 1_700_003_600,
            "expires_at": 1_700_003_600, "signature": "good", "findings": [],
            "services": [{
                "type_number": 8, "name": "rtm2", "bound_to": {"user_id": "alice"},
                "privileges": [{"number": 1, "name": "login", "value": 3600, "expires_at": 1_700_003_600}],
                "permissions": [{
                    "resource": 0, "resource_name": "messages", "access": 0, "access_name": "read",
                    "names": ["news"]
                }]
            }]
        })
    );
    let bad = inspect("junk", &["--json"]);
    let finding: BTreeMap<String, Value> = serde_json::from_value(bad.json()["findings"][0].clone()).unwrap();
    assert_eq!(finding.keys().collect::<Vec<_>>(), ["message", "problem", "severity"]);
    assert_eq!((bad.code, &finding["problem"]), (6, &json!("bad_version")));
}
