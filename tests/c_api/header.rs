//! The header compiles alone and in programs, in all languages and standards that it is for.

use std::fs;
use std::process::Command;

use super::native::{compiler, library, link_to, output, run, scratch};

/// Compilers and standards.
const DIALECTS: &[(&str, &str)] = &[
    ("gcc", "c11"),
    ("gcc", "c17"),
    ("clang", "c11"),
    ("clang", "c17"),
    ("g++", "c++98"),
    ("g++", "c++11"),
    ("g++", "c++17"),
    ("g++", "c++20"),
    ("clang++", "c++11"),
    ("clang++", "c++17"),
    ("clang++", "c++20"),
];

/// Nothing else is included, and the header comes twice.
const ALONE: &str = r#"
#include "voxtoken.h"
#include "voxtoken.h"

uint32_t in_another_unit(vox_error **error);

uint32_t in_another_unit(vox_error **error) {
    vox_agora_expected *expected;
    uint32_t status = vox_agora_expected_new(&expected, error);
    if (status == VOX_OK) vox_agora_expected_free(expected);
    return status;
}
"#;

const MAIN: &str = r#"
#include <stdio.h>

#include "voxtoken.h"

#ifdef __cplusplus
extern "C++"
#endif
uint32_t in_another_unit(vox_error **error);

int main(void) {
    vox_error *error = NULL;
    if (in_another_unit(&error) != VOX_OK) return 1;
    if (vox_agora_expected_new(NULL, &error) != VOX_INVALID_ARGUMENT) return 2;
    vox_error_free(error);
    puts(vox_version());
    return 0;
}
"#;

#[test]
fn two_units_compile_strictly_in_every_dialect() {
    for (program, standard) in DIALECTS {
        let folder = scratch(&format!("header-{program}-{standard}"));
        let ending = if standard.starts_with("c++") { "cpp" } else { "c" };
        let (alone, main) =
            (folder.join("alone").with_extension(ending), folder.join("main").with_extension(ending));
        fs::write(&alone, ALONE).unwrap();
        fs::write(&main, MAIN).unwrap();
        let binary = folder.join("program");
        run(compiler(program)
            .arg(format!("-std={standard}"))
            .args([&alone, &main])
            .args(link_to(library()))
            .arg("-o")
            .arg(&binary));
        let printed = run(&mut Command::new(&binary));
        assert_eq!(printed, concat!(env!("CARGO_PKG_VERSION"), "\n"), "{program} {standard}");
    }
}

#[test]
fn a_status_that_is_not_looked_at_is_a_warning() {
    let folder = scratch("header-unused");
    let source = folder.join("unused.c");
    let with = |statement: &str| {
        let code = format!(
            "#include \"voxtoken.h\"\nvoid f(vox_client **client);\nvoid f(vox_client **client) {{ {statement} }}\n"
        );
        fs::write(&source, code).unwrap();
        output(compiler("gcc").args(["-std=c11", "-c", "-o"]).arg(folder.join("unused.o")).arg(&source))
    };
    assert!(!with("vox_client_new(client, NULL);").status.success());
    assert!(with("if (vox_client_new(client, NULL)) return;").status.success());
}
