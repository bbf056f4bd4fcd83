'use strict';

const assert = require('node:assert/strict');
const fs = require('node:fs');
const path = require('node:path');
const { after, before, beforeEach, test } = require('node:test');

const { Sandbox } = require('voxtoken/sandbox');
const { version } = require('voxtoken/package.json');

const { HeldServer } = require('./support/held-server');
const { Program, execute } = require('./support/program');

const COMMAND = path.join(__dirname, 'node_modules', '.bin', 'voxtoken');
const APP_ID = '970CA35de60c44645bbae8a215061b33';
const CERTIFICATE = '5CFd2fd1755d40ecb72977518be15d3b';

let sandbox;
before(async () => (sandbox = await Sandbox.start()));
beforeEach(() => sandbox.reset());
after(() => sandbox?.stop());

const voxtoken = (...words) => execute(COMMAND, words, { env: { ...process.env, ...sandbox.environment } });
const nls = (...words) => voxtoken('nls', ...words, '--endpoint', sandbox.nls);

test('help names the commands', () => {
  const { status, stdout, stderr } = voxtoken('--help');
  assert.deepEqual({ status, stderr }, { status: 0, stderr: '' });
  assert.match(stdout, /Usage: voxtoken /);
  for (const name of ['nls', 'dashscope', 'aiob', 'agora', 'inspect', 'sandbox', 'completions', 'man']) {
    assert.match(stdout, new RegExp(`^  ${name} `, 'm'));
  }
});

test('the version is that of the package', () => {
  assert.equal(voxtoken('--version').stdout, `voxtoken ${version}\n`);
});

test('npx finds it', () => {
  const { stdout } = execute('npx', ['--no-install', 'voxtoken', '--version']);
  assert.equal(stdout, `voxtoken ${version}\n`);
});

test('a token alone is on standard output', () => {
  const { status, stdout, stderr } = nls();
  assert.equal(status, 0);
  assert.match(stdout, /^\S{32}\n$/);
  assert.match(stderr, /expires: /);
  assert.ok(!stderr.includes(stdout.trim()));
});

test('--json says everything', () => {
  const { stdout, stderr } = nls('--json', '--quiet');
  assert.equal(stderr, '');
  assert.equal(JSON.parse(stdout).token.length, 32);
});

test('the exit code tells the kind of failure', async () => {
  for (const [mode, code] of [['permission', 3], ['throttle', 4], ['unavailable', 5], ['echo', 3], ['html-200', 7]]) {
    await sandbox.setMode(mode);
    const { status, stdout, stderr } = nls('--json');
    assert.equal(status, code, mode);
    assert.match(stderr, /^error: /);
    assert.ok('error' in JSON.parse(stdout));
  }
});

test('wrong usage has code 2, without a stack trace', () => {
  const { status, stdout, stderr } = voxtoken('nls', '--no-such-option');
  assert.deepEqual({ status, stdout }, { status: 2, stdout: '' });
  assert.match(stderr, /--no-such-option/);
  assert.doesNotMatch(stderr, /\bat \S+:\d+/);
});

test('an argument that is not UTF-8 is named', () => {
  const script = `exec "$0" "$1" nls --region "$(printf '\\377\\376')"`;
  const { status, stderr } = execute('sh', ['-c', script, process.execPath, fs.realpathSync(COMMAND)]);
  assert.deepEqual([status, stderr.split('\n')[0]], [2, 'error: --region: is not UTF-8 text']);
});

test('an argument in Chinese arrives as it is', () => {
  for (const locale of ['C', 'C.UTF-8']) {
    const env = { ...process.env, LC_ALL: locale, AGORA_APP_CERTIFICATE: CERTIFICATE };
    const minted = execute(COMMAND, ['agora', 'rtm', '--app-id', APP_ID, '--account', '小明', '--quiet'], { env });
    assert.match(execute(COMMAND, ['inspect', minted.stdout.trim()], { env }).stdout, /小明/);
  }
});

test('a secret can come by standard input', () => {
  const words = ['--access-key-id', Sandbox.ACCESS_KEY_ID, '--access-key-secret-file', '-', '--quiet'];
  const input = `${Sandbox.ACCESS_KEY_SECRET}\n`;
  const { status, stderr } = execute(COMMAND, ['nls', ...words, '--endpoint', sandbox.nls], { input });
  assert.deepEqual({ status, stderr }, { status: 0, stderr: '' });
});

test('without a terminal nothing is asked', () => {
  const script = 'exec setsid "$0" "$1" nls --endpoint http://127.0.0.1:1';
  const env = { PATH: process.env.PATH };
  const { status, stderr } = execute('sh', ['-c', script, process.execPath, fs.realpathSync(COMMAND)], { env });
  assert.equal(status, 3);
  assert.match(stderr, /^error: no credentials: /);
});

test('Ctrl-C ends a waiting command by that signal, with no word', async (t) => {
  const server = await HeldServer.start(t); // it never answers
  const words = ['nls', '--timeout', '50', '--endpoint', server.url];
  const program = new Program(t, COMMAND, words, sandbox.environment);
  await server.arrived(1);
  program.kill('SIGINT');
  await assert.rejects(program.line(), /the program ended/);
  assert.deepEqual(await program.ended(), { code: null, signal: 'SIGINT', stderr: '' });
});

test('the sandbox ends in order when it is told to', async (t) => {
  for (const signal of ['SIGINT', 'SIGTERM']) {
    const program = new Program(t, COMMAND, ['sandbox']);
    await program.line();
    program.kill(signal);
    const { code, signal: end } = await program.ended();
    assert.deepEqual([code, end], [0, null]);
  }
});

test('a reader that leaves early is no failure', () => {
  const script = '{ "$0" "$1" completions bash; echo "code $?" >&2; } | head -1';
  const { stderr, stdout } = execute('sh', ['-c', script, process.execPath, fs.realpathSync(COMMAND)]);
  assert.equal(stderr, 'code 0\n');
  assert.equal(stdout.split('\n').length, 2);
});

test('closed standard streams take what is written', () => {
  // It writes where it listens and then ends, because that is not the number of its parent.
  const script = 'exec "$0" "$1" sandbox --exit-with-parent=4294967295 <&- >&- 2>&-';
  const { status } = execute('sh', ['-c', script, process.execPath, fs.realpathSync(COMMAND)]);
  assert.equal(status, 0);
});

test('completions are complete', () => {
  for (const shell of ['bash', 'zsh', 'fish']) {
    const { status, stdout, stderr } = voxtoken('completions', shell);
    assert.deepEqual({ status, stderr }, { status: 0, stderr: '' });
    assert.match(stdout, /voxtoken[^]*\n$/);
  }
});
