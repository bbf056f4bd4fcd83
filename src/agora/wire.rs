//! The byte format that both versions share: little-endian numbers, texts and maps.

use std::collections::BTreeMap;

use super::finding::{Finding, Problem};
use crate::error::{Error, Result};

/// The longest text that the format can hold: its length is a `u16`.
const MAX_TEXT: usize = u16::MAX as usize;

/// Appends values; a text that does not fit is an error that names its field.
pub(super) struct Writer(pub(super) Vec<u8>);

impl Writer {
    pub(super) fn with_capacity(capacity: usize) -> Self {
        Self(Vec::with_capacity(capacity))
    }

    pub(super) fn u16(&mut self, value: u16) {
        self.0.extend_from_slice(&value.to_le_bytes());
    }

    pub(super) fn i16(&mut self, value: i16) {
        self.0.extend_from_slice(&value.to_le_bytes());
    }

    pub(super) fn u32(&mut self, value: u32) {
        self.0.extend_from_slice(&value.to_le_bytes());
    }

    pub(super) fn text(&mut self, field: &'static str, text: &[u8]) -> Result<()> {
        check_length(field, text.len())?;
        self.u16(text.len() as u16);
        self.0.extend_from_slice(text);
        Ok(())
    }

    pub(super) fn count(&mut self, field: &'static str, count: usize) -> Result<()> {
        let Ok(short) = u16::try_from(count) else {
            return Err(Error::invalid(field, format!("must be at most {MAX_TEXT} entries, has {count}")));
        };
        self.u16(short);
        Ok(())
    }

    pub(super) fn privileges(&mut self, privileges: impl ExactSizeIterator<Item = (u16, u32)>) -> Result<()> {
        self.count("privileges", privileges.len())?;
        for (key, value) in privileges {
            self.u16(key);
            self.u32(value);
        }
        Ok(())
    }
}

pub(super) fn check_length(field: &'static str, length: usize) -> Result<()> {
    if length > MAX_TEXT {
        return Err(Error::invalid(field, format!("must be at most {MAX_TEXT} bytes, has {length}")));
    }
    Ok(())
}

/// Reads values from the front; `what` names the part for the message when the bytes run out.
#[derive(Clone)]
pub(super) struct Reader<'a>(pub(super) &'a [u8]);

impl<'a> Reader<'a> {
    pub(super) fn u16(&mut self, what: &str) -> Result<u16, Finding> {
        self.array(what).map(u16::from_le_bytes)
    }

    pub(super) fn i16(&mut self, what: &str) -> Result<i16, Finding> {
        self.array(what).map(i16::from_le_bytes)
    }

    pub(super) fn u32(&mut self, what: &str) -> Result<u32, Finding> {
        self.array(what).map(u32::from_le_bytes)
    }

    pub(super) fn text(&mut self, what: &str) -> Result<&'a [u8], Finding> {
        let length = self.u16(what)?;
        self.take(length.into(), what)
    }

    /// Of a key that occurs twice the first value counts, as in the official C++.
    pub(super) fn privileges(&mut self, what: &str) -> Result<BTreeMap<u16, u32>, Finding> {
        let mut privileges = BTreeMap::new();
        for _ in 0..self.u16(what)? {
            let (key, value) = (self.u16(what)?, self.u32(what)?);
            privileges.entry(key).or_insert(value);
        }
        Ok(privileges)
    }

    fn array<const N: usize>(&mut self, what: &str) -> Result<[u8; N], Finding> {
        let (array, rest) = self.0.split_first_chunk().ok_or_else(|| ends_inside(what))?;
        self.0 = rest;
        Ok(*array)
    }

    fn take(&mut self, length: usize, what: &str) -> Result<&'a [u8], Finding> {
        let (taken, rest) = self.0.split_at_checked(length).ok_or_else(|| ends_inside(what))?;
        self.0 = rest;
        Ok(taken)
    }
}

fn ends_inside(what: &str) -> Finding {
    Finding::new(
        Problem::Truncated,
        format!(
            "The token ends inside its {what}. It was cut off or damaged on its way; copy it again as a whole."
        ),
    )
}
