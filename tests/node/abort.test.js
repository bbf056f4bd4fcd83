'use strict';

const assert = require('node:assert');
const { test } = require('node:test');

const { NlsToken } = require('voxtoken');

const { HeldServer } = require('./support/held-server');
const { run } = require('./support/program');

const KEY = { accessKeyId: 'id', accessKeySecret: 'secret' };

test('an aborted signal ends a call before anything is sent', async (t) => {
  const server = await HeldServer.start(t, { isOpen: true });
  const nls = new NlsToken({ ...KEY, endpoint: server.url });
  const token = await nls.apply();
  const reason = new Error('enough');
  for (const ask of ['apply', 'fetch']) {
    await assert.rejects(nls[ask]({ signal: AbortSignal.abort(reason) }), reason);
    await assert.rejects(nls[ask]({ signal: AbortSignal.abort() }), { name: 'AbortError' });
  }
  assert.strictEqual(server.requests, 1);
  assert.strictEqual(nls.last, token);
});

test('a call that waits ends with the reason of its signal, and the last token stays', async (t) => {
  const server = await HeldServer.start(t, { isOpen: true });
  const nls = new NlsToken({ ...KEY, endpoint: server.url });
  const token = await nls.apply();
  server.hold();
  for (const [index, ask] of ['apply', 'fetch'].entries()) {
    const controller = new AbortController();
    const asking = nls[ask]({ signal: controller.signal });
    await server.arrived(2 + index);
    controller.abort('a reason of any type');
    await assert.rejects(asking, (reason) => reason === 'a reason of any type');
    assert.strictEqual(nls.last, token);
  }
  server.release();
});

test('a signal with a time limit ends a call', async (t) => {
  const server = await HeldServer.start(t);
  const nls = new NlsToken({ ...KEY, endpoint: server.url });
  await assert.rejects(nls.apply({ signal: AbortSignal.timeout(20) }), { name: 'TimeoutError' });
});

test('one signal ends many calls, and only those that were given it', async (t) => {
  const server = await HeldServer.start(t);
  const nls = new NlsToken({ ...KEY, endpoint: server.url });
  const controller = new AbortController();
  const ended = [1, 2, 3].map(() => nls.fetch({ signal: controller.signal }));
  const other = nls.fetch({ signal: new AbortController().signal });
  await server.arrived(4);
  controller.abort();
  for (const { status } of await Promise.allSettled(ended)) assert.strictEqual(status, 'rejected');
  server.release();
  assert.strictEqual((await other).value, 'held-token');
});

test('one signal serves more than ten calls without a warning', async () => {
  const script = `
    const { NlsToken } = require('voxtoken');
    const nls = new NlsToken({ accessKeyId: 'id', accessKeySecret: 's', endpoint: 'http://127.0.0.1:1' });
    const { signal } = new AbortController();
    const asked = Array.from({ length: 32 }, () => nls.fetch({ signal }));
    Promise.allSettled(asked).then((ended) => console.log(ended.length));
  `;
  assert.deepStrictEqual(await run(script), { code: 0, signal: null, stdout: '32\n', stderr: '' });
});

test('an abort after the answer changes nothing, and no listener stays behind', async (t) => {
  const server = await HeldServer.start(t, { isOpen: true });
  const nls = new NlsToken({ ...KEY, endpoint: server.url });
  const controller = new AbortController();
  const { signal } = controller;
  const counts = { addEventListener: 0, removeEventListener: 0 };
  for (const name of Object.keys(counts)) {
    const original = signal[name];
    signal[name] = function (...words) {
      counts[name] += 1;
      return original.apply(this, words);
    };
  }
  const token = await nls.apply({ signal });
  await assert.rejects(new NlsToken({ ...KEY, endpoint: 'http://127.0.0.1:1' }).fetch({ signal }), { kind: 'network' });
  assert.deepStrictEqual(counts, { addEventListener: 2, removeEventListener: 2 });
  controller.abort();
  assert.strictEqual(nls.last, token);
});

test('an aborted call does not keep the process alive', async (t) => {
  const server = await HeldServer.start(t);
  const script = `
    const { NlsToken } = require('voxtoken');
    const nls = new NlsToken({ accessKeyId: 'id', accessKeySecret: 's', endpoint: process.argv[1], timeout: 2 ** 31 });
    nls.apply({ signal: AbortSignal.timeout(20) }).catch((error) => console.log(error.name));
  `;
  const ended = await run(script, { arguments: [server.url] });
  assert.deepStrictEqual(ended, { code: 0, signal: null, stdout: 'TimeoutError\n', stderr: '' });
});

test('a rejection that nobody handles comes once, and not for an abort that somebody handles', async () => {
  const script = `
    const { NlsToken } = require('voxtoken');
    const events = [];
    process.on('unhandledRejection', (reason) => events.push(reason.name));
    process.on('exit', () => console.log(events.join()));
    const nls = new NlsToken({ accessKeyId: 'id', accessKeySecret: 's', endpoint: 'http://127.0.0.1:1' });
    nls.apply().catch(() => {});
    nls.apply({ signal: AbortSignal.abort() }).catch(() => {});
    nls.apply({ signal: AbortSignal.timeout(1) }).catch(() => {});
    nls.apply({ signal: 5 }).catch(() => {});
    nls.fetch();
  `;
  const ended = await run(script);
  assert.deepStrictEqual(ended, { code: 0, signal: null, stdout: 'VoxTokenError\n', stderr: '' });
});
