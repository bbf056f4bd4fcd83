'use strict';

const assert = require('node:assert/strict');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { after, afterEach, before, beforeEach, test } = require('node:test');

const { Sandbox } = require('voxtoken/sandbox');

const { execute } = require('./support/program');

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
/** In place of the user's own folder for caches. */
let caches;
before(async () => (sandbox = await Sandbox.start()));
beforeEach(async () => {
  await sandbox.reset();
  caches = fs.mkdtempSync(path.join(os.tmpdir(), 'voxtoken-'));
});
afterEach(() => fs.rmSync(caches, { recursive: true }));
after(() => sandbox?.stop());

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

/** The lines that an example prints, as its comments say; one that ends with … is the beginning of a line. */
function promised(code) {
  return [...code.matchAll(/console\.log\(.*\);(?: |\n *)\/\/ (.*)$/gm)].map(([, line]) => line);
}

/** What was printed, with the clouds in the place of the sandbox, line by line. */
function printed(stdout) {
  const clouds = {
    nls: 'https://nls-meta.cn-shanghai.aliyuncs.com',
    dashscope: 'https://dashscope.aliyuncs.com',
    aiob: 'https://aiob-open.baidu.com',
  };
  const text = Object.entries(clouds).reduce((text, [name, url]) => text.replaceAll(sandbox[name], url), stdout);
  return text.split('\n');
}

/** Runs an example as a program, with the sandbox in the place of the clouds. It prints what it says, in that order. */
function works(code) {
  const words = [`--input-type=${/^import /m.test(code) ? 'module' : 'commonjs'}`, '-e', code];
  const env = { ...process.env, NODE_TEST_CONTEXT: '', ...AGORA, ...sandbox.environment, XDG_CACHE_HOME: caches };
  const { status, stderr, stdout } = execute(process.execPath, ['--throw-deprecation', ...words], { env });
  assert.deepEqual({ status, stderr }, { status: 0, stderr: '' }, `${code}\n${stdout}${stderr}`);
  const lines = printed(stdout);
  for (const line of promised(code)) {
    const isIt = (one) => (line.endsWith('…') ? one.startsWith(line.slice(0, -1)) : one === line);
    const place = lines.findIndex(isIt);
    assert.notEqual(place, -1, `${code}\ndoes not print (there) ${line}, but\n${stdout}`);
    lines.splice(0, place + 1);
  }
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

test('what examples print is checked', () => {
  assert.ok(modules().flatMap(examples).flatMap(promised).length > 40);
});

test('each class that a program makes has an example', () => {
  const exported = modules().filter((file) => examples(file).length > 0).map((file) => path.basename(file));
  const made = ['nls-token', 'dash-token', 'aiob-token', 'token', 'token-cache', 'errors', 'sandbox'];
  for (const name of made) assert.ok(exported.includes(`${name}.js`), name);
});
