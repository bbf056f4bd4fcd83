'use strict';

const assert = require('node:assert/strict');
const { test } = require('node:test');

const { run } = require('../support/run');

const MOST_MS = 10;
const PROCESSES = 21;

/** How long a new process takes to load the package, in milliseconds. */
function load() {
  const code = `
    const start = process.hrtime.bigint();
    require('voxtoken');
    console.log(Number(process.hrtime.bigint() - start) / 1e6);`;
  const { status, stdout, stderr } = run(process.execPath, ['-e', code]);
  assert.equal(status, 0, stderr);
  return Number(stdout);
}

test(`loading the package takes at most ${MOST_MS} ms`, (t) => {
  const times = Array.from({ length: PROCESSES }, load).sort((one, other) => one - other);
  const median = times[Math.floor(PROCESSES / 2)];
  t.diagnostic(`require('voxtoken'): ${median.toFixed(1)} ms, the median of ${PROCESSES} processes`);
  assert.ok(median <= MOST_MS, `${median} ms`);
});
