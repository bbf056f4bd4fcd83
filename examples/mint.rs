//! Mints an Agora token and reads it back: `cargo run --example mint`.

use voxtoken::agora::{Expected, Role, TokenBuilder, User, explain, verify};
use voxtoken::{Clock, Secret, SystemClock};

fn main() -> Result<(), voxtoken::Error> {
    // The example app of Agora's own samples.
    let certificate = "5CFd2fd1755d40ecb72977518be15d3b";
    let builder = TokenBuilder::new("970CA35de60c44645bbae8a215061b33", certificate);
    let token = builder.rtc("lobby", &User::Uid(23), Role::Publisher, 3600, 3600)?;
    println!("{token}");

    let certificate = Secret::from(certificate);
    let expected = Expected {
        certificate: Some(&certificate),
        channel: Some("lobby"),
        user: Some(User::Uid(23)),
        now: Some(SystemClock.now()),
    };
    verify(&token, &expected)?;

    for finding in explain(&token, &Expected { channel: Some("Lobby"), ..expected }).findings {
        println!("{}", finding.message);
    }
    Ok(())
}
