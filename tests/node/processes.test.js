'use strict';

const assert = require('node:assert');
const { fork } = require('node:child_process');
const { once } = require('node:events');
const path = require('node:path');
const { test } = require('node:test');

const { HeldServer } = require('./support/held-server');
const { run } = require('./support/program');

const CHILD = path.join(__dirname, 'fixtures', 'child-process.js');
const SETTINGS = "{ accessKeyId: 'id', accessKeySecret: 's', endpoint: process.argv[1] }";

/** A program that has calls under way when it does this. */
const during = (deed) => `
  const http = require('node:http');
  const { NlsToken } = require('voxtoken');
  const nls = new NlsToken(${SETTINGS});
  for (let i = 0; i < 8; i += 1) nls.fetch();
  // The parent says when all of them wait.
  http.get(process.argv[2], () => { ${deed} });
`;

/** Ends the program of `during` when its calls wait, and gives how it ended. */
async function endDuring(t, deed) {
  const [server, bell] = await Promise.all([HeldServer.start(t), HeldServer.start(t)]);
  const ended = run(during(deed), { arguments: [server.url, bell.url] });
  await Promise.all([server.arrived(8), bell.arrived(1)]);
  bell.release();
  return ended;
}

test('process.exit during calls is an exit with that code, and nothing else', async (t) => {
  for (const code of [0, 7]) {
    const ended = await endDuring(t, `process.exit(${code})`);
    assert.deepStrictEqual(ended, { code, signal: null, stdout: '', stderr: '' });
  }
});

test('an exit during calls still runs what the program has for its end', async (t) => {
  const deed = "process.on('exit', () => console.log('end')); process.exitCode = 3; process.exit()";
  const ended = await endDuring(t, deed);
  assert.deepStrictEqual(ended, { code: 3, signal: null, stdout: 'end\n', stderr: '' });
});

test('an uncaught error during calls is told as ever', async (t) => {
  const { code, signal, stderr } = await endDuring(t, "throw new Error('of the program')");
  assert.deepStrictEqual([code, signal], [1, null]);
  assert.match(stderr, /Error: of the program/);
});

test('an exit while the answers come in is an exit', async (t) => {
  const script = `
    const { NlsToken } = require('voxtoken');
    const nls = new NlsToken(${SETTINGS});
    Promise.race(Array.from({ length: 16 }, () => nls.fetch())).then(() => process.exit(5));
  `;
  const server = await HeldServer.start(t, { isOpen: true });
  for (let i = 0; i < 5; i += 1) {
    const ended = await run(script, { arguments: [server.url] });
    assert.deepStrictEqual(ended, { code: 5, signal: null, stdout: '', stderr: '' });
  }
});

test('a program ends by itself after its calls, and not before', async (t) => {
  const server = await HeldServer.start(t);
  const script = `
    const { NlsToken } = require('voxtoken');
    const nls = new NlsToken(${SETTINGS});
    nls.apply().then(({ value }) => console.log(value));
  `;
  const ended = run(script, { arguments: [server.url] });
  await server.arrived(1);
  server.release();
  assert.deepStrictEqual(await ended, { code: 0, signal: null, stdout: 'held-token\n', stderr: '' });
});

test('a program that asks nothing ends at once', async () => {
  const script = "const { NlsToken } = require('voxtoken'); new NlsToken({ accessKeyId: 'i', accessKeySecret: 's' });";
  assert.deepStrictEqual(await run(script), { code: 0, signal: null, stdout: '', stderr: '' });
});

test('forked children ask while their parent does', async (t) => {
  const server = await HeldServer.start(t);
  const { NlsToken } = require('voxtoken');
  const own = new NlsToken({ accessKeyId: 'id', accessKeySecret: 's', endpoint: server.url }).fetch();
  const env = { ...process.env, NODE_TEST_CONTEXT: '', HELD_SERVER: server.url };
  const children = [1, 2].map(() => fork(CHILD, { env, silent: true }));
  const ended = children.map((child) => Promise.all([once(child, 'message'), once(child, 'exit')]));
  await server.arrived(3);
  server.release();
  for (const [[message], [code, signal]] of await Promise.all(ended)) {
    assert.deepStrictEqual([message, code, signal], [{ value: 'held-token' }, 0, null]);
  }
  assert.strictEqual((await own).value, 'held-token');
});

test('the workers of a cluster ask', async (t) => {
  const server = await HeldServer.start(t);
  const script = `
    const cluster = require('node:cluster');
    cluster.setupPrimary({ exec: process.argv[1], execArgv: [] });
    for (let i = 0; i < 2; i += 1) {
      const worker = cluster.fork({ HELD_SERVER: process.argv[2] });
      worker.on('message', ({ value }) => console.log(value));
      worker.on('exit', (code) => console.log(code));
    }
  `;
  const ended = run(script, { arguments: [CHILD, server.url] });
  await server.arrived(2);
  server.release();
  const { code, stdout, stderr } = await ended;
  assert.deepStrictEqual([code, stderr], [0, '']);
  assert.deepStrictEqual(stdout.split('\n').sort(), ['', '0', '0', 'held-token', 'held-token']);
});
