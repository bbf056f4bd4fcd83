'use strict';

// What the tests themselves rely on: nothing outlives a test that fails, and nobody waits for what cannot come.

const assert = require('node:assert');
const { test } = require('node:test');

const { run, start } = require('./support/program');

/** Runs one test that starts this and then fails, and gives how its program ended. */
function failing(what) {
  return run(`
    const { test } = require('node:test');
    const { HeldServer } = require('./support/held-server');
    const { start } = require('./support/program');
    test('it', async (t) => {
      await ${what};
      throw new Error('of the test');
    });
  `);
}

test('a server ends with its test, also with one that fails', async () => {
  const { code, signal, stdout } = await failing('HeldServer.start(t)');
  assert.deepStrictEqual([code, signal], [1, null], stdout);
});

test('a program ends with its test, also with one that fails', async () => {
  const { code, signal, stdout } = await failing("start(t, 'process.stdin.resume(); console.log(1)').line()");
  assert.deepStrictEqual([code, signal], [1, null], stdout);
});

test('who waits for a line of a program is told that it ended', async (t) => {
  const program = start(t, "console.log('one'); console.error('why'); process.exitCode = 3");
  assert.strictEqual(await program.line(), 'one');
  await assert.rejects(program.line(), /the program ended: {"code":3,"signal":null,"stderr":"why\\n"}/);
});
