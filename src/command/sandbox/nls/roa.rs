//! ROA: some headers and the path are signed, with `Authorization: acs id:signature`.

use crate::aliyun::roa;
use base64::{Engine, engine::general_purpose::STANDARD};
use md5::{Digest, Md5};

use super::claim::{Claim, echo, http_time};
use super::{Case, ROA_VERSION, Received, Refusal, check_operation, missing, path_version};

pub fn read(case: &Case<'_>) -> Result<Claim, Refusal> {
    let request = case.request;
    let header = |name| request.header(name).unwrap_or_default();
    let authorization = header("authorization");
    let (access_key_id, signature) = authorization
        .strip_prefix("acs ")
        .and_then(|value| value.split_once(':'))
        .ok_or_else(|| missing("Authorization"))?;

    // The Java client names the version in the path only.
    let in_path = path_version(&request.path).unwrap_or(ROA_VERSION);
    check_operation(request, "CreateToken", request.header("x-acs-version").unwrap_or(in_path))?;
    let date = request.header("x-acs-date").or(request.header("date")).ok_or_else(|| missing("Date"))?;
    let time = http_time(date)?;
    check_content_md5(request)?;

    let acs_headers: Vec<_> = request
        .headers
        .keys()
        .map(|name| name.as_str())
        .filter(|name| name.starts_with("x-acs-"))
        .map(|name| (name, header(name).trim()))
        .collect();
    let string_to_sign = roa::string_to_sign(&roa::Parts {
        method: &request.method,
        accept: header("accept"),
        content_md5: header("content-md5"),
        content_type: header("content-type"),
        date: header("date"),
        acs_headers: &acs_headers,
        resource: &resource(request),
    });
    let expected = roa::authorization(
        access_key_id,
        &roa::sign(&string_to_sign, case.account().access_key_secret.expose()),
    );
    let (_, expected_signature) = expected.rsplit_once(':').expect("an authorization has a colon");
    Ok(Claim {
        access_key_id: access_key_id.to_owned(),
        security_token: request.header("x-acs-security-token").map(str::to_owned),
        time,
        nonce: request.header("x-acs-signature-nonce").map(str::to_owned),
        signature: signature.to_owned(),
        expected_signature: expected_signature.to_owned(),
        echo: echo(&string_to_sign),
    })
}

/// The path, and the decoded query in the order of its names.
fn resource(request: &Received) -> String {
    let mut pairs = request.query_pairs();
    pairs.sort_unstable();
    let query: Vec<_> = pairs.into_iter().map(|(name, value)| format!("{name}={value}")).collect();
    let path = request.path.as_str();
    if query.is_empty() { path.to_owned() } else { format!("{path}?{}", query.join("&")) }
}

fn check_content_md5(request: &Received) -> Result<(), Refusal> {
    match request.header("content-md5") {
        Some(sent) if sent != STANDARD.encode(Md5::digest(&request.body)) => Err(Refusal::new(
            400,
            "ContentMD5NotMatched",
            "The Content-MD5 you specified did not match what we received.",
        )),
        _ => Ok(()),
    }
}
