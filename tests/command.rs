//! The command: one token on standard output, all else on standard error, and an exit code
//! that says what kind of failure it was.

#[path = "support/run.rs"]
mod run;
mod support;

use std::fs::{self, File};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use run::*;
use serde_json::{Value, json};
use support::*;

/// `voxtoken nls` against the sandbox, with its key.
fn nls(sandbox: &Sandbox, args: &[&str]) -> Command {
    let mut command = voxtoken(&[&["nls", "--endpoint", &sandbox.nls], args].concat());
    command.env("ALIYUN_AK_ID", ID).env("ALIYUN_AK_SECRET", SECRET);
    command
}

fn dashscope(sandbox: &Sandbox, args: &[&str]) -> Command {
    let mut command = voxtoken(&[&["dashscope", "--endpoint", &sandbox.dashscope], args].concat());
    command.env("DASHSCOPE_API_KEY", SECRET);
    command
}

fn aiob(sandbox: &Sandbox, args: &[&str]) -> Command {
    let mut command = voxtoken(&[&["aiob", "--endpoint", &sandbox.aiob], args].concat());
    command.env("BAIDU_AIOB_ACCESS_KEY", ID).env("BAIDU_AIOB_SECRET_KEY", SECRET);
    command
}

fn kind_of(ended: &Ended) -> String {
    ended.json()["error"]["kind"].as_str().unwrap().to_owned()
}

#[test]
fn each_cloud_gives_the_token_alone_on_standard_output_and_a_line_on_standard_error() {
    let sandbox = Sandbox::start(&["--life", "3600"]);
    for (service, command) in
        [("nls", nls(&sandbox, &[])), ("dashscope", dashscope(&sandbox, &[])), ("aiob", aiob(&sandbox, &[]))]
    {
        let ended = run(command);
        ended.token();
        assert!(ended.stderr.starts_with(&format!("service: {service}; expires: 2")), "{}", ended.stderr);
        assert_eq!(ended.stderr.matches('\n').count(), 1, "{}", ended.stderr);
        assert_eq!(sandbox.calls(service), 1);
    }
    let quiet = run(nls(&sandbox, &["--quiet"]));
    assert_eq!((quiet.token().is_empty(), quiet.stderr.as_str()), (false, ""));
}

#[test]
fn the_environment_sends_the_command_to_a_stand_in_unless_an_option_says_where_to_ask() {
    let (sandbox, other) = (Sandbox::start(&[]), Sandbox::start(&[]));
    let keys = ["ALIYUN_AK_SECRET", "DASHSCOPE_API_KEY", "BAIDU_AIOB_SECRET_KEY"];
    let clouds = [
        ("nls", "VOXTOKEN_NLS_ENDPOINT", &sandbox.nls, &other.nls),
        ("dashscope", "VOXTOKEN_DASHSCOPE_ENDPOINT", &sandbox.dashscope, &other.dashscope),
        ("aiob", "VOXTOKEN_AIOB_ENDPOINT", &sandbox.aiob, &other.aiob),
    ];
    for (service, variable, url, option) in clouds {
        let command = |args: &[&str], value: &str| {
            let mut command = voxtoken(&[&[service], args].concat());
            command.env("ALIYUN_AK_ID", ID).env("BAIDU_AIOB_ACCESS_KEY", ID).env(variable, value);
            command.envs(keys.map(|name| (name, SECRET)));
            run(command)
        };
        command(&[], url).token();
        assert_eq!((sandbox.calls(service), other.calls(service)), (1, 0), "{service}");
        command(&["--endpoint", option], url).token();
        assert_eq!((sandbox.calls(service), other.calls(service)), (1, 1), "{service}");
        let wrong = command(&[], "http://[");
        assert_eq!(wrong.code, 2, "{}", wrong.stderr);
        assert!(wrong.stderr.contains(variable), "{}", wrong.stderr);
        assert!(run(voxtoken(&[service, "--help"])).stdout.contains(variable));
    }
}

#[test]
fn every_way_to_sign_is_accepted() {
    let sandbox = Sandbox::start(&[]);
    for args in [
        &["--signature", "rpc", "--method", "get"][..],
        &["--signature", "ROA"],
        &["--method", "Get"],
        &["--signature", "acs3"],
        &["--region", "ap-southeast-1"],
        &["--api-version", "2018-05-18"],
    ] {
        run(nls(&sandbox, args)).token();
    }
    let ended = run(nls(&sandbox, &["--signature", "acs3", "--method", "get"]));
    assert_eq!(ended.code, 2);
    assert!(ended.stderr.contains("--method"), "{}", ended.stderr);
}

#[test]
fn json_has_the_token_with_all_that_came_with_it() {
    let sandbox = Sandbox::start(&["--life", "600"]);
    for (command, has_nls_request_id) in [
        (nls(&sandbox, &["--json"]), true),
        (dashscope(&sandbox, &["--json"]), false),
        (aiob(&sandbox, &["--json"]), false),
    ] {
        let json = run(command).json();
        let mut fields: Vec<_> = json.as_object().unwrap().keys().map(String::as_str).collect();
        assert_eq!(fields.contains(&"nls_request_id"), has_nls_request_id, "{json}");
        fields.retain(|field| *field != "nls_request_id");
        assert_eq!(
            fields,
            ["clock_offset_secs", "expires", "expires_at", "request_id", "service", "token", "user_id"],
            "sorted by the test's own JSON reader"
        );
        assert!(json["clock_offset_secs"].as_i64().unwrap().abs() < 30, "{json}");
        assert!(json["expires_at"].as_u64().unwrap() > 1_700_000_000, "{json}");
        assert!(json["expires"].as_str().unwrap().ends_with('Z'), "{json}");
    }
    let ended = run(nls(&sandbox, &["--json", "--quiet"]));
    assert!(ended.stdout.starts_with("{\"service\":\"nls\",\"token\":\""), "{}", ended.stdout);
    assert!(ended.json()["request_id"].is_string() && ended.stderr.is_empty());
}

#[test]
fn json_has_the_whole_error_and_people_get_words() {
    let sandbox = Sandbox::start(&[]);
    sandbox.mode(json!({"mode": "throttle", "retry_after_ms": 1500}));
    let ended = run(nls(&sandbox, &["--json"]));
    assert_eq!(ended.code, 4);
    let error = &ended.json()["error"];
    assert_eq!(error["kind"], "throttled");
    assert_eq!(error["number"], 8);
    assert_eq!(error["code"], "Throttling.User");
    assert_eq!(error["http_status"], 400);
    assert_eq!(error["retryable"], true);
    assert_eq!(error["retry_after_ms"], 1500);
    assert_eq!(error["argument"], Value::Null);
    assert!(error["request_id"].is_string() && error["message"].is_string() && error["hint"].is_string());
    assert!(ended.stdout.starts_with("{\"error\":{\"kind\":\"throttled\",\"number\":8,"), "{}", ended.stdout);
    assert!(ended.stderr.starts_with("error: Request was denied due to user flow control. (code Thr"));
    assert!(ended.stderr.contains("\n  hint: Stop asking for tokens so often"), "{}", ended.stderr);
    assert!(ended.stderr.contains("\n  hint: Try again in 1.5 s.\n"), "{}", ended.stderr);
    let plain = run(nls(&sandbox, &[]));
    assert_eq!((plain.code, plain.stdout.as_str()), (4, ""));
}

#[test]
fn the_exit_code_says_what_kind_of_failure_it_was() {
    let sandbox = Sandbox::start(&[]);
    for (mode, code, kind) in [
        ("permission", 3, "permission"),
        ("forbidden", 3, "permission"),
        ("echo", 3, "signature"),
        ("throttle", 4, "throttled"),
        ("unavailable", 5, "unavailable"),
        ("html", 5, "unavailable"),
        ("close", 5, "network"),
        ("reset", 5, "network"),
        ("html-200", 7, "bad_response"),
        ("empty", 7, "bad_response"),
        ("no-token", 7, "bad_response"),
        ("oversize", 7, "bad_response"),
        ("expired-timestamp", 7, "clock"),
    ] {
        sandbox.mode(json!({"mode": mode}));
        let ended = run(nls(&sandbox, &["--json"]));
        assert_eq!((kind_of(&ended).as_str(), ended.code), (kind, code), "{mode}: {}", ended.stderr);
    }
}

#[test]
fn wrong_keys_end_with_3() {
    let sandbox = Sandbox::start(&[]);
    let mut wrong = [nls(&sandbox, &[]), dashscope(&sandbox, &[]), aiob(&sandbox, &[])];
    wrong[0].env("ALIYUN_AK_SECRET", "wrong-0");
    wrong[1].env("DASHSCOPE_API_KEY", "wrong-1");
    wrong[2].env("BAIDU_AIOB_SECRET_KEY", "wrong-2");
    for (index, mut command) in wrong.into_iter().enumerate() {
        command.arg("--json");
        let ended = run(command);
        assert_eq!(ended.code, 3, "{}", ended.stderr);
        assert!(!ended.stderr.contains(&format!("wrong-{index}")), "{}", ended.stderr);
        assert!(!ended.stdout.contains(&format!("wrong-{index}")), "{}", ended.stdout);
    }
    let mut sts =
        nls(&sandbox, &["--json", "--access-key-id", "STS.sandbox-id", "--security-token", "other"]);
    let ended = run({
        sts.env_remove("ALIYUN_AK_ID");
        sts
    });
    assert_eq!((kind_of(&ended).as_str(), ended.code), ("security_token", 3), "{}", ended.stderr);
}

#[test]
fn wrong_usage_ends_with_2_and_sends_nothing() {
    let sandbox = Sandbox::start(&[]);
    for (args, word) in [
        (&["--expire", "0"][..], "must be a whole number from 1 to 1800 seconds"),
        (&["--timeout", "0"], "--timeout"),
        (&["--connect-timeout", "nan"], "--connect-timeout"),
        (&["--ca-file", "/no/such/file"], "error: --ca-file: cannot read /no/such/file"),
        (&["--api-key-file", "/no/such/file"], "error: --api-key-file: cannot read /no/such/file"),
        (&["--endpoint", "ftp://h"], "cannot be used multiple times"),
        (&["--unknown"], "--unknown"),
    ] {
        let ended = run(dashscope(&sandbox, &[args, &["--json"]].concat()));
        assert_eq!((kind_of(&ended).as_str(), ended.code), ("invalid_argument", 2), "{args:?}");
        assert!(ended.stderr.contains(word), "{args:?}: {}", ended.stderr);
    }
    assert_eq!(sandbox.calls("dashscope"), 0);
    let mut far = voxtoken(&["dashscope", "--region", "mars", "--json"]);
    let ended = run({
        far.env("DASHSCOPE_API_KEY", SECRET);
        far
    });
    assert_eq!((ended.code, &ended.json()["error"]["argument"]), (2, &json!("--region")));
}

#[test]
fn numbers_are_refused_in_words() {
    let rtc = ["agora", "rtc", "--channel", "lobby"];
    for (command, option, rule) in [
        (&["dashscope"][..], "--expire", "must be a whole number from 1 to 1800 seconds"),
        (&["aiob"], "--timeout", "must be more than 0 and at most 86400 seconds"),
        (&rtc, "--expire", "must be a whole number from 0 to 4294967295 seconds"),
        (&rtc, "--uid", "must be a whole number from 0 to 4294967295"),
        (&rtc, "--salt", "must be a whole number from 0 to 4294967295"),
        (&rtc, "--issued-at", "must be a time since 1970"),
        (&["inspect", "x"], "--at", "must be a time since 1970"),
        (&["inspect", "x"], "--uid", "must be a whole number from 0 to 4294967295"),
        (&["sandbox"], "--life", "must be a whole number from 1 to 4294967295 seconds"),
        (&["sandbox"], "--nls-port", "must be a whole number from 0 to 65535"),
    ] {
        for value in ["-1", "", "ten"] {
            let ended = run(with_app(&[command, &[option, value]].concat()));
            assert_eq!(ended.code, 2, "{option} {value}");
            let words = format!("for '{option} <");
            assert!(ended.stderr.contains(&words) && ended.stderr.contains(rule), "{}", ended.stderr);
        }
    }
    let ended = run(with_app(&[&rtc[..], &["--uid", "1", "--issued-at", "2106-02-07T06:28:16Z"]].concat()));
    assert!(ended.code == 2 && ended.stderr.contains("before 2106"), "{}", ended.stderr);
}

#[test]
fn a_domain_must_be_a_host_name() {
    for bad in ["", "a b", "https://nls.invalid", "nls.invalid/x", "nls.invalid:443"] {
        let mut command = voxtoken(&["nls", "--domain", bad, "--json"]);
        command.env("ALIYUN_AK_ID", ID).env("ALIYUN_AK_SECRET", SECRET);
        let ended = run(command);
        assert_eq!(ended.code, 2, "{bad}");
        assert!(ended.stderr.contains("'--domain <HOST>': must be a host name"), "{}", ended.stderr);
        assert_eq!(ended.json()["error"]["argument"], "--domain");
    }
}

#[test]
fn a_clock_that_is_not_the_clouds_is_mentioned() {
    let sandbox = Sandbox::start(&["--skew", "7200", "--life", "3600"]);
    for (command, service) in
        [(nls(&sandbox, &["--json"]), "nls"), (dashscope(&sandbox, &["--json"]), "dashscope")]
    {
        let ended = run(command);
        assert!(
            ended.stderr.starts_with("warning: this machine's clock is 2 h behind the cloud's\n"),
            "{service}: {}",
            ended.stderr
        );
        let offset = ended.json()["clock_offset_secs"].as_i64().unwrap();
        assert!((7190..7210).contains(&offset), "{service}: {offset}");
    }
    assert!(run(nls(&sandbox, &[])).stderr.contains("(in 1 h)"), "counted by the cloud's clock");
}

#[test]
fn what_is_wrong_with_a_key_names_where_it_came_from() {
    let sandbox = Sandbox::start(&[]);
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("secret.txt");
    fs::write(&file, "with blank").unwrap();
    let of_file = |option: &'static str| [option, file.to_str().unwrap()];
    let ended = run(nls(&sandbox, &of_file("--access-key-secret-file")));
    assert!(ended.stderr.contains("error: --access-key-secret-file: must be printable"), "{}", ended.stderr);
    let mut command = nls(&sandbox, &[]);
    command.env("ALIYUN_AK_SECRET", "with blank");
    assert!(run(command).stderr.starts_with("error: ALIYUN_AK_SECRET: "));
    let mut command = dashscope(&sandbox, &[]);
    command.env("DASHSCOPE_API_KEY", "with blank");
    assert!(run(command).stderr.starts_with("error: DASHSCOPE_API_KEY: "));
    let mut command = aiob(&sandbox, &[]);
    command.env("BAIDU_AIOB_ACCESS_KEY", "with blank");
    assert!(run(command).stderr.starts_with("error: BAIDU_AIOB_ACCESS_KEY: "));
    for (bytes, words) in [
        (&b"\xef\xbb\xbfsecret"[..], "secret.txt begins with a byte order mark"),
        (b"s\0e\0", "secret.txt holds NUL"),
        (b"id\nsecret\n", "secret.txt has a second line"),
        (b"\n", "secret.txt is empty"),
    ] {
        fs::write(&file, bytes).unwrap();
        let ended = run(aiob(&sandbox, &of_file("--secret-key-file")));
        assert_eq!(ended.code, 2);
        assert!(
            ended.stderr.contains("error: --secret-key-file: ") && ended.stderr.contains(words),
            "{}",
            ended.stderr
        );
    }
    assert_eq!(sandbox.calls("nls") + sandbox.calls("dashscope") + sandbox.calls("aiob"), 0);
}

#[test]
fn the_network_ends_with_5_within_the_time_limit() {
    let sandbox = Sandbox::start(&["--mode", "hang"]);
    let start = Instant::now();
    let ended = run(nls(&sandbox, &["--timeout", "0.3", "--json"]));
    assert_eq!((kind_of(&ended).as_str(), ended.code), ("timeout", 5));
    assert!(start.elapsed() < Duration::from_secs(3), "{:?}", start.elapsed());

    let closed = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    for (endpoint, kind) in [(format!("http://{closed}"), "network"), ("http://192.0.2.1".into(), "insecure")]
    {
        let mut command = voxtoken(&["aiob", "--endpoint", &endpoint, "--json"]);
        command.env("BAIDU_AIOB_ACCESS_KEY", ID).env("BAIDU_AIOB_SECRET_KEY", SECRET);
        let ended = run(command);
        assert_eq!((kind_of(&ended).as_str(), ended.code), (kind, 5), "{endpoint}");
        assert_eq!(ended.stderr.contains("--allow-http"), kind == "insecure", "{}", ended.stderr);
    }
}

#[test]
fn a_certificate_of_ones_own_is_trusted_only_when_told() {
    let folder = tempfile::tempdir().unwrap();
    let pem = folder.path().join("sandbox.pem");
    let sandbox = Sandbox::start(&["--tls", pem.to_str().unwrap()]);
    run(nls(&sandbox, &["--ca-file", pem.to_str().unwrap()])).token();
    let ended = run(nls(&sandbox, &["--json"]));
    assert_eq!((kind_of(&ended).as_str(), ended.code), ("tls", 5), "{}", ended.stderr);
    assert!(ended.stderr.contains("--ca-file"), "{}", ended.stderr);
    fs::write(&pem, "no certificate").unwrap();
    let ended = run(nls(&sandbox, &["--ca-file", pem.to_str().unwrap()]));
    assert_eq!(ended.code, 2);
    assert!(ended.stderr.contains("error: --ca-file: holds no certificate"), "{}", ended.stderr);
}

#[test]
fn a_bad_proxy_is_named_without_its_password() {
    let mut command = voxtoken(&["nls", "--domain", "nls.invalid", "--json"]);
    command
        .env("ALIYUN_AK_ID", ID)
        .env("ALIYUN_AK_SECRET", SECRET)
        .env("HTTPS_PROXY", "ftp://someone:hunter2@h");
    let ended = run(command);
    assert_eq!((kind_of(&ended).as_str(), ended.code), ("proxy", 5));
    assert!(ended.stderr.contains("HTTPS_PROXY"), "{}", ended.stderr);
    assert!(!ended.stderr.contains("someone") && !ended.stdout.contains("someone"));
}

#[test]
fn a_secret_may_come_from_the_environment_a_file_or_standard_input() {
    let sandbox = Sandbox::start(&[]);
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("secret.txt");
    fs::write(&file, format!("{SECRET}\r\n")).unwrap();
    let command = |args: &[&str]| {
        voxtoken(&[&["nls", "--endpoint", &sandbox.nls, "--access-key-id", ID], args].concat())
    };
    let from_file = ["--access-key-secret-file", file.to_str().unwrap()];

    run(command(&from_file)).token();

    let ended = run_with(command(&["--access-key-secret-file", "-"]), &format!("{SECRET}\n"));
    assert!(!ended.token().is_empty() && !ended.stderr.contains("warning"), "{}", ended.stderr);

    let ended = run(command(&["--access-key-secret", SECRET]));
    assert!(
        !ended.token().is_empty() && ended.stderr.contains("warning: other users of this machine can see")
    );

    let ended = run_with(command(&["--access-key-secret-file", "-"]), "\n");
    assert_eq!(ended.code, 2);
    assert!(ended.stderr.contains("--access-key-secret-file: standard input is empty"), "{}", ended.stderr);
    let ended = run(command(&["--access-key-secret-file", "-", "--security-token-file", "-"]));
    assert_eq!(ended.code, 2);
}

#[cfg(unix)]
#[test]
fn a_secret_file_that_everybody_can_read_gets_a_warning() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("certificate.txt");
    fs::write(&file, CERTIFICATE).unwrap();
    let warning = |mode: u32, args: &[&str]| {
        fs::set_permissions(&file, fs::Permissions::from_mode(mode)).unwrap();
        let option = ["--app-certificate-file", file.to_str().unwrap()];
        let mut command = voxtoken(&[&["agora", "fpa"], &option[..], args].concat());
        command.env("AGORA_APP_ID", APP_ID);
        let ended = run(command);
        ended.token();
        ended.stderr.contains("warning: every user of this machine can read")
    };
    assert!(!warning(0o600, &[]) && !warning(0o640, &[]));
    assert!(warning(0o644, &[]) && !warning(0o644, &["--quiet"]));
}

#[test]
fn options_and_environment_are_put_together() {
    let sandbox = Sandbox::start(&[]);
    let ask = |args: &[&str], vars: &[(&str, &str)]| {
        let mut command = voxtoken(&[&["nls", "--endpoint", &sandbox.nls, "--json"], args].concat());
        command.envs(vars.iter().copied());
        run(command)
    };
    let second = [("ALIBABA_CLOUD_ACCESS_KEY_ID", ID), ("ALIBABA_CLOUD_ACCESS_KEY_SECRET", SECRET)];
    assert_eq!(ask(&[], &second).code, 0);
    assert_eq!(ask(&["--access-key-id", ID], &second[1..]).code, 0);
    let half = [("ALIYUN_AK_ID", "other"), second[0], second[1]];
    let ended = ask(&[], &half);
    assert_eq!(ended.code, 0, "half a pair does not count");
    assert!(
        ended.stderr.contains("warning: ALIYUN_AK_ID is set without ALIYUN_AK_SECRET"),
        "{}",
        ended.stderr
    );
    let ended = ask(&[], &[("ALIYUN_AK_ID", "STS.sandbox-id"), ("ALIYUN_AK_SECRET", SECRET)]);
    assert_eq!(ended.code, 3);
    assert!(ended.stderr.contains("--security-token-file"), "{}", ended.stderr);
    let sts = [
        ("ALIBABA_CLOUD_ACCESS_KEY_ID", "STS.sandbox-id"),
        second[1],
        ("ALIBABA_CLOUD_SECURITY_TOKEN", SECURITY_TOKEN),
    ];
    assert_eq!(ask(&[], &sts).code, 0);
    let first =
        [("ALIYUN_AK_ID", ID), ("ALIYUN_AK_SECRET", SECRET), ("ALIBABA_CLOUD_SECURITY_TOKEN", "stray")];
    assert_eq!(ask(&[], &first).code, 0, "a stray security token is not sent");

    let ended = ask(&[], &[("ALIYUN_AK_ID", ID)]);
    assert_eq!((kind_of(&ended).as_str(), ended.code), ("credentials", 3));
    assert!(ended.stderr.contains("ALIYUN_AK_ID and ALIYUN_AK_SECRET"), "{}", ended.stderr);
    let words = "error: no credentials: ALIYUN_AK_SECRET, or ALIBABA_CLOUD_ACCESS_KEY_ID and";
    assert!(ended.stderr.starts_with(words), "{}", ended.stderr);
}

#[test]
fn help_has_examples_variables_and_exit_codes() {
    let agora = ["rtc", "rtm", "chat", "education", "apaas", "fpa", "streaming", "fcdn", "convoai", "stt"];
    let mut commands: Vec<Vec<&str>> =
        ["nls", "dashscope", "aiob", "cache", "agora", "inspect", "completions", "man"]
            .into_iter()
            .map(|command| vec![command])
            .collect();
    commands.extend(agora.map(|service| vec!["agora", service]));
    for command in commands {
        let ended = run(voxtoken(&[&command[..], &["--help"]].concat()));
        assert_eq!(ended.code, 0);
        let example = format!("\nExamples:\n  voxtoken {}", command.join(" "));
        for part in [example.as_str(), "\nEnvironment:\n", "\nExit codes:\n", "  7  "] {
            assert!(ended.stdout.contains(part), "{command:?} lacks {part:?}: {}", ended.stdout);
        }
    }
    assert!(run(voxtoken(&["--help"])).stdout.contains("Exit codes:"));
    assert_eq!(run(voxtoken(&[])).code, 2);
}

#[test]
fn completions_are_there_for_each_shell() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = run(voxtoken(&["completions", shell])).stdout;
        assert!(script.contains("access-key-secret-file"), "{shell}");
        for value in ["ap-southeast-1", "subscriber"] {
            assert!(shell == "powershell" || shell == "elvish" || script.contains(value), "{shell}: {value}");
        }
        if shell == "bash" {
            let mut bash = Command::new("bash");
            bash.arg("-n");
            let ended = run_with(bash, &script);
            assert_eq!((ended.code, ended.stderr.as_str()), (0, ""));
        }
    }
}

#[test]
fn a_reader_that_has_left_is_no_failure() {
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    let ended = run_output_to(voxtoken(&["completions", "bash"]), writer.into());
    assert_eq!((ended.code, ended.stderr.as_str()), (0, ""));
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_said_and_never_a_panic() {
    let full = || File::options().write(true).open("/dev/full").unwrap().into();
    let ended = run_output_to(with_app(&["agora", "fpa", "--quiet"]), full());
    assert_eq!(ended.code, 1);
    assert!(ended.stderr.starts_with("error: cannot write to standard output"), "{}", ended.stderr);

    let mut command = with_app(&["agora", "fpa"]);
    command.stderr::<Stdio>(full());
    let output = command.stdout(Stdio::piped()).spawn().unwrap().wait_with_output().unwrap();
    assert!(output.status.success() && output.stdout.starts_with(b"007"));
}

#[cfg(unix)]
#[test]
fn what_is_not_utf_8_is_refused_in_words() {
    use std::{ffi::OsStr, os::unix::ffi::OsStrExt};
    let strange = OsStr::from_bytes(b"\xff\xfe");
    let mut command = voxtoken(&["nls", "--access-key-id"]);
    command.arg(strange);
    let ended = run(command);
    assert_eq!(ended.code, 2);
    assert!(ended.stderr.starts_with("error: --access-key-id: is not UTF-8 text\n"), "{}", ended.stderr);

    let mut command = voxtoken(&["nls"]);
    command.env("ALIYUN_AK_ID", strange);
    let ended = run(command);
    assert_eq!(ended.code, 2);
    assert!(ended.stderr.contains("ALIYUN_AK_ID is not UTF-8"), "{}", ended.stderr);
}
