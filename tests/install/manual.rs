//! The manual pages.

use std::fs;
use std::process::Command;

use crate::native::{both, output, run};
use crate::prefix::{files, prefix};

/// The commands below a command, from its help.
fn below(command: &[String]) -> Vec<Vec<String>> {
    let help = run(Command::new(prefix().join("bin/voxtoken")).args(command).arg("-h"));
    let Some((_, list)) = help.split_once("\nCommands:\n") else { return Vec::new() };
    let lines = list.lines().take_while(|line| line.starts_with("  "));
    // A longer indent goes on with the words of the line before.
    let names =
        lines.filter(|line| !line.starts_with("   ")).filter_map(|line| line.split_whitespace().next());
    let names = names.filter(|name| *name != "help");
    names.map(|name| [command, &[name.to_owned()]].concat()).collect()
}

/// All commands, each before those below it.
fn commands() -> Vec<Vec<String>> {
    let mut commands = vec![Vec::new()];
    let mut next = 0;
    while let Some(command) = commands.get(next) {
        let below = below(command);
        commands.extend(below);
        next += 1;
    }
    commands
}

fn page(command: &[String]) -> String {
    [&["voxtoken".to_owned()], command].concat().join("-")
}

#[test]
fn every_command_has_a_manual_page_that_its_parent_names() {
    let commands = commands();
    assert!(commands.len() > 15, "{commands:?}");
    let mut wanted: Vec<_> = commands.iter().map(|command| page(command) + ".1").collect();
    wanted.sort();
    assert_eq!(files(&prefix().join("share/man/man1")), wanted);
    for command in &commands[1..] {
        let parent = page(&command[..command.len() - 1]) + ".1";
        let text = fs::read_to_string(prefix().join("share/man/man1").join(parent)).unwrap();
        let name = page(command).replace('-', "\\-") + "(1)";
        assert!(text.contains(&name), "{command:?}: {text}");
    }
}

#[test]
fn the_manual_pages_have_no_warnings() {
    let folder = prefix().join("share/man/man1");
    for name in files(&folder) {
        let page = output(
            Command::new("groff").args(["-k", "-man", "-Tutf8", "-P-cbou", "-ww"]).arg(folder.join(&name)),
        );
        assert!(page.status.success() && page.stderr.is_empty(), "{name}: {}", both(&page));
        for part in ["NAME", "SYNOPSIS", "OPTIONS"] {
            assert!(String::from_utf8_lossy(&page.stdout).contains(part), "{name} lacks {part}");
        }
    }
}
