// What a token of a cache costs that is there.
//
//     bash benches/node.sh
//
// installs what it needs and runs it there; voxtoken must be a release build. Prints the median and the fastest round of
// each way to get the token, and fails when the fastest of `tryGet` misses its goal.

import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const here = createRequire(path.join(process.cwd(), 'package.json'));
const { bench, do_not_optimize, run } = await import(pathToFileURL(here.resolve('mitata')));
const { TokenCache } = here('voxtoken');

const GOAL = 1_500; // nanoseconds

const fetch = () => ({ value: 'text', expireTime: 4_000_000_000 });
const cache = new TokenCache({ scope: 'bench', fetch });
await cache.get();

bench('tryGet', () => do_not_optimize(cache.tryGet()));
bench('get', async () => do_not_optimize(await cache.get()));
const { benchmarks } = await run({ format: 'quiet', colors: false });

const fastest = new Map();
for (const { alias, runs } of benchmarks) {
  const { min, p50 } = runs[0].stats;
  fastest.set(alias, min);
  console.log(`${alias.padEnd(8)} median ${p50.toFixed(0).padStart(6)} ns, fastest ${min.toFixed(0).padStart(6)} ns`);
}
if (fastest.get('tryGet') > GOAL) {
  console.error(`tryGet takes more than ${GOAL} ns`);
  process.exitCode = 1;
}
