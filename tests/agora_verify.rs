//! What `verify` demands, what it refuses, and that `explain` says the same.

use base64::{Engine, engine::general_purpose::STANDARD};
use voxtoken::agora::{
    AccessToken, AccessToken2, Expected, ParsedToken, Report, Role, RtcPrivileges, Service, SignatureCheck,
    TokenBuilder, User, explain, open, parse, privilege, seal, sign, verify,
};
use voxtoken::{ErrorKind, Result, Secret};

const APP_ID: &str = "970CA35de60c44645bbae8a215061b33";
const CERTIFICATE: &str = "5CFd2fd1755d40ecb72977518be15d3b";
const NOW: u32 = 1_700_000_000;
const UID: User<'_> = User::Uid(23);

fn builder() -> TokenBuilder {
    TokenBuilder::new(APP_ID, CERTIFICATE).lenient().issued_at(NOW).salt(1)
}

fn at(seconds_after_issue: u32) -> Option<u64> {
    Some(u64::from(NOW) + u64::from(seconds_after_issue))
}

#[track_caller]
fn assert_refused<T: std::fmt::Debug>(result: Result<T>, argument: &str, rule: &str) {
    let error = result.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidArgument, "{error}");
    assert_eq!((error.argument(), error.message()), (Some(argument), rule));
}

fn problems(report: &Report) -> Vec<&'static str> {
    report.findings.iter().map(|finding| finding.problem.name()).collect()
}

/// Signed with HMAC under this certificate, whatever it looks like.
fn forged(certificate: &str) -> [String; 2] {
    use hmac::{Hmac, KeyInit, Mac};
    let hmac = |key: &[u8], parts: &[&[u8]]| {
        let mut mac = Hmac::<sha2::Sha256>::new_from_slice(key).unwrap();
        parts.iter().for_each(|part| mac.update(part));
        mac.finalize().into_bytes()
    };
    let (_, info) = open(&builder().rtc("lobby", &UID, Role::Publisher, 3600, 0).unwrap()).unwrap();
    let by_time = hmac(&NOW.to_le_bytes(), &[certificate.as_bytes()]);
    let by_salt = hmac(&1_u32.to_le_bytes(), &[&by_time]);
    let content = [&[32, 0], &hmac(&by_salt, &[&info])[..], &info].concat();
    let new = token_007(&content);

    let old = builder().rtc_006("lobby", &UID, Role::Publisher, 0).unwrap();
    let mut content = content_of_006(&old);
    let parts: [&[u8]; 4] = [APP_ID.as_bytes(), b"lobby", b"23", &content[44..]];
    let signature = hmac(certificate.as_bytes(), &parts);
    content[2..34].copy_from_slice(&signature);
    [new, format!("006{APP_ID}{}", STANDARD.encode(content))]
}

#[test]
fn a_malformed_certificate_verifies_nothing() {
    let other = "must be 32 hexadecimal characters, has another character among them";
    for (certificate, rule) in [
        ("", "must be 32 hexadecimal characters, has 0"),
        (&CERTIFICATE[1..], "must be 32 hexadecimal characters, has 31"),
        ("5CFd2fd1755d40ecb72977518be15d3b\n", "must be 32 hexadecimal characters, has 33"),
        ("5CFd2fd1755d40ecb72977518be15d3\n", other),
    ] {
        let secret = Secret::from(certificate);
        let expected =
            Expected { certificate: Some(&secret), channel: Some("lobby"), user: Some(UID), now: at(1) };
        for token in forged(certificate) {
            assert_refused(verify(&token, &expected), "certificate", rule);
            let is_signed = match parse(&token).unwrap() {
                ParsedToken::V006(parsed) => parsed.verify_signature(&secret, "lobby", &UID),
                ParsedToken::V007(parsed) => parsed.verify_signature(&secret),
            };
            assert!(!is_signed, "{certificate:?}");
            let report = explain(&token, &expected);
            assert_eq!(problems(&report), ["bad_certificate"]);
            assert_eq!(
                report.findings[0].message,
                "The app certificate that was given is not 32 hexadecimal characters, so the signature cannot be checked. Copy it from the console, without spaces and line breaks."
            );
            assert_eq!((report.signature, report.is_valid()), (SignatureCheck::NotChecked, false));
        }
        let (_, info) = open(&forged(certificate)[0]).unwrap();
        assert_refused(seal(&info, &secret), "certificate", rule);
        assert_refused(sign(&info, &secret), "certificate", rule);
    }
    for token in forged(CERTIFICATE) {
        let secret = Secret::from(CERTIFICATE);
        let expected =
            Expected { certificate: Some(&secret), channel: Some("lobby"), user: Some(UID), now: at(1) };
        verify(&token, &expected).unwrap();
    }
}

#[test]
fn verify_asks_for_what_it_needs() {
    let new = builder().rtc("c", &UID, Role::Publisher, 60, 60).unwrap();
    let old = builder().rtc_006("c", &UID, Role::Publisher, 0).unwrap();
    let login = builder().rtm_006("u", 0).unwrap();
    let certificate = Secret::from(CERTIFICATE);
    let only = Expected { certificate: Some(&certificate), now: at(1), ..Expected::default() };
    let needed = "is needed to verify a token";
    assert_refused(verify(&new, &Expected { certificate: None, ..only }), "certificate", needed);
    let needed = "is needed to verify a token: without it an expired one would be accepted";
    for token in [&new, &old, &login] {
        assert_refused(verify(token, &Expected { now: None, ..only }), "now", needed);
    }
    assert_refused(verify(&old, &only), "channel", "is needed to verify a 006 token");
    let without_user = Expected { channel: Some("c"), ..only };
    assert_refused(verify(&old, &without_user), "user", "is needed to verify a 006 token");
    assert_refused(verify(&login, &only), "user", "is needed to verify a 006 token");
    verify(&new, &only).unwrap();
    verify(&old, &Expected { user: Some(UID), ..without_user }).unwrap();
    verify(&login, &Expected { user: Some(User::Account("u")), ..only }).unwrap();
}

/// What `explain` finds; `verify` must agree.
#[track_caller]
fn agreed(token: &str, channel: Option<&str>, user: Option<User<'_>>, now: Option<u64>) -> Vec<&'static str> {
    let certificate = Secret::from(CERTIFICATE);
    let expected = Expected { certificate: Some(&certificate), channel, user, now };
    let report = explain(token, &expected);
    assert_eq!(verify(token, &expected).is_ok(), report.is_valid(), "{:?}", report.findings);
    problems(&report)
}

#[test]
fn with_an_ended_entry_privilege_nobody_gets_in() {
    let one = RtcPrivileges { join: 60, audio: 600, video: 600, data: 0 };
    let token = builder().rtc_with_privileges("lobby", &UID, 3600, &one).unwrap();
    assert_eq!(agreed(&token, None, None, at(59)), [""; 0]);
    assert_eq!(agreed(&token, None, None, at(60)), ["entry_expired"]);
    assert_eq!(agreed(&token, Some("lobby"), Some(UID), at(60)), ["entry_expired"]);
    assert_eq!(agreed(&token, None, None, at(600)), ["entry_expired", "privilege_expired"]);
    assert_eq!(
        explain(&token, &Expected { now: at(65), ..Expected::default() }).findings[0].message,
        "The privilege join_channel (rtc) ended at 2023-11-14T22:14:20Z (1700000060), 5 seconds ago, before the token itself. Nobody gets in with it any more; mint a new token."
    );

    let mut old = AccessToken::new(APP_ID, "lobby", &UID, 1, NOW + 86_400);
    old.add_privilege(privilege::JOIN_CHANNEL, NOW + 60);
    old.add_privilege(privilege::PUBLISH_AUDIO_STREAM, 0);
    let old = old.build(&CERTIFICATE.into()).unwrap();
    assert_eq!(agreed(&old, Some("lobby"), Some(UID), at(59)), [""; 0]);
    assert_eq!(agreed(&old, Some("lobby"), Some(UID), at(61)), ["entry_expired"]);
    assert_eq!(
        explain(&old, &Expected { now: at(61), ..Expected::default() }).findings[0].message,
        "The privilege join_channel ended at 2023-11-14T22:14:20Z (1700000060), 1 second ago, before the token itself. Nobody gets in with it any more; mint a new token."
    );
}

#[test]
fn the_entry_to_another_channel_may_have_ended() {
    let mut token = AccessToken2::new(APP_ID, NOW, 3600, 1);
    for (channel, life) in [("lobby", 60), ("room", 3600)] {
        let mut service = Service::rtc(channel, &UID);
        service.add_privilege(privilege::JOIN_CHANNEL, life);
        token.add_service(service);
    }
    let token = token.build(&CERTIFICATE.into()).unwrap();
    assert_eq!(agreed(&token, Some("lobby"), Some(UID), at(100)), ["entry_expired"]);
    assert_eq!(agreed(&token, Some("room"), Some(UID), at(100)), ["privilege_expired"]);
    assert_eq!(agreed(&token, None, Some(UID), at(100)), ["entry_expired"]);

    let login = builder().rtc_with_rtm2(
        "c",
        &User::Account("a"),
        Role::Publisher,
        3600,
        &RtcPrivileges::all(0),
        "r",
        60,
    );
    let login = login.unwrap();
    assert_eq!(agreed(&login, Some("c"), None, at(100)), ["privilege_expired"]);
    assert_eq!(agreed(&login, None, None, at(100)), ["entry_expired"]);
}

#[test]
fn without_a_channel_any_service_may_know_the_user_and_with_one_its_service_decides() {
    let (all, publisher) = (RtcPrivileges::all(0), Role::Publisher);
    for token in [
        builder().rtc_with_rtm2("lobby", &User::Account("23"), publisher, 60, &all, "anna", 60),
        builder().convo_ai("lobby", &User::Account("23"), publisher, 60, &all, "anna", 60),
        builder().stt("lobby", &User::Account("23"), publisher, 60, &all, "anna", 60),
    ] {
        let token = token.unwrap();
        let found = |channel, user| agreed(&token, channel, Some(user), at(1));
        let anna = User::Account("anna");
        assert_eq!(found(None, UID), [""; 0]);
        assert_eq!(found(None, anna), [""; 0]);
        assert_eq!(found(None, User::Account("bob")), ["user_mismatch"]);
        assert_eq!(found(Some("lobby"), UID), [""; 0]);
        assert_eq!(found(Some("lobby"), anna), ["user_mismatch"]);
        assert_eq!(found(Some("Lobby"), UID), ["channel_mismatch"]);
        assert_eq!(found(Some("Lobby"), User::Uid(24)), ["channel_mismatch", "user_mismatch"]);
    }
}

#[test]
fn verify_names_the_first_of_several_errors() {
    let certificate = Secret::from(CERTIFICATE);
    let token = builder().rtc("lobby", &UID, Role::Publisher, 60, 60).unwrap();
    let user = Some(User::Uid(24));
    let expected = Expected { certificate: Some(&certificate), channel: Some("Lobby"), user, now: at(1) };
    let messages: Vec<_> = explain(&token, &expected).findings.into_iter().map(|f| f.message).collect();
    assert_eq!(messages.len(), 2);
    assert_eq!(verify(&token, &expected).unwrap_err().message(), messages[0]);
}

#[test]
fn verify_refuses_another_certificate_channel_user_or_time() {
    let wrong = Secret::from("00000000000000000000000000000000");
    let certificate = Secret::from(CERTIFICATE);
    let new = builder().rtc("c", &UID, Role::Publisher, 60, 60).unwrap();
    let old = builder().rtc_006("c", &UID, Role::Publisher, NOW + 60).unwrap();
    let good = Expected {
        certificate: Some(&certificate),
        channel: Some("c"),
        user: Some(UID),
        now: Some(u64::from(NOW) + 59),
    };
    for token in [new, old] {
        verify(&token, &good).unwrap();
        for (bad, start) in [
            (Expected { certificate: Some(&wrong), ..good }, "The signature does not fit."),
            (Expected { channel: Some("C"), ..good }, "The token is "),
            (Expected { user: Some(User::Uid(24)), ..good }, "The token is "),
            (Expected { user: Some(User::Account("023")), ..good }, "The token is "),
            (Expected { now: Some(u64::from(NOW) + 60), ..good }, "The token ended at "),
        ] {
            let error = verify(&token, &bad).unwrap_err();
            assert_eq!(error.kind(), ErrorKind::InvalidToken);
            assert!(error.message().starts_with(start), "{error}");
        }
    }
}

#[test]
fn a_token_for_any_user_fits_each_user() {
    let certificate = Secret::from(CERTIFICATE);
    for token in [
        builder().rtc("c", &User::Uid(0), Role::Publisher, 60, 60).unwrap(),
        builder().rtc_006("c", &User::Uid(0), Role::Publisher, 0).unwrap(),
    ] {
        for user in [User::Uid(0), User::Uid(1), User::Account("anyone")] {
            let expected = Expected {
                certificate: Some(&certificate),
                channel: Some("c"),
                user: Some(user),
                now: at(1),
            };
            verify(&token, &expected).unwrap();
        }
    }
}

#[test]
fn a_006_token_does_not_pass_for_another_division_of_channel_and_uid() {
    let certificate = Secret::from(CERTIFICATE);
    let token = builder().rtc_006("room1", &UID, Role::Publisher, 0).unwrap();
    let other = builder().rtc_006("room12", &User::Uid(3), Role::Publisher, 0).unwrap();
    let (mine, others) = (content_of_006(&token), content_of_006(&other));
    assert_eq!(mine[..34], others[..34], "the signatures are the same, which is the weakness");
    let expected = |channel, user| Expected {
        certificate: Some(&certificate),
        channel: Some(channel),
        user: Some(user),
        now: at(1),
    };
    verify(&token, &expected("room1", UID)).unwrap();
    let error = verify(&token, &expected("room12", User::Uid(3))).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidToken);
    assert_eq!(
        error.message(),
        "The token is not for channel \"room12\": the CRC differs. Mint it for the channel that is joined; upper and lower case count."
    );
    let parsed = AccessToken::parse(&token).unwrap();
    assert!(parsed.verify_signature(&certificate, "room1", &UID));
    assert!(!parsed.verify_signature(&certificate, "room12", &User::Uid(3)));
    assert!(!parsed.verify_signature(&certificate, "room", &User::Account("123")));

    // With one CRC rewritten, the other still tells.
    for (uid, user, channel) in
        [("3", User::Uid(3), "room12"), ("", User::Uid(7), "room123"), ("99", UID, "room1")]
    {
        let mut content = mine.clone();
        content[38..42].copy_from_slice(&crc32fast::hash(uid.as_bytes()).to_le_bytes());
        let parsed = AccessToken::parse(&format!("{}{}", &token[..35], STANDARD.encode(content))).unwrap();
        assert!(!parsed.verify_signature(&certificate, channel, &user), "{channel}");
    }
}

#[test]
fn a_signature_of_another_length_is_wrong() {
    let certificate = Secret::from(CERTIFICATE);
    let token = builder().rtc("c", &UID, Role::Publisher, 60, 60).unwrap();
    let (signature, info) = open(&token).unwrap();
    for length in [0, 31] {
        let content = [&[length as u8, 0][..], &signature[..length], &info].concat();
        let parsed = AccessToken2::parse(&token_007(&content)).unwrap();
        assert!(!parsed.verify_signature(&certificate));
    }
}

/// A `007` token with this content.
fn token_007(content: &[u8]) -> String {
    use std::io::Write;
    let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(content).unwrap();
    format!("007{}", STANDARD.encode(encoder.finish().unwrap()))
}

fn content_of_006(token: &str) -> Vec<u8> {
    STANDARD.decode(&token[35..]).unwrap()
}
