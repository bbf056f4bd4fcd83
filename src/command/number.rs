//! Numbers on the command line, refused in words that name the range.

use std::fmt::Display;
use std::ops::RangeInclusive;
use std::str::FromStr;

/// The value parser for a whole number in this range. The unit follows the range in messages.
pub fn within<T>(
    range: RangeInclusive<T>,
    unit: &'static str,
) -> impl Fn(&str) -> Result<T, String> + Clone + Send + Sync + 'static
where
    T: FromStr + PartialOrd + Display + Clone + Send + Sync + 'static,
{
    move |text| {
        text.parse().ok().filter(|number| range.contains(number)).ok_or_else(|| {
            let (first, last) = (range.start(), range.end());
            let unit = if unit.is_empty() { String::new() } else { format!(" {unit}") };
            format!("must be a whole number from {first} to {last}{unit}")
        })
    }
}

/// The value parser for a number of seconds, counted from the issue of a token.
pub fn seconds(text: &str) -> Result<u32, String> {
    within(0..=u32::MAX, "seconds")(text)
}

/// The value parser for a number without a unit.
pub fn plain(text: &str) -> Result<u32, String> {
    within(0..=u32::MAX, "")(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_number_in_the_range_is_told_the_range() {
        assert_eq!(seconds("3600"), Ok(3600));
        for bad in ["", "-1", "ten", "1.5", "4294967296", " 1"] {
            assert_eq!(
                seconds(bad),
                Err("must be a whole number from 0 to 4294967295 seconds".into()),
                "{bad}"
            );
        }
        assert_eq!(within(-5..=5, "")("6"), Err("must be a whole number from -5 to 5".into()));
    }
}
