//! Writes a C program that calls each function of the header with NULL and with garbage.

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use super::prototypes::{Parameter, Prototype, prototypes};
use super::root;

/// Writes the program into a folder. It prints the name of each function that it has called.
pub fn source(folder: &Path) -> PathBuf {
    let mut program = format!("#include \"{}\"\n", root().join("tests/native/garbage.c").display());
    let mut main = "\nint main(void) {\n    prepare();\n".to_owned();
    for prototype in prototypes() {
        write_calls(&mut program, &prototype);
        writeln!(main, "    calls_of_{0}();\n    puts(\"{0}\");", prototype.name).unwrap();
    }
    let file = folder.join("garbage.c");
    fs::write(&file, program + &main + "    clean_up();\n    return 0;\n}\n").unwrap();
    file
}

/// A C function that makes all calls of one function.
fn write_calls(program: &mut String, prototype: &Prototype) {
    let name = &prototype.name;
    let garbage = prototype.parameters.iter().filter(|parameter| is_garbage(parameter)).count();
    let kinds = if garbage > 0 { "KINDS" } else { "1" };
    let steps = if garbage > 1 { 3 } else { 1 };
    let last = prototype.parameters.len() as i32 - 1;
    writeln!(program, "\nstatic void call_{name}(size_t kind, size_t step, int null_at) {{").unwrap();
    writeln!(program, "    (void)kind, (void)step, (void)null_at;").unwrap();
    match name.as_str() {
        "vox_string_free" => *program += "    free_string(kind);\n",
        "vox_bytes_free" => *program += "    free_bytes(kind);\n",
        _ => write_call(program, prototype),
    }
    write!(
        program,
        "}}

static void calls_of_{name}(void) {{
    for (size_t kind = 0; kind < {kinds}; kind++) {{
        for (size_t step = 0; step < {steps}; step++) {{
            for (int null_at = EVERYBODY; null_at <= {last}; null_at++) call_{name}(kind, step, null_at);
        }}
    }}
}}
"
    )
    .unwrap();
}

fn write_call(program: &mut String, prototype: &Prototype) {
    let Prototype { name, gives, parameters } = prototype;
    let uses: Vec<_> = (0..parameters.len()).map(|at| Use::of(prototype, at)).collect();
    for part in &uses {
        *program += &part.before;
    }
    let arguments = uses.iter().map(|part| part.argument.as_str()).collect::<Vec<_>>().join(", ");
    match gives.as_str() {
        "void" => writeln!(program, "    {name}({arguments});").unwrap(),
        _ => writeln!(program, "    {gives} result = {name}({arguments});").unwrap(),
    }
    *program += &check_of_result(prototype);
    if prototype.has_status() {
        let (on_failure, on_success): (String, String) =
            uses.iter().map(|part| (part.on_failure.as_str(), part.on_success.as_str())).unzip();
        write!(
            program,
            "    if (result != VOX_OK) {{\n{on_failure}    }} else {{\n{on_success}    }}\n    vox_error_free(error);\n"
        )
        .unwrap();
    }
    for part in &uses {
        *program += &part.after;
    }
}

fn check_of_result(Prototype { name, gives, parameters }: &Prototype) -> String {
    let takes_handle = parameters.first().is_some_and(|first| handle(&first.kind).is_some());
    let last = parameters.len().saturating_sub(1);
    match gives.as_str() {
        "void" => String::new(),
        "uint32_t" if parameters.last().is_some_and(|last| last.kind == "vox_error **") => format!(
            "    check_status(\"{name}\", result, error, result != VOX_OK && OR_NULL({last}, &error) != NULL);
    if (null_at == EVERYBODY) check_refused(\"{name}\", result, {});\n",
            name == "vox_log_set"
        ),
        "const char *" if !takes_handle => "    if (result != NULL) CHECK(strlen(result) > 0);\n".into(),
        "const char *" => "    if (result != NULL) CHECK(strlen(result) < 100000);
    if (null_at == EVERYBODY) CHECK(result == NULL);\n"
            .into(),
        pointer if pointer.ends_with('*') => {
            let free = match handle(pointer).filter(|_| !pointer.starts_with("const")) {
                Some(handle) => format!("    {handle}_free(result);\n"),
                None => String::new(),
            };
            format!("    if (null_at == EVERYBODY) CHECK(result == NULL);\n{free}")
        }
        number if number.starts_with("int") => {
            "    if (null_at == EVERYBODY) CHECK(result == 0 || result == -1);\n".into()
        }
        _ if takes_handle => "    if (null_at == EVERYBODY) CHECK(result == 0);\n".into(),
        _ => "    (void)result;\n".into(),
    }
}

/// What one argument needs in C.
#[derive(Default)]
struct Use {
    before: String,
    argument: String,
    on_failure: String,
    on_success: String,
    after: String,
}

impl Use {
    fn of(prototype: &Prototype, at: usize) -> Self {
        let kind = prototype.parameters[at].kind.as_str();
        let garbage = |of: &str, at: usize| format!("{of}(kind + {at} * step)");
        let before = at.checked_sub(1).map(|before| prototype.parameters[before].kind.as_str());
        match kind {
            "vox_error **" => Self {
                before: "    vox_error *error = NULL;\n".into(),
                argument: format!("OR_NULL({at}, &error)"),
                ..Self::default()
            },
            "const char *" => Self::pointer(at, &garbage("text", at)),
            "const uint8_t *" => Self::pointer(at, &garbage("bytes", at)),
            "const char *const *" => Self::pointer(at, &garbage("names", at)),
            "vox_clock" => Self::pointer(at, &garbage("clock_", at)),
            "vox_log" => Self::pointer(at, &garbage("log_", at)),
            "vox_free" => Self::pointer(at, &garbage("free_", at)),
            "vox_cache_observer" => Self::pointer(at, &garbage("observer", at)),
            "vox_cache_then" => Self::pointer(at, &garbage("then", at)),
            "vox_fetch" => Self::pointer(at, &garbage("fetch", at)),
            "vox_mint" => Self::pointer(at, &garbage("mint", at)),
            "void *" => Self::pointer(at, &garbage("context", at)),
            "size_t" if matches!(before, Some("const uint8_t *" | "const char *const *")) => {
                Self::number(&garbage("length", at - 1))
            }
            "uint16_t" | "uint32_t" | "uint64_t" | "size_t" | "int16_t" | "int64_t" => {
                Self::number(&garbage(&format!("number_{kind}"), at))
            }
            "uint16_t *" | "uint32_t *" | "size_t *" => Self {
                before: format!("    {} out_{at} = 0xa5a5;\n", kind.trim_end_matches(" *")),
                argument: format!("OR_NULL({at}, &out_{at})"),
                on_failure: format!("        CHECK(out_{at} == 0xa5a5);\n"),
                ..Self::default()
            },
            "bool *" => Self {
                before: format!("    bool out_{at} = true;\n"),
                argument: format!("OR_NULL({at}, &out_{at})"),
                on_failure: format!("        CHECK(out_{at});\n"),
                ..Self::default()
            },
            array if array.contains("(*)") => Self::array(at, array),
            output if output.ends_with("**") => Self::output(at, output),
            _ => Self::handle(prototype, at, handle(kind).unwrap_or_else(|| panic!("unknown type {kind}"))),
        }
    }

    fn pointer(at: usize, argument: &str) -> Self {
        Self { argument: format!("OR_NULL({at}, {argument})"), ..Self::default() }
    }

    fn number(argument: &str) -> Self {
        Self { argument: format!("null_at == EVERYBODY ? 0 : {argument}"), ..Self::default() }
    }

    /// A handle, texts or bytes that the function makes or lends.
    fn output(at: usize, kind: &str) -> Self {
        let pointer = kind.strip_suffix('*').unwrap();
        let free = match pointer {
            "char *" => format!("vox_string_free(out_{at})"),
            "uint8_t *" => format!("vox_bytes_free(out_{at}, out_{})", at + 1),
            "const uint8_t *" => format!("(void)out_{at}"),
            _ => format!("{}_free(out_{at})", handle(pointer).unwrap()),
        };
        Self {
            before: format!("    {pointer}out_{at} = untouched();\n"),
            argument: format!("OR_NULL({at}, &out_{at})"),
            on_failure: format!("        CHECK((const void *)out_{at} == untouched());\n"),
            on_success: format!("        if ((const void *)out_{at} != untouched()) {free};\n"),
            after: String::new(),
        }
    }

    fn array(at: usize, kind: &str) -> Self {
        let (item, length) = kind.split_once("(*)").unwrap();
        Self {
            before: format!("    {item}out_{at}{length};\n    memset(out_{at}, 0xa5, sizeof out_{at});\n"),
            argument: format!("OR_NULL({at}, &out_{at})"),
            on_failure: format!(
                "        for (size_t i = 0; i < sizeof out_{at}; i++) CHECK(out_{at}[i] == 0xa5);\n"
            ),
            ..Self::default()
        }
    }

    /// A handle of its own for each call.
    fn handle(prototype: &Prototype, at: usize, handle: &str) -> Self {
        let is_freed = prototype.name == format!("{handle}_free");
        Self {
            before: format!("    {handle} *handle_{at} = make_{handle}();\n"),
            argument: format!("OR_NULL({at}, handle_{at})"),
            after: if is_freed {
                format!("    if (OR_NULL({at}, handle_{at}) == NULL) {handle}_free(handle_{at});\n")
            } else {
                format!("    {handle}_free(handle_{at});\n")
            },
            ..Self::default()
        }
    }
}

/// The type of a handle in `vox_token *` or `const vox_token *`.
fn handle(kind: &str) -> Option<&str> {
    let name = kind.strip_suffix(" *")?;
    let name = name.strip_prefix("const ").unwrap_or(name);
    name.starts_with("vox_").then_some(name)
}

/// Does an argument come from the tables of garbage?
fn is_garbage(Parameter { kind, .. }: &Parameter) -> bool {
    let is_output = kind.ends_with("**") || kind.contains("(*)");
    let is_number_output = ["uint16_t *", "uint32_t *", "size_t *", "bool *"].contains(&kind.as_str());
    !is_output && !is_number_output && handle(kind).is_none()
}
