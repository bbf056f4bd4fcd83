//! `voxtoken man`: the help of every command as manual pages.

use std::path::{Path, PathBuf};
use std::{fs, io};

use clap::{Command, CommandFactory};
use clap_mangen::Man;

use crate::command::exit;
use crate::command::failure::Failure;
use crate::command::{Cli, help};

#[derive(clap::Args)]
#[command(after_long_help = help::page(EXAMPLES, "  none of its own"))]
pub struct Args {
    /// The folder to write the pages into, made if it is not there
    folder: PathBuf,
}

const EXAMPLES: &str = "  voxtoken man ~/.local/share/man/man1";

pub fn run(args: &Args) -> Result<u8, Failure> {
    let folder = &args.folder;
    let mut command = Cli::command().disable_help_subcommand(true);
    command.build();
    fs::create_dir_all(folder).and_then(|()| write(&command, folder)).map_err(|error| {
        Failure::usage("FOLDER", format!("cannot write to {}: {error}", folder.display()))
    })?;
    Ok(exit::SUCCESS)
}

/// Writes the page of a command and those of the commands below it.
fn write(command: &Command, folder: &Path) -> io::Result<()> {
    let page = Man::new(command.clone());
    let mut text = Vec::new();
    page.render(&mut text)?;
    fs::write(folder.join(page.get_filename()), with_notes(&String::from_utf8_lossy(&text)))?;
    command.get_subcommands().try_for_each(|command| write(command, folder))
}

/// What stands below the options in the help keeps its lines, under a heading that manuals have.
fn with_notes(page: &str) -> String {
    page.replacen("\n.SH EXTRA\n", "\n.SH NOTES\n.nf\n", 1)
}
