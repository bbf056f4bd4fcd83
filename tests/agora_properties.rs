//! What holds for all inputs: nothing panics, and what is written is read back.

use base64::{Engine, engine::general_purpose::STANDARD};
use proptest::collection::{btree_map, vec};
use proptest::prelude::*;
use voxtoken::agora::{
    AccessToken, AccessToken2, BString, Expected, Permissions, Service, ServiceDetail, User, explain, open,
    parse, seal,
};

const APP_ID: &str = "970CA35de60c44645bbae8a215061b33";
const CERTIFICATE: &str = "5CFd2fd1755d40ecb72977518be15d3b";

fn text() -> impl Strategy<Value = BString> {
    vec(any::<u8>(), 0..80).prop_map(BString::from)
}

fn permissions() -> impl Strategy<Value = Permissions> {
    let accesses = btree_map(any::<u16>(), vec(text(), 0..4), 0..3);
    btree_map(any::<u16>(), accesses, 0..4).prop_map(|details| Permissions { details })
}

fn detail() -> impl Strategy<Value = ServiceDetail> {
    prop_oneof![
        (text(), text()).prop_map(|(channel, account)| ServiceDetail::Rtc { channel, account }),
        text().prop_map(|user_id| ServiceDetail::Rtm { user_id }),
        (text(), text()).prop_map(|(channel, account)| ServiceDetail::Streaming { channel, account }),
        Just(ServiceDetail::Fpa),
        text().prop_map(|user_id| ServiceDetail::Chat { user_id }),
        (text(), text()).prop_map(|(channel, account)| ServiceDetail::FCdn { channel, account }),
        (text(), text(), any::<i16>()).prop_map(|(room_uuid, user_uuid, role)| ServiceDetail::Apaas {
            room_uuid,
            user_uuid,
            role
        }),
        (text(), permissions())
            .prop_map(|(user_id, permissions)| ServiceDetail::Rtm2 { user_id, permissions }),
        Just(ServiceDetail::ConvoAi),
        Just(ServiceDetail::Stt),
    ]
}

fn service() -> impl Strategy<Value = Service> {
    let privileges = btree_map(any::<u16>(), any::<u32>(), 0..6);
    (detail(), privileges).prop_map(|(detail, privileges)| Service { detail, privileges })
}

fn access_token2() -> impl Strategy<Value = AccessToken2> {
    (any::<u32>(), any::<u32>(), any::<u32>(), vec(service(), 1..40)).prop_map(
        |(issue_ts, expire, salt, services)| AccessToken2 {
            services,
            ..AccessToken2::new(APP_ID, issue_ts, expire, salt)
        },
    )
}

proptest! {
    #[test]
    fn a_007_token_is_read_as_it_was_written(token in access_token2()) {
        let text = token.build(&CERTIFICATE.into()).unwrap();
        let parsed = AccessToken2::parse(&text).unwrap();
        prop_assert!(parsed.verify_signature(&CERTIFICATE.into()));
        prop_assert_eq!((parsed.unknown_service, parsed.trailing), (None, 0));
        let mut sorted = token.clone();
        sorted.services.sort_by_key(|service| service.detail.type_number());
        prop_assert_eq!(&parsed.token, &sorted);
        prop_assert_eq!(parsed.token.build(&CERTIFICATE.into()).unwrap(), text);
    }

    #[test]
    fn a_006_token_is_read_as_it_was_written(
        channel in text(),
        account in any::<String>(),
        salt in any::<u32>(),
        ts in any::<u32>(),
        privileges in btree_map(any::<u16>(), any::<u32>(), 0..9),
    ) {
        let mut token = AccessToken::new(APP_ID, channel.clone(), &User::Account(&account), salt, ts);
        token.privileges = privileges;
        let parsed = AccessToken::parse(&token.build(&CERTIFICATE.into()).unwrap()).unwrap();
        prop_assert_eq!((parsed.salt, parsed.ts, parsed.trailing), (salt, ts, 0));
        prop_assert_eq!(&parsed.privileges, &token.privileges);
        prop_assert!(parsed.verify_signature(&CERTIFICATE.into(), &channel, &User::Account(&account)));
    }

    #[test]
    fn sealed_bytes_are_opened_unchanged(token in access_token2(), more in vec(any::<u8>(), 0..200)) {
        let (_, mut signing_info) = open(&token.build(&CERTIFICATE.into()).unwrap()).unwrap();
        signing_info.extend(more);
        let sealed = seal(&signing_info, &CERTIFICATE.into()).unwrap();
        prop_assert_eq!(open(&sealed).unwrap().1, signing_info);
    }

    #[test]
    fn any_text_is_answered(text in any::<String>(), version in prop_oneof![Just(""), Just("006"), Just("007")]) {
        let text = format!("{version}{text}");
        let report = explain(&text, &Expected::default());
        prop_assert_eq!(report.version.is_some(), parse(&text).is_ok());
    }

    #[test]
    fn any_content_is_answered(content in vec(any::<u8>(), 0..400), user in any::<String>()) {
        let certificate = CERTIFICATE.into();
        let expected = Expected {
            certificate: Some(&certificate),
            channel: Some("lobby"),
            user: Some(User::Account(&user)),
            now: Some(1_700_000_000),
        };
        for text in [format!("006{APP_ID}{}", STANDARD.encode(&content)), format!("007{}", STANDARD.encode(&content))] {
            prop_assert!(!explain(&text, &expected).is_valid());
        }
    }
}
