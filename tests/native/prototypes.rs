//! The functions of `include/voxtoken.h`, as they stand there.

use std::fs;

use super::include;

/// A function that C can call.
pub struct Prototype {
    /// What it gives, such as `uint32_t` or `const char *`.
    pub gives: String,
    pub name: String,
    pub parameters: Vec<Parameter>,
}

impl Prototype {
    /// Does it give a status? Those are the functions whose last argument is the error.
    pub fn has_status(&self) -> bool {
        self.parameters.last().is_some_and(|last| last.kind == "vox_error **")
    }
}

/// A parameter: its type, such as `const char *`, and its name.
pub struct Parameter {
    pub kind: String,
    pub name: String,
}

/// All functions of the header in its order.
pub fn prototypes() -> Vec<Prototype> {
    let header = fs::read_to_string(include().join("voxtoken.h")).unwrap();
    let functions =
        header.split_once("extern \"C\" {\n#endif // __cplusplus").expect("the functions are in a block").1;
    let code = without_comments_and_directives(functions).replace("VOX_MUST_USE", "");
    let statements = code.split(';').map(|words| words.split_whitespace().collect::<Vec<_>>().join(" "));
    statements.filter(|statement| statement.contains('(')).map(|statement| prototype(&statement)).collect()
}

fn without_comments_and_directives(text: &str) -> String {
    let mut code = String::new();
    let mut rest = text;
    while let Some((before, comment)) = rest.split_once("/*") {
        code += before;
        rest = comment.split_once("*/").expect("a comment ends").1;
    }
    code += rest;
    code.lines().filter(|line| !line.starts_with('#')).collect::<Vec<_>>().join("\n")
}

fn prototype(statement: &str) -> Prototype {
    let (head, parameters) = statement.split_once('(').unwrap();
    let parameters = parameters.strip_suffix(')').unwrap_or_else(|| panic!("no prototype: {statement}"));
    let Parameter { kind: gives, name } = parameter(head);
    let parameters = match parameters {
        "void" => Vec::new(),
        _ => parameters.split(", ").map(parameter).collect(),
    };
    Prototype { gives, name, parameters }
}

/// `const char *name`, or for an array `uint8_t (*name)[LENGTH]`.
fn parameter(text: &str) -> Parameter {
    if let Some((kind, rest)) = text.split_once("(*") {
        let (name, length) = rest.split_once(')').unwrap();
        return Parameter { kind: format!("{kind}(*){length}"), name: name.to_owned() };
    }
    let start = text.rfind([' ', '*']).map_or(0, |at| at + 1);
    Parameter { kind: text[..start].trim().to_owned(), name: text[start..].to_owned() }
}
