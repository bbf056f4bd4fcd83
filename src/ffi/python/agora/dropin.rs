//! The hot paths of the drop-in modules: the tokens that are mostly minted, from arguments of the usual kinds. For all
//! others they give None, and the modules do in Python what the official code does.

use pyo3::prelude::*;
use pyo3::pybacked::PyBackedStr;
use pyo3::types::{PyInt, PyString};

use super::arguments::Who;
use crate::agora::{Role, TokenBuilder};

/// A 006 token for RTC, or None. The time is in absolute Unix seconds.
#[pyfunction]
#[pyo3(signature = (app_id, certificate, channel, account, role, expired_ts, /))]
pub fn agora_rtc_006(
    app_id: &Bound<'_, PyAny>,
    certificate: &Bound<'_, PyAny>,
    channel: &Bound<'_, PyAny>,
    account: &Bound<'_, PyAny>,
    role: &Bound<'_, PyAny>,
    expired_ts: &Bound<'_, PyAny>,
) -> Option<String> {
    let builder = builder(app_id, certificate)?;
    builder.rtc_006(&text(channel)?, &who(account)?.borrow(), self::role(role)?, number(expired_ts)?).ok()
}

/// A 007 token for RTC, or None. The times are in seconds after now.
#[pyfunction]
#[pyo3(signature = (app_id, certificate, channel, account, role, token_expire, privilege_expire, /))]
pub fn agora_rtc_007(
    app_id: &Bound<'_, PyAny>,
    certificate: &Bound<'_, PyAny>,
    channel: &Bound<'_, PyAny>,
    account: &Bound<'_, PyAny>,
    role: &Bound<'_, PyAny>,
    token_expire: &Bound<'_, PyAny>,
    privilege_expire: &Bound<'_, PyAny>,
) -> Option<String> {
    let (account, role) = (who(account)?, self::role(role)?);
    let (token_expire, privilege_expire) = (number(token_expire)?, number(privilege_expire)?);
    let builder = builder(app_id, certificate)?;
    builder.rtc(&text(channel)?, &account.borrow(), role, token_expire, privilege_expire).ok()
}

fn builder(app_id: &Bound<'_, PyAny>, certificate: &Bound<'_, PyAny>) -> Option<TokenBuilder> {
    Some(TokenBuilder::new(&*text(app_id)?, &*text(certificate)?).lenient())
}

/// Any number but a known one is a subscriber, as in the official code.
fn role(value: &Bound<'_, PyAny>) -> Option<Role> {
    number(value).map(Role::from_number_leniently)
}

fn who(value: &Bound<'_, PyAny>) -> Option<Who> {
    match number(value) {
        Some(uid) => Some(Who::Uid(uid)),
        None => text(value).map(Who::Account),
    }
}

fn text(value: &Bound<'_, PyAny>) -> Option<PyBackedStr> {
    PyBackedStr::try_from(value.cast_exact::<PyString>().ok()?.clone()).ok()
}

fn number(value: &Bound<'_, PyAny>) -> Option<u32> {
    value.cast_exact::<PyInt>().ok()?.extract().ok()
}
