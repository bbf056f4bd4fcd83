'use strict';

const assert = require('node:assert/strict');
const fs = require('node:fs');
const path = require('node:path');
const { test } = require('node:test');

const { ESLint } = require('eslint');
const { publint } = require('publint');
const { formatMessage } = require('publint/utils');

const ROOT = path.resolve(__dirname, '..', '..', '..');
const INSTALLED = path.dirname(require.resolve('voxtoken/package.json'));
const FOLDERS = ['bindings/node', 'tests/node'];

test('the modules and their tests are clean for ESLint', async () => {
  const eslint = new ESLint({ cwd: ROOT, overrideConfigFile: path.join(__dirname, 'eslint.config.js') });
  const results = await eslint.lintFiles(FOLDERS.map((folder) => `${folder}/**/*.{js,mjs}`));
  assert.ok(results.length > 20);
  const found = results.flatMap(({ filePath, messages }) =>
    messages.map(({ line, ruleId, message }) => `${path.relative(ROOT, filePath)}:${line} ${ruleId}: ${message}`),
  );
  assert.deepEqual(found, []);
});

test('no line of the package is longer than 120 characters', () => {
  const folder = path.join(ROOT, 'bindings', 'node');
  const long = files(folder).flatMap((file) => {
    const lines = fs.readFileSync(file, 'utf8').split('\n');
    return lines.flatMap((line, index) => (line.length > 120 ? [`${path.relative(folder, file)}:${index + 1}`] : []));
  });
  assert.deepEqual(long, []);
});

/** The modules below a folder. */
function files(folder) {
  return fs.readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const file = path.join(folder, entry.name);
    if (entry.isDirectory()) return files(file);
    return /\.m?js$/.test(entry.name) ? [file] : [];
  });
}

test('the installed package is clean for publint', async () => {
  const { messages } = await publint({ pkgDir: INSTALLED, strict: true, pack: false });
  const manifest = require('voxtoken/package.json');
  assert.deepEqual(messages.map((message) => formatMessage(message, manifest, { color: false })), []);
});
