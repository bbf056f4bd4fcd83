//! The error codes of Alibaba Cloud's gateway and of NLS: kind and advice, in one table.
//!
//! Sources: Alibaba Cloud's error centre and NLS FAQ (450255, 450514), the error tables in the
//! official SDKs, and public bug reports. The code decides, not the HTTP status: services differ
//! in the status that they send with the same code.

use crate::error::ErrorKind::{self, *};

/// Code, kind, and advice where the kind's own is too general (empty: the kind's own).
const CODES: &[(&str, ErrorKind, &str)] = &[
    ("InvalidAccessKeyId.NotFound", Credentials, NOT_FOUND),
    ("InvalidAccessKeyId", Credentials, NOT_FOUND),
    ("InvalidAccessKeyId.Inactive", Credentials, DISABLED),
    ("Forbidden.AccessKeyDisabled", Credentials, DISABLED),
    ("MissingAccessKeyId", Credentials, ""),
    ("SignatureDoesNotMatch", Signature, ""),
    ("IncompleteSignature", Signature, ""),
    ("InvalidTimeStamp.Expired", Clock, ""),
    ("IllegalTimestamp", Clock, ""),
    ("InvalidTimeStamp.Format", Internal, LIBRARY_BUG),
    ("SignatureNonceUsed", Nonce, ""),
    ("Throttling", Throttled, ""),
    ("Throttling.User", Throttled, ""),
    ("Throttling.Api", Throttled, ""),
    ("ServiceUnavailable", Unavailable, ""),
    ("InternalError", Unavailable, ""),
    ("UnknownError", Unavailable, ""),
    ("50000000", Unavailable, ""),
    ("40000005", Throttled, ""),
    (
        "40000001",
        InvalidToken,
        "The speech service does not take the token: it has expired, or is not one of NLS. Ask for a new one.",
    ),
    ("40000010", Account, "The free trial is over: switch the speech service to the commercial edition."),
    ("40020105", Rejected, "There is no such appkey: copy it from the project's page in the speech console."),
    (
        "40020106",
        Rejected,
        "The appkey belongs to another account than the access key: take both from the same account.",
    ),
    (
        "InvalidSecurityToken.Expired",
        SecurityToken,
        "The STS token has expired: fetch new temporary credentials and use all three parts.",
    ),
    (
        "InvalidSecurityToken.MismatchWithAccessKey",
        SecurityToken,
        "The STS token belongs to another access key: key id, secret and security token must come from the same answer.",
    ),
    (
        "InvalidSecurityToken.Malformed",
        SecurityToken,
        "The STS token was cut or changed: pass it whole, with its trailing = signs.",
    ),
    ("InvalidSecurityToken", SecurityToken, ""),
    (
        "MissingSecurityToken",
        SecurityToken,
        "A key id that begins with STS. needs its security token as well.",
    ),
    (
        "40020503",
        Permission,
        "Give the RAM user the policy AliyunNLSFullAccess and open the speech service for the account; a grant takes a minute or two to act.",
    ),
    ("Forbidden.RAM", Permission, NO_PERMISSION),
    ("NoPermission", Permission, NO_PERMISSION),
    ("Forbidden", Permission, NO_PERMISSION),
    ("InvalidApi.NotFound", Endpoint, ""),
    ("InvalidAction", Endpoint, ""),
    ("InvalidAction.NotFound", Endpoint, ""),
    ("InvalidVersion", Endpoint, ""),
    ("NoSuchVersion", Endpoint, ""),
    ("InvalidParameter", Endpoint, ""),
    ("InvalidRegion.NotFound", Endpoint, ""),
    ("InvalidProduct.NotFound", Endpoint, ""),
    ("InvalidProtocol.NeedSsl", Insecure, ""),
    ("UnsupportedHTTPMethod", Rejected, LIBRARY_BUG),
    ("InvalidSignatureMethod", Rejected, LIBRARY_BUG),
    ("ContentMD5NotMatched", Rejected, LIBRARY_BUG),
    (
        "Forbidden.RiskControl",
        Account,
        "Alibaba Cloud's risk control has blocked the account or the key: see the messages in the console.",
    ),
    ("InsufficientBalance", Account, "Top up the account's balance."),
    ("Forbidden.UserVerification", Account, "Verify the account's identity in the console."),
];

const NOT_FOUND: &str = "Check the access key id: it is mistyped or deleted, or belongs to the other site (China or international). Temporary credentials that have expired look like this too, and so does a Model Studio API key (sk-…), which is for DashScope.";
const NO_PERMISSION: &str = "Give the RAM user or role the policy AliyunNLSFullAccess.";
const DISABLED: &str = "Enable the access key in the RAM console, or use another one.";
const LIBRARY_BUG: &str = "A proxy may have changed the request on its way; if there is none, please report this as a bug in this library.";

/// The families that have more members than the table lists.
const FAMILIES: &[(&str, ErrorKind)] = &[
    ("Throttling.", Throttled),
    ("InvalidAccessKeyId.", Credentials),
    ("InvalidSecurityToken.", SecurityToken),
    ("Forbidden.", Permission),
    ("NoPermission.", Permission),
    ("InvalidAction.", Endpoint),
    ("InvalidVersion.", Endpoint),
    ("Missing", Rejected),
];

/// The kind of a code and the advice for it, if the code is known.
pub(super) fn look_up(code: &str) -> Option<(ErrorKind, Option<&'static str>)> {
    let listed = CODES.iter().find(|(name, ..)| *name == code).map(|(_, kind, hint)| (*kind, *hint));
    let family = || {
        let (prefix, kind) = FAMILIES.iter().find(|(prefix, _)| code.starts_with(prefix))?;
        Some((*kind, if *prefix == "Missing" { LIBRARY_BUG } else { "" }))
    };
    let (kind, hint) = listed.or_else(family)?;
    Some((kind, Some(hint).filter(|hint| !hint.is_empty())))
}
