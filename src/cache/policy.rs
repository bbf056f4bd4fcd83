//! The numbers: when a token is refreshed, and how long nobody asks after a failure. Durations are milliseconds.

use crate::error::{Error, ErrorKind};

const SECOND: i64 = 1000;
const MINUTE: i64 = 60 * SECOND;
const HOUR: i64 = 60 * MINUTE;

/// A forced fetch (a rejected token, a refresh) happens at most this often.
pub(super) const FORCED_APART: i64 = MINUTE;
/// No gate is closed for longer, whatever a clock or a file says.
pub(super) const LONGEST_GATE: i64 = HOUR;

/// The policy of one cache. Processes differ in `share`, so that not all of them refresh at once.
#[derive(Clone, Copy, Debug)]
pub(super) struct Policy {
    /// How long before its end a token is refreshed; by its life unless set.
    pub lead: Option<i64>,
    /// The share of the lead that this process uses: 0.75 to 1.
    pub share: f64,
}

impl Policy {
    /// How long before its end a token of this life is refreshed.
    pub fn lead(&self, life: i64) -> i64 {
        let by_life = match life {
            ..=1_200_000 => 5 * MINUTE,
            1_200_001..5_400_000 => 15 * MINUTE,
            5_400_000..86_400_000 => HOUR,
            _ => (life / 6).min(24 * HOUR),
        };
        (self.lead.unwrap_or(by_life).min(life / 2) as f64 * self.share) as i64
    }

    /// How long before its end callers wait for a new token rather than take this one.
    pub fn critical(&self, life: i64) -> i64 {
        MINUTE.min(self.lead(life) / 2)
    }

    /// How long before its end a token is no longer served without a thought to callers who need it for `need`.
    pub fn margin(&self, life: i64, need: i64) -> i64 {
        let spare = life.saturating_sub(need) / 2; // else a token could be too old as soon as it comes
        self.lead(life).max(need.saturating_add(self.critical(life).min(spare)))
    }

    /// The validity that can be asked of tokens of this life. More would make each call a fetch.
    pub fn most_validity(life: i64) -> i64 {
        life - MINUTE.min(life / 10)
    }
}

/// How long nobody asks after this failure, the `failures`th in a row (from 1). `usable` is how long the kept token is still
/// as good as was needed, `chance` a random number from 0 to 1.
pub(super) fn gate(error: &Error, failures: u32, usable: i64, chance: f64) -> i64 {
    let told = error.retry_after().map(|after| after.as_millis().min(LONGEST_GATE as u128) as i64);
    let doubled = |first: i64, most: i64| first.saturating_mul(1 << (failures - 1).min(20)).min(most);
    let without_token = match error.kind() {
        ErrorKind::Throttled => {
            told.map_or_else(|| doubled(10 * SECOND, 5 * MINUTE), |told| told.max(SECOND))
        }
        _ if error.is_retryable() => {
            spread(doubled(SECOND, MINUTE) / 2, doubled(SECOND, MINUTE), chance).max(told.unwrap_or(0))
        }
        _ => 30 * SECOND,
    };
    // With a token in hand there is time; but not so much that it ends meanwhile.
    let with_token = spread(5 * MINUTE, 10 * MINUTE, chance).min(usable / 2);
    without_token.max(with_token)
}

fn spread(least: i64, most: i64, chance: f64) -> i64 {
    least + ((most - least) as f64 * chance) as i64
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    const WHOLE: Policy = Policy { lead: None, share: 1.0 };

    #[test]
    fn the_lead_goes_by_the_life() {
        let leads = [
            (2, 1),
            (10 * 60, 5 * 60),
            (20 * 60, 5 * 60),
            (60 * 60, 15 * 60),
            (2 * 3600, 3600),
            (36 * 3600, 6 * 3600),
            (30 * 86_400, 24 * 3600),
        ];
        for (life, lead) in leads {
            assert_eq!(WHOLE.lead(life * SECOND), lead * SECOND, "life {life} s");
        }
        assert_eq!(Policy { lead: Some(HOUR), share: 0.75 }.lead(36 * HOUR), 45 * MINUTE);
        assert_eq!(WHOLE.critical(36 * HOUR), MINUTE);
        assert!(WHOLE.critical(2 * SECOND) < WHOLE.lead(2 * SECOND));
    }

    #[test]
    fn a_new_token_is_not_due_at_once_whatever_validity_may_be_asked() {
        for life in [1, 10, 59, 600, 3600, 36 * 3600, 30 * 86_400].map(|seconds| seconds * SECOND) {
            let most = Policy::most_validity(life);
            for need in [0, life / 2, most - 1, most] {
                assert!(WHOLE.margin(life, need) < life, "life {life} ms, need {need} ms");
            }
        }
    }

    #[test]
    fn the_gate_grows_with_failures_and_follows_the_cloud() {
        let of = |kind, failures| gate(&Error::new(kind, ""), failures, 0, 1.0);
        assert_eq!([1, 2, 3, 7, 40].map(|n| of(ErrorKind::Network, n)), [1000, 2000, 4000, 60_000, 60_000]);
        assert_eq!([1, 2, 6, 99].map(|n| of(ErrorKind::Throttled, n)), [10_000, 20_000, 300_000, 300_000]);
        assert_eq!([1, 9].map(|n| of(ErrorKind::Credentials, n)), [30_000, 30_000]);
        let told = Error::new(ErrorKind::Throttled, "").with_retry_after(Some(Duration::from_secs(7)));
        assert_eq!(gate(&told, 3, 0, 1.0), 7000);
        let at_once = Error::new(ErrorKind::Throttled, "").with_retry_after(Some(Duration::ZERO));
        assert_eq!(gate(&at_once, 1, 0, 1.0), 1000);
        assert_eq!(gate(&Error::new(ErrorKind::Network, ""), 1, 0, 0.0), 500);
    }

    #[test]
    fn no_failure_that_may_pass_is_tried_again_before_the_cloud_says() {
        let told = |kind, seconds| {
            let error = Error::new(kind, "").with_retry_after(Some(Duration::from_secs(seconds)));
            gate(&error, 7, 0, 1.0)
        };
        assert_eq!([1, 120].map(|seconds| told(ErrorKind::Unavailable, seconds)), [MINUTE, 2 * MINUTE]);
        assert_eq!(told(ErrorKind::Unavailable, u64::MAX), LONGEST_GATE);
        assert_eq!(told(ErrorKind::Credentials, 120), 30 * SECOND);
    }

    #[test]
    fn with_a_usable_token_the_gate_is_long_but_ends_before_the_token() {
        let network = Error::new(ErrorKind::Network, "");
        assert_eq!(gate(&network, 1, HOUR, 0.0), 5 * MINUTE);
        assert_eq!(gate(&network, 1, HOUR, 1.0), 10 * MINUTE);
        assert_eq!(gate(&network, 1, MINUTE, 1.0), MINUTE / 2);
    }
}
