//! Minting and verifying, end to end: real clock, random salt, 4,096 different inputs.

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use voxtoken::agora::{Expected, Role, TokenBuilder, User, build_batch, verify};
use voxtoken::{Clock, Secret, SystemClock};

const APP_ID: &str = "970CA35de60c44645bbae8a215061b33";
const CERTIFICATE: &str = "5CFd2fd1755d40ecb72977518be15d3b";

/// Repeating one input would let the processor learn it by heart.
const INPUTS: u32 = 4096;

fn inputs() -> Vec<(String, u32)> {
    let channel = |n: u32| {
        let half = u64::from(n + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        format!("{half:016x}{:016x}", half.rotate_left(29) ^ 0x5bd1_e995)
    };
    (0..INPUTS).map(|n| (channel(n), 2_000_000_000 + n * 523)).collect()
}

fn benches(criterion: &mut Criterion) {
    let builder = TokenBuilder::new(APP_ID, CERTIFICATE);
    let mint_007 =
        |(channel, uid): &(String, u32)| builder.rtc(channel, &User::Uid(*uid), Role::Publisher, 3600, 3600);
    let mint_006 =
        |(channel, uid): &(String, u32)| builder.rtc_006(channel, &User::Uid(*uid), Role::Publisher, 0);
    let inputs = inputs();

    let mut group = criterion.benchmark_group("agora");
    let mut turn = inputs.iter().cycle();
    group.bench_function("mint 007 RTC publisher", |bencher| {
        bencher.iter(|| black_box(mint_007(turn.next().unwrap()).unwrap()));
    });
    let mut turn = inputs.iter().cycle();
    group.bench_function("mint 006 RTC publisher", |bencher| {
        bencher.iter(|| black_box(mint_006(turn.next().unwrap()).unwrap()));
    });

    let certificate = Secret::from(CERTIFICATE);
    let tokens: Vec<_> = inputs.iter().map(|input| (mint_007(input).unwrap(), input)).collect();
    let mut turn = tokens.iter().cycle();
    group.bench_function("parse and verify 007", |bencher| {
        bencher.iter(|| {
            let (token, (channel, uid)) = turn.next().unwrap();
            let expected = Expected {
                certificate: Some(&certificate),
                channel: Some(channel),
                user: Some(User::Uid(*uid)),
                now: Some(SystemClock.now()),
            };
            black_box(verify(token, &expected).unwrap())
        });
    });

    group.throughput(Throughput::Elements(INPUTS.into()));
    group.bench_function("mint 4096 007 on all cores", |bencher| {
        bencher.iter(|| black_box(build_batch(&inputs, mint_007)));
    });
    group.finish();
}

criterion_group!(agora, benches);
criterion_main!(agora);
