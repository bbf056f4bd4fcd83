'use strict';

const assert = require('node:assert/strict');
const { once } = require('node:events');
const fs = require('node:fs');
const path = require('node:path');
const { beforeEach, test } = require('node:test');
const { Worker } = require('node:worker_threads');

const { copyOfPackage } = require('./support/copy');
const { execute, run } = require('./support/program');

const PLATFORM = '@voxtoken/linux-x64-gnu';
const { version } = require('voxtoken/package.json');

/** A folder with the package in `node_modules`, without the one for the platform. */
let folder;
let installed;

beforeEach((t) => ({ folder, installed } = copyOfPackage(t)));

const source = path.dirname(require.resolve('voxtoken/package.json'));

function writePlatform(platformVersion, module, main = 'voxtoken.node') {
  const place = path.join(folder, 'node_modules', PLATFORM);
  fs.mkdirSync(place, { recursive: true });
  const manifest = { name: PLATFORM, version: platformVersion, main: `./${main}` };
  fs.writeFileSync(path.join(place, 'package.json'), JSON.stringify(manifest));
  fs.copyFileSync(module, path.join(place, main));
}

/** What `require('voxtoken')` says there, after this code. */
async function complaint(before = '') {
  const script = `${before}
    try { require('voxtoken'); console.log('loaded'); } catch (error) { console.log(error.message); }`;
  const { code, stdout, stderr } = await run(script, { cwd: folder });
  assert.deepEqual({ code, stderr }, { code: 0, stderr: '' });
  return stdout.trim();
}

test('a missing platform package is named, with the libc that was found', async () => {
  const said = await complaint();
  assert.match(said, /^voxtoken: the package @voxtoken\/linux-x64-gnu is missing \(linux, x64, glibc \d+\.\d+, Node/);
  assert.match(said, /npm rebuild voxtoken$/);
});

test('on musl it says that there is no package', async () => {
  const said = await complaint('process.report.getReport = () => ({ header: {} });');
  assert.match(said, /^voxtoken: there is no package for linux, x64, musl, Node\.js v[\d.]+; install Rust/);
});

test('on musl a module that was built there and cannot be loaded is named, with the reason', async () => {
  fs.mkdirSync(path.join(installed, 'native'));
  fs.copyFileSync(__filename, path.join(installed, 'native', 'voxtoken.node'));
  const said = await complaint('process.report.getReport = () => ({ header: {} });');
  assert.match(said, /^voxtoken: the native module built here cannot be used here .*musl.*invalid ELF header/);
});

test('the libc is asked for once, without asking for the names of machines', async () => {
  const before = `
    const { report } = process;
    const { getReport } = report;
    const was = report.excludeNetwork;
    let reports = 0;
    report.getReport = () => {
      reports += 1;
      if (was !== undefined) console.log(report.excludeNetwork);
      return getReport.call(report);
    };
    process.on('exit', () => console.log(reports, report.excludeNetwork === was));`;
  const lines = (await complaint(before)).split('\n');
  assert.match(lines.at(-2), /is missing/);
  const silent = process.report.excludeNetwork === undefined ? [] : ['true'];
  assert.deepEqual([...lines.slice(0, -2), lines.at(-1)], [...silent, '1 true']);
});

test('on another platform it says that there is no package', async () => {
  const said = await complaint(`Object.defineProperty(process, 'arch', { value: 'riscv64' });`);
  assert.match(said, /^voxtoken: there is no package for linux, riscv64, glibc/);
});

test('a native module of another version is refused', async () => {
  const real = require.resolve(PLATFORM, { paths: [source] });
  writePlatform(version, real);
  assert.equal(await complaint(), 'loaded');
  const other = path.join(folder, 'other.js');
  fs.writeFileSync(other, `module.exports = { VERSION: '9.9.9' };`);
  writePlatform(version, other, 'voxtoken.js');
  assert.match(await complaint(), new RegExp(`it has version 9\\.9\\.9 and must have ${version}, that of voxtoken`));
});

test('the native module that is required is that of the version in package.json', () => {
  assert.equal(require(require.resolve(PLATFORM, { paths: [source] })).VERSION, version);
});

test('a native module that cannot be loaded is named, with the reason of the system', async () => {
  writePlatform(version, __filename);
  const said = await complaint();
  assert.match(said, /^voxtoken: the package @voxtoken\/linux-x64-gnu cannot be used here .*invalid ELF header/);
  fs.mkdirSync(path.join(installed, 'native'));
  fs.copyFileSync(__filename, path.join(installed, 'native', 'voxtoken.node'));
  assert.match(await complaint(), /^voxtoken: the native module built here cannot be used .*npm rebuild voxtoken$/);
});

test('the command says it without a stack trace', () => {
  const { status, stdout, stderr } = execute(process.execPath, [path.join(installed, 'bin/voxtoken.js'), '--version']);
  assert.deepEqual({ status, stdout }, { status: 1, stdout: '' });
  assert.match(stderr, /^voxtoken: the package .* is missing .*\n$/);
});

test('an installation without a platform package and without cargo does not fail, and says what is missing', () => {
  fs.mkdirSync(path.join(installed, 'rust'));
  const options = { cwd: installed, env: { PATH: '/nonexistent' } };
  const { status, stdout, stderr } = execute(process.execPath, ['install.js'], options);
  assert.deepEqual({ status, stdout }, { status: 0, stdout: '' });
  assert.match(stderr, /is missing .*\nvoxtoken: could not be built from source: cargo cannot be started: /);
  assert.ok(!fs.existsSync(path.join(installed, 'native')));
});

/** Installs from source with a cargo that leaves its words, its flags and a target folder, and does this at the end. */
function installWith(host, end, env = {}) {
  fs.mkdirSync(path.join(installed, 'rust'));
  const cargo = `#!/bin/sh
    case $1 in
    -vV) echo cargo 1; echo 'host: ${host}' ;;
    *) mkdir target; echo "$@" >'${folder}/words'; echo "$RUSTFLAGS" >'${folder}/flags'; ${end} ;;
    esac`;
  fs.writeFileSync(path.join(folder, 'cargo'), cargo, { mode: 0o755 });
  const PATH = `${folder}:${process.env.PATH}`;
  const { status, stderr } = execute(process.execPath, ['install.js'], { cwd: installed, env: { PATH, ...env } });
  assert.equal(status, 0);
  assert.ok(!fs.existsSync(path.join(installed, 'rust', 'target')), 'the target folder stayed');
  const [words, flags] = ['words', 'flags'].map((name) => fs.readFileSync(path.join(folder, name), 'utf8').trim());
  return { stderr, words, flags };
}

test('a build that fails does not make the installation fail, and leaves nothing behind', () => {
  const { stderr } = installWith('x86_64-unknown-linux-gnu', 'exit 101');
  assert.match(stderr, /could not be built from source: cargo failed\n$/);
});

test('what is built is for this host, is put in place and leaves nothing else behind', async () => {
  const module = require.resolve(PLATFORM, { paths: [source] });
  const message = JSON.stringify({ target: { crate_types: ['cdylib'] }, filenames: [module] });
  const { stderr, words, flags } = installWith('x86_64-unknown-linux-gnu', `echo '${message}'`, { RUSTFLAGS: '-g' });
  assert.equal(stderr, 'voxtoken: built from source\n');
  assert.match(words, /^rustc .*--target x86_64-unknown-linux-gnu /);
  assert.equal(flags, '-g');
  assert.equal(await complaint(), 'loaded');
});

test('on a host with musl the compiler is told to make a library that can be loaded', () => {
  const { words, flags } = installWith('x86_64-alpine-linux-musl', 'exit 1', { RUSTFLAGS: '-g' });
  assert.match(words, /--target x86_64-alpine-linux-musl /);
  assert.equal(flags, '-g -C target-feature=-crt-static');
});

test('an installation with the platform package does nothing', () => {
  writePlatform(version, require.resolve(PLATFORM, { paths: [source] }));
  fs.mkdirSync(path.join(installed, 'rust'));
  const options = { cwd: installed, env: { PATH: '/nonexistent' } };
  const said = execute(process.execPath, ['install.js'], options);
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
  const { stdout, stderr } = execute(process.execPath, ['--input-type=module', '-e', code]);
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
