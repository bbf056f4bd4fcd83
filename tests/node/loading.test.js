'use strict';

const assert = require('node:assert/strict');
const { once } = require('node:events');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { afterEach, beforeEach, test } = require('node:test');
const { Worker } = require('node:worker_threads');

const { program, run } = require('./support/run');

const PLATFORM = '@voxtoken/linux-x64-gnu';
const { version } = require('voxtoken/package.json');

/** A folder with the package in `node_modules`, without the one for the platform. */
let folder;
let installed;

beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'voxtoken-'));
  installed = path.join(folder, 'node_modules', 'voxtoken');
  const skipped = ['rust', 'native'].map((name) => path.join(source, name));
  fs.cpSync(source, installed, { recursive: true, filter: (file) => !skipped.includes(file) });
});
afterEach(() => fs.rmSync(folder, { recursive: true }));

const source = path.dirname(require.resolve('voxtoken/package.json'));

function writePlatform(platformVersion, module, main = 'voxtoken.node') {
  const place = path.join(folder, 'node_modules', PLATFORM);
  fs.mkdirSync(place, { recursive: true });
  const manifest = { name: PLATFORM, version: platformVersion, main: `./${main}` };
  fs.writeFileSync(path.join(place, 'package.json'), JSON.stringify(manifest));
  fs.copyFileSync(module, path.join(place, main));
}

/** What `require('voxtoken')` says there, after this code. */
function complaint(before = '') {
  const code = `${before}
    try { require('voxtoken'); console.log('loaded'); } catch (error) { console.log(error.message); }`;
  const { status, stdout, stderr } = program(code, { cwd: folder });
  assert.deepEqual({ status, stderr }, { status: 0, stderr: '' });
  return stdout.trim();
}

test('a missing platform package is named, with the libc that was found', () => {
  const said = complaint();
  assert.match(said, /^voxtoken: the package @voxtoken\/linux-x64-gnu is missing \(linux, x64, glibc \d+\.\d+, Node/);
  assert.match(said, /npm rebuild voxtoken$/);
});

test('on musl it says that there is no package', () => {
  const said = complaint('process.report.getReport = () => ({ header: {} });');
  assert.match(said, /^voxtoken: there is no package for linux, x64, musl, Node\.js v[\d.]+; install Rust/);
});

test('on another platform it says that there is no package', () => {
  const said = complaint(`Object.defineProperty(process, 'arch', { value: 'riscv64' });`);
  assert.match(said, /^voxtoken: there is no package for linux, riscv64, glibc/);
});

test('a native module of another version is refused', () => {
  const real = require.resolve(PLATFORM, { paths: [source] });
  writePlatform(version, real);
  assert.equal(complaint(), 'loaded');
  const other = path.join(folder, 'other.js');
  fs.writeFileSync(other, `module.exports = { VERSION: '9.9.9' };`);
  writePlatform(version, other, 'voxtoken.js');
  assert.match(complaint(), new RegExp(`it has version 9\\.9\\.9 and must have ${version}, that of voxtoken`));
});

test('the native module that is required is that of the version in package.json', () => {
  assert.equal(require(require.resolve(PLATFORM, { paths: [source] })).VERSION, version);
});

test('a native module that cannot be loaded is named, with the reason of the system', () => {
  writePlatform(version, __filename);
  assert.match(complaint(), /^voxtoken: the package @voxtoken\/linux-x64-gnu cannot be used here .*invalid ELF header/);
  fs.mkdirSync(path.join(installed, 'native'));
  fs.copyFileSync(__filename, path.join(installed, 'native', 'voxtoken.node'));
  assert.match(complaint(), /^voxtoken: the native module built here cannot be used here .*npm rebuild voxtoken$/);
});

test('the command says it without a stack trace', () => {
  const { status, stdout, stderr } = run(process.execPath, [path.join(installed, 'bin/voxtoken.js'), '--version']);
  assert.deepEqual({ status, stdout }, { status: 1, stdout: '' });
  assert.match(stderr, /^voxtoken: the package .* is missing .*\n$/);
});

test('an installation without a platform package and without cargo does not fail, and says what is missing', () => {
  fs.mkdirSync(path.join(installed, 'rust'));
  const options = { cwd: installed, env: { PATH: '/nonexistent' } };
  const { status, stdout, stderr } = run(process.execPath, ['install.js'], options);
  assert.deepEqual({ status, stdout }, { status: 0, stdout: '' });
  assert.match(stderr, /is missing .*\nvoxtoken: could not be built from source: cargo cannot be started: /);
  assert.ok(!fs.existsSync(path.join(installed, 'native')));
});

test('a build that fails does not make the installation fail', () => {
  fs.mkdirSync(path.join(installed, 'rust'));
  const cargo = path.join(folder, 'cargo');
  fs.writeFileSync(cargo, '#!/bin/sh\nexit 101\n', { mode: 0o755 });
  const { status, stderr } = run(process.execPath, ['install.js'], { cwd: installed, env: { PATH: folder } });
  assert.equal(status, 0);
  assert.match(stderr, /could not be built from source: cargo failed\n$/);
});

test('an installation with the platform package does nothing', () => {
  writePlatform(version, require.resolve(PLATFORM, { paths: [source] }));
  fs.mkdirSync(path.join(installed, 'rust'));
  const options = { cwd: installed, env: { PATH: '/nonexistent' } };
  const said = run(process.execPath, ['install.js'], options);
  assert.deepEqual(said, { status: 0, signal: null, stdout: '', stderr: '' });
});

test('require and import give the same classes, and all names are there for both', () => {
  const code = `
    import * as module from 'voxtoken';
    import { createRequire } from 'node:module';
    const required = createRequire(process.cwd() + '/x.js')('voxtoken');
    const names = Object.keys(required).sort();
    const { default: whole, ...named } = module;
    console.log(names.every((name) => named[name] === required[name]), names.length === Object.keys(named)
      .filter((name) => name !== 'module.exports').length, names.join());`;
  const { stdout, stderr } = run(process.execPath, ['--input-type=module', '-e', code]);
  assert.equal(stderr, '');
  assert.match(stdout, /^true true .*NlsToken/);
});

test('worker threads load it, one after the other and beside each other', async () => {
  const code = `
    const { Token } = require(${JSON.stringify(require.resolve('voxtoken'))});
    require('node:worker_threads').parentPort.postMessage(new Token('text', 1).expireTime);`;
  for (let round = 0; round < 3; round += 1) {
    const workers = Array.from({ length: 4 }, () => new Worker(code, { eval: true }));
    const answers = await Promise.all(workers.map(async (worker) => {
      const [[answer], [status]] = await Promise.all([once(worker, 'message'), once(worker, 'exit')]);
      return [answer, status];
    }));
    assert.deepEqual(answers, Array(4).fill([1, 0]));
  }
});
