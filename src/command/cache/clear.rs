//! `voxtoken cache clear`: removes kept tokens and says which.

use clap::ArgGroup;
use serde::Serialize;

use crate::cache::{self, Status};
use crate::command::exit;
use crate::command::failure::Failure;
use crate::command::output::{Output, json_to_stdout, to_stdout};
use crate::command::text::printable;

use super::{Folder, kept, label, named, short_key};

#[derive(clap::Args)]
#[command(group = ArgGroup::new("what").args(["keys", "all"]).required(true))]
pub struct Args {
    /// The tokens to remove: the beginnings of their keys, as `voxtoken cache status` shows them
    #[arg(value_name = "KEY", value_parser = key)]
    keys: Vec<String>,

    /// Remove all of them
    #[arg(long)]
    all: bool,

    #[command(flatten)]
    folder: Folder,

    #[command(flatten)]
    pub output: Output,
}

pub const EXAMPLES: &str = "  voxtoken cache clear 3f9a0c
      The next call with --cached asks the cloud. A program that runs goes on with the token
      that it has in memory; Redis keeps its own
  voxtoken cache clear --all";

pub fn run(args: &Args) -> Result<u8, Failure> {
    let folder = args.folder.path()?;
    let kept = kept(&folder)?;
    let chosen = if args.all { kept.iter().collect() } else { choose(&kept, &args.keys)? };
    // What can be removed is removed, whatever becomes of the others.
    let mut failure = None;
    let mut removed = Vec::new();
    for status in chosen {
        match cache::clear(Some(folder.clone()), &status.key) {
            Ok(_) => removed.push(status),
            Err(error) => failure = failure.or(Some(named(error))),
        }
    }
    if args.output.is_json() && failure.is_none() {
        let removed =
            removed.iter().map(|status| Removed { label: &status.label, key: &status.key }).collect();
        json_to_stdout(&ClearFields { folder: folder.to_string_lossy().into(), removed })?;
    } else if kept.is_empty() {
        args.output.note(&format!("no token is kept in {}", folder.display()));
    } else if !args.output.is_json() && !args.output.is_quiet() {
        let line = |status: &&Status| format!("removed {} {}\n", short_key(status), printable(label(status)));
        to_stdout(&removed.iter().map(line).collect::<String>())?;
    }
    failure.map_or(Ok(exit::SUCCESS), Err)
}

/// The one token for each key; nothing is removed unless there is.
fn choose<'a>(kept: &'a [Status], keys: &[String]) -> Result<Vec<&'a Status>, Failure> {
    let mut chosen: Vec<&Status> = Vec::new();
    for key in keys {
        let mut found = kept.iter().filter(|status| status.key.starts_with(key.as_str()));
        let (first, others) = (found.next(), found.count());
        let first = first.ok_or_else(|| wrong(format!("no token is kept under {key}")))?;
        if others > 0 {
            return Err(wrong(format!("{} keys begin with {key}; give more of it", others + 1)));
        }
        if !chosen.iter().any(|status| status.key == first.key) {
            chosen.push(first);
        }
    }
    Ok(chosen)
}

fn wrong(rule: String) -> Failure {
    Failure::usage("KEY", rule).with_hint("voxtoken cache status shows the keys.")
}

/// The value parser of a key's beginning.
fn key(text: &str) -> Result<String, &'static str> {
    let is_key = (4..=64).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_hexdigit());
    if is_key { Ok(text.to_ascii_lowercase()) } else { Err("must be 4 to 64 hexadecimal characters") }
}

#[derive(Serialize)]
struct ClearFields<'a> {
    folder: String,
    removed: Vec<Removed<'a>>,
}

#[derive(Serialize)]
struct Removed<'a> {
    label: &'a str,
    key: &'a str,
}
