//! `voxtoken cache`: what the files hold that `--cached` and programs with a `TokenCache` share.

mod clear;
mod status;

use std::path::{Path, PathBuf};

use clap::Subcommand;

use crate::cache::{self, Status};
use crate::command::failure::Failure;
use crate::command::help;
use crate::command::output::Output;

#[derive(clap::Args)]
#[command(after_long_help = help::page(EXAMPLES, ENVIRONMENT))]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

const EXAMPLES: &str = "  voxtoken cache status
  voxtoken cache clear --all";

const ENVIRONMENT: &str =
    "  XDG_CACHE_HOME            the folder of the files is voxtoken in it, else in ~/.cache";

#[derive(Subcommand)]
enum Command {
    /// Show which tokens are kept, for whom and until when, but not the tokens
    #[command(after_long_help = help::page(status::EXAMPLES, ENVIRONMENT))]
    Status(status::Args),
    /// Remove kept tokens, and the memory of failures
    #[command(after_long_help = help::page(clear::EXAMPLES, ENVIRONMENT))]
    Clear(clear::Args),
}

/// So many characters of a key are shown.
pub const SHORT_KEY: usize = 12;

#[derive(clap::Args)]
struct Folder {
    /// The folder of --cached=FOLDER, unless it is this user's own
    #[arg(long, value_name = "FOLDER")]
    folder: Option<PathBuf>,
}

impl Folder {
    fn path(&self) -> Result<PathBuf, Failure> {
        self.folder.clone().map_or_else(cache::default_folder, Ok).map_err(named)
    }
}

/// What is kept in this folder.
fn kept(folder: &Path) -> Result<Vec<Status>, Failure> {
    cache::list(Some(folder.into())).map_err(named)
}

fn named(error: crate::Error) -> Failure {
    Failure::from(error).named("file", "--folder")
}

/// What a token is for, for people.
fn label(status: &Status) -> &str {
    if status.label.is_empty() { "(unknown)" } else { &status.label }
}

fn short_key(status: &Status) -> &str {
    status.key.get(..SHORT_KEY).unwrap_or(&status.key)
}

impl Args {
    pub fn output(&self) -> Output {
        match &self.command {
            Command::Status(args) => args.output,
            Command::Clear(args) => args.output,
        }
    }
}

pub fn run(args: &Args) -> Result<u8, Failure> {
    match &args.command {
        Command::Status(args) => status::run(args),
        Command::Clear(args) => clear::run(args),
    }
}
