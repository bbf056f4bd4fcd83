//! The oldest Rust that Cargo.toml states for each feature set is what its dependencies and our own code need.

use std::process::Command;

use serde_json::Value;

/// Major and minor of a version, to compare.
fn version(text: &str) -> (u32, u32) {
    let mut parts = text.split('.').map(|part| part.parse().unwrap());
    (parts.next().unwrap(), parts.next().unwrap_or(0))
}

fn metadata(features: &str) -> Value {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version=1", "--locked", "--no-default-features", "--features", features])
        .args(["--manifest-path", concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml")])
        .args(["--filter-platform", "x86_64-unknown-linux-gnu"])
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

/// The packages that a build needs: everything that the root reaches without dev-dependencies.
fn needed(metadata: &Value) -> Vec<&str> {
    let nodes = metadata["resolve"]["nodes"].as_array().unwrap();
    let mut needed = vec![metadata["resolve"]["root"].as_str().unwrap()];
    let mut next = 0;
    while let Some(id) = needed.get(next).copied() {
        next += 1;
        let node = nodes.iter().find(|node| node["id"] == id).unwrap();
        for dependency in node["deps"].as_array().unwrap() {
            let is_dev = dependency["dep_kinds"].as_array().unwrap().iter().all(|kind| kind["kind"] == "dev");
            let id = dependency["pkg"].as_str().unwrap();
            if !is_dev && !needed.contains(&id) {
                needed.push(id);
            }
        }
    }
    needed
}

/// What our own code needs: `if let` in chains; to keep tokens, `File::try_lock`.
fn own(features: &str) -> (u32, u32) {
    if features.is_empty() { (1, 88) } else { (1, 89) }
}

#[test]
fn the_stated_minimum_rust_is_what_the_dependencies_and_our_own_code_need() {
    for (name, features) in [
        ("none", ""),
        ("http", "http"),
        ("redis", "redis"),
        ("capi", "capi"),
        ("cli", "cli"),
        ("python", "python"),
        ("node", "node"),
    ] {
        let metadata = metadata(features);
        let packages = metadata["packages"].as_array().unwrap();
        let package = |id: &str| packages.iter().find(|package| package["id"] == id).unwrap();
        let needed = needed(&metadata);
        let root = package(needed[0]);
        let stated = version(root["metadata"]["msrv"][name].as_str().unwrap());
        let oldest = needed[1..]
            .iter()
            .filter_map(|id| Some((version(package(id)["rust_version"].as_str()?), *id)))
            .max()
            .unwrap();
        assert_eq!(stated, oldest.0.max(own(features)), "{name}: {}", oldest.1);
        if name == "http" {
            assert_eq!(version(root["rust_version"].as_str().unwrap()), stated, "http is the default");
        }
    }
}

#[test]
fn the_readmes_state_the_same_minimum() {
    let metadata = metadata("cli");
    let stated = &metadata["packages"]
        .as_array()
        .unwrap()
        .iter()
        .find(|package| package["name"] == "voxtoken")
        .unwrap()["metadata"]["msrv"];
    for (text, none, default) in [
        (include_str!("../README.md"), "| (none) |", "| `http` (default) |"),
        (include_str!("../README.zh.md"), "| （无） |", "| `http`（默认） |"),
    ] {
        for (feature, row) in [
            ("none", none),
            ("http", default),
            ("redis", "| `redis` |"),
            ("capi", "| `capi` |"),
            ("cli", "| `cli` |"),
            ("python", "| `python` |"),
            ("node", "| `node` |"),
        ] {
            let line = text.lines().find(|line| line.starts_with(row)).unwrap();
            let version = stated[feature].as_str().unwrap();
            assert!(line.ends_with(&format!("| {version} |")), "{line} but {version}");
        }
    }
}
