//! The exit codes: one place for the program and its help.

use crate::ErrorKind;

/// What `--help` says about them.
pub const HELP: &str = "\
Exit codes:
  0  success
  1  a bug, or standard output cannot be written
  2  wrong usage or an invalid argument; nothing was sent
  3  credentials, signature, permission, security token or account
  4  throttled: too many requests
  5  network, timeout, TLS, proxy, insecure endpoint, or the cloud is unavailable
  6  the inspected token is not valid
  7  the cloud answered something else: clock, nonce, endpoint, rejected, bad response";

/// All went well.
pub const SUCCESS: u8 = 0;

/// The token that was inspected does not work.
pub const INVALID_TOKEN: u8 = 6;

/// The exit code for an error of this kind.
pub fn code(kind: ErrorKind) -> u8 {
    use ErrorKind::*;
    match kind {
        InvalidArgument => 2,
        Credentials | Signature | Permission | SecurityToken | Account => 3,
        Throttled => 4,
        Network | Timeout | Tls | Proxy | Insecure | Unavailable => 5,
        InvalidToken => INVALID_TOKEN,
        Clock | Nonce | Endpoint | Rejected | BadResponse => 7,
        _ => 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_but_a_bug_has_a_code_of_its_own_group() {
        for kind in ErrorKind::all() {
            let code = code(kind);
            assert_eq!(code == 1, kind == ErrorKind::Internal, "{kind}");
            assert!(HELP.contains(&format!("\n  {code}  ")), "{kind}");
        }
    }
}
