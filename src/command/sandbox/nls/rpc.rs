//! RPC: all that is signed are parameters, in the query, in a form body or in both.

use std::collections::BTreeMap;

use crate::aliyun::rpc;

use super::claim::{Claim, echo, iso_time};
use super::{Case, Refusal, check_operation, invalid, missing};

pub fn read(case: &Case<'_>) -> Result<Claim, Refusal> {
    let request = case.request;
    let mut parameters: BTreeMap<String, String> =
        request.query_pairs().into_iter().chain(request.form_pairs()).collect();
    let signature = parameters.remove("Signature");
    let get = |name: &str| parameters.get(name).map(String::as_str).ok_or_else(|| missing(name));

    check_operation(request, get("Action")?, get("Version")?)?;
    let access_key_id = get("AccessKeyId")?.to_owned();
    if get("SignatureMethod")? != "HMAC-SHA1" {
        return Err(invalid("SignatureMethod"));
    }
    if get("SignatureVersion")? != "1.0" {
        return Err(invalid("SignatureVersion"));
    }
    // The gateway knows other ways to prove who asks; here it has to be a signature.
    if parameters.get("SignatureType").is_some_and(|kind| !kind.is_empty()) {
        return Err(invalid("SignatureType"));
    }
    let nonce = Some(get("SignatureNonce")?.to_owned());
    let time = iso_time(get("Timestamp")?)?;
    let signature = signature.ok_or_else(|| missing("Signature"))?;

    let signed: Vec<_> = parameters.iter().collect();
    let string_to_sign = rpc::string_to_sign(&request.method, &rpc::canonicalized_query(&signed));
    let expected_signature = rpc::sign(&string_to_sign, case.account().access_key_secret.expose());
    let security_token = parameters.remove("SecurityToken");
    let echo = echo(&string_to_sign);
    Ok(Claim { access_key_id, security_token, time, nonce, echo, signature, expected_signature })
}
