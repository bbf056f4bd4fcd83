//! Salts.

use std::cell::Cell;

use crate::error::{Error, ErrorKind, Result};

const MAX_SALT: u32 = 99_999_999;

/// How many numbers are taken from the system at once: asking takes about as long as half a `006` token.
const AT_ONCE: usize = 32;

thread_local! {
    static POOL: Cell<Pool> = const { Cell::new(Pool { process: 0, left: 0, numbers: [0; AT_ONCE] }) };
}

/// Random numbers of the operating system that were not given out yet. They are no secrets.
#[derive(Clone, Copy)]
struct Pool {
    /// A forked process takes numbers of its own.
    process: u32,
    left: usize,
    numbers: [u32; AT_ONCE],
}

/// A random number from 1 to 99,999,999 of the operating system, for [`AccessToken2::new`](super::AccessToken2::new)
/// and [`AccessToken::new`](super::AccessToken::new). It makes each token another one and is no secret. Threads and
/// forked processes get different ones.
///
/// # Errors
///
/// An [`ErrorKind::Internal`] if the system gives no random numbers.
pub fn random_salt() -> Result<u32> {
    let process = std::process::id();
    let mut pool = POOL.get();
    if pool.left == 0 || pool.process != process {
        pool = Pool { process, left: AT_ONCE, numbers: random_numbers()? };
    }
    pool.left -= 1;
    POOL.set(pool);
    Ok(1 + pool.numbers[pool.left] % MAX_SALT)
}

fn random_numbers() -> Result<[u32; AT_ONCE]> {
    let mut bytes = [[0; 4]; AT_ONCE];
    getrandom::fill(bytes.as_flattened_mut()).map_err(|error| {
        Error::new(ErrorKind::Internal, format!("the system gives no random numbers: {error}"))
    })?;
    Ok(bytes.map(u32::from_ne_bytes))
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn salts_are_in_range_and_differ_within_and_between_threads() {
        let salts = || (0..4 * AT_ONCE).map(|_| random_salt().unwrap()).collect::<Vec<_>>();
        let mut all = salts();
        all.extend(std::thread::spawn(salts).join().unwrap());
        assert!(all.iter().all(|salt| (1..=MAX_SALT).contains(salt)));
        let different: HashSet<_> = all.iter().collect();
        assert!(different.len() + 2 >= all.len(), "{} of {}", different.len(), all.len());
    }
}
