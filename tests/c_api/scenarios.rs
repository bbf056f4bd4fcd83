//! The scenarios of the token cache that every language plays, in C.

use std::process::Command;

use super::build;
use super::native::{run, scenarios, scratch};

#[test]
fn the_scenarios_of_the_cache_go_as_they_should() {
    let folder = scratch("scenarios");
    let played = run(&mut Command::new(build(&scenarios::source(&folder, "c"), &folder)));
    let wanted = scenarios::scenarios();
    assert!(wanted.len() > 30, "{}", wanted.len());
    assert!(played.lines().eq(wanted.iter().map(|scenario| scenario["name"].as_str().unwrap())), "{played}");
}
