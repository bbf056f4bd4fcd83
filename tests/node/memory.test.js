'use strict';

const assert = require('node:assert');
const { test } = require('node:test');

const { HeldServer } = require('./support/held-server');
const { run } = require('./support/program');

const PROGRAM = `
  const { NlsToken } = require('voxtoken');
  const [endpoint, count] = [process.argv[1], Number(process.argv[2])];
  const nls = new NlsToken({ accessKeyId: 'id', accessKeySecret: 's', endpoint });
  const { signal } = new AbortController();
  async function ask(calls) {
    const workers = Array.from({ length: 8 }, async () => {
      for (let i = 0; i < calls / 8; i += 1) {
        await nls.apply(i % 2 ? {} : { signal });
        // Each tenth is abandoned.
        if (i % 10 === 0) {
          const controller = new AbortController();
          const abandoned = nls.apply({ signal: controller.signal });
          controller.abort();
          await abandoned.catch(() => {});
        }
      }
    });
    await Promise.all(workers);
  }
  async function measure() {
    for (let i = 0; i < 4; i += 1) {
      await new Promise((resolve) => setImmediate(resolve));
      global.gc();
    }
    const { heapUsed, external, rss } = process.memoryUsage();
    return { heap: heapUsed + external, rss };
  }
  (async () => {
    await ask(2_000);
    const before = await measure();
    await ask(count);
    const after = await measure();
    console.log(JSON.stringify({ heap: after.heap - before.heap, rss: after.rss - before.rss }));
  })();
`;
const MIB = 1024 * 1024;

test('10,000 calls, and 1,000 more that are aborted, do not make the memory grow', { timeout: 300_000 }, async (t) => {
  const server = await HeldServer.start(t, { isOpen: true });
  const flags = ['--expose-gc', '--max-semi-space-size=1'];
  const { stdout, stderr, code } = await run(PROGRAM, { flags, arguments: [server.url, '10000'] });
  assert.deepStrictEqual([code, stderr], [0, '']);
  const { heap, rss } = JSON.parse(stdout);
  console.log(`10,000 calls: heap ${(heap / MIB).toFixed(2)} MiB, resident ${(rss / MIB).toFixed(2)} MiB more`);
  // A leak of 200 bytes for each call would show in the heap, one of 1.5 KiB in the resident set.
  assert(heap < 2 * MIB, `the heap grew by ${heap} bytes`);
  assert(rss < 15 * MIB, `the resident set grew by ${rss} bytes`);
});
