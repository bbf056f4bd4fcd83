//! The commands that the READMEs show exist, with the options that they show.

use std::process::Command;

/// Every command line that begins with `voxtoken`: in code spans and in code blocks.
fn commands(text: &str) -> Vec<String> {
    let spans = text.split('`').filter(|span| span.starts_with("voxtoken ") && !span.contains('\n'));
    let lines = text.lines().filter_map(|line| line.strip_prefix("TOKEN=$(")?.strip_suffix(')'));
    let is_command = |line: &&str| line.starts_with("voxtoken ") && !line.starts_with("voxtoken = ");
    let lines = lines.chain(text.lines().filter(is_command));
    spans.chain(lines).map(ToOwned::to_owned).collect()
}

#[test]
fn every_command_of_the_readmes_exists() {
    for text in [include_str!("../README.md"), include_str!("../README.zh.md")] {
        let commands = commands(text);
        assert!(commands.len() >= 9, "{commands:?}");
        for command in commands {
            let mut words: Vec<_> = command.split_whitespace().skip(1).collect();
            if words[0] == "COMMAND" || words[0] == "命令" {
                words.remove(0);
            }
            // Before it shows the help, the command reads what comes before.
            let output =
                Command::new(env!("CARGO_BIN_EXE_voxtoken")).args(&words).arg("--help").output().unwrap();
            assert!(output.status.success(), "{command}: {}", String::from_utf8_lossy(&output.stderr));
        }
    }
}
