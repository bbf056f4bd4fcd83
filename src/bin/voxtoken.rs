//! The `voxtoken` command; all of it is in the library, see `src/command.rs`.

use std::process::ExitCode;

fn main() -> ExitCode {
    voxtoken::command::run(std::env::args_os()).into()
}
