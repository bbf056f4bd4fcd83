//! Options with well-known values, which completions offer, and others besides them.

use std::ffi::OsStr;

use clap::builder::{PossibleValue, TypedValueParser};
use clap::{Arg, Command, Error};

/// Adds well-known values to a value parser that takes more than those.
#[derive(Clone)]
pub struct Suggest<P> {
    parser: P,
    values: &'static [&'static str],
}

/// Any text; these are the well-known ones.
pub fn texts(values: &'static [&'static str]) -> Suggest<impl TypedValueParser<Value = String>> {
    parsed(|text: &str| Ok::<_, &str>(text.to_owned()), values)
}

/// Whatever `parser` takes; these are the well-known ones.
pub fn parsed<P: TypedValueParser>(parser: P, values: &'static [&'static str]) -> Suggest<P> {
    Suggest { parser, values }
}

impl<P: TypedValueParser> TypedValueParser for Suggest<P> {
    type Value = P::Value;

    fn parse_ref(&self, command: &Command, arg: Option<&Arg>, value: &OsStr) -> Result<Self::Value, Error> {
        self.parser.parse_ref(command, arg, value)
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        Some(Box::new(self.values.iter().map(PossibleValue::new)))
    }
}
