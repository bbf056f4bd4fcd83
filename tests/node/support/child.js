'use strict';

const { execFile } = require('node:child_process');

/**
 * Runs a script in a Node.js of its own, which finds the packages that the tests find, and gives how that ended.
 *
 * @param {string} script A program, or the file with one.
 * @param {{env?: Record<string, string>, flags?: string[], arguments?: string[]}} [options]
 * @returns {Promise<{code: number | string, signal: string | null, stdout: string, stderr: string}>}
 */
function run(script, { env = {}, flags = [], arguments: words = [] } = {}) {
  const program = script.endsWith('.js') ? [script] : ['-e', script, '--'];
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [...flags, ...program, ...words],
      { cwd: __dirname, env: { ...process.env, NODE_TEST_CONTEXT: '', ...env }, timeout: 120_000 },
      (error, stdout, stderr) => resolve({ code: error?.code ?? 0, signal: error?.signal ?? null, stdout, stderr }),
    );
  });
}

module.exports = { run };
