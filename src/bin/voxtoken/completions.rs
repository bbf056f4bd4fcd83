//! `voxtoken completions`: what a shell needs to complete the command's options.

use std::process::ExitCode;

use clap::CommandFactory;
use clap_complete::Shell;

use crate::failure::Failure;
use crate::output::to_stdout;
use crate::{Cli, help};

#[derive(clap::Args)]
#[command(after_long_help = help::page(EXAMPLES, "  none of its own"))]
pub struct Args {
    /// The shell to write completions for
    shell: Shell,
}

const EXAMPLES: &str = "  voxtoken completions bash > ~/.local/share/bash-completion/completions/voxtoken
  voxtoken completions zsh > ~/.zfunc/_voxtoken
  voxtoken completions fish > ~/.config/fish/completions/voxtoken.fish";

pub fn run(args: &Args) -> Result<ExitCode, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "voxtoken", &mut script);
    to_stdout(&String::from_utf8_lossy(&script))?;
    Ok(ExitCode::SUCCESS)
}
