//! What a signed request claims, and whether it is true. The same for all ways to sign.

use super::{Case, Refusal, invalid, missing};
use crate::command::sandbox::state::WINDOW;

/// More than any official client sends.
const MAX_NONCE: usize = 128;

/// Who asks, when, and with what proof.
pub struct Claim {
    pub access_key_id: String,
    pub security_token: Option<String>,
    /// Unix seconds.
    pub time: u64,
    pub nonce: Option<String>,
    /// What is said about a signature that does not fit: what the gateway has signed.
    pub echo: String,
    pub signature: String,
    /// What the signature would be with the right secret.
    pub expected_signature: String,
}

impl Claim {
    /// Whether the nonce is new comes last: what is refused for another reason may be sent again.
    pub fn check(&self, case: &Case<'_>) -> Result<(), Refusal> {
        self.check_nonce()?;
        self.check_access_key(case)?;
        if self.time.abs_diff(case.plan.now()) > WINDOW.as_secs() {
            return Err(expired_timestamp());
        }
        if case.echo || self.signature != self.expected_signature {
            let message =
                format!("Specified signature is not matched with our calculation. server {}", self.echo);
            return Err(Refusal::new(400, "SignatureDoesNotMatch", message));
        }
        self.check_security_token(case)?;
        match &self.nonce {
            Some(nonce) if !case.state.take_nonce(nonce) => {
                Err(Refusal::new(400, "SignatureNonceUsed", "Specified signature nonce was used already."))
            }
            _ => Ok(()),
        }
    }

    fn check_nonce(&self) -> Result<(), Refusal> {
        match self.nonce.as_deref() {
            Some("") => Err(missing("SignatureNonce")),
            Some(nonce) if nonce.len() > MAX_NONCE => Err(invalid("SignatureNonce")),
            _ => Ok(()),
        }
    }

    fn check_access_key(&self, case: &Case<'_>) -> Result<(), Refusal> {
        let known = &case.account().access_key_id;
        if [Some(self.access_key_id.as_str()), self.access_key_id.strip_prefix("STS.")].contains(&Some(known))
        {
            return Ok(());
        }
        Err(Refusal::new(404, "InvalidAccessKeyId.NotFound", "Specified access key is not found."))
    }

    fn check_security_token(&self, case: &Case<'_>) -> Result<(), Refusal> {
        match self.security_token.as_deref() {
            None if self.access_key_id.starts_with("STS.") => Err(missing("SecurityToken")),
            None => Ok(()),
            Some("") => Err(Refusal::new(
                400,
                "InvalidSecurityToken.Malformed",
                "Specified SecurityToken is malformed.",
            )),
            Some(token) if token == case.account().security_token.expose() => Ok(()),
            Some(_) => Err(Refusal::new(
                400,
                "InvalidSecurityToken.MismatchWithAccessKey",
                "Specified SecurityToken mismatch with the AccessKey.",
            )),
        }
    }
}

/// What the gateway says that it has signed, for RPC and ROA.
pub fn echo(string_to_sign: &str) -> String {
    format!("string to sign is:{string_to_sign}")
}

pub fn expired_timestamp() -> Refusal {
    Refusal::new(400, "InvalidTimeStamp.Expired", "Specified time stamp or date value is expired.")
}

pub fn malformed_timestamp() -> Refusal {
    Refusal::new(400, "InvalidTimeStamp.Format", "Specified time stamp or date value is not well formatted.")
}

/// `YYYY-MM-DDThh:mm:ssZ` and nothing else, as Unix seconds.
pub fn iso_time(text: &str) -> Result<u64, Refusal> {
    let time: jiff::Timestamp = text.parse().map_err(|_| malformed_timestamp())?;
    if time.strftime("%Y-%m-%dT%H:%M:%SZ").to_string() != text {
        return Err(malformed_timestamp());
    }
    unix_seconds(time)
}

/// The time of a `Date` header, as Unix seconds.
pub fn http_time(text: &str) -> Result<u64, Refusal> {
    jiff::fmt::rfc2822::parse(text)
        .map_err(|_| malformed_timestamp())
        .and_then(|time| unix_seconds(time.timestamp()))
}

fn unix_seconds(time: jiff::Timestamp) -> Result<u64, Refusal> {
    u64::try_from(time.as_second()).map_err(|_| malformed_timestamp())
}
