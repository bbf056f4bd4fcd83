//! The commands that the READMEs and guides show exist, with the options that they show.

use std::process::Command;

/// Every command line that begins with `voxtoken`: in code spans and in code blocks.
fn commands(text: &str) -> Vec<String> {
    let spans = text.split('`').filter(|span| span.starts_with("voxtoken ") && !span.contains('\n'));
    let lines = text.lines().map(|line| line.strip_prefix("$ ").unwrap_or(line));
    let captured = lines.clone().filter_map(|line| line.strip_prefix("TOKEN=$(")?.strip_suffix(')'));
    let is_command = |line: &&str| line.starts_with("voxtoken ") && !line.starts_with("voxtoken = ");
    spans.chain(captured).chain(lines.filter(is_command)).map(alone).collect()
}

/// The command without what the shell does around it: comments, pipes, redirections, substitutions.
fn alone(line: &str) -> String {
    let line = match (line.find("\"$("), line.rfind(")\"")) {
        (Some(start), Some(end)) => format!("{}VALUE{}", &line[..start], &line[end + 2..]),
        _ => line.to_owned(),
    };
    let line = line.replace("$$", "1");
    let end = [" #", " |", " >", " &"].into_iter().filter_map(|mark| line.find(mark)).min();
    line[..end.unwrap_or(line.len())].trim_end().to_owned()
}

#[test]
fn every_command_of_the_readmes_and_guides_exists() {
    for text in [
        include_str!("../README.md"),
        include_str!("../README.zh.md"),
        include_str!("../docs/guide.md"),
        include_str!("../docs/guide.zh.md"),
    ] {
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
