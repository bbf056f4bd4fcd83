'use strict';

const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

const SOURCE = path.dirname(require.resolve('voxtoken/package.json'));

/**
 * A folder with the package in `node_modules`, without the one for the platform and without the Rust sources. It goes
 * with the test.
 *
 * @param {import('node:test').TestContext} t
 */
function copyOfPackage(t) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'voxtoken-'));
  t.after(() => fs.rmSync(folder, { recursive: true }));
  const installed = path.join(folder, 'node_modules', 'voxtoken');
  const skipped = ['rust', 'native'].map((name) => path.join(SOURCE, name));
  fs.cpSync(SOURCE, installed, { recursive: true, filter: (file) => !skipped.includes(file) });
  return { folder, installed };
}

module.exports = { copyOfPackage };
