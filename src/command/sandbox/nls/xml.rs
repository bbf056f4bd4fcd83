//! Answers as XML, which the gateway sends unless JSON is asked for.

use serde_json::Value;

/// The document of an answer: a success or an error, told by its fields.
pub fn to_xml(answer: &Value) -> String {
    let root = if answer.get("Code").is_some() { "Error" } else { "CreateTokenResponse" };
    let mut document = "<?xml version='1.0' encoding='UTF-8'?>".to_owned();
    push(&mut document, root, answer);
    document
}

fn push(document: &mut String, name: &str, value: &Value) {
    *document += &format!("<{name}>");
    match value {
        Value::Object(fields) => fields.iter().for_each(|(name, value)| push(document, name, value)),
        Value::String(text) => *document += &escape(text),
        other => *document += &other.to_string(),
    }
    *document += &format!("</{name}>");
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
