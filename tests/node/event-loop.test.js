'use strict';

const assert = require('node:assert');
const { execFileSync } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');
const { test } = require('node:test');
const { monitorEventLoopDelay } = require('node:perf_hooks');

const { AiobToken, DashToken, NlsToken } = require('voxtoken');
const { Sandbox } = require('voxtoken/sandbox');

const { HeldServer } = require('./support/held-server');
const { run, start } = require('./support/program');
const { startTlsSandbox } = require('./support/tls-sandbox');

const KEY = { accessKeyId: 'id', accessKeySecret: 'secret' };
const SANDBOX_KEY = { accessKeyId: Sandbox.ACCESS_KEY_ID, accessKeySecret: Sandbox.ACCESS_KEY_SECRET };
const COUNT = 32;

test('32 asks at once are answered only after all of them came', async (t) => {
  const server = await HeldServer.start(t);
  const nls = new NlsToken({ ...KEY, endpoint: server.url });
  const asked = Array.from({ length: COUNT }, () => nls.fetch());
  await server.arrived(COUNT);
  server.release();
  for (const token of await Promise.all(asked)) assert.strictEqual(token.value, 'held-token');
});

test('the event loop goes on while calls begin, wait, are answered and fail', async (t) => {
  const server = await HeldServer.start(t);
  const { nls: endpoint, certificate } = await startTlsSandbox(t);
  const rootCertificates = fs.readFileSync(certificate);
  const refused = { endpoint: 'http://127.0.0.1:1' };
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  // The monitor counts from its first turn on.
  while (delay.count === 0) await new Promise((resolve) => setImmediate(resolve));
  // Each source is a new one, which remembers nothing. The second half needs root certificates.
  const asked = Array.from({ length: COUNT }, () => new NlsToken({ ...KEY, endpoint: server.url }).fetch());
  const secure = { ...SANDBOX_KEY, endpoint, rootCertificates, timeout: 60_000, connectTimeout: 60_000 };
  const encrypted = Array.from({ length: COUNT }, () => new NlsToken(secure).fetch());
  await server.arrived(COUNT);
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
  for (const token of await Promise.all(encrypted)) assert(token.isUsable());
  delay.disable();
  server.release();
  await Promise.all(asked);
  const [mean, max] = [delay.mean, delay.max].map((nanoseconds) => nanoseconds / 1e6);
  const figures = `mean ${mean.toFixed(2)} ms, max ${max.toFixed(2)} ms, ${turns} turns`;
  console.log(`loop delay while ${2 * COUNT} calls begin and ${COUNT} hang: ${figures}`);
  // A call that blocked would hold the loop until its time is over, after 10 s: the answers come only after this. And
  // 31 ms before each ask are 2 s, because all asks begin in one turn.
  assert(turns > 100, `${turns} turns`);
  assert(max < 2_000, `${max} ms`);
});

test('root certificates are read by the thread that asks, once for all sources', async (t) => {
  const { nls, folder, certificate } = await startTlsSandbox(t);
  const pipe = path.join(folder, 'pipe');
  execFileSync('mkfifo', [pipe]);
  const script = `
    const fs = require('node:fs');
    const { NlsToken } = require('voxtoken');
    const [settings, pipe, certificate] = process.argv.slice(1);
    const ask = () => new NlsToken(JSON.parse(settings)).fetch();
    process.env.SSL_CERT_FILE = pipe; // whoever opens it waits until somebody writes
    const asked = ask();
    console.log('asking');
    (async () => {
      await fs.promises.writeFile(pipe, fs.readFileSync(certificate));
      console.log((await asked).isUsable());
      console.log((await ask()).isUsable()); // nobody writes any more
    })();
  `;
  const settings = JSON.stringify({ ...SANDBOX_KEY, endpoint: nls, timeout: 60_000 });
  const ended = await run(script, { arguments: [settings, pipe, certificate] });
  assert.deepStrictEqual(ended, { code: 0, signal: null, stdout: 'asking\ntrue\ntrue\n', stderr: '' });
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
