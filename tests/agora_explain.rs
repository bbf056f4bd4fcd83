//! `explain`: each problem with its exact sentence, and nothing to say about a good token.

use base64::{Engine, engine::general_purpose::STANDARD};
use voxtoken::Secret;
use voxtoken::agora::{
    AccessToken, AccessToken2, Expected, Permissions, Problem, Role, RtcPrivileges, Service, Severity,
    SignatureCheck, TokenBuilder, User, explain, open, privilege, seal, verify,
};

const APP_ID: &str = "970CA35de60c44645bbae8a215061b33";
const CERTIFICATE: &str = "5CFd2fd1755d40ecb72977518be15d3b";
const NOW: u32 = 1_700_000_000;
const UID: User<'_> = User::Uid(23);

fn builder() -> TokenBuilder {
    TokenBuilder::new(APP_ID, CERTIFICATE).lenient().issued_at(NOW).salt(1)
}

fn certificate() -> Secret {
    CERTIFICATE.into()
}

fn at(seconds_after_issue: u32) -> Expected<'static> {
    Expected { now: Some(u64::from(NOW) + u64::from(seconds_after_issue)), ..Expected::default() }
}

fn rtc() -> Service {
    let mut service = Service::rtc("lobby", &UID);
    service.add_privilege(privilege::JOIN_CHANNEL, 0);
    service
}

fn token_with(service: Service) -> String {
    let mut token = AccessToken2::new(APP_ID, NOW, 3600, 1);
    token.add_service(service);
    token.build(&certificate()).unwrap()
}

/// The signed bytes of a token for channel `lobby`, to be changed and sealed again.
fn signing_info() -> Vec<u8> {
    open(&token_with(rtc())).unwrap().1
}

/// A token with any signed bytes, signed with zeros.
fn unsigned(signing_info: &[u8]) -> String {
    use std::io::Write;
    let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(&[32, 0]).unwrap();
    encoder.write_all(&[0; 32]).unwrap();
    encoder.write_all(signing_info).unwrap();
    format!("007{}", STANDARD.encode(encoder.finish().unwrap()))
}

/// The only finding is this one, and its severity decides about validity and about `verify`.
#[track_caller]
fn assert_finding(token: &str, expected: &Expected<'_>, problem: Problem, sentence: &str) {
    let report = explain(token, expected);
    let found: Vec<_> =
        report.findings.iter().map(|finding| (finding.problem, finding.message.as_ref())).collect();
    assert_eq!(found, [(problem, sentence)]);
    assert_eq!(report.findings[0].severity, problem.severity());
    assert_eq!(report.is_valid(), problem.severity() == Severity::Warning);
    assert_eq!(serde_json::to_value(&report).unwrap()["findings"][0]["problem"], problem.name());
}

#[test]
fn a_good_token_gives_no_findings() {
    let certificate = certificate();
    let strict = TokenBuilder::new(APP_ID, CERTIFICATE).issued_at(NOW).salt(1);
    let (publisher, account, one) = (Role::Publisher, User::Account("anna"), RtcPrivileges::all(60));
    let permissions = Permissions::default();
    for (token, channel, user) in [
        (strict.rtc("lobby", &UID, publisher, 3600, 3600), Some("lobby"), Some(UID)),
        (strict.rtc("lobby", &account, Role::Subscriber, 3600, 0), Some("lobby"), Some(account)),
        (strict.rtc_with_privileges("lobby", &UID, 60, &one), Some("lobby"), Some(UID)),
        (strict.rtc_with_rtm("lobby", "anna", publisher, 60, 60), Some("lobby"), Some(account)),
        (
            strict.rtc_with_rtm2("lobby", &User::Account("anna"), publisher, 60, &one, "r", 60),
            Some("lobby"),
            Some(account),
        ),
        (
            strict.convo_ai("lobby", &User::Account("anna"), publisher, 60, &one, "r", 60),
            Some("lobby"),
            Some(account),
        ),
        (
            strict.stt("lobby", &User::Account("anna"), publisher, 60, &one, "r", 60),
            Some("lobby"),
            Some(account),
        ),
        (strict.rtm("anna", 60), None, Some(account)),
        (strict.rtm_with_permissions("anna", &permissions, 60), None, Some(account)),
        (strict.chat_user("anna", 60), None, Some(account)),
        (strict.chat_app(60), None, Some(account)),
        (strict.apaas_room_user("room", "anna", 1, 60), None, Some(account)),
        (strict.apaas_user("anna", 60), None, Some(account)),
        (strict.apaas_app(60), None, None),
        (strict.fpa(), None, None),
        (strict.streaming("lobby", &UID, 60, 60), Some("lobby"), Some(UID)),
        (strict.fcdn("lobby", &UID, publisher, 60, 60), Some("lobby"), Some(UID)),
        (strict.rtc_006("lobby", &UID, publisher, NOW + 60), Some("lobby"), Some(UID)),
        (strict.rtc_006("lobby", &UID, Role::Subscriber, 0), Some("lobby"), Some(UID)),
        (strict.rtm_006("anna", NOW + 60), None, Some(account)),
    ] {
        let token = token.unwrap();
        let expected = Expected { certificate: Some(&certificate), channel, user, now: Some(NOW.into()) };
        let report = explain(&token, &expected);
        assert_eq!(report.findings, [], "{token}");
        assert_eq!(report.signature, SignatureCheck::Good);
        assert!(report.is_valid());
        verify(&token, &expected).unwrap();
    }
}

#[test]
fn problem_names_are_those_of_json() {
    for &problem in Problem::ALL {
        assert_eq!(serde_json::to_value(problem).unwrap(), problem.name());
    }
    let mut names: Vec<_> = Problem::ALL.iter().map(|problem| problem.name()).collect();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), 28);
}

#[test]
fn verify_refuses_what_explain_calls_an_error_and_accepts_warnings() {
    let certificate = certificate();
    let expected = Expected { certificate: Some(&certificate), ..at(4000) };
    let token = builder().rtc("lobby", &UID, Role::Publisher, 3600, 7200).unwrap();
    let report = explain(&token, &expected);
    let problems: Vec<_> = report.findings.iter().map(|finding| finding.problem).collect();
    assert_eq!(problems, [Problem::PrivilegePastToken, Problem::Expired]);
    assert_eq!(verify(&token, &expected).unwrap_err().message(), report.findings[1].message);
    verify(&token, &Expected { certificate: Some(&certificate), ..at(3000) }).unwrap();
}

#[test]
fn bad_version() {
    for token in ["0", "00", "005abc", "eJx", "日本語", "Bearer eyJx", "\"eyJx\""] {
        assert_finding(
            token,
            &Expected::default(),
            Problem::BadVersion,
            "The text starts with neither 006 nor 007, so it is not a token that can be read here. Copy the token from its first character; dynamic keys of older versions do not work any more.",
        );
    }
}

#[test]
fn too_large() {
    assert_finding(
        &unsigned(&vec![0; 2_000_000]),
        &Expected::default(),
        Problem::TooLarge,
        "The token's content is larger than 1 MiB when decompressed. No token builder makes such a token; do not accept it from whoever sent it.",
    );
}

#[test]
fn a_copied_token_is_told_what_came_along() {
    let token = builder().rtm("u", 60).unwrap();
    let quoted = "The token is in quotation marks. Take them away; it starts with 006 or 007.";
    let spaced = "There is a space or a line break in front of the token. Take it away; the token starts with 006 or 007.";
    let bearer = "The text starts with \"Bearer\", which belongs to an HTTP header and not to the token. Give what stands behind it.";
    for (text, sentence) in [
        (String::new(), "The text is empty. Give the whole token."),
        (" \n".to_owned(), "The text is empty. Give the whole token."),
        (format!("\"{token}\""), quoted),
        (format!("'{token}'"), quoted),
        (format!("“{token}”"), quoted),
        (format!(" {token}"), spaced),
        (format!("\n\t{token}"), spaced),
        (format!("Bearer {token}"), bearer),
        (format!("bearer  006{APP_ID}"), bearer),
        (format!("\"Bearer {token}\""), bearer),
    ] {
        assert_finding(&text, &Expected::default(), Problem::BadVersion, sentence);
    }
}

#[test]
fn bad_base64() {
    let old = format!("006{APP_ID}");
    let encoded = "The token is percent-encoded: character";
    let decode = "Decode it before use (%2B is +, %2F is /, %3D is =).";
    for (text, sentence) in [
        (format!("{old}IA%2BA"), format!("{encoded} 38 starts %2B. {decode}")),
        (format!("{old}IAA%2fA"), format!("{encoded} 39 starts %2f. {decode}")),
        ("007eJw%3D".to_owned(), format!("{encoded} 7 starts %3D. {decode}")),
        (
            "007eJ w=".to_owned(),
            "Character 6 is a space. A token has none; copy it again. Inside a token a space was mostly a + in a URL: encode it there as %2B.".to_owned(),
        ),
        (
            "007eJww\n".to_owned(),
            "Character 8 is a line break or other white space. A token has none; copy it again as one line.".to_owned(),
        ),
        (
            "007eJww\"".to_owned(),
            "Character 8 is a quotation mark. It does not belong to the token; copy it again without quotes.".to_owned(),
        ),
        (
            format!("{old}IA-A"),
            "Character 38 is -, which is for url-safe base64. A token has + and / in the places of - and _; use it as it was minted.".to_owned(),
        ),
        ("007eJ频*".to_owned(), "Character 6 is '频', which is not one of base64. Copy the token again.".to_owned()),
        ("007eJ%4".to_owned(), "Character 6 is '%', which is not one of base64. Copy the token again.".to_owned()),
        (
            "007eJw=x".to_owned(),
            "The token has 1 character behind its end, from character 8 on. Copy it again without them.".to_owned(),
        ),
        (
            "007eA==abc=".to_owned(),
            "The token has 4 characters behind its end, from character 8 on. Copy it again without them.".to_owned(),
        ),
    ] {
        assert_finding(&text, &Expected::default(), Problem::BadBase64, &sentence);
    }
}

#[test]
fn bad_compression() {
    let again = "It was damaged on its way or was not made by a token builder; copy or mint it again.";
    assert_finding(
        "007AAAA",
        &Expected::default(),
        Problem::BadCompression,
        &format!("The token's content is not zlib data. {again}"),
    );
    let mut stream = STANDARD.decode(&builder().rtm("u", 60).unwrap()[3..]).unwrap();
    stream.push(0);
    assert_finding(
        &format!("007{}", STANDARD.encode(stream)),
        &Expected::default(),
        Problem::BadCompression,
        &format!("The token has 1 byte behind its compressed content. {again}"),
    );
}

#[test]
fn truncated() {
    let again = "It was cut off or damaged on its way; copy it again as a whole.";
    let token = token_with(rtc());
    for (text, part) in [
        (token[..token.len() - 1].to_owned(), "base64 text"),
        (token[..token.len() / 4 * 4 - 5].to_owned(), "compressed content"),
        ("007".to_owned(), "compressed content"),
        (format!("006{}", &APP_ID[..31]), "app id"),
        (format!("006{APP_ID}"), "signature"),
        (unsigned(&[32, 0]), "app id"),
        (unsigned(&signing_info()[..36]), "issue time"),
        (unsigned(&signing_info()[..46]), "number of services"),
        (unsigned(&signing_info()[..48]), "list of services"),
        (unsigned(&signing_info()[..55]), "list of privileges"),
        (unsigned(&signing_info()[..60]), "channel"),
        (unsigned(&signing_info()[..68]), "account"),
    ] {
        let sentence = format!("The token ends inside its {part}. {again}");
        assert_finding(&text, &Expected::default(), Problem::Truncated, &sentence);
    }
}

#[test]
fn bad_app_id() {
    let mut info = signing_info();
    info[2] = b'g';
    let old = builder().rtm_006("u", 0).unwrap().replacen("970CA35d", "97 CA35d", 1);
    for token in [unsigned(&info), old] {
        assert_finding(
            &token,
            &Expected::default(),
            Problem::BadAppId,
            "The app id in the token is not 32 hexadecimal characters, so it belongs to no app. Mint the token with the app id from the console.",
        );
    }
}

#[test]
fn bad_signature() {
    let wrong = Secret::from("00000000000000000000000000000000");
    for token in [
        builder().rtc("lobby", &UID, Role::Publisher, 60, 60).unwrap(),
        builder().rtc_006("lobby", &UID, Role::Publisher, 0).unwrap(),
    ] {
        let expected =
            Expected { certificate: Some(&wrong), channel: Some("lobby"), user: Some(UID), now: None };
        assert_finding(
            &token,
            &expected,
            Problem::BadSignature,
            "The signature does not fit. The token was made with another app certificate or changed afterwards; mint it with the certificate that belongs to the app id.",
        );
        assert_eq!(explain(&token, &expected).signature, SignatureCheck::Bad);
    }
}

#[test]
fn channel_crc_mismatch() {
    let certificate = certificate();
    let token = builder().rtc_006("lobby", &UID, Role::Publisher, 0).unwrap();
    let expected =
        Expected { certificate: Some(&certificate), channel: Some("Lobby"), user: Some(UID), now: None };
    assert_finding(
        &token,
        &expected,
        Problem::ChannelCrcMismatch,
        "The token is not for channel \"Lobby\": the CRC differs. Mint it for the channel that is joined; upper and lower case count.",
    );
    assert_eq!(explain(&token, &expected).signature, SignatureCheck::NotChecked);
}

#[test]
fn user_crc_mismatch() {
    let token = builder().rtc_006("lobby", &UID, Role::Publisher, 0).unwrap();
    assert_finding(
        &token,
        &Expected { user: Some(User::Uid(24)), ..Expected::default() },
        Problem::UserCrcMismatch,
        "The token is not for user \"24\": the CRC differs. Mint it for the uid or account that joins; uid 0 fits every user.",
    );
    let login = builder().rtm_006("anna", 0).unwrap();
    assert_finding(
        &login,
        &Expected { user: Some(User::Account("Anna")), ..Expected::default() },
        Problem::UserCrcMismatch,
        "The token is not for user \"Anna\": the CRC differs. Mint it for the user who logs in; upper and lower case count.",
    );
}

#[test]
fn channel_mismatch() {
    let hint = "Mint it for the channel that is joined; upper and lower case count.";
    let expected = Expected { channel: Some("Lobby"), ..Expected::default() };
    assert_finding(
        &token_with(rtc()),
        &expected,
        Problem::ChannelMismatch,
        &format!("The token is for channel \"lobby\", not for channel \"Lobby\". {hint}"),
    );
    assert_finding(
        &builder().rtm("u", 60).unwrap(),
        &expected,
        Problem::ChannelMismatch,
        &format!("The token is for no channel, not for channel \"Lobby\". {hint}"),
    );
}

#[test]
fn one_of_several_channels_is_enough() {
    let mut token = AccessToken2::new(APP_ID, NOW, 60, 1);
    token.add_service(rtc());
    let mut other = Service::rtc("room", &User::Uid(7));
    other.add_privilege(privilege::JOIN_CHANNEL, 0);
    token.add_service(other);
    let token = token.build(&certificate()).unwrap();
    let problems = |channel, user| {
        let expected = Expected { channel, user: Some(user), ..Expected::default() };
        explain(&token, &expected).findings.into_iter().map(|finding| finding.problem).collect::<Vec<_>>()
    };
    assert_eq!(problems(Some("lobby"), UID), []);
    assert_eq!(problems(Some("room"), User::Uid(7)), []);
    assert_eq!(problems(None, User::Uid(7)), []);
    assert_eq!(problems(Some("room"), UID), [Problem::UserMismatch]);
}

#[test]
fn user_mismatch() {
    let hint = "Mint it for the uid or account that joins or logs in; uid 0 fits every user.";
    assert_finding(
        &token_with(rtc()),
        &Expected { user: Some(User::Uid(24)), ..Expected::default() },
        Problem::UserMismatch,
        &format!("The token is for user \"23\", not for user \"24\". {hint}"),
    );
    assert_finding(
        &builder().fpa().unwrap(),
        &Expected { user: Some(User::Account("anna")), ..Expected::default() },
        Problem::UserMismatch,
        &format!("The token is for no user, not for user \"anna\". {hint}"),
    );
}

#[test]
fn no_services() {
    let mut info = signing_info();
    info.truncate(48);
    info[46] = 0;
    assert_finding(
        &unsigned(&info),
        &Expected::default(),
        Problem::NoServices,
        "The token has no service, so it allows nothing. Add a service, such as RTC, and mint it again.",
    );
}

#[test]
fn expired() {
    let ended = "The token ended at 2023-11-14T23:13:20Z (1700003600),";
    let old = builder().rtc_006("lobby", &UID, Role::Publisher, NOW + 3600).unwrap();
    for token in [token_with(rtc()), old] {
        for (life, age) in [(3605, "5 seconds"), (3601, "1 second"), (3600 + 172_800, "2 days")] {
            let sentence = format!("{ended} {age} ago. Mint a new one.");
            assert_finding(&token, &at(life), Problem::Expired, &sentence);
        }
        assert_eq!(explain(&token, &at(3599)).findings, []);
        assert!(!explain(&token, &at(3600)).is_valid());
    }
}

#[test]
fn privilege_expired() {
    let mut service = rtc();
    service.add_privilege(privilege::PUBLISH_AUDIO_STREAM, 600);
    service.add_privilege(privilege::PUBLISH_VIDEO_STREAM, 600);
    assert_finding(
        &token_with(service),
        &at(600),
        Problem::PrivilegeExpired,
        "The privileges publish_audio_stream, publish_video_stream (rtc) ended at 2023-11-14T22:23:20Z (1700000600), 0 seconds ago, before the token itself. Mint a new token if they are needed.",
    );
    let mut old = AccessToken::new(APP_ID, "lobby", &UID, 1, NOW + 86_400);
    old.add_privilege(privilege::JOIN_CHANNEL, 0).add_privilege(privilege::PUBLISH_AUDIO_STREAM, NOW + 600);
    assert_finding(
        &old.build(&certificate()).unwrap(),
        &at(600),
        Problem::PrivilegeExpired,
        "The privilege publish_audio_stream ended at 2023-11-14T22:23:20Z (1700000600), 0 seconds ago, before the token itself. Mint a new token if it is needed.",
    );
}

#[test]
fn issued_in_future() {
    assert_finding(
        &token_with(rtc()),
        &Expected { now: Some(u64::from(NOW) - 10), ..Expected::default() },
        Problem::IssuedInFuture,
        "The token was issued at 2023-11-14T22:13:20Z (1700000000), 10 seconds from now. Servers may refuse it until then; set the clock of the machine that mints tokens.",
    );
}

#[test]
fn privilege_past_token() {
    let mut service = rtc();
    service.add_privilege(privilege::JOIN_CHANNEL, 3601).add_privilege(77, 3601);
    assert_finding(
        &token_with(service),
        &Expected::default(),
        Problem::PrivilegePastToken,
        "The privileges join_channel, number 77 (rtc) last 3,601 seconds, but the token only 3,600 seconds. They end with the token; give the token the longer life if that is meant.",
    );
}

#[test]
fn one_privilege_is_not_called_privileges() {
    assert_finding(
        &builder().rtc("lobby", &UID, Role::Subscriber, 1, 7200).unwrap(),
        &Expected::default(),
        Problem::PrivilegePastToken,
        "The privilege join_channel (rtc) lasts 7,200 seconds, but the token only 1 second. It ends with the token; give the token the longer life if that is meant.",
    );
}

#[test]
fn of_006_equal_privileges_are_one_finding() {
    let names = "join_channel, publish_audio_stream, publish_video_stream, publish_data_stream";
    assert_finding(
        &builder().rtc_006("lobby", &UID, Role::Publisher, 3600).unwrap(),
        &Expected::default(),
        Problem::LooksRelative,
        &format!(
            "The privileges {names} end at 3600, which looks like a number of seconds. In 006 it is a point in time; give the current Unix time plus the seconds."
        ),
    );
    assert_finding(
        &builder().rtc_006("lobby", &UID, Role::Publisher, NOW + 604_800).unwrap(),
        &Expected::default(),
        Problem::CappedAtOneDay,
        &format!(
            "The privileges {names} are to end at 2023-11-21T22:13:20Z (1700604800), but a 006 token ends 24 hours after its issue, this one at 2023-11-15T22:13:20Z (1700086400). Mint a new token every day."
        ),
    );
}

#[test]
fn a_006_entry_in_1970_has_ended() {
    let mut token = AccessToken::new(APP_ID, "lobby", &UID, 1, NOW + 86_400);
    token.add_privilege(privilege::JOIN_CHANNEL, 3600).add_privilege(privilege::PUBLISH_AUDIO_STREAM, 0);
    let report = explain(&token.build(&certificate()).unwrap(), &at(0));
    let problems: Vec<_> = report.findings.iter().map(|finding| finding.problem).collect();
    assert_eq!(problems, [Problem::LooksRelative, Problem::EntryExpired]);
    assert!(report.findings[1].message.contains(", 19,675 days ago, before"), "{:?}", report.findings[1]);
}

#[test]
fn capped_at_one_day() {
    assert_finding(
        &builder().rtc_006("lobby", &UID, Role::Subscriber, NOW + 604_800).unwrap(),
        &Expected::default(),
        Problem::CappedAtOneDay,
        "The privilege join_channel is to end at 2023-11-21T22:13:20Z (1700604800), but a 006 token ends 24 hours after its issue, this one at 2023-11-15T22:13:20Z (1700086400). Mint a new token every day.",
    );
}

#[test]
fn looks_absolute() {
    let rule = "which looks like the point in time 2023-11-14T23:13:20Z (1700003600). In 007 it is counted from the issue; give a number of seconds such as 3600.";
    assert_finding(
        &builder().rtc("lobby", &UID, Role::Subscriber, 3600, NOW + 3600).unwrap(),
        &Expected::default(),
        Problem::LooksAbsolute,
        &format!("The life of the privilege join_channel (rtc) is 1700003600 seconds, {rule}"),
    );
    assert_finding(
        &builder().rtc("lobby", &UID, Role::Subscriber, NOW + 3600, 0).unwrap(),
        &Expected::default(),
        Problem::LooksAbsolute,
        &format!("The life of the token is 1700003600 seconds, {rule}"),
    );
}

#[test]
fn looks_relative() {
    assert_finding(
        &builder().rtc_006("lobby", &UID, Role::Subscriber, 3600).unwrap(),
        &Expected::default(),
        Problem::LooksRelative,
        "The privilege join_channel ends at 3600, which looks like a number of seconds. In 006 it is a point in time; give the current Unix time plus the seconds.",
    );
}

#[test]
fn over_one_day() {
    assert_finding(
        &builder().rtm("u", 86_401).unwrap(),
        &Expected::default(),
        Problem::OverOneDay,
        "The token lives 86,401 seconds. Agora documents 24 hours (86,400 seconds) as the maximum, so servers may end it earlier; mint a new one every day.",
    );
    assert_eq!(explain(&builder().rtm("u", 86_400).unwrap(), &Expected::default()).findings, []);
}

#[test]
fn a_006_token_that_ends_more_than_a_day_from_now() {
    let mut token = AccessToken::new(APP_ID, "lobby", &UID, 1, NOW + 86_401);
    token.add_privilege(privilege::JOIN_CHANNEL, 0);
    let token = token.build(&certificate()).unwrap();
    assert_finding(
        &token,
        &at(0),
        Problem::OverOneDay,
        "The token ends at 2023-11-15T22:13:21Z (1700086401), 1 day from now. A 006 token ends 24 hours after its issue, so servers may end it earlier; let the builder set the end, and set the clock of the machine that mints tokens.",
    );
    assert_eq!(explain(&token, &at(1)).findings, []);
    assert_eq!(explain(&token, &Expected::default()).findings, []);
}

#[test]
fn of_006_the_expected_channel_and_user_are_judged() {
    let found = |token: &str, channel, user| {
        let expected = Expected { channel, user, ..Expected::default() };
        explain(token, &expected).findings.into_iter().map(|finding| finding.problem).collect::<Vec<_>>()
    };
    let long = "c".repeat(65);
    let rtc = |channel: &str| builder().rtc_006(channel, &UID, Role::Publisher, 0).unwrap();
    assert_eq!(found(&rtc(&long), Some(&long), None), [Problem::ChannelTooLong]);
    assert_eq!(found(&rtc("频"), Some("频"), None), [Problem::ChannelCharacters]);
    assert_eq!(found(&rtc("频"), None, None), []);
    let login = builder().rtm_006("anna", 0).unwrap();
    assert_eq!(found(&login, Some(&long), None), [], "RTM has no channel");

    let zero = Some(User::Account("0"));
    assert_eq!(found(&rtc("c"), None, zero), [Problem::ZeroAccount, Problem::UserCrcMismatch]);
    let any = builder().rtc_006("c", &User::Uid(0), Role::Publisher, 0).unwrap();
    assert_finding(
        &any,
        &Expected { user: zero, ..Expected::default() },
        Problem::ZeroAccount,
        "The user to compare with is the account \"0\", which is not the wildcard. If any user is meant, compare with the number 0.",
    );
}

#[test]
fn uid_0_is_called_any_user() {
    let any = Expected { user: Some(User::Uid(0)), ..Expected::default() };
    let hint = "Mint it for the uid or account that joins";
    assert_finding(
        &token_with(rtc()),
        &any,
        Problem::UserMismatch,
        &format!(
            "The token is for user \"23\", not for any user (uid 0). {hint} or logs in; uid 0 fits every user."
        ),
    );
    assert_finding(
        &builder().rtc_006("lobby", &UID, Role::Publisher, 0).unwrap(),
        &any,
        Problem::UserCrcMismatch,
        &format!("The token is not for any user (uid 0): the CRC differs. {hint}; uid 0 fits every user."),
    );
}

#[test]
fn a_token_for_several_users_names_them() {
    let all = RtcPrivileges::all(0);
    let token = builder().stt("lobby", &User::Account("23"), Role::Publisher, 60, &all, "anna", 60).unwrap();
    assert_finding(
        &token,
        &Expected { user: Some(User::Account("bob")), ..Expected::default() },
        Problem::UserMismatch,
        "The token is for users \"23\", \"anna\", not for user \"bob\". Mint it for the uid or account that joins or logs in; uid 0 fits every user.",
    );
}

#[test]
fn zero_account() {
    let zero = User::Account("0");
    for token in [
        builder().rtc("lobby", &zero, Role::Publisher, 60, 60).unwrap(),
        builder().rtc_006("lobby", &zero, Role::Publisher, 0).unwrap(),
    ] {
        assert_finding(
            &token,
            &Expected::default(),
            Problem::ZeroAccount,
            "The token is for the account \"0\", which is not the wildcard. If every user may use it, mint it for the number 0, which leaves the account empty.",
        );
    }
}

#[test]
fn channel_too_long() {
    assert_finding(
        &builder().rtc(&"c".repeat(65), &UID, Role::Publisher, 60, 60).unwrap(),
        &Expected::default(),
        Problem::ChannelTooLong,
        "The channel name has 65 bytes; 64 are allowed. Servers may refuse it; take a shorter name.",
    );
}

#[test]
fn channel_characters() {
    assert_finding(
        &builder().rtc("频*\n", &UID, Role::Publisher, 60, 60).unwrap(),
        &Expected::default(),
        Problem::ChannelCharacters,
        "The channel name \"频*\\n\" has characters outside the documented set. Servers may refuse it; take ASCII letters, digits, spaces and !#$%&()+-:;<=.>?@[]^_{}|~, only.",
    );
}

#[test]
fn no_join_privilege() {
    for (service, name, entry) in [
        (Service::rtc("lobby", &UID), "rtc", "join_channel"),
        (Service::rtm("u"), "rtm", "login"),
        (Service::rtm2("u", Permissions::default()), "rtm2", "login"),
        (Service::fpa(), "fpa", "login"),
    ] {
        assert_finding(
            &token_with(service),
            &Expected::default(),
            Problem::NoJoinPrivilege,
            &format!(
                "The {name} service lacks the privilege {entry}, so nobody gets in with it. Mint the token with that privilege."
            ),
        );
    }
    assert_finding(
        &AccessToken::new(APP_ID, "c", &UID, 1, NOW).build(&certificate()).unwrap(),
        &Expected::default(),
        Problem::NoJoinPrivilege,
        "The token lacks the privileges join_channel and rtm_login, so nobody gets in with it. Mint it with one of them.",
    );
}

#[test]
fn unknown_service() {
    let certificate = certificate();
    let mut info = signing_info();
    info[46] = 2;
    info.extend(999_u16.to_le_bytes());
    info.extend([1, 2, 3]);
    let token = seal(&info, &certificate).unwrap();
    let expected =
        Expected { certificate: Some(&certificate), channel: Some("lobby"), ..Expected::default() };
    assert_finding(
        &token,
        &expected,
        Problem::UnknownService,
        "The token has a service of the unknown type 999. That service and those behind it cannot be read; the signature covers them nevertheless.",
    );
    verify(&token, &Expected { now: Some(NOW.into()), ..expected }).unwrap();
}

#[test]
fn a_token_with_an_unknown_service_ends_with_the_token() {
    let mut service = rtc();
    service.add_privilege(privilege::JOIN_CHANNEL, 60);
    let mut info = open(&token_with(service)).unwrap().1;
    let end = |info: &[u8]| explain(&seal(info, &certificate()).unwrap(), &Expected::default()).expires_at;
    assert_eq!(end(&info), Some(u64::from(NOW) + 60));
    info[46] = 2;
    info.extend(999_u16.to_le_bytes());
    assert_eq!(end(&info), Some(u64::from(NOW) + 3600));
}

#[test]
fn trailing_bytes() {
    let certificate = certificate();
    let mut info = signing_info();
    info.extend([1, 2, 3]);
    let token = seal(&info, &certificate).unwrap();
    let mut content = STANDARD.decode(&builder().rtm_006("u", 0).unwrap()[35..]).unwrap();
    content.extend([1, 2, 3]);
    let old = format!("006{APP_ID}{}", STANDARD.encode(content));
    for token in [token, old] {
        assert_finding(
            &token,
            &Expected::default(),
            Problem::TrailingBytes,
            "3 bytes follow the last part of the token. They mean nothing, but no token builder writes them; find out where the token comes from.",
        );
    }
    let mut info = signing_info();
    info.push(1);
    assert_finding(
        &seal(&info, &certificate).unwrap(),
        &Expected::default(),
        Problem::TrailingBytes,
        "1 byte follows the last part of the token. It means nothing, but no token builder writes it; find out where the token comes from.",
    );
}
