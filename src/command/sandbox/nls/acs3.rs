//! ACS3-HMAC-SHA256: the method, the path, the query, chosen headers and the body are signed.

use crate::aliyun::{acs3, rpc};

use super::claim::{Claim, iso_time};
use super::{Case, Received, Refusal, check_operation, missing};

/// Headers that say what is asked for; a signature without them proves nothing.
const MUST_BE_SIGNED: [&str; 6] =
    ["host", "x-acs-action", "x-acs-content-sha256", "x-acs-date", "x-acs-signature-nonce", "x-acs-version"];

pub fn read(case: &Case<'_>) -> Result<Claim, Refusal> {
    let request = case.request;
    let get = |name: &str| request.header(name).ok_or_else(|| missing(name));
    let (access_key_id, signed_headers, signature) =
        read_authorization(get("authorization")?).ok_or_else(|| missing("Authorization"))?;
    if signed_headers.is_empty() {
        return Err(incomplete("SignedHeaders is empty"));
    }

    check_operation(request, get("x-acs-action")?, get("x-acs-version")?)?;
    let time = iso_time(get("x-acs-date")?)?;
    let nonce = get("x-acs-signature-nonce")?;
    let headers =
        signed_headers.split(';').map(|name| Ok((name, get(name)?.trim()))).collect::<Result<Vec<_>, _>>()?;
    if let Some(name) = MUST_BE_SIGNED.iter().find(|must| !headers.iter().any(|(name, _)| name == *must)) {
        return Err(incomplete(&format!("the header {name} is not signed")));
    }
    let body_hash = acs3::sha256_hex(&request.body);
    if get("x-acs-content-sha256")? != body_hash {
        return Err(incomplete("x-acs-content-sha256 is not the hash of the body"));
    }

    let (canonical, _) =
        acs3::canonical_request(&request.method, &request.path, &query(request), &headers, &body_hash);
    let string_to_sign = acs3::string_to_sign(&canonical);
    let secret = case.account().access_key_secret.expose();
    Ok(Claim {
        access_key_id: access_key_id.to_owned(),
        security_token: request.header("x-acs-security-token").map(str::to_owned),
        time,
        nonce: Some(nonce.to_owned()),
        signature: signature.to_owned(),
        expected_signature: acs3::sign(&string_to_sign, secret),
        echo: format!("StringToSign is [{string_to_sign}] server CanonicalRequest is [{canonical}]"),
    })
}

/// Credential, SignedHeaders and Signature.
fn read_authorization(value: &str) -> Option<(&str, &str, &str)> {
    let value = value.strip_prefix(acs3::ALGORITHM)?;
    let part =
        |name: &str| value.split(',').find_map(|part| part.trim().strip_prefix(name)?.strip_prefix('='));
    Some((part("Credential")?, part("SignedHeaders")?, part("Signature")?))
}

fn query(request: &Received) -> String {
    rpc::canonicalized_query(&request.query_pairs())
}

fn incomplete(why: &str) -> Refusal {
    Refusal::new(
        400,
        "IncompleteSignature",
        format!("The request signature does not conform to the standard: {why}."),
    )
}
