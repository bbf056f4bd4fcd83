'use strict';

const assert = require('node:assert');
const { once } = require('node:events');
const path = require('node:path');
const { test } = require('node:test');
const vm = require('node:vm');
const { Worker } = require('node:worker_threads');

const { NlsToken } = require('voxtoken');

const { HeldServer } = require('./support/held-server');
const { run, start } = require('./support/program');

const WORKER = path.join(__dirname, 'fixtures', 'worker.js');

test('worker threads and the main thread ask at the same time', async (t) => {
  const server = await HeldServer.start(t);
  const workerData = { endpoint: server.url, count: 4 };
  const workers = Array.from({ length: 4 }, () => new Worker(WORKER, { workerData }));
  const main = new NlsToken({ accessKeyId: 'id', accessKeySecret: 's', endpoint: server.url }).fetch();
  await server.arrived(17);
  server.release();
  for (const [message] of await Promise.all(workers.map((worker) => once(worker, 'message')))) {
    assert.deepStrictEqual(message, { values: Array(4).fill('held-token'), last: 'held-token' });
  }
  assert.strictEqual((await main).value, 'held-token');
  await Promise.all(workers.map((worker) => worker.terminate()));
});

test('a worker ends by itself after its call', async (t) => {
  const server = await HeldServer.start(t, { isOpen: true });
  const worker = new Worker(WORKER, { workerData: { endpoint: server.url } });
  assert.deepStrictEqual(await once(worker, 'exit'), [0]);
});

test('a worker that is terminated during its calls harms nobody, before and after the answers', async (t) => {
  const server = await HeldServer.start(t);
  const script = `
    const { Worker } = require('node:worker_threads');
    const { NlsToken } = require('voxtoken');
    const [endpoint, file] = process.argv.slice(1);
    const main = new NlsToken({ accessKeyId: 'id', accessKeySecret: 's', endpoint }).fetch();
    const workers = Array.from({ length: 6 }, () => new Worker(file, { workerData: { endpoint, count: 4 } }));
    (async () => {
      process.stdin.resume();
      await new Promise((resolve) => process.stdin.once('data', resolve));
      const gone = workers.slice(0, 3).map((worker) => worker.terminate());
      await Promise.all(gone);
      console.log('terminated');
      // These are terminated while their answers come in.
      await Promise.race(workers.slice(3).map((worker) => new Promise((resolve) => worker.once('message', resolve))));
      await Promise.all(workers.slice(3).map((worker) => worker.terminate()));
      console.log((await main).value);
      process.stdin.destroy();
    })();
  `;
  const program = start(t, script, { arguments: [server.url, WORKER] });
  await server.arrived(25);
  program.say('go');
  assert.strictEqual(await program.line(), 'terminated');
  server.release();
  assert.strictEqual(await program.line(), 'held-token');
  assert.deepStrictEqual(await program.ended(), { code: 0, signal: null, stderr: '' });
});

test('calls in workers that are terminated harm nobody where the main thread has not loaded the module', async (t) => {
  const server = await HeldServer.start(t);
  const script = `
    const { once } = require('node:events');
    const { Worker } = require('node:worker_threads');
    const [endpoint, file] = process.argv.slice(1);
    const workers = [1, 2].map(() => new Worker(file, { workerData: { endpoint, count: 4 } }));
    process.stdin.once('data', async () => {
      await Promise.all(workers.map((worker) => worker.terminate()));
      console.log('terminated');
      process.stdin.once('data', async () => {
        // The answers have come in for nobody; another worker loads the module anew.
        const [message] = await once(new Worker(file, { workerData: { endpoint } }), 'message');
        console.log(message.last);
        process.stdin.destroy();
      });
    });
  `;
  const program = start(t, script, { arguments: [server.url, WORKER] });
  await server.arrived(8);
  program.say('go');
  assert.strictEqual(await program.line(), 'terminated');
  server.release();
  program.say('go');
  assert.strictEqual(await program.line(), 'held-token');
  assert.deepStrictEqual(await program.ended(), { code: 0, signal: null, stderr: '' });
});

/** What a worker says that has these variables, and no other. */
async function fromWorker(env) {
  const script = `
    const { createRequire } = require('node:module');
    const { parentPort, workerData } = require('node:worker_threads');
    const { NlsToken } = createRequire(workerData)('voxtoken');
    process.env.ALIYUN_AK_SECRET = 'its-own';
    const nls = new NlsToken();
    const { body, url } = nls.request();
    const id = new URLSearchParams(String(body)).get('AccessKeyId');
    nls.fetch().catch(({ kind, message }) => parentPort.postMessage({ id, url, kind, message }));
  `;
  const worker = new Worker(script, { eval: true, env, workerData: __filename });
  return (await once(worker, 'message'))[0];
}

test('a worker takes its keys, addresses and proxies from its own environment', async (t) => {
  t.after(() => delete process.env.https_proxy);
  const url = 'https://127.0.0.1:1/';
  const own = { ALIYUN_AK_ID: 'of-the-worker', VOXTOKEN_NLS_ENDPOINT: url, https_proxy: 'ftp://worker:1' };
  delete process.env.https_proxy;
  const { message, ...rest } = await fromWorker(own);
  assert.deepStrictEqual(rest, { id: 'of-the-worker', url, kind: 'proxy' });
  assert.match(message, /https_proxy has the unsupported scheme ftp:/);

  process.env.https_proxy = 'ftp://process:1';
  delete own.https_proxy;
  assert.strictEqual((await fromWorker(own)).kind, 'network');
});

test('workers may ask while the main thread changes the environment', async () => {
  const worker = `
    const { createRequire } = require('node:module');
    const { parentPort, workerData } = require('node:worker_threads');
    const { NlsToken } = createRequire(workerData)('voxtoken');
    const nls = new NlsToken({ accessKeyId: 'id', accessKeySecret: 's', endpoint: 'http://127.0.0.1:1' });
    (async () => {
      const kinds = new Set();
      for (let i = 0; i < 500; i += 1) kinds.add(await nls.fetch().catch(({ kind }) => kind));
      parentPort.postMessage([...kinds].join());
    })();
  `;
  const script = `
    const { Worker } = require('node:worker_threads');
    const [worker, workerData] = process.argv.slice(1);
    const running = new Set(Array.from({ length: 4 }, () => new Worker(worker, { eval: true, env: {}, workerData })));
    for (const worker of running) {
      worker.once('message', (kinds) => {
        console.log(kinds);
        running.delete(worker);
      });
    }
    let count = 0;
    (function change() {
      // Each new variable moves the list of all of them to another place.
      for (const end = count + 100; count < end; count += 1) process.env['V' + (count % 20_000)] = 'x'.repeat(count % 200);
      if (running.size > 0) setImmediate(change);
    })();
  `;
  const ended = await run(script, { arguments: [worker, __filename] });
  assert.deepStrictEqual(ended, { code: 0, signal: null, stdout: 'network\n'.repeat(4), stderr: '' });
});

test('two contexts use one module, and each may load one of its own', async (t) => {
  const server = await HeldServer.start(t, { isOpen: true });
  const contexts = [1, 2].map(() => vm.createContext({ voxtoken: require('voxtoken'), endpoint: server.url }));
  const ask = `
    const nls = new voxtoken.NlsToken({ accessKeyId: 'id', accessKeySecret: 'secret', endpoint });
    nls.apply({}).then((token) => [token.value, nls.token, token instanceof voxtoken.Token]);
  `;
  for (const answer of await Promise.all(contexts.map((context) => vm.runInContext(ask, context)))) {
    assert.deepStrictEqual([...answer], ['held-token', 'held-token', true]);
  }
  const foreign = vm.runInContext('new Uint8Array([255])', contexts[0]);
  assert.throws(
    () => new NlsToken({ accessKeyId: 'id', accessKeySecret: 's', rootCertificates: foreign }),
    { kind: 'invalid_argument', argument: 'rootCertificates' },
  );
});

test('the package can be loaded twice, as test runners do', async (t) => {
  const server = await HeldServer.start(t, { isOpen: true });
  const script = `
    const first = require('voxtoken');
    const { NlsToken } = first;
    for (const file of Object.keys(require.cache)) if (!file.endsWith('.node')) delete require.cache[file];
    const second = require('voxtoken');
    const settings = { accessKeyId: 'id', accessKeySecret: 's', endpoint: process.argv[1] };
    Promise.all([NlsToken, second.NlsToken].map((NlsToken) => new NlsToken(settings).apply())).then((tokens) => {
      console.log(first.NlsToken === NlsToken, NlsToken === second.NlsToken, ...tokens.map(({ value }) => value));
    });
  `;
  const { stdout, stderr } = await run(script, { arguments: [server.url] });
  assert.deepStrictEqual([stdout, stderr], ['true false held-token held-token\n', '']);
});
