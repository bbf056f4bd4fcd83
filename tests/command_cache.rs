//! The command keeps tokens: `--cached`, `voxtoken cache status` and `voxtoken cache clear`, with real processes against
//! a real sandbox.

#[path = "support/run.rs"]
mod run;
mod support;

use std::fs;
use std::os::unix::fs::{DirBuilderExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use run::{Ended, run, voxtoken};
use serde_json::{Value, json};
use support::*;

/// A machine with its own folder for caches, and the clouds.
struct Host {
    home: tempfile::TempDir,
    sandbox: Sandbox,
}

impl Host {
    fn new() -> Self {
        Self { home: tempfile::tempdir().unwrap(), sandbox: Sandbox::start(&[]) }
    }

    /// The command on this machine, with the keys of all clouds.
    fn command(&self, args: &[&str]) -> Command {
        let mut command = voxtoken(args);
        let Sandbox { nls, dashscope, aiob, .. } = &self.sandbox;
        command
            .env("XDG_CACHE_HOME", self.home.path())
            .env("TZ", "UTC")
            .env("VOXTOKEN_NLS_ENDPOINT", nls)
            .env("VOXTOKEN_DASHSCOPE_ENDPOINT", dashscope)
            .env("VOXTOKEN_AIOB_ENDPOINT", aiob)
            .env("ALIYUN_AK_ID", ID)
            .env("ALIYUN_AK_SECRET", SECRET)
            .env("DASHSCOPE_API_KEY", SECRET)
            .env("BAIDU_AIOB_ACCESS_KEY", ID)
            .env("BAIDU_AIOB_SECRET_KEY", SECRET);
        command
    }

    fn run(&self, args: &[&str]) -> Ended {
        run(self.command(args))
    }

    /// What `voxtoken cache status` says as JSON.
    fn kept(&self) -> Vec<Value> {
        let json = self.run(&["cache", "status", "--json"]).json();
        json["tokens"].as_array().unwrap().clone()
    }

    /// The file of the one kept token.
    fn file(&self) -> PathBuf {
        let key = self.kept()[0]["key"].as_str().unwrap().to_owned();
        let files = fs::read_dir(self.home.path().join("voxtoken").join(key)).unwrap();
        let mut files = files.map(|entry| entry.unwrap().path());
        files.find(|path| path.extension().is_some_and(|extension| extension == "json")).unwrap()
    }

    /// Makes the one kept token older, as if so many seconds had passed.
    fn age(&self, seconds: i64) {
        let path = self.file();
        let mut record: Value = serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
        for (name, change) in [("age", seconds), ("remaining", -seconds)] {
            let before = record["token"][name].as_i64().unwrap();
            record["token"][name] = json!(before + change * 1000);
        }
        fs::write(&path, record.to_string()).unwrap();
    }
}

const HOUR: i64 = 3600;

/// Where the token came from, as the line on standard error says.
fn from(ended: &Ended) -> &str {
    let (_, rest) = ended.stderr.split_once("; from: ").unwrap_or_else(|| panic!("{}", ended.stderr));
    rest.split(';').next().unwrap()
}

#[test]
fn a_script_may_call_as_often_as_it_likes_and_the_cloud_is_asked_once() {
    let host = Host::new();
    let first = host.run(&["nls", "--cached"]);
    assert_eq!(from(&first), "cloud");
    for _ in 0..50 {
        let next = host.run(&["nls", "--cached"]);
        assert_eq!((next.token(), from(&next)), (first.token(), "cache"));
    }
    assert_eq!(host.sandbox.calls("nls"), 1);
    for service in ["dashscope", "aiob"] {
        let args = [service, "--cached", "--quiet"];
        assert_eq!(host.run(&args).token(), host.run(&args).token());
        assert_eq!(host.sandbox.calls(service), 1, "{service}");
    }
    assert_ne!(host.run(&["nls", "--quiet"]).token(), first.token(), "without --cached it asks");
}

#[test]
fn processes_that_begin_at_once_ask_once() {
    let host = Host::new();
    let start = |_| {
        let mut command = host.command(&["nls", "--cached", "--quiet"]);
        command.stdout(Stdio::piped()).spawn().unwrap()
    };
    let children: Vec<Child> = (0..16).map(start).collect();
    let mut tokens: Vec<_> =
        children.into_iter().map(|child| child.wait_with_output().unwrap().stdout).collect();
    tokens.dedup();
    assert!(tokens.len() == 1 && tokens[0].len() > 1, "{} tokens", tokens.len());
    assert_eq!(host.sandbox.calls("nls"), 1);
}

#[test]
fn json_says_where_the_token_comes_from_and_nothing_else_changes() {
    let host = Host::new();
    let plain = host.run(&["nls", "--json"]).json();
    let asked = host.run(&["nls", "--cached", "--json"]).json();
    let kept = host.run(&["nls", "--cached", "--json"]).json();
    assert_eq!(
        (&plain["from"], &asked["from"], &kept["from"]),
        (&Value::Null, &json!("cloud"), &json!("cache"))
    );
    for field in ["token", "expires_at", "expires", "user_id", "request_id", "nls_request_id"] {
        assert_eq!(asked[field], kept[field], "{field}");
    }
    assert!(asked["clock_offset_secs"].is_i64() && kept["clock_offset_secs"].is_null());
}

#[test]
fn an_old_answer_says_nothing_about_this_machines_clock() {
    let host = Host::new();
    host.sandbox.mode(json!({"service": "nls", "skew": 7200}));
    let asked = host.run(&["nls", "--cached"]);
    assert!(asked.stderr.contains("warning: this machine's clock is 2 h behind"), "{}", asked.stderr);
    let kept = host.run(&["nls", "--cached"]);
    assert!(kept.stderr.starts_with("service: nls; expires: "), "{}", kept.stderr);
    for ended in [asked, kept] {
        assert!(ended.stderr.contains("(in 1 d)") || ended.stderr.contains("(in 23 h"), "{}", ended.stderr);
    }
}

#[test]
fn a_cloud_that_throttles_is_asked_once_and_all_are_told_until_when() {
    let host = Host::new();
    host.sandbox.mode(json!({"service": "nls", "mode": "throttle", "retry_after_ms": 600_000}));
    let mut times = Vec::new();
    for _ in 0..5 {
        let ended = host.run(&["nls", "--cached", "--json"]);
        let error = &ended.json()["error"];
        assert_eq!(
            (ended.code, &error["kind"], &error["code"]),
            (4, &json!("throttled"), &json!("Throttling.User"))
        );
        times.push(error["retry_at"].as_u64().unwrap());
        assert!(ended.stderr.contains("\n  hint: The cloud is not asked again before 2"), "{}", ended.stderr);
        assert!(!ended.stderr.contains("Try again in"), "{}", ended.stderr);
    }
    // A second of rounding, for each who reads it.
    assert!(times.iter().all(|time| time.abs_diff(times[0]) <= 1), "{times:?}");
    assert_eq!(host.sandbox.calls("nls"), 1);
    assert_eq!(host.run(&["nls", "--json"]).json()["error"]["retry_at"], Value::Null, "nobody keeps a gate");
}

#[test]
fn after_a_rotation_the_old_and_the_new_secret_share_a_token() {
    let host = Host::new();
    let first = host.run(&["nls", "--cached", "--quiet"]);
    let mut rotated = host.command(&["nls", "--cached", "--quiet"]);
    rotated.env("ALIYUN_AK_SECRET", "the-new-secret");
    assert_eq!(run(rotated).token(), first.token());
    assert_eq!(host.sandbox.calls("nls"), 1);
    let mut other = host.command(&["nls", "--cached", "--quiet"]);
    other.env("ALIYUN_AK_ID", "other-id");
    assert_eq!(run(other).code, 3, "another key has no part in it");
}

#[test]
fn the_hint_about_a_wrong_secret_says_how_to_go_on_after_its_correction() {
    let host = Host::new();
    let folder = host.home.path().join("my tokens, it's");
    let option = format!("--cached={}", folder.display());
    let mut wrong = host.command(&["nls", &option]);
    wrong.env("ALIYUN_AK_SECRET", "wrong-secret");
    assert_eq!(run(wrong).code, 3);
    let still = host.run(&["nls", &option]);
    assert_eq!((still.code, host.sandbox.calls("nls")), (3, 1), "the failure is kept for half a minute");
    let (_, hint) = still.stderr.split_once("or run voxtoken ").unwrap_or_else(|| panic!("{}", still.stderr));
    let mut shell = Command::new("sh");
    shell.args(["-c", &format!("printf '%s\\n' {}", hint.lines().next().unwrap())]);
    let words = run(shell).stdout;
    let words: Vec<_> = words.lines().collect();
    assert_eq!(words[..4], ["cache", "clear", "--folder", folder.to_str().unwrap()]);
    assert_eq!(host.run(&words).code, 0);
    assert!(!host.run(&["nls", &option, "--quiet"]).token().is_empty());
}

#[test]
fn a_token_that_is_due_is_served_and_replaced_before_the_command_ends() {
    let host = Host::new();
    let old = host.run(&["nls", "--cached", "--quiet"]);
    host.age(23 * HOUR);
    let served = host.run(&["nls", "--cached"]);
    assert_eq!((served.token(), from(&served)), (old.token(), "cache"));
    assert_eq!(host.sandbox.calls("nls"), 2);
    let new = host.run(&["nls", "--cached", "--quiet"]);
    assert_ne!(new.token(), old.token());
    assert_eq!(host.sandbox.calls("nls"), 2);
}

#[test]
fn a_token_that_cannot_be_replaced_is_served_with_a_warning_and_the_cloud_is_left_alone() {
    let host = Host::new();
    let old = host.run(&["nls", "--cached", "--quiet"]);
    host.age(23 * HOUR);
    host.sandbox.mode(json!({"service": "nls", "mode": "unavailable"}));
    let served = host.run(&["nls", "--cached"]);
    assert_eq!(served.token(), old.token());
    let warning = "\nwarning: the token could not be replaced; nobody asks again for ";
    assert!(served.stderr.contains(warning), "{}", served.stderr);
    for _ in 0..3 {
        let again = host.run(&["nls", "--cached"]);
        assert_eq!(again.token(), old.token());
        assert!(!again.stderr.contains("warning"), "{}", again.stderr);
    }
    assert_eq!(host.sandbox.calls("nls"), 2);
}

#[test]
fn refresh_takes_a_new_token_unless_there_is_one_that_is_less_than_a_minute_old() {
    let host = Host::new();
    let first = host.run(&["nls", "--cached", "--quiet"]);
    assert_eq!(host.run(&["nls", "--cached", "--refresh", "--quiet"]).token(), first.token());
    host.age(61);
    let second = host.run(&["nls", "--cached", "--refresh"]);
    assert_eq!(from(&second), "cloud");
    assert_ne!(second.token(), first.token());
    assert_eq!(host.run(&["nls", "--cached", "--refresh", "--quiet"]).token(), second.token());
    assert_eq!(host.sandbox.calls("nls"), 2);
}

#[test]
fn a_token_for_a_long_job_is_there_or_an_error_that_names_the_option() {
    let host = Host::new();
    let day = host.run(&["nls", "--cached", "--quiet"]);
    assert_eq!(host.run(&["nls", "--cached", "--quiet", "--min-validity", "3600"]).token(), day.token());
    host.age(23 * HOUR + 1800);
    let longer = host.run(&["nls", "--cached", "--quiet", "--min-validity", "3600"]);
    assert_ne!(longer.token(), day.token());
    let ended = host.run(&["nls", "--cached", "--json", "--min-validity", "90000"]);
    let error = &ended.json()["error"];
    assert_eq!((ended.code, &error["argument"]), (2, &json!("--min-validity")));
    assert!(
        ended.stderr.starts_with("error: --min-validity: is 90000 s, but the tokens live"),
        "{}",
        ended.stderr
    );
    assert_eq!(host.sandbox.calls("nls"), 2);
}

#[test]
fn names_and_folders_keep_tokens_apart() {
    let host = Host::new();
    let option = format!("--cached={}", host.home.path().join("other").display());
    let ways = [vec!["--cached"], vec!["--cached", "--namespace", "staging"], vec![&option]];
    let token = |args: &Vec<&str>| host.run(&[&["nls", "--quiet"], &args[..]].concat()).token().to_owned();
    let first = ways.each_ref().map(token);
    assert_eq!(first, ways.each_ref().map(token));
    assert_eq!(host.sandbox.calls("nls"), 3);
    let labels: Vec<_> =
        host.kept().iter().map(|status| status["label"].as_str().unwrap().to_owned()).collect();
    assert_eq!(labels.iter().filter(|label| label.ends_with(" (staging)")).count(), 1, "{labels:?}");
    assert_eq!(labels.len(), 2);
}

#[test]
fn options_that_need_cached_say_so_and_nothing_is_sent() {
    let host = Host::new();
    for option in
        [&["--refresh"][..], &["--min-validity", "5"], &["--namespace", "n"], &["--redis", "redis://h"]]
    {
        let ended = host.run(&[&["aiob"], option].concat());
        assert!(ended.code == 2 && ended.stderr.contains("--cached"), "{option:?}: {}", ended.stderr);
    }
    for (args, word) in [
        (&["--min-validity", "-1"][..], "must be a whole number from 0"),
        (&["--redis", "http://user:hunter2@host"], "error: --redis: cannot be used; write redis://"),
        (&["--redis", "rediss://host#insecure"], "error: --redis: has a part after #"),
    ] {
        let ended = host.run(&[&["aiob", "--cached"], args].concat());
        assert!(ended.code == 2 && ended.stderr.contains(word), "{args:?}: {}", ended.stderr);
    }
    let mut command = host.command(&["aiob", "--cached"]);
    command.env("VOXTOKEN_REDIS_URL", "http://user:hunter2@host");
    let ended = run(command);
    assert!(ended.stderr.starts_with("error: VOXTOKEN_REDIS_URL: cannot be used"), "{}", ended.stderr);
    let mut command = host.command(&["aiob", "--cached", "--redis", "rediss://host"]);
    command.env("SSL_CERT_FILE", "/dev/null").env_remove("SSL_CERT_DIR");
    let ended = run(command);
    assert!(ended.code == 5 && ended.stderr.contains("root certificates"), "{} {}", ended.code, ended.stderr);
    assert_eq!(host.sandbox.calls("aiob"), 0);
}

#[test]
fn without_a_place_to_keep_it_there_is_a_token_and_a_warning() {
    let host = Host::new();
    let ended = host.run(&["nls", "--cached=/dev/null/folder"]);
    ended.token();
    assert!(ended.stderr.contains("\nwarning: the file store cannot be used"), "{}", ended.stderr);
    let mut command = host.command(&["nls", "--cached"]);
    command.env("VOXTOKEN_REDIS_URL", "redis://:hunter2@127.0.0.1:1");
    let ended = run(command);
    ended.token();
    assert!(ended.stderr.contains("\nwarning: the redis store cannot be used"), "{}", ended.stderr);
    assert!(!ended.stderr.contains("list of processes"), "{}", ended.stderr);
    let ended = host.run(&["nls", "--cached", "--redis", "redis://:hunter2@127.0.0.1:1"]);
    assert!(
        ended.stderr.starts_with("warning: other users of this machine can see the password"),
        "{}",
        ended.stderr
    );
}

/// A real Redis server on a socket in this folder.
struct Redis(Child);

impl Redis {
    fn start(folder: &Path) -> (Self, String) {
        let socket = folder.join("redis.sock");
        let mut command = Command::new("redis-server");
        command.args(["--port", "0", "--save", "", "--unixsocket"]).arg(&socket).current_dir(folder);
        let child = command.stdout(Stdio::null()).spawn().expect("redis-server is installed");
        let limit = Instant::now() + Duration::from_secs(20);
        while !socket.exists() {
            assert!(Instant::now() < limit, "redis-server does not start");
            std::thread::sleep(Duration::from_millis(10));
        }
        (Self(child), format!("unix://{}", socket.display()))
    }
}

impl Drop for Redis {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[test]
fn two_machines_share_a_token_by_redis() {
    let folder = tempfile::tempdir().unwrap();
    let (_redis, url) = Redis::start(folder.path());
    let host = Host::new();
    let first = host.run(&["nls", "--cached", "--quiet", "--redis", &url]);
    let other = tempfile::tempdir().unwrap();
    let mut command = host.command(&["nls", "--cached"]);
    command.env("XDG_CACHE_HOME", other.path()).env("VOXTOKEN_REDIS_URL", &url);
    let second = run(command);
    assert_eq!((second.token(), from(&second)), (first.token(), "cache"));
    assert_eq!(host.sandbox.calls("nls"), 1);
}

#[test]
fn status_shows_who_holds_what_until_when_and_never_the_token() {
    let host = Host::new();
    let nothing = host.run(&["cache", "status"]);
    assert_eq!((nothing.code, nothing.stdout.as_str()), (0, ""));
    assert!(nothing.stderr.starts_with("no token is kept in "), "{}", nothing.stderr);
    assert_eq!(host.kept(), [] as [Value; 0]);

    let token = host.run(&["nls", "--cached", "--json"]).json();
    host.sandbox.mode(json!({"service": "aiob", "mode": "throttle", "retry_after_ms": 600_000}));
    assert_eq!(host.run(&["aiob", "--cached"]).code, 4);
    let mut kept = host.kept();
    kept.sort_by_key(|status| status["label"].to_string());
    let [aiob, nls] = &kept[..] else { panic!("{kept:?}") };
    assert!(nls["label"].as_str().unwrap().ends_with(&format!(" CreateToken {ID}")), "{nls}");
    assert_eq!((&nls["state"], &nls["generation"]), (&json!("fresh"), &json!(1)));
    assert_eq!((&nls["expires_at"], &nls["expires"]), (&token["expires_at"], &token["expires"]));
    assert!((86_000..=86_400).contains(&nls["expires_in_secs"].as_u64().unwrap()), "{nls}");
    assert_eq!((nls["key"].as_str().unwrap().len(), nls["fingerprint"].as_str().unwrap().len()), (64, 8));
    assert_eq!((&nls["gate"], &nls["unreadable"]), (&Value::Null, &Value::Null));
    assert_eq!((&aiob["state"], &aiob["gate"]["kind"]), (&json!("empty"), &json!("throttled")));
    assert!(aiob["gate"]["retry_at"].is_u64());

    let words = host.run(&["cache", "status"]).stdout;
    for part in [
        format!("  key          {}\n", &nls["key"].as_str().unwrap()[..12]),
        format!("  fingerprint  {}\n", nls["fingerprint"].as_str().unwrap()),
        "  state        fresh\n".into(),
        "  generation   1\n".into(),
        "  state       empty\n".into(),
        "  gate        closed until 2".into(),
        " +00:00 (in 10 min): ".into(),
    ] {
        assert!(words.contains(&part), "{part:?} in {words}");
    }
    let json = host.run(&["cache", "status", "--json"]).stdout;
    let cleared = host.run(&["cache", "clear", "--all"]).stdout;
    let secret = token["token"].as_str().unwrap();
    assert!([words, json, cleared].iter().all(|text| !text.contains(secret)));
}

#[test]
fn status_says_what_cannot_be_read_and_clear_removes_it() {
    let host = Host::new();
    host.run(&["nls", "--cached", "--quiet"]);
    for (text, reason) in [("{", "it is damaged"), ("{\"v\":2}", "a newer voxtoken wrote it")] {
        fs::write(host.file(), text).unwrap();
        let status = host.run(&["cache", "status"]).stdout;
        assert!(
            status.starts_with("(unknown)\n") && status.contains("  state       unreadable: "),
            "{status}"
        );
        assert!(status.contains(reason), "{status}");
        assert!(host.kept()[0]["unreadable"].as_str().unwrap().contains(reason));
    }
    assert!(host.run(&["cache", "clear", "--all"]).stdout.ends_with(" (unknown)\n"));
    assert_eq!(host.kept(), [] as [Value; 0]);
}

#[test]
fn clear_removes_what_is_named_and_says_so() {
    let host = Host::new();
    for name in ["one", "two", "three"] {
        host.run(&["nls", "--cached", "--quiet", "--namespace", name]);
    }
    let keys: Vec<_> = host.kept().iter().map(|status| status["key"].as_str().unwrap().to_owned()).collect();
    let wrong = host.run(&["cache", "clear", &keys[0][..12], "0123456789abcdef"]);
    assert_eq!((wrong.code, wrong.stdout.as_str()), (2, ""));
    assert!(
        wrong.stderr.starts_with("error: KEY: no token is kept under 0123456789abcdef\n"),
        "{}",
        wrong.stderr
    );
    assert_eq!(host.kept().len(), 3, "all or nothing");

    let one = host.run(&["cache", "clear", &keys[0][..12].to_uppercase()]);
    assert!(one.stdout.starts_with(&format!("removed {} nls http", &keys[0][..12])), "{}", one.stdout);
    assert_eq!((host.kept().len(), one.stdout.lines().count()), (2, 1));

    let folder = host.home.path().join("voxtoken");
    let rest = host.run(&["cache", "clear", "--all", "--json", "--folder", folder.to_str().unwrap()]).json();
    let removed: Vec<_> = rest["removed"].as_array().unwrap().iter().map(|removed| &removed["key"]).collect();
    assert_eq!(removed, [&json!(keys[1]), &json!(keys[2])]);
    let nothing = host.run(&["cache", "clear", "--all"]);
    assert_eq!((nothing.code, nothing.stdout.as_str()), (0, ""));
    assert!(nothing.stderr.starts_with("no token is kept in "), "{}", nothing.stderr);
    for args in [&["cache", "clear"][..], &["cache", "clear", "zzzz"], &["cache", "clear", "abcd", "--all"]] {
        assert_eq!(host.run(args).code, 2, "{args:?}");
    }
}

#[test]
fn clear_removes_what_it_can_and_fails_if_that_is_not_all() {
    let host = Host::new();
    for name in ["one", "two", "three"] {
        host.run(&["nls", "--cached", "--quiet", "--namespace", name]);
    }
    let keys: Vec<_> = host.kept().iter().map(|status| status["key"].as_str().unwrap().to_owned()).collect();
    let open = host.home.path().join("voxtoken").join(&keys[0]);
    fs::set_permissions(&open, fs::Permissions::from_mode(0o755)).unwrap();
    let ended = host.run(&["cache", "clear", "--all"]);
    assert_eq!((ended.code, ended.stdout.lines().count()), (5, 2), "{}", ended.stderr);
    assert!(ended.stderr.contains(&keys[0]) && !ended.stdout.contains(&keys[0][..12]), "{}", ended.stderr);
    let again = host.run(&["cache", "clear", "--all", "--json"]);
    assert_eq!((again.code, again.json()["error"]["kind"].as_str()), (5, Some("unavailable")));
}

#[test]
fn clear_refuses_the_beginning_of_several_keys() {
    let host = Host::new();
    let make = |key: &str| {
        let folder = host.home.path().join("voxtoken").join(key);
        fs::DirBuilder::new().recursive(true).mode(0o700).create(&folder).unwrap();
        fs::write(folder.join("00000000000000000001.json"), "{").unwrap();
    };
    let (one, two) = (format!("abcd{:060}", 1), format!("abcd{:060}", 2));
    make(&one);
    make(&two);
    let ended = host.run(&["cache", "clear", "abcd"]);
    assert!(ended.code == 2 && ended.stderr.contains("2 keys begin with abcd"), "{}", ended.stderr);
    assert_eq!(host.run(&["cache", "clear", &two, &two]).stdout.lines().count(), 1);
    assert_eq!(host.kept().len(), 1);
}
