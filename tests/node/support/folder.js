'use strict';

const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

/** A new folder, which goes with the test. @param {import('node:test').TestContext} t */
function temporaryFolder(t) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'voxtoken-'));
  t.after(() => fs.rmSync(folder, { recursive: true }));
  return folder;
}

module.exports = { temporaryFolder };
