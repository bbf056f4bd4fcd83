//! Salts.

use std::cell::Cell;
use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher};
use std::time::SystemTime;

use crate::error::{Error, ErrorKind, Result};

const MAX_SALT: u32 = 99_999_999;

thread_local! {
    /// A random number of the operating system, and how many salts were made of it. To ask the system for each salt would
    /// take as long as half a `006` token.
    static SEED: Cell<Option<(u128, u64)>> = const { Cell::new(None) };
}

/// A number from 1 to 99,999,999 that nobody can foretell, for [`AccessToken2::new`](super::AccessToken2::new) and
/// [`AccessToken::new`](super::AccessToken::new). It makes each token another one and is no secret. It is made of a random
/// number that the operating system gives to each thread and of the time, which is another one in a forked process.
///
/// # Errors
///
/// An [`ErrorKind::Internal`] if the system gives no random numbers.
pub fn random_salt() -> Result<u32> {
    let (random, count) = SEED.get().map_or_else(new_seed, Ok)?;
    SEED.set(Some((random, count.wrapping_add(1))));
    let mixed = BuildHasherDefault::<DefaultHasher>::default().hash_one((random, count, SystemTime::now()));
    Ok(1 + (mixed % u64::from(MAX_SALT)) as u32)
}

fn new_seed() -> Result<(u128, u64)> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes).map_err(|error| {
        Error::new(ErrorKind::Internal, format!("the system gives no random numbers: {error}"))
    })?;
    Ok((u128::from_ne_bytes(bytes), 0))
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn salts_are_in_range_and_differ_within_and_between_threads() {
        let salts = || (0..100).map(|_| random_salt().unwrap()).collect::<Vec<_>>();
        let mut all = salts();
        all.extend(std::thread::spawn(salts).join().unwrap());
        assert!(all.iter().all(|salt| (1..=MAX_SALT).contains(salt)));
        let different: HashSet<_> = all.iter().collect();
        assert!(different.len() + 2 >= all.len(), "{} of {}", different.len(), all.len());
    }
}
