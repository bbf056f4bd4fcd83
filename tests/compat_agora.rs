//! The drop-in headers of Agora's C++ code: programs that were written for the official headers build and run.

mod native;

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;

use native::{compiler, include, library, link_to, output, root, run, scratch};
use serde_json::Value;
use voxtoken::agora::{AccessToken, AccessToken2, Expected, User, open, verify};
use voxtoken::{Clock, Secret, SystemClock};

const APP_ID: &str = "970CA35de60c44645bbae8a215061b33";
const CERTIFICATE: &str = "5CFd2fd1755d40ecb72977518be15d3b";
const CHANNEL: &str = "7d72365eb983485397e3e3f9d460bdda";
const COMPILERS: [&str; 2] = ["g++", "clang++"];
const DAY: u32 = 86_400;

#[test]
fn all_headers_in_one_file_are_clean_in_every_standard_and_compiler() {
    for program in COMPILERS {
        for standard in ["c++11", "c++14", "c++17", "c++20"] {
            check(
                program,
                &[&format!("-std={standard}"), "-Wshadow", "-Wconversion"],
                &source("agora/all.h"),
            );
        }
    }
}

#[test]
fn each_header_is_clean_alone() {
    let folder = headers().join("cpp/src");
    let mut count = 0;
    for header in files(&folder, ".h").into_iter().chain(files(&folder.join("md5"), ".h")) {
        check("g++", &["-std=c++11"], &header);
        count += 1;
    }
    assert!(count >= 16, "{count}");
}

#[test]
fn a_test_may_make_everything_public() {
    for program in COMPILERS {
        check(program, &["-std=c++11", "-Wno-keyword-macro"], &source("agora/all_public.cpp"));
    }
}

#[test]
fn programs_for_the_official_headers_run_without_a_finding_of_the_sanitizers() {
    let folder = scratch("compat_agora_programs");
    let programs: Vec<_> = files(&root().join("tests/compat"), ".cpp")
        .into_iter()
        .filter(|path| path.file_name().unwrap().to_string_lossy().starts_with("agora_"))
        .collect();
    assert!(programs.len() >= 11, "{programs:?}");
    let build_and_run = |sources: &[PathBuf]| {
        for source in sources {
            let program = folder.join(source.file_stem().unwrap());
            build("g++", source, &["-fsanitize=address,undefined", "-fno-sanitize-recover=all"], &program);
            run(&mut Command::new(program));
        }
    };
    let (some, others) = programs.split_at(programs.len() / 2);
    std::thread::scope(|scope| {
        scope.spawn(|| build_and_run(some));
        build_and_run(others);
    });
}

#[test]
fn two_units_of_one_program_may_include_everything() {
    for compiler_name in COMPILERS {
        let program = scratch(&format!("compat_agora_units_{compiler_name}")).join("units");
        run(installed_compiler(compiler_name)
            .args(["-std=c++11", "-Wall", "-Wextra", "-Wpedantic", "-Werror"])
            .args([source("agora/unit_a.cpp"), source("agora/unit_b.cpp")])
            .args(link_to(&prefix().join("lib")))
            .arg("-o")
            .arg(&program));
        run(&mut Command::new(program));
    }
}

#[test]
fn the_vendors_sample_builds_with_the_command_of_the_readme_and_its_tokens_verify() {
    let folder = scratch("compat_agora_sample").join("cpp/sample");
    fs::create_dir_all(&folder).unwrap();
    let sample = fs::read_to_string(source("agora/sample/RtcTokenBuilderSample.cpp")).unwrap();
    let sample = sample
        .replace("970Cxxxxxxxxxxxxxxxxxxxxxxx1b33", APP_ID)
        .replace("5CFdxxxxxxxxxxxxxxxxxxxxxxx5d3b", CERTIFICATE)
        .replace("7d72xxxxxxxxxxxxxxxxxxxxxxbdda", CHANNEL);
    fs::write(folder.join("RtcTokenBuilderSample.cpp"), sample).unwrap();

    let prefix = prefix().display().to_string();
    let readme = fs::read_to_string(headers().join("README.md")).unwrap();
    let command = readme.split("```sh\n").nth(1).unwrap().split("```").next().unwrap();
    assert!(command.starts_with("g++ -std=c++0x -O0 "));
    let command = command.replace("<prefix>", &prefix);
    run(Command::new("sh").arg("-c").arg(command).current_dir(&folder));
    let printed = run(Command::new(folder.join("RtcTokenBuilderSample"))
        .current_dir(&folder)
        .env("LD_LIBRARY_PATH", format!("{prefix}/lib")));

    let lines: Vec<_> = printed.lines().collect();
    let [by_uid, by_account] = lines[..] else { panic!("{printed}") };
    let by_uid = by_uid.strip_prefix("Token With Int Uid:").unwrap();
    let by_account = by_account.strip_prefix("Token With UserAccount:").unwrap();
    let certificate = Secret::from(CERTIFICATE);
    for (token, user) in [(by_uid, User::Uid(2_882_341_273)), (by_account, User::Account("2882341273"))] {
        let now = SystemClock.now();
        let expected = Expected {
            certificate: Some(&certificate),
            channel: Some(CHANNEL),
            user: Some(user),
            now: Some(now),
        };
        let parsed = verify(token, &expected).unwrap();
        assert!(parsed.effective_expiry().abs_diff(now + 3600) < 60);
        assert!(verify(token, &Expected { channel: Some("another"), ..expected }).is_err());
    }
}

#[test]
fn a_sample_with_the_placeholders_left_in_prints_no_token() {
    let program = scratch("compat_agora_placeholders").join("sample");
    run(installed_compiler("g++")
        .arg("-std=c++11")
        .arg(source("agora/sample/RtcTokenBuilderSample.cpp"))
        .args(link_to(&prefix().join("lib")))
        .arg("-o")
        .arg(&program));
    let printed = output(&mut Command::new(program));
    assert!(printed.status.success());
    assert_eq!(String::from_utf8(printed.stdout).unwrap(), "Token With Int Uid:\nToken With UserAccount:\n");
    assert_eq!(String::from_utf8(printed.stderr).unwrap(), "");
}

#[test]
fn tokens_007_have_the_official_content() {
    let vectors = vectors("agora_007.json");
    let from = now();
    let answers = ask(vectors.iter().map(|vector| request(&vector["inputs"])));
    assert_eq!(answers.len(), 88);
    for (vector, token) in vectors.iter().zip(answers) {
        let (id, inputs) = (str_of(&vector["id"]), &vector["inputs"]);
        if vector["expected"].is_string() {
            assert_eq!(token, "", "{id}");
        } else if inputs["kind"] == "services" {
            assert_eq!(content_007(&token), str_of(&vector["raw_hex"]), "{id}");
        } else {
            check_built_007(id, &token, str_of(&vector["raw_hex"]), &inputs["args"][1], from);
        }
    }
}

/// The builders issue at the current time with a random salt; all else is as in the vector.
fn check_built_007(id: &str, token: &str, raw_hex: &str, certificate: &Value, from: u32) {
    const ISSUE_TS: std::ops::Range<usize> = 2 * (34 + 34)..2 * (34 + 38);
    const SALT: std::ops::Range<usize> = 2 * (34 + 42)..2 * (34 + 46);
    let without_random = |content: &str| {
        let mut content = content[2 * 34..].to_owned();
        for range in [ISSUE_TS, SALT] {
            content.replace_range(range.start - 2 * 34..range.end - 2 * 34, "00000000");
        }
        content
    };
    assert_eq!(without_random(&content_007(token)), without_random(raw_hex), "{id}");
    let parsed = AccessToken2::parse(token).unwrap();
    assert!(parsed.verify_signature(&secret(certificate)), "{id}");
    assert!((from..=now()).contains(&parsed.token.issue_ts), "{id}");
}

#[test]
fn tokens_006_are_the_official_ones_to_the_last_character() {
    let vectors = vectors("agora_006.json");
    let from = now();
    let answers = ask(vectors.iter().map(|vector| request(&vector["inputs"])));
    assert_eq!(answers.len(), 40);
    for (vector, token) in vectors.iter().zip(answers) {
        if vector["inputs"]["kind"] == "token" {
            assert_eq!(token, str_of(&vector["token"]), "{}", vector["id"]);
        } else {
            check_built_006(vector, &token, from);
        }
    }
}

/// The builders take the current time and a random salt; all else is as in the vector.
fn check_built_006(vector: &Value, token: &str, from: u32) {
    let id = str_of(&vector["id"]);
    let args = vector["inputs"]["args"].as_array().unwrap();
    let parsed = AccessToken::parse(token).unwrap();
    assert_eq!(hex(&parsed.message[8..]), str_of(&vector["message_hex"])[16..], "{id}");
    let user = match str_of(&vector["inputs"]["fn"]) {
        "rtc1.uid" => User::Uid(args[3].as_u64().unwrap().try_into().unwrap()),
        "rtc1.account" => User::Account(str_of(&args[3])),
        _ => User::Uid(0),
    };
    assert!(parsed.verify_signature(&secret(&args[1]), str_of(&args[2]), &user), "{id}");
    assert!((from + DAY..=now() + DAY).contains(&parsed.ts), "{id}");
}

#[test]
fn official_007_tokens_are_parsed_verified_and_rebuilt() {
    let minted =
        vectors("agora_007.json").into_iter().filter(|vector| vector["raw_hex"].is_string()).map(|vector| {
            let certificate = match str_of(&vector["inputs"]["kind"]) {
                "builder" => &vector["inputs"]["args"][1],
                _ => &vector["inputs"]["app_cert"],
            };
            (text_of(&vector["token"]), text_of(certificate), text_of(&vector["raw_hex"]))
        });
    let file = read_vectors("agora_007.json");
    let constants = file["upstream_test_constants"].as_array().unwrap().iter().filter_map(|constant| {
        let decoded = &constant["decoded"];
        let certificate = decoded["verified_with_cert"].as_str()?;
        Some((text_of(&constant["token"]), certificate.to_owned(), text_of(&decoded["raw_hex"])))
    });
    let cases: Vec<_> = minted.chain(constants).collect();
    assert!(cases.len() > 100, "{}", cases.len());
    let requests =
        cases.iter().map(|(token, certificate, _)| format!("read {} {}", x(token), x(certificate)));
    for ((token, _, content), again) in cases.iter().zip(ask(requests)) {
        assert_eq!(content_007(&again), *content, "{token}");
    }
}

/// A request to `tests/compat/agora/mint.cpp` for the inputs of a vector.
fn request(inputs: &Value) -> String {
    let mut words = Vec::new();
    match str_of(&inputs["kind"]) {
        "builder" => {
            words.push(text_of(&inputs["fn"]));
            words.extend(inputs["args"].as_array().unwrap().iter().map(word));
        }
        "services" => {
            words.push("services".into());
            words
                .extend(["app_id", "app_cert", "issue_ts", "expire", "salt"].map(|name| word(&inputs[name])));
            let services = inputs["services"].as_array().unwrap();
            words.push(services.len().to_string());
            services.iter().for_each(|service| words.extend(service_words(service)));
        }
        _ => {
            words.push("token".into());
            words.extend(["app_id", "app_cert", "channel"].map(|name| word(&inputs[name])));
            words.extend(user_words(inputs));
            words.extend(["salt", "ts"].map(|name| word(&inputs[name])));
            words.extend(privilege_words(inputs));
        }
    }
    words.join(" ")
}

fn service_words(service: &Value) -> Vec<String> {
    let mut words = vec![word(&service["type"])];
    match service["type"].as_u64().unwrap() {
        1 | 3 | 6 => {
            words.push(word(&service["channel"]));
            words.extend(user_words(service));
        }
        7 => words.extend(["room", "user", "role"].map(|name| word(&service[name]))),
        8 => words.extend(["user_id", "permissions"].map(|name| word(&service[name]))),
        2 | 5 => words.push(word(&service["user_id"])),
        _ => {}
    }
    words.extend(privilege_words(service));
    words
}

fn user_words(of: &Value) -> [String; 2] {
    match of["account"].as_str() {
        Some(account) => ["account".into(), x(account)],
        None => ["uid".into(), word(&of["uid"])],
    }
}

fn privilege_words(of: &Value) -> Vec<String> {
    let privileges = of["privileges"].as_array().unwrap();
    let pairs = privileges.iter().flat_map(|pair| [word(&pair[0]), word(&pair[1])]);
    [privileges.len().to_string()].into_iter().chain(pairs).collect()
}

/// A text in hexadecimal, a number as it is, permissions as a list of lists of names.
fn word(value: &Value) -> String {
    match value {
        Value::String(text) => x(text),
        Value::Array(resources) => permissions(resources),
        number => number.to_string(),
    }
}

fn permissions(resources: &[Value]) -> String {
    let lists: Vec<_> = resources
        .iter()
        .flat_map(|resource| {
            resource[1].as_array().unwrap().iter().map(move |access| {
                let names: Vec<_> = access[1].as_array().unwrap().iter().map(word).collect();
                format!("{} {} {} {}", resource[0], access[0], names.len(), names.join(" "))
            })
        })
        .collect();
    format!("{} {}", lists.len(), lists.join(" "))
}

fn x(text: &str) -> String {
    format!("x{}", hex(text.as_bytes()))
}

/// Asks `tests/compat/agora/mint.cpp`; one answer for each request.
fn ask(requests: impl Iterator<Item = String>) -> Vec<String> {
    static PROGRAM: OnceLock<PathBuf> = OnceLock::new();
    let program = PROGRAM.get_or_init(|| {
        let program = scratch("compat_agora_mint").join("mint");
        build("g++", &source("agora/mint.cpp"), &[], &program);
        program
    });
    let requests: Vec<_> = requests.collect();
    let mut child = Command::new(program)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut input = child.stdin.take().unwrap();
    let lines = requests.join("\n");
    let writer = std::thread::spawn(move || input.write_all(lines.as_bytes()).unwrap());
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    assert!(output.status.success() && output.stderr.is_empty(), "{}", native::both(&output));
    let answers: Vec<_> = String::from_utf8(output.stdout).unwrap().lines().map(str::to_owned).collect();
    assert_eq!(answers.len(), requests.len());
    answers
}

/// Compiles one program against the headers in the tree.
fn build(compiler_name: &str, source: &Path, flags: &[&str], program: &Path) {
    run(compiler(compiler_name)
        .arg("-std=c++11")
        .args(flags)
        .arg("-I")
        .arg(headers())
        .arg(source)
        .args(link_to(library()))
        .arg("-o")
        .arg(program));
}

/// Compiles a source or header without writing anything.
fn check(compiler_name: &str, flags: &[&str], source: &Path) {
    run(compiler(compiler_name)
        .args(flags)
        .arg("-fsyntax-only")
        .arg("-I")
        .arg(headers())
        .arg("-I")
        .arg(headers().join("cpp/src"))
        .args(["-x", "c++"])
        .arg(source));
}

/// A compiler with the headers as they are installed.
fn installed_compiler(compiler_name: &str) -> Command {
    let headers = prefix().join("include/voxtoken-compat/agora");
    let mut command = Command::new(compiler_name);
    command.arg("-I").arg(&headers).arg("-I").arg(headers.join("cpp/src"));
    command
}

/// A folder with headers and library as they are installed.
fn prefix() -> &'static Path {
    static PREFIX: OnceLock<PathBuf> = OnceLock::new();
    PREFIX.get_or_init(|| {
        let prefix = scratch("compat_agora_prefix");
        let installed = prefix.join("include/voxtoken-compat");
        fs::create_dir_all(&installed).unwrap();
        fs::copy(include().join("voxtoken.h"), prefix.join("include/voxtoken.h")).unwrap();
        run(Command::new("cp").arg("-R").arg(headers()).arg(installed));
        std::os::unix::fs::symlink(library(), prefix.join("lib")).unwrap();
        prefix
    })
}

fn headers() -> PathBuf {
    include().join("compat/agora")
}

fn source(name: &str) -> PathBuf {
    root().join("tests/compat").join(name)
}

fn files(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut files: Vec<_> = entries.filter(|path| path.to_string_lossy().ends_with(ending)).collect();
    files.sort();
    files
}

/// The content of a token as the vectors have it: the signature as a text, then the signed bytes.
fn content_007(token: &str) -> String {
    let (signature, signing_info) = open(token).unwrap_or_else(|error| panic!("{error}: {token:?}"));
    hex(&(signature.len() as u16).to_le_bytes()) + &hex(&signature) + &hex(&signing_info)
}

fn vectors(file: &str) -> Vec<Value> {
    read_vectors(file)["vectors"].as_array().unwrap().clone()
}

fn read_vectors(file: &str) -> Value {
    serde_json::from_str(&fs::read_to_string(root().join("tests/vectors").join(file)).unwrap()).unwrap()
}

fn now() -> u32 {
    SystemClock.now().try_into().unwrap()
}

fn secret(value: &Value) -> Secret {
    str_of(value).into()
}

fn text_of(value: &Value) -> String {
    str_of(value).to_owned()
}

fn str_of(value: &Value) -> &str {
    value.as_str().unwrap_or_else(|| panic!("a text, not {value}"))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
