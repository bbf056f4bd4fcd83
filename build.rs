//! Names the shared library of the C interface.

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    let is_elf = std::env::var("CARGO_CFG_TARGET_OS").is_ok_and(|os| os != "macos" && os != "windows");
    if std::env::var_os("CARGO_FEATURE_CAPI").is_some() && is_elf {
        // While the first number is 0, the second one marks changes of the ABI.
        let version = concat!(env!("CARGO_PKG_VERSION_MAJOR"), ".", env!("CARGO_PKG_VERSION_MINOR"));
        println!("cargo::rustc-cdylib-link-arg=-Wl,-soname,libvoxtoken.so.{version}");
        // A name resolution that hangs may outlive a call: its code must not be unmapped.
        println!("cargo::rustc-cdylib-link-arg=-Wl,-z,nodelete");
    }
}
