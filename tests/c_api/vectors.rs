//! Tokens minted from C, compared with those of the official implementations and with the core's.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;

use serde_json::Value;
use voxtoken::agora::{RtcPrivileges, TokenBuilder, User, open};

use super::build;
use super::native::{prototypes::prototypes, root, run, scratch};

const APP_ID: &str = "970CA35de60c44645bbae8a215061b33";
const CERTIFICATE: &str = "5CFd2fd1755d40ecb72977518be15d3b";
const ISSUED_AT: u32 = 1_700_000_000;
const SALT: u32 = 12_345_678;

/// A C program that mints tokens, and what it should print for each id: a token of `006` as it is, one of `007` by its
/// content, because deflate has more than one answer, and `!` with the argument at fault for a refusal.
#[derive(Default)]
struct Program {
    code: String,
    wanted: BTreeMap<String, String>,
}

impl Program {
    fn new() -> Self {
        let fixed = root().join("tests/native/vectors.c");
        Self {
            code: format!("#include \"{}\"\n\nint main(void) {{\n", fixed.display()),
            wanted: BTreeMap::new(),
        }
    }

    /// Statements in a block of their own.
    fn block(&mut self, id: &str, wanted: &str, statements: &str) {
        writeln!(self.code, "    {{\n{statements}    }}").unwrap();
        assert!(self.wanted.insert(id.into(), wanted.into()).is_none(), "{id} is there twice");
    }

    /// One call of a builder's function, with these arguments between the builder and the token.
    fn mint(&mut self, id: &str, wanted: &str, builder: &str, function: &str, arguments: &str) {
        let comma = if arguments.is_empty() { "" } else { ", " };
        let statements = format!(
            "        vox_agora_builder *builder = {builder};
        MINT({}, vox_agora_builder_{function}(builder{comma}{arguments}, &token, &error));
        vox_agora_builder_free(builder);\n",
            c_text(id)
        );
        self.block(id, wanted, &statements);
    }

    fn run(mut self, name: &str) {
        self.code += "    return 0;\n}\n";
        let folder = scratch(name);
        let source = folder.join("vectors.c");
        fs::write(&source, &self.code).unwrap();
        let printed = run(&mut std::process::Command::new(build(&source, &folder)));
        let minted: BTreeMap<_, _> = printed
            .lines()
            .map(|line| line.split_once(' ').unwrap())
            .map(|(id, minted)| (id.to_owned(), comparable(minted)))
            .collect();
        for (id, wanted) in &self.wanted {
            assert_eq!(minted.get(id), Some(wanted), "{id}");
        }
        assert_eq!(minted.len(), self.wanted.len());
    }
}

/// A token of `007` becomes its content in hexadecimal.
fn comparable(minted: &str) -> String {
    if !minted.starts_with("007") {
        return minted.to_owned();
    }
    let (signature, signing_info) = open(minted).unwrap();
    hex(&(signature.len() as u16).to_le_bytes()) + &hex(&signature) + &hex(&signing_info)
}

#[test]
fn tokens_006_are_the_official_ones() {
    let mut program = Program::new();
    let vectors = vectors("agora_006");
    for vector in &vectors {
        let (id, inputs) = (text(&vector["id"]), &vector["inputs"]);
        let wanted = if vector["expected"].is_string() { "!certificate" } else { text(&vector["token"]) };
        if inputs["kind"] == "builder" {
            let args = inputs["args"].as_array().unwrap();
            let (function, arguments) = builder_006(inputs, &args[2..]);
            program.mint(id, wanted, &builder(args, &inputs["now"], &inputs["salt"]), function, &arguments);
        } else {
            program.block(id, wanted, &access_token(id, inputs));
        }
    }
    assert_eq!(vectors.len(), 40);
    program.run("vectors_006");
}

#[test]
fn tokens_007_have_the_official_content() {
    let mut program = Program::new();
    let vectors = vectors("agora_007");
    for vector in &vectors {
        let (id, inputs) = (text(&vector["id"]), &vector["inputs"]);
        let wanted = if vector["expected"].is_string() { "!app_id" } else { text(&vector["raw_hex"]) };
        if inputs["kind"] == "builder" {
            let args = inputs["args"].as_array().unwrap();
            let builder = builder(args, &inputs["issue_ts"], &inputs["salt"]);
            if inputs["fn"] == "rtm2.perms" {
                program.block(id, wanted, &rtm_with_permissions(id, &builder, &args[2..]));
            } else {
                let (function, arguments) = builder_007(inputs, &args[2..]);
                program.mint(id, wanted, &builder, function, &arguments);
            }
        } else {
            program.block(id, wanted, &access_token2(id, inputs));
        }
    }
    assert_eq!(vectors.len(), 88);
    program.run("vectors_007");
}

/// What there are no official vectors for is what the core makes.
#[test]
fn every_function_of_the_builder_mints_what_the_core_mints() {
    let core = TokenBuilder::new(APP_ID, CERTIFICATE).lenient().issued_at(ISSUED_AT).salt(SALT);
    let (uid, alice) = (User::Uid(23), User::Account("alice"));
    let privileges = RtcPrivileges { join: 1, audio: 2, video: 3, data: 4 };
    let publisher = voxtoken::agora::Role::Publisher;
    let fixed = format!("fixed_builder({}, {}, {ISSUED_AT}, {SALT})", c_text(APP_ID), c_text(CERTIFICATE));
    let rtc_and_rtm = "\"lobby\", 23, NULL, 1, 600, 1, 2, 3, 4, \"bob\", 500";
    let mut program = Program::new();
    let mut names = Vec::new();
    let mut mint = |function: &'static str, arguments: &str, token: voxtoken::Result<String>| {
        program.mint(function, &comparable(&token.unwrap()), &fixed, function, arguments);
        names.push(format!("vox_agora_builder_{function}"));
    };
    mint("rtc", "\"lobby\", 0, \"alice\", 1, 600, 300", core.rtc("lobby", &alice, publisher, 600, 300));
    mint(
        "rtc_with_privileges",
        "\"lobby\", 23, NULL, 600, 1, 2, 3, 4",
        core.rtc_with_privileges("lobby", &uid, 600, &privileges),
    );
    mint(
        "rtc_with_rtm",
        "\"lobby\", \"alice\", 1, 600, 300",
        core.rtc_with_rtm("lobby", "alice", publisher, 600, 300),
    );
    mint(
        "rtc_with_rtm2",
        rtc_and_rtm,
        core.rtc_with_rtm2("lobby", &uid, publisher, 600, &privileges, "bob", 500),
    );
    mint("convo_ai", rtc_and_rtm, core.convo_ai("lobby", &uid, publisher, 600, &privileges, "bob", 500));
    mint("stt", rtc_and_rtm, core.stt("lobby", &uid, publisher, 600, &privileges, "bob", 500));
    mint("rtm", "\"alice\", 600", core.rtm("alice", 600));
    mint("chat_user", "\"alice\", 600", core.chat_user("alice", 600));
    mint("chat_app", "600", core.chat_app(600));
    mint("apaas_room_user", "\"room\", \"alice\", -1, 600", core.apaas_room_user("room", "alice", -1, 600));
    mint("apaas_user", "\"alice\", 600", core.apaas_user("alice", 600));
    mint("apaas_app", "600", core.apaas_app(600));
    mint("fpa", "", core.fpa());
    mint("streaming", "\"lobby\", 23, NULL, 600, 300", core.streaming("lobby", &uid, 600, 300));
    mint("fcdn", "\"lobby\", 23, NULL, 1, 600, 300", core.fcdn("lobby", &uid, publisher, 600, 300));
    mint("rtc_006", "\"lobby\", 23, NULL, 1, 0", core.rtc_006("lobby", &uid, publisher, 0));
    mint("rtm_006", "\"alice\", 1700000600", core.rtm_006("alice", ISSUED_AT + 600));
    program.run("vectors_core");

    names.push("vox_agora_builder_rtm_with_permissions".into()); // has official vectors
    let mints = prototypes().into_iter().filter(|function| {
        function.name.starts_with("vox_agora_builder_")
            && function.parameters.iter().any(|parameter| parameter.kind == "char **")
    });
    let mut minting: Vec<_> = mints.map(|function| function.name).collect();
    minting.sort();
    names.sort();
    assert_eq!(names, minting);
}

fn builder(args: &[Value], issued_at: &Value, salt: &Value) -> String {
    format!("fixed_builder({}, {}, {issued_at}, {salt})", c(&args[0]), c(&args[1]))
}

fn builder_006(inputs: &Value, args: &[Value]) -> (&'static str, String) {
    match text(&inputs["fn"]) {
        "rtc1.uid" => ("rtc_006", format!("{}, {}, NULL, {}, {}", c(&args[0]), args[1], args[2], args[3])),
        "rtc1.account" => {
            ("rtc_006", format!("{}, 0, {}, {}, {}", c(&args[0]), c(&args[1]), args[2], args[3]))
        }
        "rtm1" => ("rtm_006", format!("{}, {}", c(&args[0]), args[2])),
        other => panic!("{other}"),
    }
}

fn builder_007(inputs: &Value, args: &[Value]) -> (&'static str, String) {
    let all: Vec<_> = args.iter().map(c).collect();
    // A channel with a uid, or with an account.
    let with_uid = || format!("{}, {}, NULL, {}", all[0], all[1], all[2..].join(", "));
    let with_account = || format!("{}, 0, {}, {}", all[0], all[1], all[2..].join(", "));
    let as_they_are = || all.join(", ");
    match text(&inputs["fn"]) {
        "rtc2.uid_role" => ("rtc", with_uid()),
        "rtc2.account_role" => ("rtc", with_account()),
        "rtc2.account_priv" => ("rtc_with_privileges", with_account()),
        "rtc2.rtm" => ("rtc_with_rtm", as_they_are()),
        "rtc2.rtm2" => ("rtc_with_rtm2", with_account()),
        "stt" => ("stt", with_account()),
        "rtm2.user" => ("rtm", as_they_are()),
        "chat.user" => ("chat_user", as_they_are()),
        "apaas.room" => ("apaas_room_user", as_they_are()),
        "apaas.user" => ("apaas_user", as_they_are()),
        other => panic!("{other}"),
    }
}

fn rtm_with_permissions(id: &str, builder: &str, args: &[Value]) -> String {
    format!(
        "        vox_agora_builder *builder = {builder};
{}        MINT({}, vox_agora_builder_rtm_with_permissions(builder, {}, permissions, {}, &token, &error));
        vox_agora_permissions_free(permissions);
        vox_agora_builder_free(builder);\n",
        permissions(&args[1]),
        c_text(id),
        c(&args[0]),
        args[2]
    )
}

fn access_token(id: &str, inputs: &Value) -> String {
    let mut statements = format!(
        "        vox_agora_access_token *content = NULL;
        OK(vox_agora_access_token_new({}, BYTES({}), BYTES({}), {}, {}, &content, &error));\n",
        c(&inputs["app_id"]),
        c(&inputs["channel"]),
        account(inputs),
        inputs["salt"],
        inputs["ts"]
    );
    for pair in inputs["privileges"].as_array().unwrap() {
        writeln!(
            statements,
            "        OK(vox_agora_access_token_add_privilege(content, {}, {}, &error));",
            pair[0], pair[1]
        )
        .unwrap();
    }
    writeln!(
        statements,
        "        MINT({}, vox_agora_access_token_build(content, {}, &token, &error));
        vox_agora_access_token_free(content);",
        c_text(id),
        c(&inputs["app_cert"])
    )
    .unwrap();
    statements
}

fn access_token2(id: &str, inputs: &Value) -> String {
    let mut statements = format!(
        "        vox_agora_access_token2 *content = NULL;
        OK(vox_agora_access_token2_new({}, {}, {}, {}, &content, &error));\n",
        c(&inputs["app_id"]),
        inputs["issue_ts"],
        inputs["expire"],
        inputs["salt"]
    );
    for spec in inputs["services"].as_array().unwrap() {
        write!(statements, "        {{\n{}        }}\n", service(spec)).unwrap();
    }
    writeln!(
        statements,
        "        MINT({}, vox_agora_access_token2_build(content, {}, &token, &error));
        vox_agora_access_token2_free(content);",
        c_text(id),
        c(&inputs["app_cert"])
    )
    .unwrap();
    statements
}

fn service(spec: &Value) -> String {
    let field = |name: &str| format!("BYTES({}), ", c(&spec[name]));
    let in_channel = || format!("{}BYTES({}), ", field("channel"), account(spec));
    let number = spec["type"].as_u64().unwrap();
    let (function, arguments) = match number {
        1 => ("rtc", in_channel()),
        2 => ("rtm", field("user_id")),
        3 => ("streaming", in_channel()),
        4 => ("fpa", String::new()),
        5 => ("chat", field("user_id")),
        6 => ("fcdn", in_channel()),
        7 => ("apaas", format!("{}{}{}, ", field("room"), field("user"), spec["role"])),
        8 => ("rtm2", format!("{}permissions, ", field("user_id"))),
        9 => ("convo_ai", String::new()),
        10 => ("stt", String::new()),
        other => panic!("{other}"),
    };
    let mut statements = if number == 8 { permissions(&spec["permissions"]) } else { String::new() };
    writeln!(
        statements,
        "        vox_agora_service *service = NULL;
        OK(vox_agora_service_{function}({arguments}&service, &error));
        CHECK(vox_agora_service_type(service) == {number});"
    )
    .unwrap();
    for pair in spec["privileges"].as_array().unwrap() {
        writeln!(
            statements,
            "        OK(vox_agora_service_add_privilege(service, {}, {}, &error));",
            pair[0], pair[1]
        )
        .unwrap();
    }
    statements += "        OK(vox_agora_access_token2_add_service(content, service, &error));
        vox_agora_service_free(service);\n";
    if number == 8 {
        statements += "        vox_agora_permissions_free(permissions);\n";
    }
    statements
}

/// Declares `permissions`.
fn permissions(spec: &Value) -> String {
    let mut statements = "        vox_agora_permissions *permissions = NULL;
        OK(vox_agora_permissions_new(&permissions, &error));\n"
        .to_owned();
    for resource in spec.as_array().unwrap() {
        for access in resource[1].as_array().unwrap() {
            let names: Vec<_> = access[1].as_array().unwrap().iter().map(c).collect();
            let array = match names.len() {
                0 => "NULL".to_owned(),
                _ => format!("(const char *const[]){{{}}}", names.join(", ")),
            };
            writeln!(
                statements,
                "        OK(vox_agora_permissions_set(permissions, {}, {}, {array}, {}, &error));",
                resource[0],
                access[0],
                names.len()
            )
            .unwrap();
        }
    }
    statements
}

/// The account, or the uid in decimal, of which 0 is no account.
fn account(spec: &Value) -> String {
    match (spec["account"].as_str(), &spec["uid"]) {
        (Some(account), _) => c_text(account),
        (None, uid) if uid == 0 => c_text(""),
        (None, uid) => c_text(&uid.to_string()),
    }
}

fn vectors(name: &str) -> Vec<Value> {
    let file = root().join("tests/vectors").join(name).with_extension("json");
    let file: Value = serde_json::from_str(&fs::read_to_string(file).unwrap()).unwrap();
    file["vectors"].as_array().unwrap().clone()
}

/// A text or a number as C writes it.
fn c(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), c_text)
}

fn c_text(text: &str) -> String {
    let mut literal = "\"".to_owned();
    for byte in text.bytes() {
        match byte {
            b'"' | b'\\' | b'?' | 0..=31 | 127..=255 => write!(literal, "\\{byte:03o}").unwrap(),
            _ => literal.push(byte.into()),
        }
    }
    literal + "\""
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_else(|| panic!("a text, not {value}"))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
