//! The `voxtoken` command.

use std::process::ExitCode;

use clap::{Parser, Subcommand};

mod sandbox;

/// Access tokens for voice and real-time clouds.
#[derive(Parser)]
#[command(version, about)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// A local stand-in for the clouds, to try and test without an account.
    Sandbox(sandbox::Args),
}

fn main() -> ExitCode {
    match Cli::parse().command {
        Command::Sandbox(args) => sandbox::run(args),
    }
}
