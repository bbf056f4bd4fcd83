'use strict';

const assert = require('node:assert/strict');
const { test } = require('node:test');

const { execute } = require('../support/program');

const MOST_MS = 10;
const PROCESSES = 41;
/** What a program writes. */
const LINE = `const { NlsToken } = require('voxtoken');`;

/** What this code prints as JSON in a process of its own. */
function printed(code) {
  const { status, stdout, stderr } = execute(process.execPath, ['-e', code]);
  assert.equal(status, 0, stderr);
  return JSON.parse(stdout);
}

/** How long a new process takes for the line, in milliseconds. */
function load() {
  return printed(`
    const start = process.hrtime.bigint();
    ${LINE}
    console.log(Number(process.hrtime.bigint() - start) / 1e6);`);
}

/** The own files that are loaded after this code, by their names. */
function loaded(code) {
  return printed(`
    ${code}
    const own = Object.keys(require.cache).filter((file) => /node_modules.@?voxtoken/.test(file));
    console.log(JSON.stringify(own.map((file) => require('node:path').parse(file).base)));`);
}

// What else runs on the machine can only make it slower: the fastest of them is what the package takes.
test(`loading the package takes at most ${MOST_MS} ms`, (t) => {
  const times = Array.from({ length: PROCESSES }, load).sort((one, other) => one - other);
  const [best, quartile, median] = [0, 1, 2].map((quarters) => times[(quarters * (PROCESSES - 1)) / 4]);
  const figures = [best, quartile, median].map((time) => time.toFixed(1));
  t.diagnostic(`${LINE} ${figures.join(', ')} ms: best, quartile, median`);
  assert.ok(best <= MOST_MS, `${best} ms is the fastest of ${PROCESSES}`);
});

test('a program loads what it asks for, and nothing else', () => {
  const files = loaded(LINE);
  assert.ok(files.length <= 10, `${files}`);
  assert.deepEqual(files.filter((file) => /agora|aiob|all|dash|package|sandbox|signing/.test(file)), []);
  const offline = loaded(`const { agora } = require('voxtoken');`);
  assert.deepEqual(offline.filter((file) => /all|package|(aiob|dash|nls)-token/.test(file)), []);
});
