//! What the fuzz targets of Agora tokens do with one input. `tests/fuzz_smoke.rs` runs them, too.

use std::io::Write;

use base64::{Engine, engine::general_purpose::STANDARD};
use voxtoken::Secret;
use voxtoken::agora::{
    AccessToken, AccessToken2, Expected, Report, Severity, User, explain as explain_token, open, seal, verify,
};

const APP_ID: &str = "970CA35de60c44645bbae8a215061b33";
const CERTIFICATE: &str = "5CFd2fd1755d40ecb72977518be15d3b";

/// The input as a token, and as the content of one.
pub fn parse_006(input: &[u8]) {
    read_006(&String::from_utf8_lossy(input));
    read_006(&format!("006{APP_ID}{}", STANDARD.encode(input)));
}

fn read_006(text: &str) {
    let Ok(parsed) = AccessToken::parse(text) else { return };
    let mut token = AccessToken::new(parsed.app_id.clone(), "channel", &User::Uid(1), parsed.salt, parsed.ts);
    token.privileges = parsed.privileges.clone();
    let Ok(again) = token.build(&CERTIFICATE.into()) else { return };
    let again = AccessToken::parse(&again).expect("what was built can be read");
    assert_eq!((again.salt, again.ts, &again.privileges), (parsed.salt, parsed.ts, &parsed.privileges));
    assert!(again.verify_signature(&CERTIFICATE.into(), "channel", &User::Uid(1)));
}

/// The input as a token, as a compressed content, as a content, and as the signed bytes of one.
pub fn parse_007(input: &[u8]) {
    let certificate = Secret::from(CERTIFICATE);
    read_007(&String::from_utf8_lossy(input));
    read_007(&format!("007{}", STANDARD.encode(input)));
    read_007(&token_007(input));
    if let Ok(token) = seal(input, &certificate) {
        let (_, signing_info) = open(&token).expect("what was sealed can be opened");
        assert_eq!(signing_info, input);
        if let Ok(parsed) = AccessToken2::parse(&token) {
            assert!(parsed.verify_signature(&certificate));
        }
    }
}

fn read_007(text: &str) {
    let Ok(parsed) = AccessToken2::parse(text) else { return };
    let Ok(again) = parsed.token.build(&CERTIFICATE.into()) else { return };
    let again = AccessToken2::parse(&again).expect("what was built can be read");
    let mut services = parsed.token.services;
    services.sort_by_key(|service| service.detail.type_number());
    assert_eq!(again.token.services, services);
    assert!(again.verify_signature(&CERTIFICATE.into()));
}

/// The input as a token and as the content of one of either version, compared with texts from the input.
pub fn explain(input: &[u8]) {
    let text = String::from_utf8_lossy(input);
    let (channel, account) = text.split_at(text.char_indices().nth(3).map_or(0, |(at, _)| at));
    let certificate = Secret::from(CERTIFICATE);
    let expected = Expected {
        certificate: Some(&certificate),
        channel: Some(channel),
        user: Some(User::Account(account)),
        now: Some(1_700_000_000),
    };
    for token in [&*text, &*format!("006{APP_ID}{}", STANDARD.encode(input)), &token_007(input)] {
        explain_one(token, &Expected::default());
        let report = explain_one(token, &expected);
        let error = report.findings.iter().find(|finding| finding.severity == Severity::Error);
        match (verify(token, &expected), error) {
            (Ok(_), None) => {}
            (Err(refusal), Some(finding)) => assert_eq!(refusal.message(), finding.message),
            (verified, finding) => panic!("verify: {verified:?}, explain: {finding:?}"),
        }
    }
}

fn explain_one(token: &str, expected: &Expected<'_>) -> Report {
    let report = explain_token(token, expected);
    serde_json::to_string(&report).expect("a report is JSON");
    report
}

fn token_007(content: &[u8]) -> String {
    let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(content).expect("writing to memory");
    format!("007{}", STANDARD.encode(encoder.finish().expect("writing to memory")))
}
