//! What a report says about a token besides its findings.

use voxtoken::Secret;
use voxtoken::agora::{
    AccessToken2, Expected, Permissions, Report, Role, RtcPrivileges, Service, SignatureCheck, TokenBuilder,
    User, explain, parse, privilege,
};

const APP_ID: &str = "970CA35de60c44645bbae8a215061b33";
const CERTIFICATE: &str = "5CFd2fd1755d40ecb72977518be15d3b";
const NOW: u32 = 1_700_000_000;
const UID: User<'_> = User::Uid(23);

fn builder() -> TokenBuilder {
    TokenBuilder::new(APP_ID, CERTIFICATE).lenient().issued_at(NOW).salt(1)
}

#[test]
fn verified_is_valid_and_signed() {
    let (certificate, wrong) = (Secret::from(CERTIFICATE), Secret::from("0".repeat(32)));
    let token = builder().rtc("lobby", &UID, Role::Publisher, 60, 60).unwrap();
    let report = |certificate, now| explain(&token, &Expected { certificate, now, ..Expected::default() });
    let (alive, over) = (Some(u64::from(NOW)), Some(u64::from(NOW) + 60));
    for (certificate, now, is_valid, is_verified, signature) in [
        (None, alive, true, false, SignatureCheck::NotChecked),
        (Some(&certificate), alive, true, true, SignatureCheck::Good),
        (Some(&certificate), over, false, false, SignatureCheck::Good),
        (Some(&wrong), alive, false, false, SignatureCheck::Bad),
    ] {
        let report = report(certificate, now);
        assert_eq!(
            (report.is_valid(), report.is_verified(), report.signature),
            (is_valid, is_verified, signature)
        );
    }
}

#[test]
fn a_report_shows_all_of_a_007_token() {
    let mut permissions = Permissions::default();
    permissions.add(0_u16, 1_u16, ["news"]);
    let mut token = AccessToken2::new(APP_ID, NOW, 3600, 7);
    let mut rtm2 = Service::rtm2("anna", permissions);
    rtm2.add_privilege(privilege::LOGIN, 7200);
    let mut rtc = Service::rtc("lobby", &UID);
    rtc.add_privilege(privilege::JOIN_CHANNEL, 600).add_privilege(77, 0);
    token.services = vec![rtm2, rtc, Service::apaas("room", "anna", -5), Service::stt()];
    let report = explain(&token.build(&CERTIFICATE.into()).unwrap(), &Expected::default());
    let mut json = serde_json::to_value(&report).unwrap();
    json.as_object_mut().unwrap().remove("findings");
    assert_eq!(
        json,
        serde_json::json!({
            "version": "007",
            "app_id": APP_ID,
            "issued_at": NOW,
            "salt": 7,
            "token_expires_at": NOW + 3600,
            "expires_at": NOW + 3600,
            "services": [
                {
                    "type_number": 1,
                    "name": "rtc",
                    "bound_to": {"channel": "lobby", "account": "23"},
                    "privileges": [
                        {"number": 1, "name": "join_channel", "value": 600, "expires_at": NOW + 600},
                        {"number": 77, "name": null, "value": 0, "expires_at": NOW + 3600},
                    ],
                },
                {
                    "type_number": 7,
                    "name": "apaas",
                    "bound_to": {"room_uuid": "room", "user_uuid": "anna", "role": -5},
                    "privileges": [],
                },
                {
                    "type_number": 8,
                    "name": "rtm2",
                    "bound_to": {"user_id": "anna"},
                    "privileges": [{"number": 1, "name": "login", "value": 7200, "expires_at": NOW + 3600}],
                    "permissions": [{
                        "resource": 0, "resource_name": "messages",
                        "access": 1, "access_name": "write",
                        "names": ["news"],
                    }],
                },
                {"type_number": 10, "name": "stt", "bound_to": {}, "privileges": []},
            ],
            "signature": "not_checked",
        })
    );
}

#[test]
fn a_report_shows_all_of_a_006_token() {
    let token = builder().rtc_006("lobby", &UID, Role::Subscriber, NOW + 600).unwrap();
    let report = explain(&token, &Expected::default());
    assert_eq!(
        serde_json::to_value(&report).unwrap(),
        serde_json::json!({
            "version": "006",
            "app_id": APP_ID,
            "issued_at": null,
            "salt": 1,
            "token_expires_at": NOW + 86_400,
            "expires_at": NOW + 600,
            "services": [{
                "type_number": null,
                "name": "rtc",
                "bound_to": {
                    "crc_channel": format!("{:08x}", crc32fast::hash(b"lobby")),
                    "crc_uid": format!("{:08x}", crc32fast::hash(b"23")),
                },
                "privileges": [
                    {"number": 1, "name": "join_channel", "value": NOW + 600, "expires_at": NOW + 600},
                ],
            }],
            "signature": "not_checked",
            "findings": [],
        })
    );
    assert_eq!(explain(&builder().rtm_006("u", 0).unwrap(), &Expected::default()).services[0].name, "rtm");
    assert_eq!(explain("", &Expected::default()).version, Report::default().version);
}

#[test]
fn the_effective_expiry_is_the_end_of_the_last_privilege_and_at_most_that_of_the_token() {
    let end = |token: &str| parse(token).unwrap().effective_expiry() - u64::from(NOW);
    let rtc = |expire, privilege| builder().rtc("c", &UID, Role::Publisher, expire, privilege).unwrap();
    assert_eq!(end(&rtc(3600, 3600)), 3600);
    assert_eq!(end(&rtc(3600, 0)), 3600);
    assert_eq!(end(&rtc(3600, 600)), 600);
    assert_eq!(end(&rtc(3600, 7200)), 3600);
    let one = RtcPrivileges { join: 60, audio: 600, video: 0, data: 30 };
    assert_eq!(end(&builder().rtc_with_privileges("c", &UID, 3600, &one).unwrap()), 3600);
    let stt = builder()
        .stt("c", &User::Account("a"), Role::Publisher, 3600, &RtcPrivileges::all(60), "r", 60)
        .unwrap();
    assert_eq!(end(&stt), 3600, "a service without privileges ends with the token");
    let old = |ts| builder().rtc_006("c", &UID, Role::Publisher, ts).unwrap();
    assert_eq!(end(&old(NOW + 600)), 600);
    assert_eq!(end(&old(0)), 86_400);
    assert_eq!(end(&old(NOW + 604_800)), 86_400);
}
