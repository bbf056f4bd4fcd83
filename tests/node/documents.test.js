'use strict';

const assert = require('node:assert/strict');
const fs = require('node:fs');
const path = require('node:path');
const { after, before, beforeEach, test } = require('node:test');

const { Sandbox } = require('voxtoken/sandbox');

const { run } = require('./support/run');

const ROOT = path.resolve(__dirname, '..', '..');
const INSTALLED = path.dirname(require.resolve('voxtoken/package.json'));
const DOCUMENTS = [
  'README.md',
  'README.zh.md',
  'docs/guide.md',
  'docs/guide.zh.md',
  'bindings/node/README.md',
];
/** The keys of Agora's own samples. */
const AGORA = {
  AGORA_APP_ID: '970CA35de60c44645bbae8a215061b33',
  AGORA_APP_CERTIFICATE: '5CFd2fd1755d40ecb72977518be15d3b',
};

let sandbox;
before(async () => (sandbox = await Sandbox.start()));
beforeEach(() => sandbox.reset());
after(() => sandbox.stop());

/** The blocks of a document that are JavaScript. */
function blocks(document) {
  const text = fs.readFileSync(path.join(ROOT, document), 'utf8');
  return text.split('```js\n').slice(1).map((block) => block.split('```')[0]);
}

/** The examples in the comments of a module. */
function examples(file) {
  const comments = fs.readFileSync(file, 'utf8').match(/\/\*\*[^]*?\*\//g) ?? [];
  return comments.flatMap((comment) => {
    const lines = comment.replace(/^\s*\*\/?[ ]?/gm, '');
    return lines.split('@example').slice(1).map((example) => example.split(/^@/m)[0].replace(/\/$/, ''));
  });
}

/** The modules of the installed package. */
function modules(folder = INSTALLED) {
  return fs.readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const file = path.join(folder, entry.name);
    if (entry.isDirectory()) return ['rust', 'native', 'node_modules'].includes(entry.name) ? [] : modules(file);
    return entry.name.endsWith('.js') ? [file] : [];
  });
}

/** Runs an example as a program, with the sandbox in the place of the clouds. */
function works(code) {
  const words = [`--input-type=${/^import /m.test(code) ? 'module' : 'commonjs'}`, '-e', code];
  const env = { ...process.env, ...AGORA, ...sandbox.environment };
  const { status, stderr, stdout } = run(process.execPath, ['--throw-deprecation', ...words], { env });
  assert.deepEqual({ status, stderr }, { status: 0, stderr: '' }, `${code}\n${stdout}${stderr}`);
}

for (const document of DOCUMENTS) {
  const found = blocks(document);
  test(`${document} has examples for Node.js`, () => assert.notEqual(found.length, 0));
  found.forEach((code, index) => test(`${document}, example ${index + 1}`, () => works(code)));
}

for (const file of modules()) {
  const found = examples(file);
  found.forEach((code, index) => test(`${path.relative(INSTALLED, file)}, example ${index + 1}`, () => works(code)));
}

test('each class that a program makes has an example', () => {
  const exported = modules().filter((file) => examples(file).length > 0).map((file) => path.basename(file));
  for (const name of ['nls-token.js', 'dash-token.js', 'aiob-token.js', 'token.js', 'errors.js', 'sandbox.js']) {
    assert.ok(exported.includes(name), name);
  }
});
