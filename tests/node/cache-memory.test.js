'use strict';

const assert = require('node:assert');
const { test } = require('node:test');

const { temporaryFolder } = require('./support/folder');
const { run } = require('./support/program');

const MIB = 1024 * 1024;
const FLAGS = ['--expose-gc', '--max-semi-space-size=1'];

/** What these programs have in common. */
const PREFIX = `
  const { TokenCache } = require('voxtoken');
  async function collect() {
    for (let i = 0; i < 4; i += 1) {
      await new Promise((resolve) => setImmediate(resolve));
      global.gc();
    }
  }
`;
const PROGRAM = `
  ${PREFIX}
  const fetch = () => ({ value: 'text', expireTime: 4_000_000_000 });
  async function ask(caches) {
    for (let i = 0; i < caches; i += 1) {
      const cache = new TokenCache({ scope: 'test', fetch: () => cache && fetch() }, { onEvent: () => cache });
      const controller = new AbortController();
      const aborted = cache.get({ signal: controller.signal }).catch(() => {});
      const asked = [aborted, cache.get(), cache.get({ minValidity: 60 })];
      controller.abort();
      await Promise.all(asked);
      for (let j = 0; j < 10; j += 1) {
        cache.tryGet();
        await cache.get();
        cache.status();
      }
    }
  }
  async function measure() {
    await collect();
    const { heapUsed, external, rss } = process.memoryUsage();
    return { heap: heapUsed + external, rss };
  }
  (async () => {
    await ask(500);
    const before = await measure();
    await ask(2_000);
    const after = await measure();
    console.log(JSON.stringify({ heap: after.heap - before.heap, rss: after.rss - before.rss }));
  })();
`;

test('2,000 caches and 50,000 calls do not make the memory grow', { timeout: 300_000 }, async () => {
  const { stdout, stderr, code } = await run(PROGRAM, { flags: FLAGS });
  assert.deepStrictEqual([code, stderr], [0, '']);
  const { heap, rss } = JSON.parse(stdout);
  console.log(`2,000 caches: heap ${(heap / MIB).toFixed(2)} MiB, resident ${(rss / MIB).toFixed(2)} MiB more`);
  assert(heap < 2 * MIB, `the heap grew by ${heap} bytes`);
  assert(rss < 15 * MIB, `the resident set grew by ${rss} bytes`);
});

test('a cache that the program has forgotten goes, even if its functions know it', async () => {
  const script = `
    ${PREFIX}
    const timer = setInterval(collect, 1);
    const gone = new FinalizationRegistry(() => {
      console.log('gone');
      clearInterval(timer);
    });
    (() => {
      const cache = new TokenCache({ scope: 'test', fetch: () => cache }, { onEvent: () => cache });
      gone.register(cache);
    })();
  `;
  assert.deepStrictEqual(await run(script, { flags: FLAGS }), { code: 0, signal: null, stdout: 'gone\n', stderr: '' });
});

test('a promise of a function that is forgotten is no answer', async () => {
  const script = `
    ${PREFIX}
    const cache = new TokenCache({ scope: 'test', fetch: () => new Promise(() => {}) });
    const timer = setInterval(collect, 1);
    cache.get().catch((error) => {
      console.log(error.kind, error.message);
      clearInterval(timer);
    });
  `;
  const stdout = 'unavailable the source of tokens gave no answer\n';
  assert.deepStrictEqual(await run(script, { flags: FLAGS }), { code: 0, signal: null, stdout, stderr: '' });
});

test('a cache that is forgotten during a fetch leaves the token to the others', async (t) => {
  const script = `
    ${PREFIX}
    const file = process.argv[1];
    let [calls, give] = [0];
    const fetch = () => {
      calls += 1;
      return new Promise((resolve) => (give = resolve));
    };
    const make = () => new TokenCache({ scope: 'test', fetch }, { file });
    let isGone = false;
    const gone = new FinalizationRegistry(() => (isGone = true));
    let cache = make();
    gone.register(cache);
    cache.tryGet();
    (async () => {
      while (!give) await new Promise((resolve) => setImmediate(resolve));
      cache = undefined;
      while (!isGone) await collect();
      const asked = make().get();
      give({ value: 'T1', expireTime: 4_000_000_000 });
      console.log((await asked).value, calls);
      await collect();
    })();
  `;
  const ended = await run(script, { flags: FLAGS, arguments: [temporaryFolder(t)] });
  assert.deepStrictEqual(ended, { code: 0, signal: null, stdout: 'T1 1\n', stderr: '' });
});

test('a cache that is forgotten before its function is called leaves the call to the others', async (t) => {
  const script = `
    const { TokenCache } = require('voxtoken');
    const file = process.argv[1];
    const make = (value) => {
      const fetch = () => {
        console.log(value, 'is asked');
        return { value, expireTime: 4_000_000_000 };
      };
      return new TokenCache({ scope: 'test', fetch }, { file });
    };
    make('one').tryGet();
    setTimeout(async () => {
      global.gc();
      console.log((await make('other').get()).value);
    }, 0);
    const begun = Date.now();
    while (Date.now() < begun + 5); // then the timer comes before the call of the function
  `;
  const ended = await run(script, { flags: FLAGS, arguments: [temporaryFolder(t)] });
  assert.deepStrictEqual(ended, { code: 0, signal: null, stdout: 'other is asked\nother\n', stderr: '' });
});
