//! The hot paths of the drop-in modules: the tokens that are mostly minted, from arguments of the usual kinds. For all
//! others they give None, and the modules do in Python what the official code does. They take the time, for tests that
//! have stopped Python's clock; None is the system's.

use pyo3::prelude::*;
use pyo3::pybacked::PyBackedStr;
use pyo3::types::{PyBool, PyInt, PyString};

use super::arguments::Who;
use crate::agora::{Role, TokenBuilder};

/// A 006 token for RTC, or None. The times are in absolute Unix seconds.
#[pyfunction]
#[pyo3(signature = (app_id, certificate, channel, account, role, expired_ts, now, /))]
pub fn agora_rtc_006(
    app_id: &Bound<'_, PyAny>,
    certificate: &Bound<'_, PyAny>,
    channel: &Bound<'_, PyAny>,
    account: &Bound<'_, PyAny>,
    role: &Bound<'_, PyAny>,
    expired_ts: &Bound<'_, PyAny>,
    now: &Bound<'_, PyAny>,
) -> Option<String> {
    let (account, role, expired_ts) = (who(account)?, self::role(role)?, number(expired_ts)?);
    let builder = builder(app_id, certificate, now)?;
    builder.rtc_006(&text(channel)?, &account.borrow(), role, expired_ts).ok()
}

/// A 006 token for RTM, or None. The times are in absolute Unix seconds.
#[pyfunction]
#[pyo3(signature = (app_id, certificate, account, expired_ts, now, /))]
pub fn agora_rtm_006(
    app_id: &Bound<'_, PyAny>,
    certificate: &Bound<'_, PyAny>,
    account: &Bound<'_, PyAny>,
    expired_ts: &Bound<'_, PyAny>,
    now: &Bound<'_, PyAny>,
) -> Option<String> {
    let (account, expired_ts) = (text(account)?, number(expired_ts)?);
    builder(app_id, certificate, now)?.rtm_006(&account, expired_ts).ok()
}

/// A 007 token for RTC, or None. The expiries are in seconds after now, which is in absolute Unix seconds.
#[pyfunction]
#[pyo3(signature = (app_id, certificate, channel, account, role, token_expire, privilege_expire, now, /))]
#[allow(clippy::too_many_arguments)] // they are those of the official code
pub fn agora_rtc_007(
    app_id: &Bound<'_, PyAny>,
    certificate: &Bound<'_, PyAny>,
    channel: &Bound<'_, PyAny>,
    account: &Bound<'_, PyAny>,
    role: &Bound<'_, PyAny>,
    token_expire: &Bound<'_, PyAny>,
    privilege_expire: &Bound<'_, PyAny>,
    now: &Bound<'_, PyAny>,
) -> Option<String> {
    let (account, role) = (who(account)?, self::role(role)?);
    let (token_expire, privilege_expire) = (number(token_expire)?, number(privilege_expire)?);
    let builder = builder(app_id, certificate, now)?;
    builder.rtc(&text(channel)?, &account.borrow(), role, token_expire, privilege_expire).ok()
}

fn builder(
    app_id: &Bound<'_, PyAny>,
    certificate: &Bound<'_, PyAny>,
    now: &Bound<'_, PyAny>,
) -> Option<TokenBuilder> {
    let builder = TokenBuilder::new(&*text(app_id)?, &*text(certificate)?).lenient();
    if now.is_none() {
        return Some(builder); // the system's time
    }
    number(now).filter(|now| TIMES.contains(now)).map(|now| builder.issued_at(now))
}

/// The core takes 0 for the system's time, and a 006 token ends a day later: with the last time in 32 bits at most.
const TIMES: std::ops::RangeInclusive<u32> = 1..=u32::MAX - 86_400;

/// Any number but a known one is a subscriber, as in the official code.
fn role(value: &Bound<'_, PyAny>) -> Option<Role> {
    number(value).map(Role::from_number_leniently)
}

/// A uid or an account. What derives from int may be another text than its number.
fn who(value: &Bound<'_, PyAny>) -> Option<Who> {
    if value.is_exact_instance_of::<PyInt>() {
        number(value).map(Who::Uid)
    } else {
        text(value).map(Who::Account)
    }
}

fn text(value: &Bound<'_, PyAny>) -> Option<PyBackedStr> {
    PyBackedStr::try_from(value.cast_exact::<PyString>().ok()?.clone()).ok()
}

/// An int or what derives from it, such as a member of an enum; but True and False are left to Python.
fn number(value: &Bound<'_, PyAny>) -> Option<u32> {
    let is_int = value.is_instance_of::<PyInt>() && !value.is_instance_of::<PyBool>();
    if is_int { value.extract().ok() } else { None }
}
