'use strict';

const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

const { start } = require('./program');

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
  t.after(() => fs.rmSync(folder, { recursive: true }));
  const certificate = path.join(folder, 'root.pem');
  const words = ['sandbox', `--exit-with-parent=${process.pid}`, '--tls', certificate];
  const { nls } = JSON.parse(await start(t, COMMAND, { arguments: words }).line());
  return { nls, folder, certificate };
}

module.exports = { startTlsSandbox };
