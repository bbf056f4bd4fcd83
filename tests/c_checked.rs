//! Every C and C++ program of the C interface under AddressSanitizer with UndefinedBehaviorSanitizer, under
//! ThreadSanitizer and under Valgrind. Programs with a fault on purpose prove that each of them is at work.

mod native;
mod support;

use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::Mutex;
use std::thread;

use native::{
    both, compiler_for, garbage, library, link_to, output, programs, root, run, sanitized, scratch,
    start_under,
};
use support::Sandbox;

/// A way to compile and run programs that finds faults.
struct Check {
    name: &'static str,
    /// For the compiler.
    flags: Vec<String>,
    /// The folder of the library.
    library: PathBuf,
    /// What the program is started by.
    under: &'static [&'static str],
    environment: Vec<(&'static str, String)>,
}

fn address_and_undefined() -> Check {
    let flags = ["-fsanitize=address,undefined", "-fno-sanitize-recover=all", "-fno-omit-frame-pointer"];
    Check {
        name: "address",
        flags: flags.map(Into::into).into(),
        library: sanitized("address"),
        under: &[],
        environment: vec![("ASAN_OPTIONS", "detect_leaks=1".into())],
    }
}

/// LLVM's instrumentation, which the library has, calls three functions that gcc's runtime does not have.
fn threads() -> Check {
    let object = scratch("thread").join("memory.o");
    let memory = root().join("tests/native/tsan_memory.c");
    run(Command::new("gcc").args(["-O1", "-fno-builtin", "-c"]).arg(memory).arg("-o").arg(&object));
    let suppressions = root().join("tests/native/tsan.supp");
    Check {
        name: "thread",
        flags: vec!["-fsanitize=thread".into(), "-rdynamic".into(), object.display().to_string()],
        library: sanitized("thread"),
        under: &[],
        environment: vec![(
            "TSAN_OPTIONS",
            format!("suppressions={}:die_after_fork=0", suppressions.display()),
        )],
    }
}

/// Rust's reference counts are pointed at behind their start, which Valgrind calls "possibly lost": only what is lost for
/// sure counts.
fn valgrind() -> Check {
    Check {
        name: "valgrind",
        flags: Vec::new(),
        library: library().to_owned(),
        under: &[
            "valgrind",
            "--quiet",
            "--error-exitcode=99",
            "--leak-check=full",
            "--show-leak-kinds=definite",
            "--errors-for-leak-kinds=definite",
            concat!("--suppressions=", env!("CARGO_MANIFEST_DIR"), "/tests/native/valgrind.supp"),
        ],
        environment: Vec::new(),
    }
}

impl Check {
    /// Compiles a program and runs it.
    fn output(&self, source: &Path, folder: &Path, sandbox: &Sandbox) -> Output {
        let kind = source.extension().unwrap().display();
        let program = folder.join(format!("{}-{kind}", source.file_stem().unwrap().display()));
        // Warnings are for other tests.
        run(compiler_for(source)
            .arg("-w")
            .args(&self.flags)
            .args(link_to(&self.library))
            .arg("-o")
            .arg(&program));
        let urls = [&*sandbox.nls, &sandbox.dashscope, &sandbox.aiob];
        output(start_under(self.under, &program, urls).envs(self.environment.iter().cloned()))
    }

    /// Every program succeeds, and the check finds nothing.
    fn passes_all(&self) {
        let folder = scratch(&format!("checked-{}", self.name));
        let mut sources = programs();
        sources.push(garbage::source(&folder));
        let sandbox = Sandbox::start(&[]);
        let (waiting, failures) = (Mutex::new(sources), Mutex::new(Vec::new()));
        let next = || waiting.lock().unwrap().pop();
        thread::scope(|scope| {
            for _ in 0..thread::available_parallelism().map_or(2, |count| count.get().min(8)) {
                scope.spawn(|| {
                    while let Some(source) = next() {
                        let output = self.output(&source, &folder, &sandbox);
                        if !output.status.success() {
                            let text = format!("{}: {}\n{}", source.display(), output.status, both(&output));
                            failures.lock().unwrap().push(text);
                        }
                    }
                });
            }
        });
        let failures = failures.into_inner().unwrap();
        assert!(failures.is_empty(), "{}", failures.join("\n\n"));
    }

    /// A program of `tests/c/faulty` fails with these words.
    fn finds(&self, program: &str, words: &str) {
        let source = root().join("tests/c/faulty").join(program).with_extension("c");
        let folder = scratch(&format!("faulty-{}-{program}", self.name));
        let output = self.output(&source, &folder, &Sandbox::start(&[]));
        assert!(!output.status.success(), "{program} passes\n{}", both(&output));
        assert!(both(&output).contains(words), "{program}: {}\n{}", output.status, both(&output));
    }
}

#[test]
fn programs_are_clean_under_the_address_and_undefined_behaviour_sanitizers() {
    address_and_undefined().passes_all();
}

#[test]
fn programs_are_clean_under_the_thread_sanitizer() {
    threads().passes_all();
}

#[test]
fn programs_are_clean_under_valgrind() {
    valgrind().passes_all();
}

#[test]
fn the_address_sanitizer_sees_programs_and_library() {
    let check = address_and_undefined();
    check.finds("use_after_free", "heap-use-after-free");
    check.finds("read_beyond_the_end", "heap-buffer-overflow");
    check.finds("leak", "LeakSanitizer: detected memory leaks");
}

#[test]
fn the_undefined_behaviour_sanitizer_sees_programs() {
    address_and_undefined().finds("signed_overflow", "signed integer overflow");
}

#[test]
fn the_thread_sanitizer_sees_programs_and_library() {
    let check = threads();
    check.finds("race", "data race");
    check.finds("race_in_a_handle", "data race");
}

#[test]
fn valgrind_sees_programs_and_library() {
    let check = valgrind();
    check.finds("use_after_free", "Invalid read");
    check.finds("read_beyond_the_end", "Invalid read");
    check.finds("leak", "definitely lost");
}
