//! Points in time for people.

use jiff::{Timestamp, tz::TimeZone};

/// `2026-11-22 14:46:21 +01:00 (in 58 min)`, in local time.
pub fn local_and_relative(at: u64, now: u64) -> String {
    format!("{} ({})", local(at), relative(at, now))
}

/// `2026-11-22 14:46:21 +01:00`, in local time.
pub fn local(at: u64) -> String {
    match timestamp(at) {
        Some(time) => time.to_zoned(TimeZone::system()).strftime("%Y-%m-%d %H:%M:%S %:z").to_string(),
        None => format!("Unix second {at}"),
    }
}

/// RFC 3339 in UTC, for programs. `None` beyond the year 9999.
pub fn rfc3339(at: u64) -> Option<String> {
    timestamp(at).map(|time| time.to_string())
}

/// `in 58 min`, `5 min ago` or `now`.
pub fn relative(at: u64, now: u64) -> String {
    if at == now {
        return "now".into();
    }
    let distance = words(at.abs_diff(now));
    if at > now { format!("in {distance}") } else { format!("{distance} ago") }
}

/// Seconds since 1970 from digits or from RFC 3339.
pub fn parse(text: &str) -> Result<u64, String> {
    if let Ok(seconds) = text.parse() {
        return Ok(seconds);
    }
    let rule = "must be a time since 1970: Unix seconds or RFC 3339, such as 2026-11-22T13:46:21Z";
    let time: Timestamp = text.parse().map_err(|_| rule)?;
    Ok(u64::try_from(time.as_second()).map_err(|_| rule)?)
}

/// The same for a time that a token can hold: 32 bits, and not 0.
pub fn parse_32_bits(text: &str) -> Result<u32, String> {
    let seconds = u32::try_from(parse(text)?).ok().filter(|seconds| *seconds > 0);
    seconds.ok_or_else(|| "must be after 1970-01-01T00:00:00Z and before 2106-02-07T06:28:16Z".into())
}

fn timestamp(at: u64) -> Option<Timestamp> {
    Timestamp::from_second(i64::try_from(at).ok()?).ok()
}

/// The two largest units, rounded to the nearer one.
pub fn words(seconds: u64) -> String {
    let rounded = |unit: u64| seconds.saturating_add(unit / 2) / unit;
    let (minutes, hours) = (rounded(60), rounded(3600));
    match seconds {
        0..60 => format!("{seconds} s"),
        _ if minutes < 60 => format!("{minutes} min"),
        _ if minutes < 24 * 60 => pair(minutes / 60, "h", minutes % 60, "min"),
        _ if hours < 10 * 24 => pair(hours / 24, "d", hours % 24, "h"),
        _ => format!("{} d", rounded(86_400)),
    }
}

fn pair(large: u64, large_unit: &str, small: u64, small_unit: &str) -> String {
    match small {
        0 => format!("{large} {large_unit}"),
        _ => format!("{large} {large_unit} {small} {small_unit}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn relative_times_are_short() {
        for (at, words) in [
            (1000, "now"),
            (1042, "in 42 s"),
            (1000 + 59, "in 59 s"),
            (1000 + 89, "in 1 min"),
            (1000 + 3599, "in 1 h"),
            (1000 + 86_399, "in 1 d"),
            (1000 + 86_400, "in 1 d"),
            (1000 + 84_600, "in 23 h 30 min"),
            (1000 + 10 * 86_400 - 1, "in 10 d"),
            (u64::MAX, "in 213503982334601 d"),
            (1000 + 3600, "in 1 h"),
            (1000 + 5400, "in 1 h 30 min"),
            (1000 + 30 * 86_400 + 7200, "in 30 d"),
            (1000 + 90_000, "in 1 d 1 h"),
            (700, "5 min ago"),
        ] {
            assert_eq!(relative(at, 1000), words);
        }
    }

    #[test]
    fn far_times_are_no_panic() {
        assert_eq!(local(u64::MAX), format!("Unix second {}", u64::MAX));
        assert_eq!(rfc3339(u64::MAX), None);
        assert_eq!(rfc3339(1_527_592_757).unwrap(), "2018-05-29T11:19:17Z");
    }

    #[test]
    fn a_time_is_seconds_or_rfc_3339() {
        assert_eq!(parse("1527592757"), Ok(1_527_592_757));
        assert_eq!(parse("2018-05-29T19:19:17+08:00"), Ok(1_527_592_757));
        assert!(parse("yesterday").unwrap_err().contains("RFC 3339"));
        assert!(parse("-5").is_err() && parse("1969-01-01T00:00:00Z").is_err());
    }
}
