//! The vendors' own samples, as they are, built against what was installed, with the lines of the binding's README.

use std::fs;
use std::process::Command;

use voxtoken::agora::{Expected, User, verify};
use voxtoken::{Clock, Secret, SystemClock};

use crate::native::{root, run};
use crate::prefix::prefix;
use crate::support::{ID, SECRET, Sandbox};
use crate::words::{lines, run_line};

fn source(name: &str) -> String {
    fs::read_to_string(root().join("tests/compat").join(name)).unwrap()
}

#[test]
fn alibabas_samples_get_a_token() {
    let [line, _] = lines("g++ ").try_into().unwrap();
    for name in ["seed_000.cpp", "seed_001.cpp"] {
        // One of the documents has broken comment marks; neither sample has a main().
        let sample = source(&format!("nls/{name}")).replace("/ *", "/*").replace("* /", "*/");
        let folder = run_line(&line, &[("tokenDemo.cpp", &(sample + &source("nls/seed_main.cpp")))]);
        let sandbox = Sandbox::start(&[]);
        let printed = run(Command::new(folder.join("tokenDemo"))
            .env("LD_LIBRARY_PATH", prefix().join("lib"))
            .env("VOXTOKEN_NLS_ENDPOINT", &sandbox.nls)
            .env("ALIYUN_AK_ID", ID)
            .env("ALIYUN_AK_SECRET", SECRET));
        assert!(printed.contains("TokenId: ") && printed.contains("TokenId expireTime: "), "{printed}");
        assert_eq!(sandbox.last("nls")["verdict"], "ok");
    }
}

#[test]
fn agoras_sample_mints_tokens_that_verify() {
    const CERTIFICATE: &str = "5CFd2fd1755d40ecb72977518be15d3b";
    const CHANNEL: &str = "7d72365eb983485397e3e3f9d460bdda";
    let [_, line] = lines("g++ ").try_into().unwrap();
    // The document tells the reader to put values of his own into these places.
    let sample = source("agora/sample/RtcTokenBuilderSample.cpp")
        .replace("970Cxxxxxxxxxxxxxxxxxxxxxxx1b33", "970CA35de60c44645bbae8a215061b33")
        .replace("5CFdxxxxxxxxxxxxxxxxxxxxxxx5d3b", CERTIFICATE)
        .replace("7d72xxxxxxxxxxxxxxxxxxxxxxbdda", CHANNEL);
    let folder = run_line(&line, &[("server.cpp", &sample)]);
    let printed = run(Command::new(folder.join("server")).env("LD_LIBRARY_PATH", prefix().join("lib")));
    let certificate = Secret::from(CERTIFICATE);
    let tokens = printed.lines().filter_map(|line| line.split_once(':')).map(|(_, token)| token);
    let users = [User::Uid(2_882_341_273), User::Account("2882341273")];
    assert_eq!(tokens.clone().count(), users.len(), "{printed}");
    for (token, user) in tokens.zip(users) {
        let expected = Expected {
            certificate: Some(&certificate),
            channel: Some(CHANNEL),
            user: Some(user),
            now: Some(SystemClock.now()),
        };
        verify(token, &expected).unwrap();
    }
}
