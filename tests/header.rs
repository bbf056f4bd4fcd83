//! The C header is what cbindgen makes of `src/ffi/capi`, and each function of it goes through the guard.

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use cbindgen::{Builder, Config};
use syn::{Block, Expr, ExprLit, Item, ItemFn, Lit, Meta, MetaNameValue, Stmt, Visibility};
use voxtoken::ErrorKind;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The files of the C interface in the order of the header.
fn sources() -> Vec<PathBuf> {
    let folder = root().join("src/ffi/capi");
    let names = [
        "version",
        "error",
        "memory",
        "clock",
        "log",
        "token",
        "request",
        "client",
        "nls",
        "dash",
        "aiob",
        "cache/callback",
        "cache/settings",
        "cache/make",
        "cache",
        "cache/status",
        "cache/event",
        "agora/constants",
        "agora/builder",
        "agora/permissions",
        "agora/service",
        "agora/access_token2",
        "agora/access_token",
        "agora/parsed",
        "agora/expected",
        "agora/report",
        "agora/raw",
    ];
    names.iter().map(|name| folder.join(name).with_extension("rs")).collect()
}

/// Files that export nothing into the header: the guard, the shared parts, the panics of the tests.
const INTERNAL: &[&str] = &["agora.rs", "guard.rs", "source.rs", "panic.rs"];

fn header() -> String {
    let mut config = Config::from_file(root().join("src/ffi/capi/cbindgen.toml")).unwrap();
    config.after_includes = Some(preamble());
    let builder =
        sources().iter().fold(Builder::new().with_config(config), |builder, file| builder.with_src(file));
    let mut text = Vec::new();
    builder.generate().unwrap().write(&mut text);
    String::from_utf8(text).unwrap()
}

/// What is computed from Cargo.toml and from the table of errors.
fn preamble() -> String {
    let (major, minor, patch) =
        (env!("CARGO_PKG_VERSION_MAJOR"), env!("CARGO_PKG_VERSION_MINOR"), env!("CARGO_PKG_VERSION_PATCH"));
    let mut text = format!(
        r#"
/** The version of this header as text. */
#define VOX_VERSION "{version}"
/** The first number of the version of this header. */
#define VOX_VERSION_MAJOR {major}
/** The second number of the version of this header. */
#define VOX_VERSION_MINOR {minor}
/** The third number of the version of this header. */
#define VOX_VERSION_PATCH {patch}
/** The version of this header as one number, to compare: major * 1,000,000 + minor * 1,000 + patch. */
#define VOX_VERSION_NUMBER {number}

#ifndef VOX_MUST_USE
#if defined(__GNUC__)
/** The result of such a function must be looked at. */
#define VOX_MUST_USE __attribute__((warn_unused_result))
#else
#define VOX_MUST_USE
#endif
#endif

/** Success. */
#define VOX_OK 0
"#,
        version = env!("CARGO_PKG_VERSION"),
        number = [major, minor, patch].iter().fold(0, |sum, part| sum * 1000 + part.parse::<u32>().unwrap()),
    );
    for (kind, meaning) in ErrorKind::all().zip(meanings()) {
        let name = kind.name().to_uppercase();
        write!(text, "/** {meaning} {} */\n#define VOX_{name} {}\n", kind.hint(), kind.number()).unwrap();
    }
    text
}

/// The documentation of each kind of error, in the order of their numbers.
fn meanings() -> Vec<String> {
    let file = syn::parse_file(&fs::read_to_string(root().join("src/error.rs")).unwrap()).unwrap();
    let kinds = file.items.into_iter().find_map(|item| match item {
        Item::Enum(item) if item.ident == "ErrorKind" => Some(item.variants),
        _ => None,
    });
    let meanings: Vec<_> = kinds.unwrap().iter().map(|variant| documentation(&variant.attrs)).collect();
    assert_eq!(meanings.len(), ErrorKind::all().count());
    meanings
}

fn documentation(attributes: &[syn::Attribute]) -> String {
    let lines = attributes.iter().filter_map(|attribute| match &attribute.meta {
        Meta::NameValue(MetaNameValue {
            path,
            value: Expr::Lit(ExprLit { lit: Lit::Str(line), .. }),
            ..
        }) => path.is_ident("doc").then(|| line.value().trim().to_owned()),
        _ => None,
    });
    lines.collect::<Vec<_>>().join(" ")
}

#[test]
fn the_header_is_current() {
    let file = root().join("include/voxtoken.h");
    let wanted = header();
    if std::env::var_os("VOXTOKEN_BLESS").is_some() {
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(&file, &wanted).unwrap();
    }
    let found = fs::read_to_string(&file).unwrap_or_default();
    assert!(found == wanted, "include/voxtoken.h is not current; run: make header");
}

#[test]
fn every_file_of_the_interface_is_in_the_header() {
    let mut files = Vec::new();
    for folder in ["src/ffi/capi", "src/ffi/capi/agora", "src/ffi/capi/cache"] {
        for entry in fs::read_dir(root().join(folder)).unwrap() {
            let path = entry.unwrap().path();
            let is_internal = INTERNAL.iter().any(|name| path.ends_with(name));
            if path.extension().is_some_and(|extension| extension == "rs") && !is_internal {
                files.push(path);
            }
        }
    }
    let mut sources = sources();
    files.sort();
    sources.sort();
    assert_eq!(files, sources);
}

/// The functions of a file that C can call.
fn exported(file: &Path) -> Vec<ItemFn> {
    let functions =
        syn::parse_file(&fs::read_to_string(file).unwrap()).unwrap().items.into_iter().filter_map(|item| {
            match item {
                Item::Fn(function) => Some(function),
                _ => None,
            }
        });
    let is_c = |function: &ItemFn| function.sig.abi.is_some() || function.attrs.iter().any(is_no_mangle);
    functions.filter(is_c).collect()
}

fn is_no_mangle(attribute: &syn::Attribute) -> bool {
    attribute.path().is_ident("unsafe")
        || attribute.path().is_ident("no_mangle")
        || attribute.path().is_ident("export_name")
}

/// Is the body one call of a function of the guard?
fn is_guarded(body: &Block) -> bool {
    let [Stmt::Expr(Expr::Call(call), None)] = &body.stmts[..] else { return false };
    let Expr::Path(path) = &*call.func else { return false };
    // What is computed for an argument would be outside of the guard.
    let is_plain = |argument: &Expr| match argument {
        Expr::Path(_) | Expr::Lit(_) | Expr::Closure(_) => true,
        Expr::Unary(unary) => matches!(&*unary.expr, Expr::Lit(_)),
        Expr::Tuple(tuple) => tuple.elems.is_empty(),
        Expr::Call(call) => call.args.is_empty() && is_null(&call.func),
        _ => false,
    };
    if !call.args.iter().all(is_plain) {
        return false;
    }
    let names: Vec<_> = path.path.segments.iter().map(|segment| segment.ident.to_string()).collect();
    let names: Vec<_> = names.iter().map(String::as_str).collect();
    matches!(names[..], ["guard", "status" | "value" | "free"])
}

/// `ptr::null` and the like.
fn is_null(function: &Expr) -> bool {
    let Expr::Path(path) = function else { return false };
    path.path.segments.last().is_some_and(|segment| segment.ident == "null" || segment.ident == "null_mut")
}

#[test]
fn every_status_must_be_looked_at() {
    for file in sources() {
        for function in exported(&file) {
            let name = function.sig.ident.to_string();
            let has_error = function.sig.inputs.iter().any(|input| match input {
                syn::FnArg::Typed(input) => {
                    matches!(&*input.pat, syn::Pat::Ident(pattern) if pattern.ident == "error")
                        && !matches!(&*input.ty, syn::Type::Path(_))
                }
                syn::FnArg::Receiver(_) => false,
            });
            let must_use = function.attrs.iter().any(|attribute| attribute.path().is_ident("must_use"));
            assert!(must_use || !has_error, "{name} gives a status and must have #[must_use]");
        }
    }
}

#[test]
fn every_exported_function_passes_the_guard() {
    let mut count = 0;
    let panics = root().join("src/ffi/capi/panic.rs");
    for file in sources().into_iter().chain([panics]) {
        for function in exported(&file) {
            let name = function.sig.ident.to_string();
            assert!(name.starts_with("vox_"), "{name}");
            assert!(matches!(function.vis, Visibility::Public(_)), "{name}");
            assert!(function.attrs.iter().any(is_no_mangle), "{name}");
            assert!(
                is_guarded(&function.block),
                "{name} must be one call of guard::status, guard::value or guard::free"
            );
            count += usize::from(!name.starts_with("vox_test_"));
        }
    }
    let in_header = header().lines().filter(|line| is_prototype(line)).count();
    assert_eq!(count, in_header, "functions in Rust and in the header");
    assert!(count > 100, "{count}");
    for name in INTERNAL.iter().filter(|name| **name != "panic.rs") {
        assert!(exported(&root().join("src/ffi/capi").join(name)).is_empty(), "{name}");
    }
}

/// The first line of a function in the header: a type, a name, an opening parenthesis.
fn is_prototype(line: &str) -> bool {
    !line.starts_with([' ', '*', '#', '/'])
        && !line.starts_with("typedef")
        && line.contains(" vox_")
        && line.contains('(')
        || line.contains(" *vox_") && line.contains('(') && !line.starts_with([' ', '/'])
}

#[test]
fn the_check_of_the_guard_can_fail() {
    let unguarded = |body: &str| !is_guarded(&syn::parse_str(body).unwrap());
    assert!(unguarded("{ 5 }"));
    assert!(unguarded("{ guard::status(error, || Ok(())); 5 }"));
    assert!(unguarded("{ let x = *y; guard::value(5, || None) }"));
    assert!(unguarded("{ other::value(5, || None) }"));
    assert!(unguarded("{ guard::value(may_panic(), || None) }"));
    assert!(unguarded("{ guard::status(error, make()) }"));
    assert!(!unguarded("{ guard::value(5, || None) }"));
}
