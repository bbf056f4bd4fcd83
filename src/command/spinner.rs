//! A sign of life while a cloud is asked.

use std::sync::mpsc::{RecvTimeoutError, channel};
use std::thread;
use std::time::Duration;

use indicatif::ProgressBar;

/// Answers that come sooner need no sign of life.
const PATIENCE: Duration = Duration::from_millis(150);

/// Runs `job`; when `lively` and it takes a while, `message` moves on standard error meanwhile.
pub fn during<T>(lively: bool, message: &'static str, job: impl FnOnce() -> T) -> T {
    if !lively {
        return job();
    }
    thread::scope(|scope| {
        let (finished, waiting) = channel::<()>();
        scope.spawn(move || {
            if waiting.recv_timeout(PATIENCE) == Err(RecvTimeoutError::Timeout) {
                let spinner = ProgressBar::new_spinner().with_message(message);
                spinner.enable_steady_tick(Duration::from_millis(80));
                let _ = waiting.recv(); // comes back when `finished` is dropped
                spinner.finish_and_clear();
            }
        });
        let result = job();
        drop(finished);
        result
    })
}
