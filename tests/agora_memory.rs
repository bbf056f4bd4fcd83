//! Minting and verifying keeps nothing: the memory of the process does not grow.

use voxtoken::Secret;
use voxtoken::agora::{Expected, Role, TokenBuilder, User, verify};

const APP_ID: &str = "970CA35de60c44645bbae8a215061b33";
const CERTIFICATE: &str = "5CFd2fd1755d40ecb72977518be15d3b";

/// A million in a release build, a tenth of it in a debug build.
const TOKENS: u32 = if cfg!(debug_assertions) { 100_000 } else { 1_000_000 };

/// What a leak of one byte per token would exceed in a debug build already.
const MAX_GROWTH_KB: u64 = 96;

#[test]
#[cfg(target_os = "linux")]
fn a_million_tokens_leave_no_memory_behind() {
    let builder = TokenBuilder::new(APP_ID, CERTIFICATE);
    let certificate = Secret::from(CERTIFICATE);
    let use_tokens = |uids: std::ops::Range<u32>| {
        for uid in uids {
            let token = builder.rtc("lobby", &User::Uid(uid), Role::Publisher, 3600, 3600).unwrap();
            let old = builder.rtc_006("lobby", &User::Uid(uid), Role::Publisher, 0).unwrap();
            if uid % 8 == 0 {
                let expected = Expected {
                    certificate: Some(&certificate),
                    channel: Some("lobby"),
                    user: Some(User::Uid(uid)),
                    now: None,
                };
                verify(&token, &expected).unwrap();
                verify(&old, &expected).unwrap();
            }
        }
    };
    use_tokens(1..5_000);
    let before = resident_kb();
    use_tokens(5_000..5_000 + TOKENS);
    let growth = resident_kb().saturating_sub(before);
    assert!(growth <= MAX_GROWTH_KB, "{TOKENS} tokens left {growth} KiB");
}

#[cfg(target_os = "linux")]
fn resident_kb() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap();
    line.trim().trim_end_matches(" kB").parse().unwrap()
}
