//! What it costs to sign a `CreateToken` request, with another nonce and second each time.

use std::hint::black_box;

use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use voxtoken::aliyun::NlsToken;
use voxtoken::aliyun::nls::Signature;

fn signing(c: &mut Criterion) {
    let mut count = 0_u64;
    let mut inputs = move || {
        count += 1;
        (1_700_000_000 + count % 86_400, format!("{:032x}", u128::from(count) * 0x9E37_79B9_7F4A_7C15_F39C))
    };
    for signature in [Signature::Rpc, Signature::Roa, Signature::Acs3] {
        let token =
            NlsToken::new("LTAI5tExampleExampleExam", "ExampleSecretExampleSecretExam").signature(signature);
        c.bench_function(&format!("sign CreateToken, {signature:?}"), |bencher| {
            bencher.iter_batched(
                &mut inputs,
                |(now, nonce)| token.request(black_box(now), &nonce).unwrap(),
                BatchSize::SmallInput,
            );
        });
    }
}

criterion_group!(benches, signing);
criterion_main!(benches);
