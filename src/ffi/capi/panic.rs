//! Panics on purpose, for the tests of the guard. No build has them but that of the tests
//! (`cargo rustc -- --cfg vox_test_panic`).

use super::error::vox_error;
use super::guard;

/// Panics in a function that can fail.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_test_panic(error: *mut *mut vox_error) -> u32 {
    guard::status(error, || panic!("on purpose"))
}

/// Panics in a function that cannot fail: gives 7.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_test_panic_in_value() -> u32 {
    guard::value(7, || panic!("on purpose"))
}

/// Panics while a handle is freed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_test_panic_in_free() {
    guard::value((), || {
        guard::free(Some(Box::new(Bomb)));
        Some(())
    })
}

struct Bomb;

impl Drop for Bomb {
    fn drop(&mut self) {
        panic!("on purpose");
    }
}
