//! The examples in the READMEs and guides compile and do what they say.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::atomic::{AtomicU32, Ordering};

use crate::native::{both, output, root, run, scratch};
use crate::prefix::prefix;
use crate::support::{ID, SECRET, Sandbox};

/// The code blocks of a file that are in this language.
fn blocks(file: &str, language: &str) -> Vec<String> {
    let text = fs::read_to_string(root().join(file)).unwrap();
    let blocks = text.split("\n```").skip(1).step_by(2).filter_map(|block| block.split_once('\n'));
    blocks.filter(|(this, _)| *this == language).map(|(_, code)| format!("{code}\n")).collect()
}

/// The only block in this language.
fn only_block(file: &str, language: &str) -> String {
    let mut blocks = blocks(file, language);
    assert_eq!(blocks.len(), 1, "{file}");
    blocks.remove(0)
}

/// A folder that no other test uses.
fn folder() -> PathBuf {
    static NUMBER: AtomicU32 = AtomicU32::new(0);
    scratch(&format!("install/words-{}", NUMBER.fetch_add(1, Ordering::Relaxed)))
}

/// Compiles a C program, all warnings being errors, and runs it with nothing in its environment but its library.
fn run_c(code: &str) -> Output {
    let folder = folder();
    fs::write(folder.join("program.c"), code).unwrap();
    run(Command::new("gcc")
        .args(["-std=c11", "-Wall", "-Wextra", "-Wpedantic", "-Werror"])
        .arg(folder.join("program.c"))
        .arg("-I")
        .arg(prefix().join("include"))
        .arg("-L")
        .arg(prefix().join("lib"))
        .args(["-lvoxtoken", "-o"])
        .arg(folder.join("program")));
    run_alone(&folder.join("program"))
}

fn run_alone(program: &Path) -> Output {
    output(Command::new(program).env_clear().env("LD_LIBRARY_PATH", prefix().join("lib")))
}

#[test]
fn the_c_examples_of_the_readmes_mint_a_token() {
    for file in ["README.md", "README.zh.md"] {
        let ended = run_c(&only_block(file, "c"));
        assert!(ended.status.success() && ended.stdout.starts_with(b"007eJx"), "{file}: {}", both(&ended));
    }
}

#[test]
fn the_c_examples_of_the_guides_refuse_a_token() {
    for file in ["docs/guide.md", "docs/guide.zh.md"] {
        let ended = run_c(&blocks(file, "c")[0]);
        assert_eq!(ended.status.code(), Some(1), "{file}: {}", both(&ended));
        assert!(both(&ended).contains("The token ends"), "{file}: {}", both(&ended));
    }
}

#[test]
fn the_examples_of_the_guides_take_a_token_from_a_cache() {
    for file in ["docs/guide.md", "docs/guide.zh.md"] {
        for (language, compiler) in [("c", "gcc -std=c11"), ("cpp", "g++ -std=c++17")] {
            let code = blocks(file, language).pop().unwrap();
            let name = format!("program.{language}");
            let line = format!(
                "{compiler} -Wall -Wextra -Wpedantic -Werror {name} -o program $(pkg-config --cflags --libs voxtoken)"
            );
            let folder = run_line(&line, &[(&name, &code)]);
            let program = folder.join("program");
            let ended = run_alone(&program);
            assert_eq!(ended.status.code(), Some(1), "{file}: {}", both(&ended));
            assert!(both(&ended).contains("ALIYUN_AK_ID"), "{file}: {}", both(&ended));
        }
    }
}

#[test]
fn the_c_example_of_the_binding_says_that_there_are_no_credentials() {
    let ended = run_c(&only_block("bindings/c/README.md", "c"));
    assert_eq!(ended.status.code(), Some(1));
    assert!(both(&ended).contains("ALIYUN_AK_ID"), "{}", both(&ended));
}

/// The lines of a shell block of the binding's README that begin with this command.
pub fn lines(command: &str) -> Vec<String> {
    let blocks = blocks("bindings/c/README.md", "shell").concat();
    blocks.lines().filter(|line| line.starts_with(command)).map(str::to_owned).collect()
}

/// Runs a line as a user would, in a folder with the sources that it names, and gives the folder.
pub fn run_line(line: &str, sources: &[(&str, &str)]) -> PathBuf {
    let folder = folder();
    for (name, code) in sources {
        fs::write(folder.join(name), code).unwrap();
    }
    run(Command::new("sh")
        .args(["-euc", line])
        .current_dir(&folder)
        .env("PREFIX", prefix())
        .env("PKG_CONFIG_PATH", prefix().join("lib/pkgconfig")));
    folder
}

#[test]
fn the_lines_of_the_binding_that_compile_c_do() {
    let lines = lines("gcc ");
    assert_eq!(lines.len(), 3);
    let code = only_block("bindings/c/README.md", "c");
    for line in lines {
        let folder = run_line(&line, &[("program.c", &code)]);
        let ended = run_alone(&folder.join("program"));
        assert!(both(&ended).contains("ALIYUN_AK_ID"), "{line}: {}", both(&ended));
    }
}

/// The example for the C++ interface, and the one that is written for Alibaba's own.
fn cpp_examples(file: &str) -> [String; 2] {
    blocks(file, "cpp").try_into().unwrap_or_else(|blocks| panic!("{file}: {blocks:?}"))
}

#[test]
fn the_cpp_examples_of_the_readmes_say_that_there_are_no_credentials() {
    for file in ["README.md", "README.zh.md"] {
        let [code, _] = cpp_examples(file);
        let line = "g++ -std=c++17 -Wall -Wextra -Wpedantic -Werror program.cpp -o program \
                    $(pkg-config --cflags --libs voxtoken)";
        let folder = run_line(line, &[("program.cpp", &code)]);
        let ended = run_alone(&folder.join("program"));
        assert_eq!(ended.status.code(), Some(1), "{file}");
        assert!(both(&ended).contains("ALIYUN_AK_ID"), "{file}: {}", both(&ended));
    }
}

#[test]
fn the_lines_of_the_binding_that_replace_an_sdk_do() {
    let server = fs::read_to_string(root().join("tests/install/consumer/server.cpp")).unwrap();
    let [nls, agora] = lines("g++ ").try_into().unwrap();
    for file in ["README.md", "README.zh.md"] {
        let [_, demo] = cpp_examples(file);
        let folder = run_line(&nls, &[("tokenDemo.cpp", &demo)]);
        let sandbox = Sandbox::start(&[]);
        let mut command = Command::new(folder.join("tokenDemo"));
        command.env("LD_LIBRARY_PATH", prefix().join("lib"));
        command.env("ALIYUN_AK_ID", ID).env("ALIYUN_AK_SECRET", SECRET);
        command.env("VOXTOKEN_NLS_ENDPOINT", &sandbox.nls);
        assert!(run(&mut command).contains(" until "), "{file}");
        assert_eq!(sandbox.calls("nls"), 1);
    }
    let folder = run_line(&agora, &[("server.cpp", &server)]);
    let ended = run_alone(&folder.join("server"));
    assert!(ended.status.success() && ended.stdout.starts_with(b"007eJx"), "{}", both(&ended));
}
