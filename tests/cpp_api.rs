//! The C++ interface: each program of `tests/cpp` passes, the header suits compilers and standards, misuse does not
//! compile, nothing of the C interface is out of reach, and the quick starts work.

mod native;
mod support;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use native::{both, compiler, include, library, link_to, output, root, run, scenarios, scratch};
use serde_json::json;
use support::{ID, SECRET, Sandbox};

/// One test for each program.
macro_rules! programs {
    ($($name:ident,)*) => {
        const PROGRAMS: &[&str] = &[$(stringify!($name)),*];
        mod program {
            $(#[test]
            fn $name() {
                super::passes(stringify!($name));
            })*
        }
    };
}

programs! {
    agora_builder,
    agora_check,
    agora_content,
    aiob_token,
    clock,
    client,
    dash_token,
    error_kind,
    errors,
    log,
    macros,
    move_,
    nls_token,
    no_exceptions,
    temporaries,
    temporary_results,
    texts,
    threads,
    token_cache,
}

fn passes(name: &str) {
    let source = format!("tests/cpp/{}.cpp", name.trim_end_matches('_'));
    let program = build("g++", name, &["-std=c++17"], &[&source]);
    succeeds(&mut with_sandbox(&program, &Sandbox::start(&[])));
}

#[test]
fn every_program_is_run() {
    let files = fs::read_dir(root().join("tests/cpp")).unwrap().map(|entry| entry.unwrap().path());
    let sources: BTreeSet<_> =
        files.filter(|path| path.extension().is_some_and(|name| name == "cpp")).collect();
    let program = |name: &&str| root().join(format!("tests/cpp/{}.cpp", name.trim_end_matches('_')));
    assert_eq!(sources, PROGRAMS.iter().map(program).collect());
}

#[test]
fn the_header_compiles_alone_for_each_compiler_and_standard() {
    let source = scratch("cpp_header").join("alone.cpp");
    fs::write(&source, "#include \"voxtoken.hpp\"\nint main() { return 0; }\n").unwrap();
    for program in ["g++", "clang++"] {
        for standard in ["-std=c++17", "-std=c++20"] {
            for options in [&[][..], &["-DVOXTOKEN_NO_EXCEPTIONS"], &["-fno-exceptions", "-fno-rtti"]] {
                let mut command = cpp(program);
                run(command.args([standard, "-fsyntax-only"]).args(options).arg(&source));
            }
        }
    }
}

/// The templates are instantiated by the programs only.
#[test]
fn programs_compile_with_the_other_compiler_and_a_newer_standard() {
    for name in [
        "agora_content",
        "clock",
        "log",
        "macros",
        "move",
        "nls_token",
        "temporaries",
        "temporary_results",
        "texts",
        "token_cache",
    ] {
        let source = root().join(format!("tests/cpp/{name}.cpp"));
        run(cpp("clang++").args(["-std=c++20", "-fsyntax-only"]).arg(source));
    }
}

#[test]
fn without_exceptions_and_type_information() {
    let options = ["-std=c++17", "-fno-exceptions", "-fno-rtti"];
    let program = build("g++", "fno_exceptions", &options, &["tests/cpp/no_exceptions.cpp"]);
    succeeds(&mut with_sandbox(&program, &Sandbox::start(&[])));
}

#[test]
fn files_with_and_without_exceptions_make_one_program() {
    let folder = scratch("cpp_mixed");
    let object = |name: &str, options: &[&str]| {
        let object = folder.join(name).with_extension("o");
        let source = root().join(format!("tests/cpp/special/mixed/{name}.cpp"));
        run(cpp("g++").arg("-std=c++17").args(options).arg("-c").arg(source).arg("-o").arg(&object));
        object
    };
    let objects = [
        object("main", &[]),
        object("without_exceptions", &["-fno-exceptions"]),
        object("with_results", &[]),
        object("with_exceptions", &[]),
    ];
    let program = folder.join("mixed");
    run(cpp("g++").args(&objects).args(link_to(library())).arg("-o").arg(&program));
    succeeds(&mut Command::new(program));
}

#[test]
fn the_scenarios_of_the_cache_go_as_they_should() {
    let source = scenarios::source(&scratch("cpp_scenarios_source"), "cpp");
    let program = build("g++", "scenarios", &["-std=c++17"], &[source.to_str().unwrap()]);
    let played = run(&mut Command::new(program));
    let wanted = scenarios::scenarios();
    assert!(played.lines().eq(wanted.iter().map(|scenario| scenario["name"].as_str().unwrap())), "{played}");
}

/// A child forked while a thread initialises such a variable would wait for that thread for ever.
#[test]
fn no_variable_is_initialised_behind_a_lock() {
    let object = scratch("cpp_guards").join("log.o");
    run(cpp("g++").args(["-std=c++17", "-c"]).arg(root().join("tests/cpp/log.cpp")).arg("-o").arg(&object));
    let symbols = run(Command::new("nm").arg(&object));
    assert!(symbols.contains("vox_log_set") && !symbols.contains("__cxa_guard"), "{symbols}");
}

#[test]
fn an_error_says_how_long_to_wait() {
    let sandbox = Sandbox::start(&[]);
    sandbox.mode(json!({"service": "nls", "mode": "throttle", "retry_after_ms": 2500}));
    let program = build("g++", "throttled", &["-std=c++17"], &["tests/cpp/special/throttled.cpp"]);
    succeeds(&mut with_sandbox(&program, &sandbox));
}

#[test]
fn a_root_certificate_can_be_added() {
    let program = build("g++", "tls", &["-std=c++17"], &["tests/cpp/special/tls.cpp"]);
    let file = program.with_file_name("root.pem");
    let sandbox = Sandbox::start(&["--tls", file.to_str().unwrap()]);
    succeeds(with_sandbox(&program, &sandbox).env("SANDBOX_CA", &file));
}

/// The compiler may drop what it takes for useless, so this one is optimised. It replaces `operator new`, which Valgrind
/// does, too: it is not among the programs above.
#[test]
fn copies_of_secrets_are_overwritten() {
    let program = build("g++", "secrets", &["-std=c++17", "-O2"], &["tests/cpp/special/secrets.cpp"]);
    succeeds(&mut Command::new(program));
}

#[test]
fn an_object_cannot_be_copied() {
    refuses("copy", "deleted");
}

#[test]
fn a_view_of_a_temporary_does_not_compile() {
    refuses("view", "deleted function");
}

#[test]
fn a_result_cannot_be_ignored() {
    refuses("ignored", "nodiscard");
}

/// A program of `tests/cpp/special/misuse` compiles, but with its misuse it does not, for this reason.
fn refuses(name: &str, reason: &str) {
    let source = root().join(format!("tests/cpp/special/misuse/{name}.cpp"));
    run(cpp("g++").args(["-std=c++17", "-fsyntax-only"]).arg(&source));
    let output = output(cpp("g++").args(["-std=c++17", "-fsyntax-only", "-DMISUSE"]).arg(&source));
    assert!(!output.status.success(), "{name} compiles");
    assert!(both(&output).contains(reason), "{}", both(&output));
}

#[test]
fn nothing_of_the_c_interface_is_out_of_reach() {
    let header = code(&include().join("voxtoken.h"));
    let used = words(&code(&include().join("voxtoken.hpp")));
    let functions: Vec<_> = header
        .split_inclusive('(')
        .filter_map(|piece| piece.strip_suffix('('))
        .map(|piece| piece.rsplit(|c: char| !is_word(c)).next().unwrap())
        .filter(|name| name.starts_with("vox_"))
        .collect();
    let constants: Vec<_> = header
        .lines()
        .filter_map(|line| line.strip_prefix("#define VOX_"))
        .filter_map(|line| line.split_once(' '))
        .filter(|(name, value)| !name.starts_with("VERSION") && value.parse::<u32>().is_ok())
        .map(|(name, _)| format!("VOX_{name}"))
        .collect();
    assert!(functions.len() > 150 && constants.len() > 60, "{} {}", functions.len(), constants.len());
    let names = functions.into_iter().map(str::to_owned).chain(constants);
    let missing: Vec<_> = names.filter(|name| !used.contains(name)).collect();
    assert!(missing.is_empty(), "not used by voxtoken.hpp: {missing:?}");
}

/// A header without its comments.
fn code(header: &Path) -> String {
    let text = fs::read_to_string(header).unwrap();
    let lines = text.lines().map(|line| line.split("//").next().unwrap().trim_end());
    lines.filter(|line| !line.trim_start().starts_with(['*', '/'])).collect::<Vec<_>>().join("\n")
}

fn words(text: &str) -> BTreeSet<String> {
    text.split(|c: char| !is_word(c)).map(str::to_owned).collect()
}

fn is_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_'
}

#[test]
fn every_public_item_is_documented() {
    for exceptions in ["__cpp_exceptions=199711", "VOXTOKEN_NO_EXCEPTIONS="] {
        let folder = scratch("cpp_doxygen");
        let settings = folder.join("Doxyfile");
        let text = format!(
            "INPUT = {}\nOUTPUT_DIRECTORY = {}\nGENERATE_LATEX = NO\nGENERATE_HTML = NO\nGENERATE_XML = YES\n\
             QUIET = YES\nWARN_AS_ERROR = FAIL_ON_WARNINGS\nPREDEFINED = {exceptions}\n",
            include().join("voxtoken.hpp").display(),
            folder.display(),
        );
        fs::write(&settings, text).unwrap();
        run(Command::new("doxygen").arg(settings));
    }
}

#[test]
fn the_quick_starts_work() {
    let sandbox = Sandbox::start(&[]);
    for (compiler, standard, file) in
        [("gcc", "-std=c11", "quickstart.c"), ("g++", "-std=c++17", "quickstart.cpp")]
    {
        let program = build(compiler, file, &[standard], &[&format!("bindings/c/{file}")]);
        let output = run(&mut quick_start(&program, &sandbox, SECRET));
        assert!(output.contains("NLS token"), "{output}");
        assert!(output.contains("Agora token 007"), "{output}");
        assert!(output.contains("may join"), "{output}");
    }
}

#[test]
fn the_quick_starts_say_what_to_do_about_an_error() {
    let sandbox = Sandbox::start(&[]);
    for (compiler, standard, file) in
        [("gcc", "-std=c11", "quickstart.c"), ("g++", "-std=c++17", "quickstart.cpp")]
    {
        let program =
            build(compiler, &format!("failing_{file}"), &[standard], &[&format!("bindings/c/{file}")]);
        let output = output(&mut quick_start(&program, &sandbox, "wrong-secret"));
        assert_eq!(output.status.code(), Some(1), "{}", both(&output));
        let text = String::from_utf8(output.stderr).unwrap();
        assert!(
            text.contains("SignatureDoesNotMatch") && text.contains("The access key secret is wrong"),
            "{text}"
        );
    }
}

fn quick_start(program: &Path, sandbox: &Sandbox, secret: &str) -> Command {
    let mut command = Command::new(program);
    command
        .env("VOXTOKEN_NLS_ENDPOINT", &sandbox.nls)
        .env("ALIYUN_AK_ID", ID)
        .env("ALIYUN_AK_SECRET", secret)
        .env("AGORA_APP_ID", "970CA35de60c44645bbae8a215061b33")
        .env("AGORA_APP_CERTIFICATE", "5CFd2fd1755d40ecb72977518be15d3b");
    command
}

/// A compiler of C++ or C with more warnings than others get.
fn cpp(program: &str) -> Command {
    let mut command = compiler(program);
    command.arg("-Wshadow");
    command
}

/// Compiles and links a program of these sources.
fn build(compiler: &str, name: &str, options: &[&str], sources: &[&str]) -> PathBuf {
    let program = scratch(&format!("cpp_{name}")).join("program");
    let sources = sources.iter().map(|source| root().join(source));
    run(cpp(compiler).args(options).args(sources).args(link_to(library())).arg("-o").arg(&program));
    program
}

fn with_sandbox(program: &Path, sandbox: &Sandbox) -> Command {
    let mut command = Command::new(program);
    command
        .env("SANDBOX_NLS", &sandbox.nls)
        .env("SANDBOX_DASHSCOPE", &sandbox.dashscope)
        .env("SANDBOX_AIOB", &sandbox.aiob);
    command
}

fn succeeds(command: &mut Command) {
    let output: Output = output(command);
    assert!(output.status.success(), "{}\n{}", output.status, both(&output));
}
