//! The outside of a `007` token: version, base64, zlib, signature, signed bytes.

use base64::{Engine, engine::general_purpose::STANDARD};
use zeroize::Zeroizing;

use super::deflate::compress;
use super::finding::{Finding, Problem};
use super::inflate::{MAX_CONTENT, decompress};
use super::wire::Reader;
use super::{damage, id, signature};
use crate::error::{Error, Result};
use crate::secret::Secret;

pub(super) const VERSION_007: &str = "007";

/// The longest text of a token that is looked at: 2 MiB.
const MAX_TEXT: usize = 2 << 20;

/// Length and place of the signature in front of the signed bytes.
pub(super) const SIGNATURE_FIELD: [u8; 2 + signature::LENGTH] = {
    let mut field = [0; 2 + signature::LENGTH];
    field[0] = signature::LENGTH as u8;
    field
};

/// Signs the signed bytes of a `007` token (app id, times, salt, services) with the app certificate
/// and wraps them into a token. For bytes that were packed elsewhere; otherwise use
/// [`AccessToken2::build`](super::AccessToken2::build), which calls the same code.
///
/// # Errors
///
/// An [`ErrorKind::InvalidArgument`](crate::ErrorKind::InvalidArgument) if the certificate or the app id
/// are not 32 hexadecimal characters, if the bytes end before the number of services or say that
/// there are none, or if the content is larger than 1 MiB.
pub fn seal(signing_info: &[u8], certificate: &Secret) -> Result<String> {
    let head = Head::read(signing_info)?;
    let mut content = SIGNATURE_FIELD.to_vec();
    content.extend_from_slice(signing_info);
    seal_content(content, head.issue_ts, head.salt, certificate)
}

/// The signature of the signed bytes of a `007` token.
///
/// # Errors
///
/// As [`seal`], but for the size.
pub fn sign(signing_info: &[u8], certificate: &Secret) -> Result<[u8; 32]> {
    let head = Head::read(signing_info)?;
    id::check_certificate(certificate)?;
    Ok(signature::of_007(certificate, head.issue_ts, head.salt, signing_info))
}

/// The signature of a `007` token and the bytes that it signs, as they stand there. Nothing is verified.
///
/// # Errors
///
/// An [`ErrorKind::InvalidToken`](crate::ErrorKind::InvalidToken) that says which part is damaged.
pub fn open(token: &str) -> Result<(Vec<u8>, Vec<u8>)> {
    Ok(open_content(token)?)
}

pub(super) fn open_content(token: &str) -> Result<(Vec<u8>, Vec<u8>), Finding> {
    let text = token.strip_prefix(VERSION_007).ok_or_else(|| damage::of_version(token))?;
    let content = Zeroizing::new(decompress(&decode(text, VERSION_007.len())?)?);
    let mut reader = Reader(&content);
    let signature = reader.text("signature")?.to_vec();
    Ok((signature, reader.0.to_vec()))
}

/// Fills in the signature at the front of `content` and wraps it.
pub(super) fn seal_content(
    mut content: Vec<u8>,
    issue_ts: u32,
    salt: u32,
    certificate: &Secret,
) -> Result<String> {
    id::check_certificate(certificate)?;
    if content.len() > MAX_CONTENT {
        let rule = format!("must make a content of at most {MAX_CONTENT} bytes, makes {}", content.len());
        return Err(Error::invalid("services", rule));
    }
    let (field, signing_info) = content.split_at_mut(SIGNATURE_FIELD.len());
    field[2..].copy_from_slice(&signature::of_007(certificate, issue_ts, salt, signing_info));
    Ok(encode(&[VERSION_007.as_bytes()], &compress(&content)))
}

/// The parts of the prefix, then the bytes as base64. There is room for a NUL behind, so that C gets this very text.
pub(super) fn encode(prefix: &[&[u8]], bytes: &[u8]) -> String {
    let prefix_length: usize = prefix.iter().map(|part| part.len()).sum();
    let length = prefix_length + bytes.len().div_ceil(3) * 4;
    let mut token = Vec::with_capacity(length + 1);
    prefix.iter().for_each(|part| token.extend_from_slice(part));
    token.resize(length, 0);
    STANDARD.encode_slice(bytes, &mut token[prefix_length..]).expect("four characters for three bytes");
    String::from_utf8(token).expect("ids and base64 are ASCII")
}

/// Undoes base64; `offset` is where the text starts in the token.
pub(super) fn decode(text: &str, offset: usize) -> Result<Vec<u8>, Finding> {
    if text.len() > MAX_TEXT {
        return Err(Finding::new(
            Problem::TooLarge,
            "The text is longer than 2 MiB. No token builder makes such a token; do not accept it from whoever sent it.",
        ));
    }
    STANDARD.decode(text).map_err(|_| damage::of_base64(text, offset))
}

/// What stands in front of the services.
struct Head {
    issue_ts: u32,
    salt: u32,
}

impl Head {
    fn read(signing_info: &[u8]) -> Result<Self> {
        let too_short =
            |_| Error::invalid("signing_info", "must hold app id, times, salt and services, is too short");
        let mut reader = Reader(signing_info);
        id::check_app_id(reader.text("app id").map_err(too_short)?)?;
        let mut number = || reader.u32("times").map_err(too_short);
        let (issue_ts, _expire, salt) = (number()?, number()?, number()?);
        if reader.u16("services").map_err(too_short)? == 0 {
            return Err(Error::invalid("services", "must not be empty"));
        }
        Ok(Self { issue_ts, salt })
    }
}
