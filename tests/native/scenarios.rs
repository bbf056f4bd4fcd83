//! Writes a program that plays the scenarios of the token cache, `tests/scenarios/cache.json`, in C or C++.

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Map, Value};

use super::root;

/// Writes the program into a folder: `language` is `c` or `cpp`. It prints the names of the scenarios that it has played.
pub fn source(folder: &Path, language: &str) -> PathBuf {
    let prelude = root().join("tests/native/scenarios").with_extension(language);
    let mut program = format!("#include \"{}\"\n\nint main() {{\n", prelude.display());
    for scenario in scenarios() {
        let settings = scenario["settings"].as_object().cloned().unwrap_or_default();
        let name = text(&scenario["name"]);
        known(&settings, &["min_validity", "lead", "file"], &name);
        let number = |key| settings.get(key).map_or(-1, number);
        let has_file = settings.get("file").is_some_and(|file| file.as_bool().unwrap());
        let (min_validity, lead) = (number("min_validity"), number("lead"));
        writeln!(program, "    begin({name}, {min_validity}, {lead}, {has_file});").unwrap();
        for (at, step) in scenario["steps"].as_array().unwrap().iter().enumerate() {
            writeln!(program, "    step({at});").unwrap();
            write_step(&mut program, step.as_object().unwrap(), &name);
        }
        writeln!(program, "    end();\n    puts({name});").unwrap();
    }
    let file = folder.join("scenarios").with_extension(language);
    fs::write(&file, program + "    return 0;\n}\n").unwrap();
    file
}

/// All scenarios.
pub fn scenarios() -> Vec<Value> {
    let file = root().join("tests/scenarios/cache.json");
    let mut file: Value = serde_json::from_str(&fs::read_to_string(file).unwrap()).unwrap();
    serde_json::from_value(file["scenarios"].take()).unwrap()
}

/// What a step may be, besides the cache that it is about.
const STEPS: &[&str] =
    &["answer", "advance", "get", "try_get", "reject", "refresh", "calls", "status", "restart"];

fn write_step(program: &mut String, step: &Map<String, Value>, scenario: &str) {
    let mut kinds = step.keys().filter(|key| STEPS.contains(&key.as_str()));
    let (Some(kind), None) = (kinds.next(), kinds.next()) else { panic!("{scenario}: {step:?}") };
    known(step, &[kind, "cache", "min_validity", "acted"], scenario);
    let cache = step.get("cache").map_or_else(|| "\"a\"".into(), text);
    let value = &step[kind];
    let need = step.get("min_validity").map_or(-1, number);
    let calls = match kind.as_str() {
        "answer" => vec![answer(value, scenario)],
        "advance" => vec![format!("advance({})", number(value))],
        "get" if value.is_object() => {
            vec![format!("get_error({cache}, {need}, {})", failure(value, scenario))]
        }
        "get" => vec![format!("get({cache}, {need}, {})", text(value))],
        "try_get" => vec![format!("try_get({cache}, {})", text(value))],
        "reject" => vec![format!("reject({cache}, {}, {})", text(value), step["acted"].as_bool().unwrap())],
        "refresh" if value.is_object() => {
            vec![format!("refresh_error({cache}, {})", failure(value, scenario))]
        }
        "refresh" => vec![format!("refresh({cache}, {})", text(value))],
        "calls" => vec![format!("calls({})", number(value))],
        "restart" => vec![format!("restart({})", text(value))],
        _ => status(&cache, value.as_object().unwrap(), scenario),
    };
    for call in calls {
        writeln!(program, "    {call};").unwrap();
    }
}

fn answer(value: &Value, scenario: &str) -> String {
    let answer = value.as_object().unwrap();
    known(answer, &["life", "token", "error", "retry_after"], scenario);
    match answer.get("error") {
        Some(kind) => {
            format!("answer_error({}, {})", text(kind), answer.get("retry_after").map_or(-1, number))
        }
        None => {
            format!("answer({}, {})", number(&value["life"]), text(&value["token"]))
        }
    }
}

/// Kind, seconds until the next try (−1 for any), argument (NULL for any).
fn failure(value: &Value, scenario: &str) -> String {
    let failure = value.as_object().unwrap();
    known(failure, &["error", "retry_in", "argument"], scenario);
    let retry_in = failure.get("retry_in").map_or(-1, number);
    format!("{}, {retry_in}, {}", text(&value["error"]), text(&value["argument"]))
}

fn status(cache: &str, status: &Map<String, Value>, scenario: &str) -> Vec<String> {
    known(status, &["state", "generation", "expires_at", "gate"], scenario);
    let calls = status.iter().map(|(key, value)| match key.as_str() {
        "state" | "gate" => format!("status_{key}({cache}, {})", text(value)),
        _ => format!("status_{key}({cache}, {})", if value.is_null() { 0 } else { number(value) }),
    });
    calls.collect()
}

/// A step that this does not know is not passed over.
fn known(object: &Map<String, Value>, keys: &[&str], scenario: &str) {
    let unknown: Vec<_> = object.keys().filter(|key| !keys.contains(&key.as_str())).collect();
    assert!(unknown.is_empty(), "{scenario}: {unknown:?}");
}

fn number(value: &Value) -> i64 {
    value.as_i64().unwrap_or_else(|| panic!("no whole number: {value}"))
}

/// As a literal of C; NULL for none.
fn text(value: &Value) -> String {
    match value {
        Value::Null => "NULL".into(),
        _ => format!("{:?}", value.as_str().unwrap_or_else(|| panic!("no text: {value}"))),
    }
}
