//! `voxtoken man`: the help of every command as manual pages.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::CommandFactory;

use crate::failure::Failure;
use crate::{Cli, help};

#[derive(clap::Args)]
#[command(after_long_help = help::page(EXAMPLES, "  none of its own"))]
pub struct Args {
    /// The folder to write the pages into, made if it is not there
    folder: PathBuf,
}

const EXAMPLES: &str = "  voxtoken man ~/.local/share/man/man1";

pub fn run(args: &Args) -> Result<ExitCode, Failure> {
    let folder = &args.folder;
    std::fs::create_dir_all(folder).and_then(|()| clap_mangen::generate_to(Cli::command(), folder)).map_err(
        |error| Failure::usage("FOLDER", format!("cannot write to {}: {error}", folder.display())),
    )?;
    Ok(ExitCode::SUCCESS)
}
