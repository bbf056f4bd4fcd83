//! `make install` puts the C library, its headers and the command where other programs find them, and
//! `make uninstall` takes them away again.
#![cfg(target_os = "linux")]

mod consumers;
mod glibc;
mod layout;
mod manual;
#[path = "../native/mod.rs"]
mod native;
#[path = "../official/mod.rs"]
mod official;
mod prefix;
mod removal;
mod samples;
#[path = "../support/mod.rs"]
mod support;
mod words;
