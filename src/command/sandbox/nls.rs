//! The stand-in for Alibaba Cloud NLS `CreateToken`, in the three ways to sign that the
//! official clients use.

mod acs3;
mod claim;
mod roa;
mod rpc;
mod xml;

use serde_json::{Value, json};

use super::cloud::{Case, Received, Refusal};
use super::state::{random_hex, request_id};

pub use xml::to_xml;

/// The versions of the API that are called with `Action`, and the one that has only a path.
const RPC_VERSIONS: [&str; 2] = ["2019-02-28", "2019-07-17"];
const ROA_VERSION: &str = "2018-05-18";

pub fn create_token(case: &Case<'_>) -> Result<Value, Refusal> {
    let claim = match scheme(case.request) {
        Scheme::Rpc => rpc::read(case)?,
        Scheme::Roa => roa::read(case)?,
        Scheme::Acs3 => acs3::read(case)?,
    };
    claim.check(case)?;
    Ok(json!({
        "NlsRequestId": random_hex(),
        "RequestId": request_id(),
        "ErrMsg": "",
        "Token": {
            "ExpireTime": case.plan.now().saturating_add(case.plan.life),
            "Id": random_hex(),
            "UserId": case.account().user_id,
        },
    }))
}

/// Whether the answer is to be XML, which is what an RPC request gets that asks for nothing else.
pub fn answers_xml(request: &Received) -> bool {
    let pairs = [request.query_pairs(), request.form_pairs()].concat();
    match pairs.iter().find(|(name, _)| name == "Format") {
        Some((_, format)) => !format.eq_ignore_ascii_case("json"),
        None => matches!(scheme(request), Scheme::Rpc),
    }
}

enum Scheme {
    Rpc,
    Roa,
    Acs3,
}

fn scheme(request: &Received) -> Scheme {
    match request.header("authorization") {
        Some(value) if value.starts_with("ACS3-") => Scheme::Acs3,
        Some(value) if value.starts_with("acs ") => Scheme::Roa,
        _ => Scheme::Rpc,
    }
}

/// Whether the address, the action and the version name `CreateToken`.
fn check_operation(request: &Received, action: &str, version: &str) -> Result<(), Refusal> {
    if !["GET", "POST"].contains(&request.method.as_str()) {
        return Err(Refusal::new(405, "UnsupportedHTTPMethod", "This http method is not supported."));
    }
    let unknown =
        |code| Refusal::new(404, code, "Specified api is not found, please check your url and method.");
    let in_path = match request.path.as_str() {
        "/" => None,
        path => Some(path_version(path).ok_or_else(|| unknown("InvalidApi.NotFound"))?),
    };
    if action != "CreateToken" {
        return Err(unknown("InvalidAction.NotFound"));
    }
    let served = match in_path {
        Some(in_path) => version == in_path && (RPC_VERSIONS.contains(&version) || version == ROA_VERSION),
        None => RPC_VERSIONS.contains(&version),
    };
    if served {
        Ok(())
    } else {
        Err(Refusal::new(400, "InvalidVersion", "Specified parameter Version is not valid."))
    }
}

/// The version in `/pop/<version>/tokens`.
fn path_version(path: &str) -> Option<&str> {
    path.strip_prefix("/pop/")?.strip_suffix("/tokens")
}

fn missing(name: &str) -> Refusal {
    Refusal::new(400, format!("Missing{name}"), format!("{name} is mandatory for this action."))
}

fn invalid(name: &str) -> Refusal {
    Refusal::new(400, format!("Invalid{name}"), format!("Specified parameter {name} is not valid."))
}
