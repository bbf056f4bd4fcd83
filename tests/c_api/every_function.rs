//! Every function of the header is called with NULL and with garbage.

use super::native::{garbage, run, scratch, start};
use super::support::Sandbox;
use super::{build, exported, in_header, library};

#[test]
fn no_function_crashes_on_null_or_garbage() {
    let folder = scratch("garbage");
    let program = build(&garbage::source(&folder), &folder);
    let sandbox = Sandbox::start(&[]);
    let called = run(&mut start(&program, [&sandbox.nls, &sandbox.dashscope, &sandbox.aiob]));
    let mut called: Vec<_> = called.lines().collect();
    called.sort_unstable();
    assert_eq!(called, in_header());
    let exported = exported(&library().join("libvoxtoken.so"));
    assert!(called.len() > 150, "{}", called.len());
    assert!(exported.iter().filter(|name| !name.starts_with("vox_test_")).eq(&called), "{exported:?}");
    assert_eq!(sandbox.calls("nls"), 1, "only the one token for the handles is asked for");
}
