//! The `voxtoken` command, which the packages for other languages bring along, too.

use std::ffi::OsString;

use crate::{Error, ErrorKind};
use clap::error::{ContextKind, ContextValue};
use clap::{Parser, Subcommand};

mod ask;
mod cache;
mod completions;
mod exit;
mod facts;
mod failure;
mod help;
mod inspect;
mod keys;
mod man;
mod mint;
mod network;
mod number;
mod output;
mod prompt;
mod sandbox;
mod secret_input;
mod spinner;
mod suggest;
mod text;
mod times;

use failure::Failure;
use output::Output;

/// Access tokens for voice and real-time clouds.
///
/// The commands that get or mint a token print it alone on standard output, and all else on
/// standard error. `voxtoken COMMAND --help` has examples and environment variables.
#[derive(Parser)]
#[command(version, about, after_long_help = exit::HELP, arg_required_else_help = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Ask Alibaba Cloud for an access token of Intelligent Speech Interaction (NLS)
    Nls(ask::nls::Args),
    /// Ask Alibaba Cloud Model Studio (DashScope) for a temporary API key
    Dashscope(ask::dashscope::Args),
    /// Ask Baidu AIOB (intelligent outbound calls) for an access token
    Aiob(ask::aiob::Args),
    /// Show or clear the tokens that `--cached` keeps
    Cache(cache::Args),
    /// Mint an Agora token, offline
    Agora(mint::Args),
    /// Show what an Agora token says, and what is wrong with it
    Inspect(inspect::Args),
    /// Run a local stand-in for the clouds, to try and test without an account
    Sandbox(sandbox::Args),
    /// Write completions for a shell
    Completions(completions::Args),
    /// Write manual pages into a folder
    Man(man::Args),
}

/// Runs the command with these arguments, the name of the program first, and gives its exit code. It reads and
/// writes the standard streams of the process.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> u8 {
    let arguments: Vec<_> = arguments.into_iter().collect();
    let cli = match Cli::try_parse_from(&arguments) {
        Ok(cli) => cli,
        Err(error) => return not_parsed(&error, &arguments),
    };
    match cli.command {
        Command::Nls(args) => args.output.finish(ask::nls::run(args)),
        Command::Dashscope(args) => args.output.finish(ask::dashscope::run(args)),
        Command::Aiob(args) => args.output.finish(ask::aiob::run(args)),
        Command::Cache(args) => args.output().finish(cache::run(&args)),
        Command::Agora(args) => args.output().finish(mint::run(&args)),
        Command::Inspect(args) => args.output.finish(inspect::run(&args)),
        Command::Sandbox(args) => Output::default().finish(sandbox::run(args)),
        Command::Completions(args) => Output::default().finish(completions::run(&args)),
        Command::Man(args) => Output::default().finish(man::run(&args)),
    }
}

/// Shows help or what is wrong with the arguments, as JSON too when that was asked for.
fn not_parsed(error: &clap::Error, arguments: &[OsString]) -> u8 {
    let json = arguments.iter().any(|argument| argument == "--json");
    if error.kind() == clap::error::ErrorKind::InvalidUtf8 {
        return Output::new(json).finish(Err(not_utf_8(arguments)));
    }
    let _ = error.print(); // a reader that has left needs no help
    if error.use_stderr() && json {
        let _ = output::json_to_stdout(&usage_failure(error).fields());
    }
    u8::try_from(error.exit_code()).unwrap_or(1)
}

/// Names the argument that is not UTF-8 text.
fn not_utf_8(arguments: &[OsString]) -> Failure {
    let mut option = "an argument".to_owned();
    for argument in arguments {
        let text = argument.to_string_lossy();
        if text.starts_with("--") {
            option = text.split('=').next().unwrap_or_default().to_owned();
        }
        if argument.to_str().is_none() {
            break;
        }
    }
    Error::invalid(option, "is not UTF-8 text").into()
}

/// The first paragraph of what clap says, on one line.
fn usage_failure(error: &clap::Error) -> Failure {
    let text = error.to_string();
    let lines: Vec<_> = text.lines().map(str::trim).take_while(|line| !line.is_empty()).collect();
    let words = lines.join(" ");
    let message = words.strip_prefix("error: ").unwrap_or(&words);
    let failure = match error.get(ContextKind::InvalidArg) {
        // Such as `--uid <N>`
        Some(ContextValue::String(argument)) => {
            Error::invalid(argument.split(' ').next().unwrap_or_default().to_owned(), message).into()
        }
        _ => Failure::new(ErrorKind::InvalidArgument, message),
    };
    failure.with_hint("See voxtoken COMMAND --help for the options that the command takes.")
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    #[test]
    fn the_definition_of_the_command_line_is_consistent() {
        super::Cli::command().debug_assert();
    }
}
