//! Another static library made by Rust, in the same program. Its panics are its own.

#[unsafe(no_mangle)]
pub extern "C" fn other_catches_a_panic() -> bool {
    std::panic::catch_unwind(|| panic!("on purpose")).is_err()
}
