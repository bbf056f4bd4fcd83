//! What can be said about a token.

use std::ffi::{CString, c_char};
use std::ptr;

use super::expected::vox_agora_expected;
use crate::agora::{Expected, Report, Severity, SignatureCheck, explain};
use crate::ffi::capi::error::vox_error;
use crate::ffi::capi::guard::{self, needed, text};
use crate::ffi::capi::memory;
use crate::{Error, ErrorKind};

/// The signature was not checked: something that it needs is not known. The token may be forged.
pub const VOX_AGORA_SIGNATURE_NOT_CHECKED: u32 = 0;
/// The signature was checked: it fits.
pub const VOX_AGORA_SIGNATURE_GOOD: u32 = 1;
/// The signature was checked: it does not fit.
pub const VOX_AGORA_SIGNATURE_BAD: u32 = 2;

/// What can be said about a token. It holds neither the token nor its signature. It never changes: its functions may be called
/// by many threads at once, and texts live as long as it.
pub struct vox_agora_report {
    report: Report,
    findings: Vec<[CString; 2]>,
}

/// Says all that can be said about a token, even a damaged one. `expected` may be NULL for nothing. To be freed with
/// `vox_agora_report_free`.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_agora_explain(
    token: *const c_char,
    expected: Option<&vox_agora_expected>,
    report: *mut *mut vox_agora_report,
    error: *mut *mut vox_error,
) -> u32 {
    guard::status(error, || {
        let output = needed(report, "report")?;
        let expected = expected.map_or_else(Expected::default, vox_agora_expected::borrow);
        let report = explain(unsafe { text(token, "token") }?, &expected);
        let findings = report.findings.iter();
        let findings =
            findings.map(|finding| [finding.problem.name(), &finding.message].map(memory::text)).collect();
        output.write(Box::into_raw(Box::new(vox_agora_report { report, findings })));
        Ok(())
    })
}

/// Frees a report. NULL is allowed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_agora_report_free(report: Option<Box<vox_agora_report>>) {
    guard::free(report)
}

/// Is there no finding that makes the token useless? Only what was expected was checked: without a certificate a **forged**
/// token is valid here. Decide by `vox_agora_verify` who gets in. False for NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_agora_report_is_valid(report: Option<&vox_agora_report>) -> bool {
    guard::value(false, || Some(report?.report.is_valid()))
}

/// Is the token valid **and** its signature good? Without an expected time it may have expired. False for NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_agora_report_is_verified(report: Option<&vox_agora_report>) -> bool {
    guard::value(false, || Some(report?.report.is_verified()))
}

/// Whether the signature fits: one of `VOX_AGORA_SIGNATURE_…`. Not checked for NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_agora_report_signature(report: Option<&vox_agora_report>) -> u32 {
    guard::value(VOX_AGORA_SIGNATURE_NOT_CHECKED, || {
        Some(match report?.report.signature {
            SignatureCheck::NotChecked => VOX_AGORA_SIGNATURE_NOT_CHECKED,
            SignatureCheck::Good => VOX_AGORA_SIGNATURE_GOOD,
            SignatureCheck::Bad => VOX_AGORA_SIGNATURE_BAD,
        })
    })
}

/// How many things are wrong or doubtful. 0 for NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_agora_report_finding_count(report: Option<&vox_agora_report>) -> usize {
    guard::value(0, || Some(report?.findings.len()))
}

/// The stable name of a finding, counted from 0, such as `expired`. NULL beyond the last one.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_agora_report_finding_name(
    report: Option<&vox_agora_report>,
    index: usize,
) -> *const c_char {
    guard::value(ptr::null(), || Some(report?.findings.get(index)?[0].as_ptr()))
}

/// A finding, counted from 0, in plain words: what it is, why it matters and what to do. NULL beyond the last one.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_agora_report_finding_message(
    report: Option<&vox_agora_report>,
    index: usize,
) -> *const c_char {
    guard::value(ptr::null(), || Some(report?.findings.get(index)?[1].as_ptr()))
}

/// Does a finding, counted from 0, make the token useless? Else it is a warning. False beyond the last one.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_agora_report_finding_is_error(
    report: Option<&vox_agora_report>,
    index: usize,
) -> bool {
    guard::value(false, || Some(report?.report.findings.get(index)?.severity == Severity::Error))
}

/// The whole report as JSON, to be freed with `vox_string_free`: `version`, `app_id`, `issued_at`, `salt`,
/// `token_expires_at`, `expires_at`, `services`, `signature`, `findings`.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_agora_report_json(
    report: Option<&vox_agora_report>,
    json: *mut *mut c_char,
    error: *mut *mut vox_error,
) -> u32 {
    guard::status(error, || {
        let (report, output) = (needed(report, "report")?, needed(json, "json")?);
        let json = serde_json::to_string(&report.report)
            .map_err(|error| Error::new(ErrorKind::Internal, error.to_string()))?;
        output.write(memory::string(json)?);
        Ok(())
    })
}
