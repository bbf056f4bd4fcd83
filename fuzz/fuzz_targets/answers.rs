#![no_main]

#[path = "../bodies/answers.rs"]
mod answers;

libfuzzer_sys::fuzz_target!(|input: &[u8]| answers::answers(input));
