//! `voxtoken completions`: what a shell needs to complete the command's options.

use clap::CommandFactory;
use clap_complete::Shell;

use crate::command::exit;
use crate::command::failure::Failure;
use crate::command::output::to_stdout;
use crate::command::{Cli, help};

#[derive(clap::Args)]
#[command(after_long_help = help::page(EXAMPLES, "  none of its own"))]
pub struct Args {
    /// The shell to write completions for
    shell: Shell,
}

const EXAMPLES: &str = "  voxtoken completions bash > ~/.local/share/bash-completion/completions/voxtoken
  voxtoken completions zsh > ~/.zfunc/_voxtoken
  voxtoken completions fish > ~/.config/fish/completions/voxtoken.fish";

pub fn run(args: &Args) -> Result<u8, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "voxtoken", &mut script);
    to_stdout(&String::from_utf8_lossy(&script))?;
    Ok(exit::SUCCESS)
}
