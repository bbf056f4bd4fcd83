//! Tokens that the official implementations made: `007` by its content, `006` to the last character.

use serde_json::Value;
use voxtoken::agora::{
    AccessToken, AccessToken2, Parsed, Permissions, Role, RtcPrivileges, Service, TokenBuilder, User, open,
    seal, sign,
};
use voxtoken::{ErrorKind, Result, Secret};

const V006: &str = include_str!("vectors/agora_006.json");
const V007: &str = include_str!("vectors/agora_007.json");

#[test]
fn tokens_006_are_the_official_ones_to_the_last_character() {
    for vector in vectors(V006) {
        let (id, inputs) = (str_of(&vector["id"]), &vector["inputs"]);
        let built = match str_of(&inputs["kind"]) {
            "builder" => {
                let args = inputs["args"].as_array().unwrap();
                build_006(
                    &builder(args).issued_at(u32_of(&inputs["now"])).salt(u32_of(&inputs["salt"])),
                    inputs,
                )
            }
            _ => access_token(inputs).build(&secret(&inputs["app_cert"])),
        };
        if vector["expected"].is_string() {
            let error = built.unwrap_err();
            assert_eq!(
                (error.kind(), error.argument()),
                (ErrorKind::InvalidArgument, Some("certificate")),
                "{id}"
            );
            continue;
        }
        assert_eq!(built.unwrap(), str_of(&vector["token"]), "{id}");
        check_parsed_006(&vector, &AccessToken::parse(str_of(&vector["token"])).unwrap());
    }
}

fn check_parsed_006(vector: &Value, parsed: &Parsed) {
    let id = str_of(&vector["id"]);
    assert_eq!(hex(&parsed.message), str_of(&vector["message_hex"]), "{id}");
    assert_eq!((parsed.salt, parsed.ts), (u32_of(&vector["salt"]), u32_of(&vector["ts"])), "{id}");
    assert_eq!(parsed.crc_channel, u32_of(&vector["crc_channel"]), "{id}");
    assert_eq!(parsed.crc_uid, u32_of(&vector["crc_uid"]), "{id}");
    assert_eq!(parsed.trailing, 0, "{id}");
}

#[test]
fn tokens_006_can_be_rebuilt_from_what_was_parsed() {
    for vector in vectors(V006).into_iter().filter(|vector| vector["inputs"]["kind"] == "token") {
        let inputs = &vector["inputs"];
        let Ok(parsed) = AccessToken::parse(str_of(&vector["token"])) else {
            assert_eq!(vector["id"], "invalid_cert");
            continue;
        };
        let user = user(inputs);
        let mut token = AccessToken::new(
            parsed.app_id.clone(),
            str_of(&inputs["channel"]),
            &user,
            parsed.salt,
            parsed.ts,
        );
        token.privileges = parsed.privileges.clone();
        let certificate = secret(&inputs["app_cert"]);
        assert_eq!(token.build(&certificate).unwrap(), str_of(&vector["token"]));
        assert!(parsed.verify_signature(&certificate, str_of(&inputs["channel"]), &user));
        assert!(!parsed.verify_signature(&certificate, "another", &user));
        assert!(!parsed.verify_signature(&"0".repeat(32).into(), str_of(&inputs["channel"]), &user));
    }
}

#[test]
fn tokens_007_have_the_official_content() {
    let mut count = 0;
    for vector in vectors(V007) {
        let (id, inputs) = (str_of(&vector["id"]), &vector["inputs"]);
        let built = match str_of(&inputs["kind"]) {
            "builder" => {
                let args = inputs["args"].as_array().unwrap();
                let builder = builder(args).issued_at(u32_of(&inputs["issue_ts"]));
                build_007(&builder.salt(u32_of(&inputs["salt"])), inputs)
            }
            _ => access_token2(inputs).build(&secret(&inputs["app_cert"])),
        };
        if vector["expected"].is_string() {
            let error = built.unwrap_err();
            assert_eq!(
                (error.kind(), error.argument()),
                (ErrorKind::InvalidArgument, Some("app_id")),
                "{id}"
            );
            continue;
        }
        let built = built.unwrap();
        assert!(built.starts_with("007eJ"), "{id}");
        assert_eq!(content(&built), str_of(&vector["raw_hex"]), "{id}");
        assert_eq!(content(str_of(&vector["token"])), str_of(&vector["raw_hex"]), "{id}");
        count += 1;
    }
    assert_eq!(count, 86);
}

#[test]
fn tokens_007_can_be_parsed_verified_and_rebuilt() {
    for vector in vectors(V007) {
        let (id, inputs) = (str_of(&vector["id"]), &vector["inputs"]);
        let Ok(parsed) = AccessToken2::parse(str_of(&vector["token"])) else {
            assert!(id.starts_with("invalid_"), "{id}");
            continue;
        };
        let certificate = match inputs["kind"].as_str() {
            Some("builder") => secret(&inputs["args"][1]),
            _ => secret(&inputs["app_cert"]),
        };
        assert!(parsed.verify_signature(&certificate), "{id}");
        assert!(!parsed.verify_signature(&"0".repeat(32).into()), "{id}");
        assert_eq!((parsed.unknown_service, parsed.trailing), (None, 0), "{id}");
        let again = parsed.token.build(&certificate).unwrap();
        assert_eq!(content(&again), str_of(&vector["raw_hex"]), "{id}");
        let sealed = seal(&parsed.signing_info, &certificate).unwrap();
        assert_eq!(sealed, again, "{id}");
        assert_eq!(sign(&parsed.signing_info, &certificate).unwrap().as_slice(), parsed.signature, "{id}");
    }
}

#[test]
fn tokens_in_the_official_tests_are_parsed_and_verified() {
    for (vectors, version) in [(V006, "006"), (V007, "007")] {
        let file: Value = serde_json::from_str(vectors).unwrap();
        for constant in file["upstream_test_constants"].as_array().unwrap() {
            let (token, decoded) = (str_of(&constant["token"]), &constant["decoded"]);
            let Some(certificate) = decoded["verified_with_cert"].as_str().map(Secret::from) else {
                continue;
            };
            if version == "006" {
                let parsed = AccessToken::parse(token).unwrap();
                let user = User::Account(str_of(&decoded["uid"]));
                assert!(parsed.verify_signature(&certificate, str_of(&decoded["channel"]), &user));
            } else {
                let parsed = AccessToken2::parse(token).unwrap();
                assert!(parsed.verify_signature(&certificate), "{token}");
            }
        }
    }
}

fn builder(args: &[Value]) -> TokenBuilder {
    TokenBuilder::new(str_of(&args[0]), str_of(&args[1])).lenient()
}

fn build_006(builder: &TokenBuilder, inputs: &Value) -> Result<String> {
    let args = &inputs["args"].as_array().unwrap()[2..];
    let role = |at: usize| Role::from_number_leniently(u32_of(&args[at]));
    match str_of(&inputs["fn"]) {
        "rtc1.uid" => {
            builder.rtc_006(str_of(&args[0]), &User::Uid(u32_of(&args[1])), role(2), u32_of(&args[3]))
        }
        "rtc1.account" => {
            builder.rtc_006(str_of(&args[0]), &User::Account(str_of(&args[1])), role(2), u32_of(&args[3]))
        }
        "rtm1" => builder.rtm_006(str_of(&args[0]), u32_of(&args[2])),
        other => panic!("{other}"),
    }
}

fn build_007(builder: &TokenBuilder, inputs: &Value) -> Result<String> {
    let args = &inputs["args"].as_array().unwrap()[2..];
    let text = |at: usize| str_of(&args[at]);
    let number = |at: usize| u32_of(&args[at]);
    let role = |at: usize| Role::from_number_leniently(number(at));
    let privileges = |at: usize| RtcPrivileges {
        join: number(at),
        audio: number(at + 1),
        video: number(at + 2),
        data: number(at + 3),
    };
    match str_of(&inputs["fn"]) {
        "rtc2.uid_role" => builder.rtc(text(0), &User::Uid(number(1)), role(2), number(3), number(4)),
        "rtc2.account_role" => builder.rtc(text(0), &User::Account(text(1)), role(2), number(3), number(4)),
        "rtc2.account_priv" => {
            builder.rtc_with_privileges(text(0), &User::Account(text(1)), number(2), &privileges(3))
        }
        "rtc2.rtm" => builder.rtc_with_rtm(text(0), text(1), role(2), number(3), number(4)),
        "rtc2.rtm2" => builder.rtc_with_rtm2(
            text(0),
            &User::Account(text(1)),
            role(2),
            number(3),
            &privileges(4),
            text(8),
            number(9),
        ),
        "stt" => builder.stt(
            text(0),
            &User::Account(text(1)),
            role(2),
            number(3),
            &privileges(4),
            text(8),
            number(9),
        ),
        "rtm2.user" => builder.rtm(text(0), number(1)),
        "rtm2.perms" => builder.rtm_with_permissions(text(0), &permissions(&args[1]), number(2)),
        "chat.user" => builder.chat_user(text(0), number(1)),
        "apaas.room" => {
            let role = i16::try_from(args[2].as_i64().unwrap()).unwrap();
            builder.apaas_room_user(text(0), text(1), role, number(3))
        }
        "apaas.user" => builder.apaas_user(text(0), number(1)),
        other => panic!("{other}"),
    }
}

fn access_token(inputs: &Value) -> AccessToken {
    let (salt, ts) = (u32_of(&inputs["salt"]), u32_of(&inputs["ts"]));
    let mut token =
        AccessToken::new(str_of(&inputs["app_id"]), str_of(&inputs["channel"]), &user(inputs), salt, ts);
    for pair in inputs["privileges"].as_array().unwrap() {
        token.add_privilege(u16_of(&pair[0]), u32_of(&pair[1]));
    }
    token
}

fn access_token2(inputs: &Value) -> AccessToken2 {
    let number = |name: &str| u32_of(&inputs[name]);
    let mut token =
        AccessToken2::new(str_of(&inputs["app_id"]), number("issue_ts"), number("expire"), number("salt"));
    for spec in inputs["services"].as_array().unwrap() {
        token.add_service(service(spec));
    }
    token
}

fn service(spec: &Value) -> Service {
    let text = |name: &str| str_of(&spec[name]);
    let mut service = match u16_of(&spec["type"]) {
        1 => Service::rtc(text("channel"), &user(spec)),
        2 => Service::rtm(text("user_id")),
        3 => Service::streaming(text("channel"), &user(spec)),
        4 => Service::fpa(),
        5 => Service::chat(text("user_id")),
        6 => Service::fcdn(text("channel"), &user(spec)),
        7 => {
            Service::apaas(text("room"), text("user"), i16::try_from(spec["role"].as_i64().unwrap()).unwrap())
        }
        8 => Service::rtm2(text("user_id"), permissions(&spec["permissions"])),
        9 => Service::convo_ai(),
        10 => Service::stt(),
        other => panic!("{other}"),
    };
    for pair in spec["privileges"].as_array().unwrap() {
        service.add_privilege(u16_of(&pair[0]), u32_of(&pair[1]));
    }
    service
}

fn permissions(spec: &Value) -> Permissions {
    let mut permissions = Permissions::default();
    for resource in spec.as_array().unwrap() {
        for access in resource[1].as_array().unwrap() {
            let names = access[1].as_array().unwrap().iter().map(str_of);
            permissions.add(u16_of(&resource[0]), u16_of(&access[0]), names);
        }
    }
    permissions
}

fn user(spec: &Value) -> User<'_> {
    match spec["account"].as_str() {
        Some(account) => User::Account(account),
        None => User::Uid(u32_of(&spec["uid"])),
    }
}

/// The content of a token as the vectors have it: the signature as a text, then the signed bytes.
fn content(token: &str) -> String {
    let (signature, signing_info) = open(token).unwrap();
    hex(&(signature.len() as u16).to_le_bytes()) + &hex(&signature) + &hex(&signing_info)
}

fn vectors(json: &str) -> Vec<Value> {
    let file: Value = serde_json::from_str(json).unwrap();
    file["vectors"].as_array().unwrap().clone()
}

fn secret(value: &Value) -> Secret {
    str_of(value).into()
}

fn str_of(value: &Value) -> &str {
    value.as_str().unwrap_or_else(|| panic!("a text, not {value}"))
}

fn u32_of(value: &Value) -> u32 {
    value.as_u64().unwrap_or_else(|| panic!("a number, not {value}")).try_into().unwrap()
}

fn u16_of(value: &Value) -> u16 {
    u32_of(value).try_into().unwrap()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
