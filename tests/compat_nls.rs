//! The headers that stand in for Alibaba's NLS SDK for C++.

mod native;
mod support;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;
use std::time::{SystemTime, UNIX_EPOCH};

use native::{library, output, root, run, scratch};
use serde_json::json;
use support::{ID, SECRET, Sandbox};

const STRICT: [&str; 5] = ["-Wall", "-Wextra", "-Wpedantic", "-Werror", "-pthread"];
const COMPILERS: [&str; 2] = ["g++", "clang++"];
const HEADERS: [&str; 8] = [
    "Token.h",
    "Global.h",
    "nlsCommonSdk/Token.h",
    "nlsCommonSdk/Global.h",
    "nlsToken.h",
    "nlsGlobal.h",
    "dashToken.h",
    "nlsClient.h",
];

#[test]
fn the_documents_samples_build_and_run_as_they_are() {
    let folder = scratch("compat_nls_samples");
    let sandbox = Sandbox::start(&["--life", "3600"]);
    for sample in ["seed_000", "seed_001"] {
        for standard in [None, Some("-std=c++11"), Some("-std=c++98")] {
            for abi in [None, Some("-D_GLIBCXX_USE_CXX11_ABI=0")] {
                build_sample(sample, &folder, standard.into_iter().chain(abi));
                let printed = run(sample_command(&folder, &sandbox).env("ALIYUN_AK_SECRET", SECRET));
                let (token, expires_at) = read(&printed, "TokenId: ", "TokenId expireTime: ");
                assert_eq!(token.len(), 32, "{printed}");
                assert!(expires_at.abs_diff(now() + 3600) < 30, "{printed}");
                let last = sandbox.last("nls");
                assert_eq!((&last["method"], &last["path"]), (&json!("POST"), &json!("/")));
                assert_eq!(last["verdict"], "ok", "{last}");
            }
        }
    }
    assert_eq!(sandbox.calls("nls"), 12);
}

#[test]
fn the_documents_samples_say_why_they_fail() {
    let folder = scratch("compat_nls_failures");
    build_sample("seed_000", &folder, []);
    let sandbox = Sandbox::start(&[]);

    let failed = output(sample_command(&folder, &sandbox).env("ALIYUN_AK_SECRET", "wrong"));
    let printed = native::both(&failed);
    assert_eq!(failed.status.code(), Some(1), "{printed}");
    assert!(
        printed.starts_with("Failed: ") && printed.contains("The access key secret is wrong"),
        "{printed}"
    );

    let failed = output(sample_command(&folder, &sandbox).env_remove("ALIYUN_AK_SECRET"));
    assert_eq!(native::both(&failed), "Failed: AccessKeySecret is empty.\n");
    assert_eq!(failed.status.code(), Some(1));
    assert_eq!(sandbox.calls("nls"), 1);
}

#[test]
fn every_header_compiles_alone_without_a_warning() {
    let folder = scratch("compat_nls_headers");
    for header in HEADERS {
        let file = folder.join("alone.cpp");
        fs::write(&file, format!("#include \"{header}\"\n")).unwrap();
        let standards = ["c++98", "c++11", "c++17", "c++20"];
        for standard in standards.iter().skip(usize::from(header == "nlsClient.h")) {
            for compiler in COMPILERS {
                run(Command::new(compiler)
                    .args(STRICT)
                    .args([&format!("-std={standard}"), "-fsyntax-only", "-I"])
                    .arg(include())
                    .arg(&file));
            }
        }
    }
}

#[test]
fn the_object_does_what_the_documents_say() {
    check_program("nls_token.cpp");
}

#[test]
fn sixty_four_threads_share_an_object() {
    check_program("nls_threads.cpp");
    check_races("nls_threads.cpp");
}

#[test]
fn texts_are_overwritten_when_they_are_freed_and_do_not_pile_up() {
    check_program("nls/memory.cpp");
}

#[test]
fn texts_outlive_the_threads_that_asked_for_them() {
    check_program("nls_texts.cpp");
    check_races("nls_texts.cpp");
}

#[test]
fn the_setters_take_what_those_of_the_sdk_take() {
    for standard in ["-std=c++98", "-std=c++11", "-std=c++20"] {
        for compiler in COMPILERS {
            build_and_run("nls_setters.cpp", compiler, &[standard]);
        }
    }
}

#[test]
fn the_headers_stand_macros_that_programs_have() {
    check_program("nls_macros.cpp");
}

#[test]
fn no_symbol_is_named_as_one_of_the_sdk() {
    let object = scratch("compat_nls_symbols").join("names.o");
    for compiler in COMPILERS {
        run(Command::new(compiler)
            .args(STRICT)
            .args(["-std=c++11", "-c", "-I"])
            .arg(include())
            .arg(root().join("tests/compat/nls_own_names.cpp"))
            .arg("-o")
            .arg(&object));
        let symbols = run(Command::new("nm").arg("-C").arg(&object));
        assert!(symbols.contains("voxtoken_compat::NlsClient::setLogConfig"), "{symbols}");
        assert!(!symbols.contains("AlibabaNls"), "{symbols}");
    }
}

#[test]
fn a_speech_program_takes_tokens_from_here_and_all_else_from_the_sdk() {
    let folder = scratch("compat_nls_beside_sdk");
    let sandbox = Sandbox::start(&[]);
    let speech = folder.join("libspeech.so");
    build("g++", &[source("sdk/speech.cpp")], &["-shared", "-fPIC"], &speech);
    for compiler in COMPILERS {
        for standard in ["c++98", "c++11", "c++20"] {
            for first in ["SPEECH_FIRST", "TOKEN_FIRST"] {
                let program = folder.join("program");
                run(Command::new(compiler)
                    .args(STRICT)
                    .args([&format!("-std={standard}"), "-D", first, "-I"])
                    .arg(include())
                    .arg("-I")
                    .arg(source("sdk"))
                    .arg(source("beside_sdk.cpp"))
                    .arg(&speech)
                    .args(native::link_to(library()))
                    .arg("-o")
                    .arg(&program));
                run(Command::new(program).env("SANDBOX_NLS", &sandbox.nls));
            }
        }
    }
}

#[test]
fn a_second_folder_of_the_headers_is_no_sdk() {
    let folder = scratch("compat_nls_twice");
    copy_file("voxtoken.h", &root().join("include"), &folder);
    copy_folder(&include(), &folder.join("voxtoken-compat"));
    for compiler in COMPILERS {
        run(Command::new(compiler)
            .args(STRICT)
            .args(["-std=c++11", "-fsyntax-only", "-I"])
            .arg(include())
            .arg("-I")
            .arg(folder.join("voxtoken-compat"))
            .arg(root().join("tests/compat/nls_own_names.cpp")));
    }
}

#[test]
fn the_dashscope_object_does_what_the_documents_say() {
    check_program("nls_dash.cpp");
}

#[test]
fn the_headers_stand_macros_of_xlib_before_and_after_them() {
    check_program("nls_x11_before.cpp");
    check_program("nls_x11_after.cpp");
}

#[test]
fn all_headers_together_leave_a_program_its_own_names() {
    check_program("nls_own_names.cpp");
}

#[test]
fn the_log_is_a_file_or_a_callback_and_has_nothing_secret() {
    check_program("nls_log.cpp");
    check_races("nls_log.cpp");
    check_program("nls_log_file.cpp");
}

#[test]
fn two_files_share_objects_whatever_their_standard_and_their_string_abi() {
    let folder = scratch("compat_nls_two_units");
    let sandbox = Sandbox::start(&[]);
    for compiler in COMPILERS {
        for (index, flags) in [
            ["-std=c++11", "-D_GLIBCXX_USE_CXX11_ABI=1"],
            ["-std=c++20", "-D_GLIBCXX_USE_CXX11_ABI=1"],
            ["-std=c++11", "-D_GLIBCXX_USE_CXX11_ABI=0"],
        ]
        .iter()
        .enumerate()
        {
            let object = folder.join("apply.o");
            run(Command::new(compiler)
                .args(STRICT)
                .args(flags)
                .arg("-I")
                .arg(include())
                .arg("-c")
                .arg(source("two_units_apply.cpp"))
                .arg("-o")
                .arg(&object));
            let program = folder.join(format!("{compiler}-{index}"));
            build(compiler, &[source("two_units_main.cpp"), object], &["-std=c++11"], &program);
            run(Command::new(program).env("SANDBOX_NLS", &sandbox.nls));
        }
    }
}

#[test]
fn a_token_command_of_the_newer_sdk_works_with_its_log() {
    let folder = scratch("compat_nls_generate_token");
    let program = folder.join("gtDemo");
    build("g++", &[source("generate_token.cpp")], &["-std=c++11"], &program);
    let sandbox = Sandbox::start(&[]);
    let command = |secret: &str, more: &[&str]| {
        let mut command = Command::new(&program);
        command.current_dir(&folder).args(["--akId", ID, "--akSecret", secret]).args(more);
        command
    };

    let printed = run(&mut command(SECRET, &["--domain", &sandbox.nls, "--apiVersion", "2019-02-28"]));
    let (token, expires_at) = read(&printed, "Token: ", "ExpireTime: ");
    assert!(token.len() == 32 && expires_at > now(), "{printed}");
    let last = sandbox.last("nls");
    assert_eq!((&last["path"], &last["verdict"]), (&json!("/pop/2019-02-28/tokens"), &json!("ok")));

    let failed = output(command("wrong", &[]).env("VOXTOKEN_NLS_ENDPOINT", &sandbox.nls));
    let printed = native::both(&failed);
    assert!(printed.starts_with("failed -1: ") && failed.status.code() == Some(1), "{printed}");

    let log = fs::read_to_string(folder.join("log-generatetoken.log")).unwrap();
    assert!(log.contains("NLS: a token until") && log.contains("SignatureDoesNotMatch"), "{log}");
    assert!(!log.contains(SECRET) && !log.contains("wrong.") && !log.contains(&token), "{log}");
}

#[test]
fn a_temporary_key_command_of_the_newer_sdk_works_with_its_log() {
    let folder = scratch("compat_nls_generate_api_key");
    let program = folder.join("gaDemo");
    build("g++", &[source("generate_api_key.cpp")], &["-std=c++11"], &program);
    let sandbox = Sandbox::start(&[]);
    let printed = run(Command::new(&program)
        .current_dir(&folder)
        .args(["--apikey", SECRET, "--expiration", "1800"])
        .env("VOXTOKEN_DASHSCOPE_ENDPOINT", &sandbox.dashscope));
    let (key, expires_at) = read(&printed, "Token: ", "ExpireTime: ");
    assert!(key.starts_with("st-") && expires_at.abs_diff(now() + 1800) < 30, "{printed}");
    assert_eq!(sandbox.last("dashscope")["verdict"], "ok");
    let log = fs::read_to_string(folder.join("log-generateDashToken.log")).unwrap();
    assert!(log.contains("DashScope: a token until"), "{log}");
    assert!(!log.contains(SECRET) && !log.contains(&key), "{log}");
}

#[test]
fn the_log_is_rotated_and_goes_to_standard_output_without_a_file() {
    let folder = scratch("compat_nls_rotation");
    let program = folder.join("rotation");
    build("g++", &[source("log_rotation.cpp")], &["-std=c++11"], &program);
    let printed = run(Command::new(&program).current_dir(&folder));
    assert_eq!(printed.lines().filter(|line| line.contains(" WARN NLS: ")).count(), 2, "{printed}");
    assert_eq!(printed.lines().count(), 2, "{printed}");

    let file = |name: &str| fs::read_to_string(folder.join(name)).unwrap();
    let (newest, older) = (file("log-rotation.log"), file("log-rotation.log.1"));
    assert_eq!(fs::read_dir(&folder).unwrap().count(), 3, "the program and two files");
    let limit = 1024 * 1024;
    let line = older.lines().next().unwrap().len() + 1;
    assert!(older.len() <= limit && older.len() + line > limit, "{}", older.len());
    assert!(newest.len() < limit && newest.ends_with('\n'), "{}", newest.len());
    assert!(newest.lines().chain(older.lines()).all(|line| line.contains(" WARN NLS: ")));
}

/// Builds a program of tests/compat with both compilers and runs it at a sandbox.
fn check_program(name: &str) {
    for compiler in COMPILERS {
        build_and_run(name, compiler, &["-std=c++11"]);
    }
}

/// The same with a compiler that finds data races.
fn check_races(name: &str) {
    build_and_run(name, "g++", &["-std=c++11", "-fsanitize=thread"]);
}

fn build_and_run(name: &str, compiler: &str, flags: &[&str]) {
    let sandbox = Sandbox::start(&[]);
    let program = scratch(&format!("compat_{name}")).join("program");
    build(compiler, &[root().join("tests/compat").join(name)], flags, &program);
    run(Command::new(program)
        .env("SANDBOX_NLS", &sandbox.nls)
        .env("SANDBOX_DASHSCOPE", &sandbox.dashscope)
        .env("SANDBOX_AIOB", &sandbox.aiob));
}

fn build(compiler: &str, sources: &[PathBuf], flags: &[&str], program: &Path) {
    run(Command::new(compiler)
        .args(STRICT)
        .args(flags)
        .arg("-I")
        .arg(include())
        .args(sources)
        .args(native::link_to(library()))
        .arg("-o")
        .arg(program));
}

fn source(name: &str) -> PathBuf {
    root().join("tests/compat/nls").join(name)
}

/// The headers as they are in the tree.
fn include() -> PathBuf {
    root().join("include/compat")
}

/// Builds a sample of the documents to `tokenDemo` with the documents' kind of command, its comment marks mended (see
/// tests/compat/nls/ORIGIN.md).
fn build_sample<'a>(name: &str, folder: &Path, flags: impl IntoIterator<Item = &'a str>) {
    let text = fs::read_to_string(source(&format!("{name}.cpp"))).unwrap();
    fs::write(folder.join("tokenDemo.cpp"), text.replace("/ *", "/*").replace("* /", "*/")).unwrap();
    let prefix = prefix().display();
    run(Command::new("g++")
        .current_dir(folder)
        .args(["-o", "tokenDemo", "tokenDemo.cpp"])
        .arg(source("seed_main.cpp"))
        .args(["-I", &format!("{prefix}/include/voxtoken-compat")])
        .args(["-L", &format!("{prefix}/lib"), "-lvoxtoken"])
        .args(flags));
}

/// The sample that was built to `tokenDemo`, without a secret, told where to ask by the environment.
fn sample_command(folder: &Path, sandbox: &Sandbox) -> Command {
    let mut command = Command::new(folder.join("tokenDemo"));
    command
        .env("LD_LIBRARY_PATH", prefix().join("lib"))
        .env("VOXTOKEN_NLS_ENDPOINT", &sandbox.nls)
        .env("ALIYUN_AK_ID", ID);
    command
}

/// The token and its expiry on two printed lines that begin like this.
fn read(printed: &str, token: &str, expires_at: &str) -> (String, u64) {
    let value = |name: &str| {
        printed
            .lines()
            .find_map(|line| line.strip_prefix(name))
            .unwrap_or_else(|| panic!("no {name:?} in {printed}"))
    };
    (value(token).to_owned(), value(expires_at).parse().unwrap())
}

/// A folder like that of an installed library.
fn prefix() -> &'static Path {
    static PREFIX: OnceLock<PathBuf> = OnceLock::new();
    PREFIX.get_or_init(|| {
        let prefix = scratch("compat_nls_prefix");
        fs::create_dir(prefix.join("include")).unwrap();
        fs::create_dir(prefix.join("lib")).unwrap();
        copy_file("voxtoken.h", &root().join("include"), &prefix.join("include"));
        copy_folder(&include(), &prefix.join("include/voxtoken-compat"));
        copy_file("libvoxtoken.so", library(), &prefix.join("lib"));
        native::link_soname(&prefix.join("lib"));
        prefix
    })
}

fn copy_folder(from: &Path, to: &Path) {
    fs::create_dir(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        match entry.file_type().unwrap().is_dir() {
            true => copy_folder(&entry.path(), &to.join(entry.file_name())),
            false => copy_file(entry.file_name().to_str().unwrap(), from, to),
        }
    }
}

fn copy_file(name: &str, from: &Path, to: &Path) {
    fs::copy(from.join(name), to.join(name)).unwrap();
}

fn now() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs()
}
