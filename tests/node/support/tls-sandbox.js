'use strict';

const { spawn } = require('node:child_process');
const { once } = require('node:events');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

const COMMAND = path.join(path.dirname(require.resolve('voxtoken/package.json')), 'bin', 'voxtoken.js');

/**
 * Starts a sandbox that speaks https, until the test ends.
 *
 * @param {import('node:test').TestContext} t
 * @returns {Promise<{nls: string, folder: string, certificate: string}>} Its address, a folder for the test, and the
 *   file with the certificate to trust.
 */
async function startTlsSandbox(t) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'voxtoken-'));
  const certificate = path.join(folder, 'root.pem');
  const words = [COMMAND, 'sandbox', `--exit-with-parent=${process.pid}`, '--tls', certificate];
  const child = spawn(process.execPath, words, { stdio: ['ignore', 'pipe', 'inherit'] });
  t.after(() => {
    child.kill();
    fs.rmSync(folder, { recursive: true });
  });
  const early = once(child, 'exit').then(() => Promise.reject(new Error('the sandbox ended')));
  early.catch(() => {});
  const [line] = await Promise.race([once(child.stdout, 'data'), early]);
  return { nls: JSON.parse(line).nls, folder, certificate };
}

module.exports = { startTlsSandbox };
