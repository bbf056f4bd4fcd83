//! The fuzz targets on their seeds and on 20,000 mutations of them each, the same in every run.

#[path = "../fuzz/bodies/agora.rs"]
mod agora;
#[path = "../fuzz/bodies/answers.rs"]
mod answers;

use std::fs;
use std::path::Path;

const MUTATIONS: usize = 20_000;

#[test]
fn parse_006() {
    run("parse_006", agora::parse_006);
}

#[test]
fn parse_007() {
    run("parse_007", agora::parse_007);
}

#[test]
fn explain() {
    run("explain", agora::explain);
}

#[test]
fn answers() {
    run("answers", answers::answers);
}

fn run(target: &str, body: fn(&[u8])) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus").join(target);
    let mut files: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let seeds: Vec<_> = files.iter().map(|file| fs::read(file).unwrap()).collect();
    assert!(seeds.len() >= 8, "{target} has seeds");
    seeds.iter().for_each(|seed| body(seed));
    let mut random = Random(1);
    for _ in 0..MUTATIONS {
        body(&random.mutation(&seeds));
    }
}

/// xorshift64
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 16) as usize % end.max(1)
    }

    fn mutation(&mut self, seeds: &[Vec<u8>]) -> Vec<u8> {
        let mut input = seeds[self.below(seeds.len())].clone();
        for _ in 0..1 + self.below(3) {
            let at = self.below(input.len());
            match self.below(6) {
                0 if !input.is_empty() => input[at] ^= 1 << self.below(8),
                1 if !input.is_empty() => input[at] = [0, 1, 0x7f, 0x80, 0xff][self.below(5)],
                2 => input.truncate(at),
                3 => input.insert(at, self.below(256) as u8),
                4 => drop(input.drain(at..(at + self.below(8)).min(input.len()))),
                _ => {
                    let other = &seeds[self.below(seeds.len())];
                    input.truncate(at);
                    input.extend_from_slice(&other[self.below(other.len())..]);
                }
            }
        }
        input
    }
}
