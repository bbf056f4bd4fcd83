#![no_main]

#[path = "../bodies/agora.rs"]
#[allow(dead_code)] // the other targets' bodies
mod agora;

libfuzzer_sys::fuzz_target!(|input: &[u8]| agora::parse_006(input));
