//! What is refused: by the formats, by a strict builder, by the parser and by `verify`.

use base64::{Engine, engine::general_purpose::STANDARD};
use voxtoken::agora::{
    Access, AccessToken, AccessToken2, Expected, ParsedToken, Permissions, Resource, Role, RtcPrivileges,
    Service, TokenBuilder, User, build_batch, open, parse, privilege, seal, verify,
};
use voxtoken::{Error, ErrorKind, FixedClock, Result, Secret};

const APP_ID: &str = "970CA35de60c44645bbae8a215061b33";
const CERTIFICATE: &str = "5CFd2fd1755d40ecb72977518be15d3b";
const NOW: u32 = 1_700_000_000;
const UID: User<'_> = User::Uid(23);
const DOCUMENTED: &str = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
const DOCUMENTED_SIGNS: &str = " !#$%&()+-:;<=.>?@[]^_{}|~,";

fn strict() -> TokenBuilder {
    TokenBuilder::new(APP_ID, CERTIFICATE).issued_at(NOW).salt(1)
}

fn lenient() -> TokenBuilder {
    strict().lenient()
}

fn certificate() -> Secret {
    CERTIFICATE.into()
}

/// The argument and the rule of a refusal.
#[track_caller]
fn refused<T: std::fmt::Debug>(result: Result<T>) -> (String, String) {
    let error = result.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidArgument, "{error}");
    (error.argument().unwrap().to_owned(), error.message().to_owned())
}

#[track_caller]
fn assert_refused<T: std::fmt::Debug>(result: Result<T>, argument: &str, rule: &str) {
    assert_eq!(refused(result), (argument.to_owned(), rule.to_owned()));
}

#[track_caller]
fn invalid_token<T: std::fmt::Debug>(result: Result<T>) -> Error {
    let error = result.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidToken, "{error}");
    error
}

#[test]
fn ids_are_32_hexadecimal_characters() {
    for (id, rule) in [
        ("", "must be 32 hexadecimal characters, has 0"),
        ("abc", "must be 32 hexadecimal characters, has 3"),
        ("970CA35de60c44645bbae8a215061b3", "must be 32 hexadecimal characters, has 31"),
        (
            "g70CA35de60c44645bbae8a215061b33",
            "must be 32 hexadecimal characters, has another character among them",
        ),
        (
            "97 0C A3 5d e6 0c 44 64 5b ba e8",
            "must be 32 hexadecimal characters, has another character among them",
        ),
    ] {
        for builder in [TokenBuilder::new(id, CERTIFICATE), TokenBuilder::new(id, CERTIFICATE).lenient()] {
            assert_refused(builder.rtm("u", 60), "app_id", rule);
            assert_refused(builder.rtm_006("u", 0), "app_id", rule);
        }
        for builder in [TokenBuilder::new(APP_ID, id), TokenBuilder::new(APP_ID, id).lenient()] {
            assert_refused(builder.rtm("u", 60), "certificate", rule);
            assert_refused(builder.rtm_006("u", 0), "certificate", rule);
        }
    }
}

#[test]
fn a_certificate_is_never_shown() {
    let bad = "5CFd2fd1755d40ecb72977518be15d3X";
    let builder = TokenBuilder::new(APP_ID, bad);
    let error = builder.rtm("u", 60).unwrap_err();
    let wrong = Secret::from("00000000000000000000000000000000");
    let token = strict().rtc("lobby", &UID, Role::Publisher, 60, 60).unwrap();
    let expected = Expected { certificate: Some(&wrong), now: Some(NOW.into()), ..Expected::default() };
    let mismatch = verify(&token, &expected).unwrap_err();
    let parsed = parse(&token).unwrap();
    let token_006 = strict().rtc_006("lobby", &UID, Role::Publisher, 0).unwrap();
    let parsed_006 = parse(&token_006).unwrap();
    let (ParsedToken::V007(inner), ParsedToken::V006(inner_006)) = (&parsed, &parsed_006) else { panic!() };
    let mut secrets =
        vec![bad.to_owned(), CERTIFICATE.to_owned(), wrong.expose().to_owned(), token, token_006];
    for signature in [&inner.signature, &inner_006.signature] {
        let hex: String = signature.iter().map(|byte| format!("{byte:02x}")).collect();
        secrets.extend([format!("{signature:?}"), hex, STANDARD.encode(signature)]);
    }
    for text in [
        format!("{error} {error:?} {builder:?}"),
        format!("{mismatch} {mismatch:?} {expected:?}"),
        format!("{parsed:?} {parsed_006:?} {:?}", strict()),
    ] {
        for secret in &secrets {
            assert!(!text.contains(secret.as_str()), "{text}");
        }
    }
}

#[test]
fn a_token_needs_a_service() {
    let token = AccessToken2::new(APP_ID, NOW, 60, 1);
    assert_refused(token.build(&certificate()), "services", "must not be empty");
}

#[test]
fn texts_up_to_65535_bytes_fit_and_longer_ones_are_refused() {
    let rtc = |channel: &str| lenient().rtc(channel, &UID, Role::Publisher, 60, 60);
    for length in [0, 1, 4065, 65_535] {
        let channel = "c".repeat(length);
        let ParsedToken::V007(parsed) = parse(&rtc(&channel).unwrap()).unwrap() else { panic!() };
        assert!(parsed.verify_signature(&certificate()));
        assert_eq!(parsed.token.services[0], {
            let mut service = Service::rtc(channel.as_str(), &UID);
            (1..=4).for_each(|key| _ = service.add_privilege(key, 60));
            service
        });
        lenient().rtc_006(&channel, &UID, Role::Publisher, 0).unwrap();
    }
    let long = "c".repeat(65_536);
    let rule = "must be at most 65535 bytes, has 65536";
    let account = User::Account(&long);
    assert_refused(rtc(&long), "channel", rule);
    assert_refused(lenient().rtc("c", &account, Role::Publisher, 60, 60), "account", rule);
    assert_refused(lenient().rtm(&long, 60), "user_id", rule);
    assert_refused(lenient().apaas_room_user(&long, "u", 1, 60), "room_uuid", rule);
    assert_refused(lenient().apaas_user(&long, 60), "user_uuid", rule);
    assert_refused(lenient().rtc_006(&long, &UID, Role::Publisher, 0), "channel", rule);
    assert_refused(lenient().rtc_006("c", &account, Role::Publisher, 0), "uid", rule);
    let mut permissions = Permissions::default();
    permissions.add(Resource::Users, Access::Read, [long.as_str()]);
    assert_refused(lenient().rtm_with_permissions("u", &permissions, 60), "permissions", rule);
}

#[test]
fn counts_that_do_not_fit_are_refused() {
    let mut token = AccessToken2::new(APP_ID, NOW, 60, 1);
    let mut service = Service::fpa();
    service.privileges.extend((0..=u16::MAX).map(|key| (key, 1)));
    token.add_service(service);
    assert_refused(token.build(&certificate()), "privileges", "must be at most 65535 entries, has 65536");

    let mut token = AccessToken2::new(APP_ID, NOW, 60, 1);
    token.services = vec![Service::fpa(); 65_536];
    assert_refused(token.build(&certificate()), "services", "must be at most 65535 entries, has 65536");

    let mut permissions = Permissions::default();
    permissions.add(Resource::Users, Access::Read, vec![""; 65_536]);
    let built = lenient().rtm_with_permissions("u", &permissions, 60);
    assert_refused(built, "permissions", "must be at most 65535 entries, has 65536");

    let mut token = AccessToken::new(APP_ID, "c", &UID, 1, NOW);
    token.privileges.extend((0..11_000).map(|key| (key, 1)));
    assert_refused(token.build(&certificate()), "privileges", "must be at most 65535 bytes, has 66010");
}

#[test]
fn a_content_of_more_than_a_mebibyte_is_refused() {
    let mut token = AccessToken2::new(APP_ID, NOW, 60, 1);
    token.services = vec![Service::rtm("u".repeat(65_000)); 16];
    let parsed = AccessToken2::parse(&token.build(&certificate()).unwrap()).unwrap();
    assert_eq!(parsed.token, token);
    token.add_service(Service::rtm("u".repeat(65_000)));
    let (argument, rule) = refused(token.build(&certificate()));
    assert_eq!(argument, "services");
    assert!(rule.starts_with("must make a content of at most 1048576 bytes, makes 110"), "{rule}");
    assert_eq!(refused(seal(&[0; 10], &certificate())).0, "app_id");
}

#[test]
fn a_decompression_bomb_is_refused() {
    let bomb = bomb();
    assert!((250_000..300_000).contains(&bomb.len()), "{}", bomb.len());
    let error = invalid_token(parse(&bomb));
    assert!(
        error.message().starts_with("The token's content is larger than 1 MiB when decompressed."),
        "{error}"
    );
    assert!(open(&bomb).is_err());
}

#[test]
fn the_limit_of_the_content_is_exact() {
    let signing_info = |length| {
        let mut token = AccessToken2::new(APP_ID, NOW, 60, 1);
        token.add_service(Service::fpa());
        let mut info = open(&token.build(&certificate()).unwrap()).unwrap().1;
        info.resize(length, 0);
        info
    };
    let most = (1 << 20) - 34;
    let token = seal(&signing_info(most), &certificate()).unwrap();
    let ParsedToken::V007(parsed) = parse(&token).unwrap() else { panic!() };
    assert_eq!(parsed.signing_info.len(), most);
    assert!(parsed.verify_signature(&certificate()));
    let (argument, _) = refused(seal(&signing_info(most + 1), &certificate()));
    assert_eq!(argument, "services");
    let mut content = vec![32, 0];
    content.resize(34, 0);
    content.extend(signing_info(most + 1));
    assert!(invalid_token(parse(&token_of(&content))).message().contains("larger than 1 MiB"));
}

#[test]
fn a_text_of_more_than_two_mebibytes_is_refused() {
    for version in ["006970CA35de60c44645bbae8a215061b33", "007"] {
        let error = invalid_token(parse(&format!("{version}{}", "A".repeat((2 << 20) + 1))));
        assert!(error.message().starts_with("The text is longer than 2 MiB."), "{error}");
    }
}

#[test]
fn sealing_needs_a_complete_head_and_a_service() {
    let mut token = AccessToken2::new(APP_ID, NOW, 60, 1);
    token.add_service(Service::fpa());
    let (_, info) = open(&token.build(&certificate()).unwrap()).unwrap();
    let too_short = "must hold app id, times, salt and services, is too short";
    assert_refused(seal(&info[..20], &certificate()), "signing_info", too_short);
    assert_refused(seal(&info[..47], &certificate()), "signing_info", too_short);
    let mut none = info[..46].to_vec();
    none.extend([0, 0]);
    assert_refused(seal(&none, &certificate()), "services", "must not be empty");
    assert_eq!(refused(seal(&info, &"short".into())).0, "certificate");
}

#[test]
fn strict_channels_have_1_to_64_documented_bytes() {
    let rtc = |channel: &str| strict().rtc(channel, &UID, Role::Publisher, 60, 60);
    for channel in [DOCUMENTED, DOCUMENTED_SIGNS, "c", &"c".repeat(64)] {
        rtc(channel).unwrap();
    }
    assert_refused(rtc(""), "channel", "must be 1 to 64 bytes, has 0");
    assert_refused(rtc(&"c".repeat(65)), "channel", "must be 1 to 64 bytes, has 65");
    assert_refused(rtc(&"频".repeat(22)), "channel", "must be 1 to 64 bytes, has 66");
    for char in ['频', '*', '"', '\'', '/', '\\', '`', '\0', '\n', '\u{7f}'] {
        let rule = format!(
            "must be of ASCII letters, digits, spaces and !#$%&()+-:;<=.>?@[]^_{{}}|~, only; has {char:?}"
        );
        assert_refused(rtc(&format!("room{char}1")), "channel", &rule);
        let wrong = format!("room{char}1");
        for result in [
            strict().rtc_with_privileges(&wrong, &UID, 60, &RtcPrivileges::default()),
            strict().rtc_with_rtm(&wrong, "u", Role::Publisher, 60, 60),
            strict().rtc_with_rtm2(
                &wrong,
                &User::Account("u"),
                Role::Publisher,
                60,
                &RtcPrivileges::default(),
                "r",
                60,
            ),
            strict().convo_ai(
                &wrong,
                &User::Account("u"),
                Role::Publisher,
                60,
                &RtcPrivileges::default(),
                "r",
                60,
            ),
            strict().stt(
                &wrong,
                &User::Account("u"),
                Role::Publisher,
                60,
                &RtcPrivileges::default(),
                "r",
                60,
            ),
            strict().streaming(&wrong, &UID, 60, 60),
            strict().fcdn(&wrong, &UID, Role::Publisher, 60, 60),
            strict().rtc_006(&wrong, &UID, Role::Publisher, 0),
        ] {
            assert_refused(result, "channel", &rule);
        }
        lenient().rtc(&wrong, &UID, Role::Publisher, 60, 60).unwrap();
        lenient().rtc_006(&wrong, &UID, Role::Publisher, 0).unwrap();
    }
}

#[test]
fn every_byte_outside_the_documented_set_is_refused() {
    for byte in 0..=u8::MAX {
        let char = char::from(byte);
        let is_documented = DOCUMENTED.contains(char) || DOCUMENTED_SIGNS.contains(char);
        let built = strict().rtc(&char.to_string(), &UID, Role::Publisher, 60, 60);
        assert_eq!(built.is_ok(), is_documented, "{char:?}");
    }
}

#[test]
fn strict_accounts_have_1_to_255_bytes_without_nul() {
    let rtc = |account: &str| strict().rtc("c", &User::Account(account), Role::Publisher, 60, 60);
    for account in ["a", "0", "用户", &"a".repeat(255)] {
        rtc(account).unwrap();
    }
    let empty = "must not be empty: every user could use the token; give uid 0 if that is meant";
    assert_refused(rtc(""), "account", empty);
    assert_refused(strict().rtc_006("c", &User::Account(""), Role::Publisher, 0), "account", empty);
    assert_refused(rtc(&"a".repeat(256)), "account", "must be 1 to 255 bytes, has 256");
    assert_refused(rtc("a\0b"), "account", "must not have a NUL byte");
    for (argument, id) in [("must be 1 to 255 bytes, has 0", ""), ("must not have a NUL byte", "a\0")] {
        let none = RtcPrivileges::default();
        for (field, result) in [
            ("user_id", strict().rtm(id, 60)),
            ("user_id", strict().rtm_with_permissions(id, &Permissions::default(), 60)),
            ("user_id", strict().chat_user(id, 60)),
            ("room_uuid", strict().apaas_room_user(id, "u", 1, 60)),
            ("user_uuid", strict().apaas_room_user("r", id, 1, 60)),
            ("user_uuid", strict().apaas_user(id, 60)),
            ("user_uuid", strict().education_user(id, 60)),
            (
                "rtm_user_id",
                strict().rtc_with_rtm2("c", &User::Account("a"), Role::Publisher, 60, &none, id, 60),
            ),
            ("account", strict().rtm_006(id, 0)),
        ] {
            assert_refused(result, field, argument);
        }
        lenient().rtm(id, 60).unwrap();
        lenient().rtc("c", &User::Account(id), Role::Publisher, 60, 60).unwrap();
    }
    let mut permissions = Permissions::default();
    permissions.add(Resource::Users, Access::Read, ["a\0"]);
    let built = strict().rtm_with_permissions("u", &permissions, 60);
    assert_refused(built, "permissions", "must not have a NUL byte");
}

#[test]
fn uid_0_is_the_wildcard_and_account_0_is_not() {
    let account = |user: &User<'_>| {
        let token = strict().rtc("c", user, Role::Publisher, 60, 60).unwrap();
        let ParsedToken::V007(parsed) = parse(&token).unwrap() else { panic!() };
        match &parsed.token.services[0].detail {
            voxtoken::agora::ServiceDetail::Rtc { account, .. } => account.to_string(),
            other => panic!("{other:?}"),
        }
    };
    assert_eq!(account(&User::Uid(0)), "");
    assert_eq!(account(&User::Account("0")), "0");
    assert_eq!(account(&User::Uid(u32::MAX)), "4294967295");
}

#[test]
fn roles_are_checked() {
    assert_eq!([0, 1, 2, 101].map(|n| Role::try_from(n).unwrap() as u32), [0, 1, 2, 101]);
    let rule = "must be 1 (publisher) or 2 (subscriber), or for 006 also 0 (attendee) or 101 (admin); is 3";
    assert_refused(Role::try_from(3), "role", rule);
    assert_eq!(Role::from_number_leniently(3), Role::Subscriber);
    for (role, number) in [(Role::Attendee, 0), (Role::Admin, 101)] {
        let rule = format!("must be 1 (publisher) or 2 (subscriber), is {number}; 0 and 101 belong to 006");
        assert_refused(strict().rtc("c", &UID, role, 60, 60), "role", &rule);
        assert_refused(strict().fcdn("c", &UID, role, 60, 60), "role", &rule);
        assert_eq!(
            lenient().rtc("c", &UID, role, 60, 60).unwrap(),
            strict().rtc("c", &UID, Role::Subscriber, 60, 60).unwrap()
        );
    }
}

#[test]
fn a_006_subscriber_may_not_publish_and_the_others_may() {
    let privileges = |role| {
        let ParsedToken::V006(parsed) = parse(&strict().rtc_006("c", &UID, role, 0).unwrap()).unwrap() else {
            panic!()
        };
        parsed.privileges.into_keys().collect::<Vec<_>>()
    };
    assert_eq!(privileges(Role::Subscriber), [1]);
    for role in [Role::Attendee, Role::Publisher, Role::Admin] {
        assert_eq!(privileges(role), [1, 2, 3, 4]);
    }
}

#[test]
fn an_absolute_time_is_refused_in_007() {
    let absolute = NOW + 3600;
    let rule = format!("must be in seconds after the issue, looks like a point in time: {absolute}");
    let privileges = |join, audio, video, data| RtcPrivileges { join, audio, video, data };
    let with = |p: RtcPrivileges| strict().rtc_with_privileges("c", &UID, 60, &p);
    let none = RtcPrivileges::default();
    for (field, result) in [
        ("token_expire", strict().rtc("c", &UID, Role::Publisher, absolute, 60)),
        ("privilege_expire", strict().rtc("c", &UID, Role::Publisher, 60, absolute)),
        ("join", with(privileges(absolute, 0, 0, 0))),
        ("audio", with(privileges(0, absolute, 0, 0))),
        ("video", with(privileges(0, 0, absolute, 0))),
        ("data", with(privileges(0, 0, 0, absolute))),
        ("token_expire", strict().rtc_with_rtm("c", "a", Role::Publisher, absolute, 60)),
        ("privilege_expire", strict().rtc_with_rtm("c", "a", Role::Publisher, 60, absolute)),
        (
            "rtc_token_expire",
            strict().rtc_with_rtm2("c", &User::Account("a"), Role::Publisher, absolute, &none, "r", 60),
        ),
        (
            "rtm_token_expire",
            strict().rtc_with_rtm2("c", &User::Account("a"), Role::Publisher, 60, &none, "r", absolute),
        ),
        (
            "rtc_token_expire",
            strict().convo_ai("c", &User::Account("a"), Role::Publisher, absolute, &none, "r", 60),
        ),
        (
            "rtc_token_expire",
            strict().stt("c", &User::Account("a"), Role::Publisher, absolute, &none, "r", 60),
        ),
        ("expire", strict().rtm("u", absolute)),
        ("expire", strict().rtm_with_permissions("u", &Permissions::default(), absolute)),
        ("expire", strict().chat_user("u", absolute)),
        ("expire", strict().chat_app(absolute)),
        ("expire", strict().apaas_room_user("r", "u", 1, absolute)),
        ("expire", strict().apaas_user("u", absolute)),
        ("expire", strict().apaas_app(absolute)),
        ("expire", strict().education_room_user("r", "u", 1, absolute)),
        ("expire", strict().education_app(absolute)),
        ("privilege_expire", strict().streaming("c", &UID, 60, absolute)),
        ("privilege_expire", strict().fcdn("c", &UID, Role::Publisher, 60, absolute)),
    ] {
        assert_refused(result, field, &rule);
    }
    strict().rtm("u", 999_999_999).unwrap();
    lenient().rtm("u", absolute).unwrap();
}

#[test]
fn the_first_bad_argument_is_blamed() {
    let absolute = NOW + 3600;
    let (bad, all) = (RtcPrivileges::all(absolute), RtcPrivileges::default());
    let (admin, publisher) = (Role::Admin, Role::Publisher);
    for (field, result) in [
        ("channel", strict().rtc("", &User::Account(""), admin, 0, absolute)),
        ("account", strict().rtc("c", &User::Account(""), admin, 0, absolute)),
        ("role", strict().rtc("c", &UID, admin, 0, absolute)),
        ("token_expire", strict().rtc("c", &UID, publisher, 0, absolute)),
        ("token_expire", strict().rtc_with_privileges("c", &UID, 0, &bad)),
        ("token_expire", strict().rtc_with_rtm("c", "a", publisher, absolute, absolute)),
        ("token_expire", strict().streaming("c", &UID, 0, absolute)),
        ("token_expire", strict().fcdn("c", &UID, publisher, absolute, absolute)),
        ("account", strict().rtc_with_rtm2("c", &User::Account(""), admin, 0, &bad, "", absolute)),
        (
            "rtc_token_expire",
            strict().rtc_with_rtm2("c", &User::Account("a"), publisher, 0, &bad, "", absolute),
        ),
        ("join", strict().convo_ai("c", &User::Account("a"), publisher, 60, &bad, "", absolute)),
        ("rtm_user_id", strict().stt("c", &User::Account("a"), publisher, 60, &all, "", absolute)),
        ("rtm_token_expire", strict().stt("c", &User::Account("a"), publisher, 60, &all, "r", absolute)),
        ("room_uuid", strict().apaas_room_user("", "", 1, 0)),
        ("user_uuid", strict().apaas_room_user("r", "", 1, 0)),
        ("user_id", strict().rtm("", 0)),
        ("expire", strict().rtm("u", 0)),
    ] {
        assert_eq!(refused(result).0, field);
    }
}

#[test]
fn a_007_token_lives_at_least_a_second_and_ends_before_2106() {
    let rule = "must be 1 second or more: a token of 0 seconds has expired when it is made";
    assert_refused(strict().rtm("u", 0), "expire", rule);
    lenient().rtm("u", 0).unwrap();
    let late = strict().issued_at(u32::MAX - 59);
    late.rtm("u", 59).unwrap();
    assert_refused(late.rtm("u", 60), "expire", "must end before 2^32 Unix seconds, is 60 after 4294967236");
    late.lenient().rtm("u", 60).unwrap();
}

#[test]
fn a_relative_or_past_time_is_refused_in_006() {
    let rtc = |builder: TokenBuilder, ts| builder.rtc_006("c", &UID, Role::Publisher, ts);
    let relative =
        "must be a point in time in Unix seconds or 0, looks like a number of seconds from now: 3600";
    assert_refused(rtc(strict(), 3600), "privilege_expired_ts", relative);
    assert_refused(strict().rtm_006("u", 3600), "privilege_expired_ts", relative);
    let past = "must be later than the issue at 1700000000, is 1700000000";
    assert_refused(rtc(strict(), NOW), "privilege_expired_ts", past);
    for ts in [0, NOW + 1, NOW + 1_000_000] {
        rtc(strict(), ts).unwrap();
    }
    for ts in [3600, NOW] {
        rtc(lenient(), ts).unwrap();
    }
}

#[test]
fn a_006_token_ends_24_hours_after_its_issue() {
    let ts = |builder: &TokenBuilder| match parse(&builder.rtm_006("u", 0).unwrap()).unwrap() {
        ParsedToken::V006(parsed) => parsed.ts,
        ParsedToken::V007(_) => panic!(),
    };
    assert_eq!(ts(&strict()), NOW + 86_400);
    let late = strict().issued_at(u32::MAX);
    assert_refused(late.rtm_006("u", 0), "issued_at", "must be a day or more before 2^32 Unix seconds");
    assert_eq!(ts(&late.lenient()), 86_399, "wraps as the official C++ does");
}

#[test]
fn the_clock_gives_the_time_of_issue_and_0_is_now() {
    let builder = TokenBuilder::new(APP_ID, CERTIFICATE).clock(FixedClock(NOW.into())).salt(1);
    assert_eq!(builder.rtm("u", 60).unwrap(), strict().rtm("u", 60).unwrap());
    assert_eq!(builder.clone().issued_at(0).rtm("u", 60).unwrap(), strict().rtm("u", 60).unwrap());
    let broken = builder.clock(FixedClock(1 << 32));
    assert_refused(broken.rtm("u", 60), "issued_at", "must be before 2^32 Unix seconds; set the clock");
}

#[test]
fn salts_are_random_numbers_of_at_most_eight_digits() {
    let builder = TokenBuilder::new(APP_ID, CERTIFICATE);
    let salt = |_| match parse(&builder.rtm("u", 60).unwrap()).unwrap() {
        ParsedToken::V007(parsed) => parsed.token.salt,
        ParsedToken::V006(_) => panic!(),
    };
    let mut salts: Vec<u32> = (0..1000).map(salt).collect();
    assert!(salts.iter().all(|salt| (1..=99_999_999).contains(salt)));
    salts.sort_unstable();
    salts.dedup();
    assert!(salts.len() > 990, "{}", salts.len());
}

#[test]
fn a_batch_keeps_the_order_and_reports_each_failure() {
    let lives: Vec<u32> = (0..1000).map(|n| if n % 100 == 7 { 0 } else { n + 1 }).collect();
    let built = build_batch(&lives, |&life| strict().rtm("u", life));
    assert_eq!(built.len(), lives.len());
    for (life, result) in lives.iter().zip(built) {
        match strict().rtm("u", *life) {
            Ok(token) => assert_eq!(result.unwrap(), token),
            Err(error) => assert_eq!(result.unwrap_err().to_string(), error.to_string()),
        }
    }
    assert!(build_batch(&[] as &[u32], |_| unreachable!()).is_empty());
}

#[test]
fn of_a_repeated_key_the_first_value_counts() {
    let mut token = AccessToken2::new(APP_ID, NOW, 60, 1);
    let mut permissions = Permissions::default();
    permissions.add(1_u16, 1_u16, ["first"]);
    permissions.add(2_u16, 2_u16, ["second"]);
    let mut service = Service::rtm2("u", permissions.clone());
    service.add_privilege(1, 10).add_privilege(2, 20);
    token.add_service(service);
    let (_, info) = open(&token.build(&certificate()).unwrap()).unwrap();
    let text = |info: Vec<u8>| AccessToken2::parse(&seal(&info, &certificate()).unwrap()).unwrap().token;
    assert_eq!(text(info.clone()), token);

    let replace = |from: &[u8], to: &[u8]| {
        let at = info.windows(from.len()).position(|window| window == from).unwrap();
        let mut info = info.clone();
        info[at..at + to.len()].copy_from_slice(to);
        text(info).services.remove(0)
    };
    let privileges = replace(&[2, 0, 20, 0, 0, 0], &[1, 0, 20, 0, 0, 0]).privileges;
    assert_eq!(privileges.into_iter().collect::<Vec<_>>(), [(1, 10)]);
    permissions.details.remove(&2);
    let detail = replace(&[2, 0, 1, 0, 2, 0, 1, 0, 6, 0], &[1, 0]).detail;
    assert_eq!(detail, Service::rtm2("u", permissions).detail);
}

#[test]
fn a_changed_byte_is_noticed() {
    let certificate = certificate();
    let mut token = AccessToken2::new(APP_ID, NOW, 60, 1);
    let mut service = Service::rtc("c", &UID);
    service.add_privilege(privilege::JOIN_CHANNEL, 60);
    token.add_service(service);
    let (signature, info) = open(&token.build(&certificate).unwrap()).unwrap();
    let content = [&[32, 0][..], &signature, &info].concat();
    let expected = Expected { certificate: Some(&certificate), now: Some(NOW.into()), ..Expected::default() };
    verify(&token_of(&content), &expected).unwrap();
    for at in 0..content.len() {
        let mut changed = content.clone();
        changed[at] ^= 1;
        invalid_token(verify(&token_of(&changed), &expected));
    }
}

/// A `007` token with this content, made by another compressor.
fn token_of(content: &[u8]) -> String {
    use std::io::Write;
    let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(content).unwrap();
    format!("007{}", STANDARD.encode(encoder.finish().unwrap()))
}

/// 200 MB of zeros. The middle of a compressed run of zeros is one byte over and over, so a longer run
/// is made by repeating that byte (the checksum at the end is wrong then, which nobody gets to see).
fn bomb() -> String {
    const SEED: usize = 4_000_000;
    let seed = STANDARD.decode(&token_of(&vec![0; SEED])[3..]).unwrap();
    let (start, end) = seed.split_at(seed.len() / 2);
    assert_eq!(start.last(), end.first());
    let more = vec![end[0]; seed.len() * (200_000_000 / SEED - 1)];
    let stream = [start, &more, end].concat();

    let mut inflate = flate2::Decompress::new(true);
    let mut part = vec![0; 1 << 20];
    for _ in 0..50 {
        let rest = &stream[inflate.total_in() as usize..];
        inflate.decompress(rest, &mut part, flate2::FlushDecompress::None).unwrap();
    }
    assert_eq!(inflate.total_out(), 50 << 20, "goes on and on");
    format!("007{}", STANDARD.encode(stream))
}
