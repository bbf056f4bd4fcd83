//! Minting and verifying keeps no memory, and reading a token needs a bounded amount.

#![cfg(target_os = "linux")]

use std::fs;
use std::sync::Mutex;

use voxtoken::agora::{
    Access, AccessToken2, Expected, Permissions, Resource, Role, Service, TokenBuilder, User, explain, parse,
    verify,
};
use voxtoken::{Clock, Secret, SystemClock};

const APP_ID: &str = "970CA35de60c44645bbae8a215061b33";
const CERTIFICATE: &str = "5CFd2fd1755d40ecb72977518be15d3b";

/// Few in a debug build, which is slow; a leak of five bytes per token would be seen there, too.
const TOKENS: u32 = if cfg!(debug_assertions) { 20_000 } else { 1_000_000 };

/// The tests look at the memory of the process, so they run one after the other.
static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());

#[test]
fn a_million_tokens_leave_no_memory_behind() {
    let _guard = ONE_AT_A_TIME.lock().unwrap();
    let builder = TokenBuilder::new(APP_ID, CERTIFICATE);
    let certificate = Secret::from(CERTIFICATE);
    let use_tokens = |uids: std::ops::Range<u32>| {
        for uid in uids {
            let token = builder.rtc("lobby", &User::Uid(uid), Role::Publisher, 3600, 3600).unwrap();
            let old = builder.rtc_006("lobby", &User::Uid(uid), Role::Publisher, 0).unwrap();
            let expected = Expected {
                certificate: Some(&certificate),
                channel: Some("lobby"),
                user: Some(User::Uid(uid)),
                now: Some(SystemClock.now()),
            };
            verify(&token, &expected).unwrap();
            verify(&old, &expected).unwrap();
        }
    };
    use_tokens(1..5_000);
    let before = memory_kb("VmRSS:");
    use_tokens(5_000..5_000 + TOKENS);
    let growth = memory_kb("VmRSS:").saturating_sub(before);
    assert!(growth < 96, "{TOKENS} tokens left {growth} KiB");
}

#[test]
fn the_largest_tokens_are_read_in_bounded_memory() {
    let _guard = ONE_AT_A_TIME.lock().unwrap();
    let certificate = CERTIFICATE.into();
    let build = |service: Service, count| {
        let mut token = AccessToken2::new(APP_ID, 1, 1, 1);
        token.services = vec![service; count];
        token.build(&certificate).unwrap()
    };
    let mut names = Permissions::default();
    names.add(Resource::Users, Access::Read, vec![""; 65_535]);
    let mut resources = Permissions::default();
    (0..=u16::MAX - 1).for_each(|number| resources.add(number, Access::Read, [""; 0]));
    let mut many = Service::fpa();
    many.privileges.extend((0..u16::MAX).map(|number| (number, 1)));
    for token in [
        build(Service::fpa(), 65_535),
        build(Service::rtm2("", names), 7),
        build(Service::rtm2("", resources), 1),
        build(many, 2),
    ] {
        let before = memory_kb("VmRSS:");
        fs::write("/proc/self/clear_refs", "5").unwrap(); // forget the peak
        let parsed = parse(&token).unwrap();
        let report = explain(&token, &Expected { channel: Some("c"), ..Expected::default() });
        let growth = memory_kb("VmHWM:").saturating_sub(before);
        assert!(growth < 128 * 1024, "{growth} KiB for {} bytes", token.len());
        drop((parsed, report));
    }
}

fn memory_kb(name: &str) -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix(name)).unwrap();
    line.trim().trim_end_matches(" kB").parse().unwrap()
}
