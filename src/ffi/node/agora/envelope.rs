//! The outside of tokens whose content is packed in JavaScript.

use napi::bindgen_prelude::Buffer;
use napi_derive::napi;

use super::reading::refusal;
use crate::Secret;
use crate::agora::{self, Expected, Problem};
use crate::ffi::node::failure::{Failure, Outcome, outcome};

/// The two parts of a 007 token.
#[napi(object, object_from_js = false)]
pub struct Opened {
    pub signature: Buffer,
    pub signing_info: Buffer,
}

/// Signs the signed bytes of a 007 token and wraps them into a token.
#[napi(catch_unwind)]
pub fn agora_seal(signing_info: &[u8], certificate: String) -> Outcome<String> {
    outcome(agora::seal(signing_info, &Secret::from(certificate)))
}

/// The signature of the signed bytes of a 007 token.
#[napi(catch_unwind)]
pub fn agora_sign(signing_info: &[u8], certificate: String) -> Outcome<Buffer> {
    outcome(agora::sign(signing_info, &Secret::from(certificate)).map(|signature| signature.to_vec()))
}

/// The signature of a 007 token and the bytes that it signs. Nothing is verified.
#[napi(catch_unwind)]
pub fn agora_open(token: String) -> Outcome<Opened> {
    match agora::open(&token) {
        Ok((signature, signing_info)) => {
            Outcome::A(Opened { signature: signature.into(), signing_info: signing_info.into() })
        }
        Err(error) => {
            let failure = refusal(error, &token, &Expected::default());
            let problem = failure.problem.or(Some(Problem::BadVersion.name())); // a good token of 006
            Outcome::B(Failure { problem, ..failure })
        }
    }
}
