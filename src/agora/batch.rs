//! [`build_batch`]: many tokens on all cores.

use std::num::NonZero;
use std::thread;

use crate::error::Result;

/// So few items are not worth a thread.
const MIN_SHARE: usize = 64;

/// Builds one token per item on all cores; the results are in the order of the items.
///
/// ```
/// use voxtoken::agora::{Role, TokenBuilder, User, build_batch};
///
/// let builder =
///     TokenBuilder::new("970CA35de60c44645bbae8a215061b33", "5CFd2fd1755d40ecb72977518be15d3b");
/// let uids: Vec<u32> = (1..=1000).collect();
/// let tokens = build_batch(&uids, |&uid| {
///     builder.rtc("lobby", &User::Uid(uid), Role::Subscriber, 3600, 3600)
/// });
/// assert_eq!(tokens.len(), 1000);
/// assert!(tokens.iter().all(Result::is_ok));
/// ```
///
/// # Panics
///
/// If `build` panics.
pub fn build_batch<T: Sync>(items: &[T], build: impl Fn(&T) -> Result<String> + Sync) -> Vec<Result<String>> {
    let cores = thread::available_parallelism().map_or(1, NonZero::get);
    let share = items.len().div_ceil(cores).max(MIN_SHARE);
    if items.len() <= share {
        return items.iter().map(build).collect();
    }
    let build = &build;
    thread::scope(|scope| {
        let workers: Vec<_> = items
            .chunks(share)
            .map(|items| scope.spawn(move || items.iter().map(build).collect::<Vec<_>>()))
            .collect();
        let mut results = Vec::with_capacity(items.len());
        for worker in workers {
            match worker.join() {
                Ok(part) => results.extend(part),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        results
    })
}
