'use strict';

// C's getenv does not survive that another thread of JavaScript changes the environment meanwhile.

const assert = require('node:assert/strict');
const { execFileSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { after, before, test } = require('node:test');

const SPY = path.join(__dirname, '..', '..', 'support', 'getenv.c');
const PROGRAM = `
  const { once } = require('node:events');
  const fs = require('node:fs');
  const { Worker, isMainThread, workerData } = require('node:worker_threads');
  const { NlsToken, TokenCache } = require('voxtoken');
  const [endpoint, where, file] = isMainThread ? process.argv.slice(1) : workerData;
  if (isMainThread && where === 'worker') {
    new Worker(process.execArgv.at(-1), { eval: true, env: {}, workerData: [endpoint, where, file] });
  } else {
    const nls = new NlsToken({ accessKeyId: 'id', accessKeySecret: 'secret', endpoint });
    fs.writeSync(3, 'asking\\n');
    const asked = file ? new TokenCache(nls, { file, redis: 'redis://127.0.0.1:1' }).get() : nls.fetch();
    asked.catch(({ kind }) => fs.writeSync(3, kind + '\\n'));
  }
`;

let folder;
let library;
before(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'voxtoken-'));
  library = path.join(folder, 'getenv.so');
  execFileSync('cc', ['-shared', '-fPIC', '-o', library, SPY, '-ldl']);
});
after(() => fs.rmSync(folder, { recursive: true }));

/** The names of the variables that a request at this address has read by getenv, and the threads that did. */
function reads(endpoint, where, byCache) {
  const shared = byCache ? fs.mkdtempSync(path.join(folder, 'shared-')) : '';
  const file = path.join(folder, 'reads');
  const descriptor = fs.openSync(file, 'w');
  const env = { ...process.env, NODE_TEST_CONTEXT: '', LD_PRELOAD: library };
  const stdio = ['ignore', 'inherit', 'inherit', descriptor];
  const words = ['-e', PROGRAM, '--', endpoint, where, shared];
  execFileSync(process.execPath, words, { cwd: __dirname, env, stdio, timeout: 60_000 });
  fs.closeSync(descriptor);
  const lines = fs.readFileSync(file, 'utf8').split('\n');
  const [start, end] = ['asking', 'network'].map((mark) => lines.indexOf(mark));
  assert(start >= 0 && end > start, lines.join('\n'));
  const found = lines.slice(start + 1, end).map((line) => line.split(' '));
  const main = lines[0].split(' ')[0];
  return { names: found.map(([, name]) => name), strangers: found.filter(([thread]) => thread !== main) };
}

for (const scheme of ['http', 'https']) {
  test(`by a call over ${scheme}, the environment is read through process.env alone`, () => {
    const endpoint = `${scheme}://127.0.0.1:1`;
    for (const byCache of [false, true]) {
      const { names, strangers } = reads(endpoint, 'main', byCache);
      assert.deepEqual(strangers, []);
      assert(names.includes(`${scheme}_proxy`));
      assert.equal(names.includes('SSL_CERT_FILE'), scheme === 'https');
      // A worker's variables are in no list of C's.
      assert.deepEqual(reads(endpoint, 'worker', byCache).names, []);
    }
  });
}
