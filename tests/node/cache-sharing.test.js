'use strict';

const assert = require('node:assert');
const { once } = require('node:events');
const fs = require('node:fs');
const path = require('node:path');
const { test } = require('node:test');
const { Worker } = require('node:worker_threads');

const { NlsToken, TokenCache } = require('voxtoken');

const { temporaryFolder } = require('./support/folder');
const { HeldServer } = require('./support/held-server');
const { run, start } = require('./support/program');
const { RedisServer } = require('./support/redis');
const { rejection } = require('./support/rejection');

const FIXTURE = path.join(__dirname, 'fixtures', 'cache-worker.js');
const END = 4_000_000_000;

/** A cache of tokens from this server. */
function cacheAt(server, settings) {
  const nls = new NlsToken({ accessKeyId: 'id', accessKeySecret: 'secret', endpoint: server.url, timeout: 60_000 });
  return new TokenCache(nls, { deadline: 120_000, ...settings });
}

/** All that is in the files of a folder. */
function content(folder) {
  const entries = fs.readdirSync(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  return files.map((file) => fs.readFileSync(path.join(file.parentPath ?? file.path, file.name), 'utf8')).join();
}

/** Processes of their own that ask caches with these settings: what each gets. */
async function processes(count, endpoint, settings) {
  const words = [JSON.stringify({ endpoint, settings })];
  const ended = await Promise.all(Array.from({ length: count }, () => run(FIXTURE, { arguments: words })));
  return ended.map(({ code, stdout, stderr }) => {
    assert.deepStrictEqual([code, stderr], [0, '']);
    return JSON.parse(stdout);
  });
}

test('worker threads and the main thread share one call by a file', async (t) => {
  const server = await HeldServer.start(t);
  const settings = { file: temporaryFolder(t) };
  const workerData = { endpoint: server.url, settings };
  const workers = Array.from({ length: 4 }, () => new Worker(FIXTURE, { workerData }));
  const ended = workers.map((worker) => Promise.all([once(worker, 'message'), once(worker, 'exit')]));
  const own = cacheAt(server, settings).get();
  await server.arrived(1);
  server.release();
  for (const [[values], [code]] of await Promise.all(ended)) {
    assert.deepStrictEqual([values, code], [['held-token'], 0]);
  }
  assert.strictEqual((await own).value, 'held-token');
  assert.strictEqual(server.requests, 1);
});

test('processes share one call by a file', async (t) => {
  const server = await HeldServer.start(t);
  const file = temporaryFolder(t);
  const values = processes(4, server.url, { file });
  await server.arrived(1);
  server.release();
  assert.deepStrictEqual(await values, Array(4).fill(['held-token']));
  assert.strictEqual(server.requests, 1);
});

test('the file is in the folder that process.env names, also in a worker', async (t) => {
  const server = await HeldServer.start(t, { isOpen: true });
  const folder = temporaryFolder(t);
  const workerData = { endpoint: server.url, settings: { file: true } };
  const worker = new Worker(FIXTURE, { workerData, env: { XDG_CACHE_HOME: folder } });
  assert.deepStrictEqual((await once(worker, 'message'))[0], ['held-token']);
  assert(content(path.join(folder, 'voxtoken')).includes('held-token'));
  const nowhere = new Worker(FIXTURE, { workerData, env: {} });
  const [error] = await once(nowhere, 'error');
  assert.deepStrictEqual([error.kind, error.argument], ['invalid_argument', 'file']);
});

test('a file holds an encrypted token for those alone who have the secret', async (t) => {
  const server = await HeldServer.start(t, { isOpen: true });
  const file = temporaryFolder(t);
  for (const encrypt of [true, 'a secret']) {
    const before = server.requests;
    const asked = [1, 2].map(() => cacheAt(server, { file, encrypt, namespace: String(encrypt) }).get());
    for (const { value } of await Promise.all(asked)) assert.strictEqual(value, 'held-token');
    assert.strictEqual(server.requests, before + 1);
  }
  assert(!content(file).includes('held-token'));
  await cacheAt(server, { file, encrypt: 'another', namespace: 'a secret' }).get();
  assert.strictEqual(server.requests, 3);
});

test('a namespace and a scope keep tokens apart', async (t) => {
  const file = temporaryFolder(t);
  let calls = 0;
  const fetch = () => ({ value: `T${(calls += 1)}`, expireTime: END });
  const values = [];
  for (const [scope, namespace] of [['one', undefined], ['two', undefined], ['one', 'staging'], ['one', '']]) {
    values.push((await new TokenCache({ scope, fetch }, { file, namespace }).get()).value);
  }
  assert.deepStrictEqual(values, ['T1', 'T2', 'T3', 'T1']);
});

test('a folder that cannot be used is told, and done without', async (t) => {
  const folder = temporaryFolder(t);
  const file = path.join(folder, 'no-folder');
  fs.writeFileSync(file, '');
  const told = [];
  const onEvent = (event) => told.push(event);
  const fetch = () => ({ value: 'text', expireTime: END });
  const cache = new TokenCache({ scope: 'test', fetch }, { file, onEvent });
  assert.strictEqual((await cache.get()).value, 'text');
  while (told.length < 2) await new Promise((resolve) => setImmediate(resolve));
  const { name, layer, error } = told.find((event) => event.name === 'store_failed');
  assert.deepStrictEqual([name, layer], ['store_failed', 'file']);
  assert.match(error.message, /no-folder/);
  const failure = await rejection(cache.clear());
  assert.match(failure.message, /no-folder/);
  assert.strictEqual(cache.status().state, 'empty');
});

test('hosts share one call by Redis, and go on without it', async (t) => {
  const [server, redis] = await Promise.all([HeldServer.start(t), RedisServer.start(t)]);
  const values = processes(3, server.url, { redis: redis.url });
  await server.arrived(1);
  server.release();
  assert.deepStrictEqual(await values, Array(3).fill(['held-token']));
  const told = [];
  const cache = cacheAt(server, { redis: redis.url, onEvent: (event) => told.push(event) });
  assert.strictEqual((await cache.get()).value, 'held-token');
  assert.strictEqual(server.requests, 1);
  while (told.length < 1) await new Promise((resolve) => setImmediate(resolve));
  assert.deepStrictEqual(told, [{ name: 'shared', layer: 'redis' }]);

  await redis.stop();
  assert.strictEqual((await cacheAt(server, { redis: redis.url }).get()).value, 'held-token');
  assert.strictEqual(server.requests, 2);
  assert.strictEqual((await cache.get()).value, 'held-token');
});

/** A program with a cache of tokens from the server that it is given. */
const program = (deed) => `
  const { NlsToken, TokenCache } = require('voxtoken');
  const endpoint = process.argv[1];
  const nls = new NlsToken({ accessKeyId: 'id', accessKeySecret: 's', endpoint, timeout: 60_000 });
  const cache = new TokenCache(nls, { onEvent: () => {}, deadline: 120_000 });
  ${deed}
`;

test('a cache does not keep the process alive, and a call that waits does', async (t) => {
  const server = await HeldServer.start(t);
  const deeds = [
    'cache.status();',
    'cache.tryGet();',
    "new TokenCache({ scope: 's', fetch: () => new Promise(() => {}) }).tryGet();",
    'cache.get({ signal: AbortSignal.timeout(20) }).catch(() => {});',
    'cache.get({ deadline: 20 }).catch(() => {});',
  ];
  for (const deed of deeds) {
    const ended = await run(program(deed), { arguments: [server.url] });
    assert.deepStrictEqual(ended, { code: 0, signal: null, stdout: '', stderr: '' }, deed);
  }
  const before = server.requests;
  const ended = run(program('cache.get().then(({ value }) => console.log(value));'), { arguments: [server.url] });
  await server.arrived(before + 1);
  server.release();
  assert.deepStrictEqual(await ended, { code: 0, signal: null, stdout: 'held-token\n', stderr: '' });
});

test('process.exit during a fetch is an exit', async (t) => {
  const server = await HeldServer.start(t);
  const deed = `
    const own = new TokenCache({ scope: 's', fetch: () => new Promise(() => {}) });
    for (let i = 0; i < 8; i += 1) { cache.get(); cache.refresh(); own.get(); own.refresh(); }
    process.stdin.once('data', () => process.exit(7));
  `;
  const child = start(t, program(deed), { arguments: [server.url] });
  await server.arrived(1);
  child.say('go');
  assert.deepStrictEqual(await child.ended(), { code: 7, signal: null, stderr: '' });
});

test('workers that are terminated during a fetch harm nobody', async (t) => {
  const server = await HeldServer.start(t);
  const script = `
    const { Worker } = require('node:worker_threads');
    const [endpoint, fixture, file, voxtoken] = process.argv.slice(1);
    const own = \`
      const { parentPort, workerData } = require('node:worker_threads');
      const { TokenCache } = require(workerData);
      const cache = new TokenCache({ scope: 's', fetch: () => new Promise(() => parentPort.postMessage('asked')) });
      for (let i = 0; i < 8; i += 1) { cache.get(); cache.refresh(); }
    \`;
    const asking = [1, 2].map(() => new Worker(fixture, { workerData: { endpoint, settings: { file } } }));
    const fetching = [1, 2].map(() => new Worker(own, { eval: true, workerData: voxtoken }));
    const asked = fetching.map((worker) => new Promise((resolve) => worker.once('message', resolve)));
    process.stdin.once('data', async () => {
      await Promise.all(asked);
      await Promise.all([...asking, ...fetching].map((worker) => worker.terminate()));
      console.log('terminated');
      const last = new Worker(fixture, { workerData: { endpoint, settings: { file } } });
      last.once('message', (values) => console.log(values.join()));
      process.stdin.destroy();
    });
  `;
  const words = [server.url, FIXTURE, temporaryFolder(t), require.resolve('voxtoken')];
  const child = start(t, script, { arguments: words });
  await server.arrived(1);
  child.say('go');
  assert.strictEqual(await child.line(), 'terminated');
  server.release();
  assert.strictEqual(await child.line(), 'held-token');
  assert.deepStrictEqual(await child.ended(), { code: 0, signal: null, stderr: '' });
  assert.strictEqual(server.requests, 1);
});

/** A function that never answers, and a cache of it; `asked` is called when it is asked. */
const unanswered = (asked) => `
  const kept = [];
  const fetch = () => {
    ${asked};
    return new Promise((resolve) => kept.push(resolve));
  };
  const cache = new TokenCache({ scope: 's', fetch }, { file });
`;

/** A cache that waits for whoever fetches into this folder: its token, and how often its own function is asked. */
function waiting(file) {
  let calls = 0;
  const fetch = () => ({ value: `own token ${(calls += 1)}`, expireTime: END });
  const cache = new TokenCache({ scope: 's', fetch }, { file, deadline: 120_000 });
  return { cache, token: cache.get() };
}

test('a worker that is terminated during a fetch leaves it to the next, without a failure', async (t) => {
  const file = temporaryFolder(t);
  const script = `
    const { parentPort, workerData: { voxtoken, file } } = require('node:worker_threads');
    const { TokenCache } = require(voxtoken);
    ${unanswered("parentPort.postMessage('asked')")}
    cache.get();
    setInterval(() => {}, 1000);
  `;
  const worker = new Worker(script, { eval: true, workerData: { voxtoken: require.resolve('voxtoken'), file } });
  await once(worker, 'message');
  const { cache, token } = waiting(file);
  await worker.terminate();
  assert.strictEqual((await token).value, 'own token 1');
  assert.strictEqual(cache.status().counters.failed, 0);
});

test('a program that ends during a fetch leaves it to the next, without a failure', async (t) => {
  const file = temporaryFolder(t);
  const script = `
    const { TokenCache } = require('voxtoken');
    const file = process.argv[1];
    ${unanswered("console.log('asked')")}
    cache.tryGet();
    process.stdin.once('data', () => process.stdin.destroy());
  `;
  const child = start(t, script, { arguments: [file] });
  assert.strictEqual(await child.line(), 'asked');
  const { cache, token } = waiting(file);
  child.say('go');
  assert.deepStrictEqual(await child.ended(), { code: 0, signal: null, stderr: '' });
  assert.strictEqual((await token).value, 'own token 1');
  assert.strictEqual(cache.status().counters.failed, 0);
});
