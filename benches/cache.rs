//! A token that is in memory: what each use of it costs, beside the least that sharing it could cost.

use std::hint::black_box;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::thread;

use arc_swap::ArcSwap;
use criterion::{Criterion, criterion_group, criterion_main};
use voxtoken::{Clock, Scope, SourceFn, SystemClock, Token, TokenCache};

/// Measures `work` alone, and while another thread does the same.
fn measure(criterion: &mut Criterion, name: &str, work: impl Fn() + Sync) {
    let mut group = criterion.benchmark_group(name);
    group.bench_function("one thread", |bencher| bencher.iter(&work));
    let end = AtomicBool::new(false);
    thread::scope(|scope| {
        scope.spawn(|| {
            while !end.load(Relaxed) {
                work();
            }
        });
        group.bench_function("two threads", |bencher| bencher.iter(&work));
        end.store(true, Relaxed);
    });
    group.finish();
}

fn benches(criterion: &mut Criterion) {
    let token = || Token::new("b".repeat(32), 4_000_000_000);
    let source = SourceFn::new(Scope::new("bench"), move || Ok(token()));
    let cache = TokenCache::new(source).unwrap();
    cache.get().unwrap();
    measure(criterion, "cache get", || drop(black_box(cache.get().unwrap())));
    measure(criterion, "cache try_get", || drop(black_box(cache.try_get().unwrap())));

    let plain = Arc::new(token());
    measure(criterion, "plain Arc clone", || drop(black_box(plain.clone())));
    let swap = ArcSwap::from_pointee(token());
    measure(criterion, "arc-swap load_full", || drop(black_box(swap.load_full())));
    measure(criterion, "both clocks", || {
        black_box(SystemClock.moment());
    });
    measure(criterion, "both clocks and a plain Arc clone", || {
        black_box(SystemClock.moment());
        drop(black_box(plain.clone()));
    });
}

criterion_group!(cache, benches);
criterion_main!(cache);
