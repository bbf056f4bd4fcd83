'use strict';

const assert = require('node:assert');
const { test } = require('node:test');
const { monitorEventLoopDelay } = require('node:perf_hooks');

const { AiobToken, DashToken, NlsToken } = require('voxtoken');

const { HeldServer } = require('./support/held-server');
const { run, start } = require('./support/program');

const KEY = { accessKeyId: 'id', accessKeySecret: 'secret' };
const COUNT = 32;

test('32 asks at once are answered only after all of them came', async (t) => {
  const server = await HeldServer.start(t);
  const nls = new NlsToken({ ...KEY, endpoint: server.url });
  const asked = Array.from({ length: COUNT }, () => nls.fetch());
  await server.arrived(COUNT);
  server.release();
  for (const token of await Promise.all(asked)) assert.strictEqual(token.value, 'held-token');
});

test('the event loop goes on while calls wait, are answered and fail', async (t) => {
  const server = await HeldServer.start(t);
  const refused = { endpoint: 'http://127.0.0.1:1' };
  const nls = new NlsToken({ ...KEY, endpoint: server.url });
  await assert.rejects(new NlsToken({ ...KEY, ...refused }).fetch(), { kind: 'network' });
  const asked = Array.from({ length: COUNT }, () => nls.fetch());
  const delay = monitorEventLoopDelay({ resolution: 1 });
  await server.arrived(COUNT);
  delay.enable();
  // While all calls hang the loop turns, and nothing but its own timer makes it wait.
  let turns = 0;
  const end = performance.now() + 500;
  while (performance.now() < end) {
    await new Promise((resolve) => setImmediate(resolve));
    turns += 1;
  }
  await Promise.allSettled([
    new DashToken({ apiKey: 'k', ...refused }).fetch(),
    new AiobToken({ accessKey: 'a', secretKey: 's', ...refused }).fetch(),
  ]);
  delay.disable();
  server.release();
  await Promise.all(asked);
  const [mean, max] = [delay.mean, delay.max].map((nanoseconds) => nanoseconds / 1e6);
  const figures = `mean ${mean.toFixed(2)} ms, max ${max.toFixed(2)} ms, ${turns} turns`;
  console.log(`loop delay while ${COUNT} calls hang: ${figures}`);
  // A call that blocked would hold the loop until its time is over, after 10 s: the answers come only after this.
  assert(turns > 100, `${turns} turns`);
  assert(max < 2_000, `${max} ms`);
});

test('a call that hangs occupies no thread of the pool', async (t) => {
  const server = await HeldServer.start(t);
  const script = `
    const crypto = require('node:crypto');
    const dns = require('node:dns').promises;
    const fs = require('node:fs').promises;
    const { promisify } = require('node:util');
    const { NlsToken } = require('voxtoken');
    const nls = new NlsToken({ accessKeyId: 'id', accessKeySecret: 's', endpoint: process.argv[1] });
    const asked = Array.from({ length: 8 }, () => nls.fetch());
    (async () => {
      process.stdin.resume();
      await new Promise((resolve) => process.stdin.once('data', resolve));
      await fs.readFile(process.execPath);
      await promisify(crypto.pbkdf2)('a', 'b', 1, 8, 'sha256');
      await dns.lookup('localhost');
      console.log('the pool is free');
      await Promise.all(asked);
      console.log('answered');
      process.stdin.destroy();
    })();
  `;
  const program = start(t, script, { arguments: [server.url], env: { UV_THREADPOOL_SIZE: '1' } });
  await server.arrived(8);
  program.say('go');
  assert.strictEqual(await program.line(), 'the pool is free');
  server.release();
  assert.strictEqual(await program.line(), 'answered');
  assert.deepStrictEqual(await program.ended(), { code: 0, signal: null, stderr: '' });
});

test('nothing is left at rest: no handle, no thread, no listener', async (t) => {
  const server = await HeldServer.start(t, { isOpen: true });
  const script = `
    const fs = require('node:fs');
    const { NlsToken } = require('voxtoken');
    const nls = new NlsToken({ accessKeyId: 'id', accessKeySecret: 's', endpoint: process.argv[1] });
    const threads = () => {
      try {
        return fs.readdirSync('/proc/self/task')
          .filter((id) => /voxtoken|tokio/.test(fs.readFileSync('/proc/self/task/' + id + '/comm', 'utf8')));
      } catch (error) {
        if (error.code !== 'ENOENT') throw error;
        return process.platform === 'linux' ? threads() : [];
      }
    };
    (async () => {
      const before = process.getActiveResourcesInfo().sort().join();
      for (let i = 0; i < 10; i += 1) await nls.apply();
      await new Promise((resolve) => setImmediate(resolve));
      console.log(process.getActiveResourcesInfo().sort().join() === before);
      while (threads().length > 0) await new Promise((resolve) => setImmediate(resolve));
      console.log('no thread');
    })();
  `;
  const ended = await run(script, { arguments: [server.url] });
  assert.deepStrictEqual(ended, { code: 0, signal: null, stdout: 'true\nno thread\n', stderr: '' });
});
