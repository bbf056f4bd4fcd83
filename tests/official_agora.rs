//! We and the official packages read, verify and mint each other's tokens.

#[allow(clippy::incompatible_msrv)] // tests run on the current compiler
mod official;

use std::io::{Seek, Write};
use std::process::Command;

use serde_json::{Value, json};
use voxtoken::Secret;
use voxtoken::agora::{
    AccessToken, AccessToken2, Parsed2, Permissions, Role, RtcPrivileges, Service, ServiceDetail,
    TokenBuilder, User, open, privilege,
};

const WRONG_CERTIFICATE: &str = "00000000000000000000000000000000";
const DAY: u32 = 86_400;

#[test]
fn the_official_package_verifies_our_007_tokens() {
    let mut random = Random(7);
    let cases: Vec<_> = (0..2000).map(|_| random.access_token2()).collect();
    let tokens: Vec<_> =
        cases.iter().map(|(token, secret)| token.build(&certificate(secret)).unwrap()).collect();
    let requests = cases.iter().zip(&tokens).map(|((_, certificate), token)| {
        json!({"do": "read_007", "token": token, "certificate": certificate, "wrong_certificate": WRONG_CERTIFICATE})
    });
    for (((token, _), text), answer) in cases.iter().zip(&tokens).zip(ask_node(requests)) {
        assert_eq!(
            answer,
            json!({
                "is_read": true,
                "is_verified": true,
                "is_verified_with_another": false,
                "app_id": token.app_id.to_string(),
                "issue_ts": token.issue_ts,
                "expire": token.expire,
                "salt": token.salt,
                "services": in_order(token).into_iter().map(describe).collect::<Vec<_>>(),
                "content": content(text),
            })
        );
    }
}

#[test]
fn we_verify_the_official_007_tokens_and_would_write_the_same_content() {
    let mut random = Random(77);
    let cases: Vec<_> = (0..2000).map(|_| random.access_token2()).collect();
    let requests = cases.iter().map(|(token, certificate)| {
        json!({
            "do": "build_007",
            "app_id": token.app_id.to_string(),
            "certificate": certificate,
            "issue_ts": token.issue_ts,
            "expire": token.expire,
            "salt": token.salt,
            "services": token.services.iter().map(describe).collect::<Vec<_>>(),
        })
    });
    for ((token, secret), answer) in cases.iter().zip(ask_node(requests)) {
        let (text, certificate) = (answer["token"].as_str().unwrap(), certificate(secret));
        let parsed = AccessToken2::parse(text).unwrap();
        assert!(parsed.verify_signature(&certificate));
        assert!(!parsed.verify_signature(&WRONG_CERTIFICATE.into()));
        let expected =
            AccessToken2 { services: in_order(token).into_iter().cloned().collect(), ..token.clone() };
        assert_eq!(parsed.token, expected);
        assert_eq!(content(text), content(&token.build(&certificate).unwrap()));
    }
}

#[test]
fn our_builders_mint_what_the_official_007_builders_mint() {
    let mut random = Random(777);
    let cases: Vec<_> = (0..2000).map(|_| BuilderCase::new(&mut random)).collect();
    let requests = cases.iter().map(|case| case.request.clone());
    for (case, answer) in cases.iter().zip(ask_node(requests)) {
        let text = answer["token"].as_str().unwrap();
        let parsed = AccessToken2::parse(text).unwrap();
        assert!(parsed.verify_signature(&certificate(&case.certificate)), "{}", case.request);
        let ours = (case.mint)(&case.builder(&parsed));
        let mut ours = AccessToken2::parse(&ours).unwrap().token;
        if case.request["method"] == "buildRoomUserToken" {
            without_room_privilege(&mut ours);
        }
        assert_eq!(parsed.token, ours, "{}", case.request);
    }
}

/// The official npm package forgets the room privilege of a room token; all other languages give it.
fn without_room_privilege(token: &mut AccessToken2) {
    let apaas = token.services.iter_mut().find(|service| service.detail.name() == "apaas").unwrap();
    assert!(apaas.privileges.remove(&privilege::APAAS_ROOM_USER).is_some());
}

#[test]
fn we_and_the_official_packages_mint_the_same_006_tokens() {
    let mut random = Random(6);
    let cases: Vec<_> = (0..2000).map(|_| random.access_token()).collect();
    let request = |package: Option<&str>, (token, certificate): &(AccessToken, String)| {
        json!({
            "do": "build_006",
            "package": package,
            "app_id": token.app_id.to_string(),
            "certificate": certificate,
            "channel": token.channel.to_string(),
            "user": token.uid.to_string(),
            "salt": token.salt,
            "ts": token.ts,
            "privileges": token.privileges.iter().collect::<Vec<_>>(),
        })
    };
    for (package, answers) in by_package(|package| cases.iter().map(move |case| request(package, case))) {
        for ((token, secret), answer) in cases.iter().zip(answers) {
            let text = token.build(&certificate(secret)).unwrap();
            assert_eq!(answer["token"], text.as_str(), "{package}");
            let parsed = AccessToken::parse(&text).unwrap();
            let user = token.uid.to_string();
            assert!(parsed.verify_signature(&certificate(secret), &token.channel, &User::Account(&user)));
        }
    }
}

#[test]
fn the_official_packages_read_our_006_tokens() {
    let mut random = Random(66);
    let cases: Vec<_> = (0..2000).map(|_| random.access_token()).collect();
    let request = |package: Option<&str>, (token, secret): &(AccessToken, String)| {
        let text = token.build(&certificate(secret)).unwrap();
        json!({"do": "read_006", "package": package, "token": text})
    };
    for (package, answers) in by_package(|package| cases.iter().map(move |case| request(package, case))) {
        for ((token, _), answer) in cases.iter().zip(answers) {
            assert_eq!(answer["is_read"], true, "{package}");
            assert_eq!((&answer["salt"], &answer["ts"]), (&json!(token.salt), &json!(token.ts)), "{package}");
            assert_eq!(answer["privileges"], json!(token.privileges.iter().collect::<Vec<_>>()), "{package}");
            if package != "agora-token-builder" {
                assert_eq!(answer["crc_channel"], crc32fast::hash(&token.channel), "{package}");
                assert_eq!(answer["crc_uid"], crc32fast::hash(&token.uid), "{package}");
            }
        }
    }
}

#[test]
fn our_builders_mint_what_the_official_006_builder_mints() {
    let mut random = Random(666);
    let cases: Vec<_> = (0..2000)
        .map(|_| {
            let (app_id, certificate, channel) = (random.id(), random.id(), random.text());
            let (uid, role) = (random.uid(), random.pick(&[0, 1, 2, 101, 5]));
            (app_id, certificate, channel, uid, role, random.number())
        })
        .collect();
    let requests = cases.iter().map(|(app_id, certificate, channel, uid, role, ts)| {
        json!({
            "do": "builder",
            "builder": "RtcTokenBuilder",
            "method": "buildTokenWithUid",
            "args": [app_id, certificate, channel, uid, role, ts],
        })
    });
    let answers = ask(Command::new(official::python()).arg(official::script("agora.py")), requests);
    for ((app_id, certificate, channel, uid, role, ts), answer) in cases.iter().zip(answers) {
        let text = answer["token"].as_str().unwrap();
        let parsed = AccessToken::parse(text).unwrap();
        let builder = TokenBuilder::new(app_id.as_str(), certificate.as_str()).lenient();
        let builder = builder.issued_at(parsed.ts - DAY).salt(parsed.salt);
        let role = Role::from_number_leniently(*role);
        assert_eq!(builder.rtc_006(channel, &User::Uid(*uid), role, *ts).unwrap(), text);
    }
}

/// One call of an official `007` builder and the same call of ours.
struct BuilderCase {
    request: Value,
    app_id: String,
    certificate: String,
    mint: Box<dyn Fn(&TokenBuilder) -> String>,
}

impl BuilderCase {
    fn new(random: &mut Random) -> Self {
        let (app_id, certificate) = (random.id(), random.id());
        let (channel, account, user) = (random.text(), random.text(), random.text());
        let (uid, role_number) = (random.uid(), random.pick(&[1, 2, 3]));
        let role = Role::from_number_leniently(role_number);
        let (expire, other) = (random.number(), random.number());
        let [join, audio, video, data] = std::array::from_fn(|_| random.number());
        let privileges = RtcPrivileges { join, audio, video, data };
        let permissions = random.permissions();
        let details = describe_permissions(&permissions);
        let room_role = random.pick(&[-1, 1, 2, 32_767]);

        type Mint = Box<dyn Fn(&TokenBuilder) -> String>;
        let with_rtm2 = json!([channel, account, role_number, expire, join, audio, video, data, user, other]);
        let (builder, method, args, mint): (_, _, _, Mint) = match random.below(15) {
            0 => (
                "RtcTokenBuilder",
                "buildTokenWithUid",
                json!([channel, uid, role_number, expire, other]),
                Box::new(move |b| b.rtc(&channel, &User::Uid(uid), role, expire, other).unwrap()),
            ),
            1 => (
                "RtcTokenBuilder",
                "buildTokenWithUserAccount",
                json!([channel, account, role_number, expire, other]),
                Box::new(move |b| b.rtc(&channel, &User::Account(&account), role, expire, other).unwrap()),
            ),
            2 => (
                "RtcTokenBuilder",
                "buildTokenWithUidAndPrivilege",
                json!([channel, uid, expire, join, audio, video, data]),
                Box::new(move |b| {
                    b.rtc_with_privileges(&channel, &User::Uid(uid), expire, &privileges).unwrap()
                }),
            ),
            3 => (
                "RtcTokenBuilder",
                "buildTokenWithRtm",
                json!([channel, account, role_number, expire, other]),
                Box::new(move |b| b.rtc_with_rtm(&channel, &account, role, expire, other).unwrap()),
            ),
            4 => (
                "RtcTokenBuilder",
                "buildTokenWithRtm2",
                with_rtm2,
                Box::new(move |b| {
                    b.rtc_with_rtm2(
                        &channel,
                        &User::Account(&account),
                        role,
                        expire,
                        &privileges,
                        &user,
                        other,
                    )
                    .unwrap()
                }),
            ),
            5 => (
                "ConvoAITokenBuilder",
                "buildToken",
                with_rtm2,
                Box::new(move |b| {
                    b.convo_ai(&channel, &User::Account(&account), role, expire, &privileges, &user, other)
                        .unwrap()
                }),
            ),
            6 => (
                "SttTokenBuilder",
                "buildToken",
                with_rtm2,
                Box::new(move |b| {
                    b.stt(&channel, &User::Account(&account), role, expire, &privileges, &user, other)
                        .unwrap()
                }),
            ),
            7 => (
                "RtmTokenBuilder",
                "buildToken",
                json!([user, expire]),
                Box::new(move |b| b.rtm(&user, expire).unwrap()),
            ),
            8 => (
                "RtmTokenBuilder",
                "buildTokenWithPermissions",
                json!([user, "PERMISSIONS", expire]),
                Box::new(move |b| b.rtm_with_permissions(&user, &permissions, expire).unwrap()),
            ),
            9 => (
                "ChatTokenBuilder",
                "buildUserToken",
                json!([user, expire]),
                Box::new(move |b| b.chat_user(&user, expire).unwrap()),
            ),
            10 => ("FpaTokenBuilder", "buildToken", json!([]), Box::new(move |b| b.fpa().unwrap())),
            11 => (
                random.pick(&["ApaasTokenBuilder", "EducationTokenBuilder"]),
                "buildRoomUserToken",
                json!([channel, user, room_role, expire]),
                Box::new(move |b| b.apaas_room_user(&channel, &user, room_role, expire).unwrap()),
            ),
            12 => (
                "ChatTokenBuilder",
                "buildAppToken",
                json!([expire]),
                Box::new(move |b| b.chat_app(expire).unwrap()),
            ),
            13 => (
                random.pick(&["ApaasTokenBuilder", "EducationTokenBuilder"]),
                "buildAppToken",
                json!([expire]),
                Box::new(move |b| b.apaas_app(expire).unwrap()),
            ),
            _ => (
                random.pick(&["ApaasTokenBuilder", "EducationTokenBuilder"]),
                "buildUserToken",
                json!([user, expire]),
                Box::new(move |b| b.education_user(&user, expire).unwrap()),
            ),
        };
        let mut all_args = vec![json!(app_id), json!(certificate)];
        all_args.extend(args.as_array().unwrap().iter().cloned());
        let request = json!({
            "do": "builder", "builder": builder, "method": method, "args": all_args, "permissions": details,
        });
        Self { request, app_id, certificate, mint }
    }

    /// Ours, with the time and the salt that the official one took.
    fn builder(&self, official: &Parsed2) -> TokenBuilder {
        let builder = TokenBuilder::new(self.app_id.as_str(), self.certificate.as_str()).lenient();
        builder.issued_at(official.token.issue_ts).salt(official.token.salt)
    }
}

/// A service as the scripts write it.
fn describe(service: &Service) -> Value {
    let mut spec = match &service.detail {
        ServiceDetail::Rtc { channel, account }
        | ServiceDetail::Streaming { channel, account }
        | ServiceDetail::FCdn { channel, account } => {
            json!({"channel": channel.to_string(), "account": account.to_string()})
        }
        ServiceDetail::Rtm { user_id } | ServiceDetail::Chat { user_id } => {
            json!({"user_id": user_id.to_string()})
        }
        ServiceDetail::Apaas { room_uuid, user_uuid, role } => {
            json!({"room_uuid": room_uuid.to_string(), "user_uuid": user_uuid.to_string(), "role": role})
        }
        ServiceDetail::Rtm2 { user_id, permissions } => {
            json!({"user_id": user_id.to_string(), "permissions": describe_permissions(permissions)})
        }
        _ => json!({}),
    };
    spec["type"] = service.detail.type_number().into();
    spec["privileges"] =
        service.privileges.iter().collect::<Vec<_>>().into_iter().map(|pair| json!(pair)).collect();
    spec
}

fn describe_permissions(permissions: &Permissions) -> Value {
    let accesses = permissions.details.iter().map(|(resource, accesses)| {
        let names = accesses.iter().map(|(access, names)| {
            json!([access, names.iter().map(ToString::to_string).collect::<Vec<_>>()])
        });
        json!([resource, names.collect::<Vec<_>>()])
    });
    accesses.collect()
}

/// The services in the order of the token.
fn in_order(token: &AccessToken2) -> Vec<&Service> {
    let mut services: Vec<_> = token.services.iter().collect();
    services.sort_by_key(|service| service.detail.type_number());
    services
}

/// The inflated token in hexadecimal.
fn content(token: &str) -> String {
    let (signature, signing_info) = open(token).unwrap();
    let length = (signature.len() as u16).to_le_bytes();
    [&length[..], &signature, &signing_info].concat().iter().map(|byte| format!("{byte:02x}")).collect()
}

fn certificate(text: &str) -> Secret {
    text.into()
}

/// The answers of all packages that know `006`.
fn by_package<Requests: Iterator<Item = Value>>(
    requests: impl Fn(Option<&'static str>) -> Requests,
) -> Vec<(&'static str, Vec<Value>)> {
    let mut python = Command::new(official::python());
    python.arg(official::script("agora.py"));
    vec![
        ("agora-token", ask_node(requests(Some("agora-token")))),
        ("agora-access-token", ask_node(requests(Some("agora-access-token")))),
        ("agora-token-builder", ask(&mut python, requests(None))),
    ]
}

fn ask_node(requests: impl Iterator<Item = Value>) -> Vec<Value> {
    let mut node = Command::new("node");
    node.arg(official::script("agora.js")).env("NODE_PATH", official::node_path());
    ask(&mut node, requests)
}

/// One answer per request.
fn ask(command: &mut Command, requests: impl Iterator<Item = Value>) -> Vec<Value> {
    let mut file = tempfile::tempfile().unwrap();
    let mut count = 0;
    for request in requests {
        writeln!(file, "{request}").unwrap();
        count += 1;
    }
    file.rewind().unwrap();
    let output = official::run(command.stdin(file));
    let answers: Vec<Value> = output.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(answers.len(), count);
    answers
}

/// The same inputs in every run (xorshift64).
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 16
    }

    fn below(&mut self, end: usize) -> usize {
        (self.next() % end as u64) as usize
    }

    fn pick<T: Clone>(&mut self, choices: &[T]) -> T {
        choices[self.below(choices.len())].clone()
    }

    fn id(&mut self) -> String {
        (0..32).map(|_| self.pick(b"0123456789abcdefABCDEF") as char).collect()
    }

    fn number(&mut self) -> u32 {
        match self.below(4) {
            0 => self.pick(&[0, 1, 600, 3600, 86_400, u32::MAX]),
            1 => self.below(100_000) as u32,
            _ => self.next() as u32,
        }
    }

    fn uid(&mut self) -> u32 {
        match self.below(4) {
            0 => self.pick(&[0, 1, 10, 0x7fff_ffff, 0x8000_0000, u32::MAX]),
            _ => self.next() as u32,
        }
    }

    /// Mostly plain, sometimes empty, long, or of letters beyond ASCII; never without meaning to an official package.
    fn text(&mut self) -> String {
        let alphabet: Vec<char> = match self.below(3) {
            0 => "频道用户é✓🎥 ab".chars().collect(),
            _ => "abcXYZ019 !#$%&()+-:;<=.>?@[]^_{}|~,".chars().collect(),
        };
        let length = match self.below(10) {
            0 => 1,
            1 => 200 + self.below(300),
            _ => 1 + self.below(64),
        };
        (0..length).map(|_| self.pick(&alphabet)).collect()
    }

    fn privileges(&mut self) -> Vec<(u16, u32)> {
        (0..self.below(6)).map(|_| (self.pick(&[1, 2, 3, 4, 101, 1000, 65_535]), self.number())).collect()
    }

    fn permissions(&mut self) -> Permissions {
        let mut permissions = Permissions::default();
        for _ in 0..self.below(5) {
            let (resource, access) = (self.below(5) as u16, self.below(2) as u16);
            let names: Vec<_> = (0..self.below(4)).map(|_| self.text()).collect();
            permissions.add(resource, access, names);
        }
        permissions
    }

    fn service(&mut self) -> Service {
        let (first, second, uid) = (self.text(), self.text(), self.uid());
        let user = if self.below(2) == 0 { User::Uid(uid) } else { User::Account(&second) };
        let mut service = match 1 + self.below(10) {
            1 => Service::rtc(first, &user),
            2 => Service::rtm(first),
            3 => Service::streaming(first, &user),
            4 => Service::fpa(),
            5 => Service::chat(first),
            6 => Service::fcdn(first, &user),
            // The package turns the role 0 into -1.
            7 => Service::apaas(first, second, self.pick(&[-32_768, -5, -1, 1, 2, 32_767])),
            8 => Service::rtm2(first, self.permissions()),
            9 => Service::convo_ai(),
            _ => Service::stt(),
        };
        service.privileges.extend(self.privileges());
        service
    }

    fn access_token2(&mut self) -> (AccessToken2, String) {
        // The package takes the issue time 0 for now.
        let issue_ts = self.number().max(1);
        let mut token = AccessToken2::new(self.id(), issue_ts, self.number(), self.number());
        for _ in 0..1 + self.below(5) {
            token.add_service(self.service());
        }
        (token, self.id())
    }

    fn access_token(&mut self) -> (AccessToken, String) {
        let (channel, account, uid) = (self.text(), self.text(), self.uid());
        let user = if self.below(2) == 0 { User::Uid(uid) } else { User::Account(&account) };
        let mut token = AccessToken::new(self.id(), channel, &user, self.number(), self.number());
        token.privileges.extend(self.privileges());
        (token, self.id())
    }
}
