'use strict';

const assert = require('node:assert');
const { after, before, beforeEach, test } = require('node:test');
const { inspect } = require('node:util');

const { AiobToken, DashToken, NlsToken, VoxTokenError } = require('voxtoken');
const { Sandbox, SandboxError } = require('voxtoken/sandbox');

const { clearEnvironment, keepEnvironment } = require('./support/environment');
const { run } = require('./support/program');
const { rejection } = require('./support/rejection');

const KIND_OF_MODE = {
  throttle: 'throttled',
  unavailable: 'unavailable',
  error: 'unavailable',
  html: 'unavailable',
  permission: 'permission',
  forbidden: 'permission',
  echo: 'signature',
  'html-200': 'bad_response',
  xml: 'bad_response',
  empty: 'bad_response',
  null: 'bad_response',
  array: 'bad_response',
  'no-token': 'bad_response',
  'no-id': 'bad_response',
  'expire-huge': 'bad_response',
  oversize: 'bad_response',
  'gzip-bomb': 'bad_response',
  redirect: 'bad_response',
  garbage: 'network',
  close: 'network',
  reset: 'network',
  hang: 'timeout',
  drip: 'timeout',
};
const SECRETS = [Sandbox.ACCESS_KEY_SECRET, Sandbox.SECURITY_TOKEN, 'StringToSign', 'CreateToken'];

let sandbox;
before(async () => (sandbox = await Sandbox.start()));
after(() => sandbox?.stop());
beforeEach(() => sandbox.reset());
clearEnvironment();

function nls(options) {
  return new NlsToken({
    accessKeyId: `STS.${Sandbox.ACCESS_KEY_ID}`,
    accessKeySecret: Sandbox.ACCESS_KEY_SECRET,
    securityToken: Sandbox.SECURITY_TOKEN,
    endpoint: sandbox.nls,
    ...options,
  });
}

/** The VoxTokenError that a promise is rejected with. */
async function failure(promise) {
  const reason = await rejection(promise);
  assert(reason instanceof VoxTokenError && reason instanceof Error, inspect(reason));
  return reason;
}

for (const [mode, kind] of Object.entries(KIND_OF_MODE)) {
  test(`${mode} is a failure of the kind ${kind}, and shows no secret`, async () => {
    await sandbox.setMode(mode);
    const error = await failure(nls({ timeout: kind === 'timeout' ? 300 : 30_000 }).apply());
    assert.deepStrictEqual([error.kind, error.name, error.argument], [kind, 'VoxTokenError', undefined]);
    assert(error.message !== '' && error.hint.endsWith('.'));
    assert.strictEqual(typeof error.retryable, 'boolean');
    const told = [String(error), error.stack, error.hint, JSON.stringify(error), inspect(error)].join('');
    assert.deepStrictEqual(SECRETS.filter((secret) => told.includes(secret)), []);
    assert.strictEqual(await sandbox.calls('nls'), 1);
  });
}

for (const mode of ['expire-string', 'content-type']) {
  test(`${mode} is a slip of the cloud and no failure`, async () => {
    await sandbox.setMode(mode);
    assert((await nls().apply()).isUsable());
  });
}

test('a refusal tells code, request, status and how long to wait', async () => {
  await sandbox.setMode('throttle', { retryAfterMs: 1500 });
  const error = await failure(nls().apply());
  const { code, httpStatus, retryAfter, retryable } = error;
  assert.deepStrictEqual([code, httpStatus, retryAfter, retryable], ['Throttling.User', 400, 1.5, true]);
  assert(error.requestId && error.message.includes(error.requestId));
  assert.match(error.recommend, /^https:\/\//);
  assert.match(error.hint, /keep the token/);
});

test('a refusal with HTTP 200 is a refusal', async () => {
  await sandbox.setMode('permission');
  const { code, httpStatus, retryable, hint } = await failure(nls().apply());
  assert.deepStrictEqual([code, httpStatus, retryable], ['40020503', 200, false]);
  assert.match(hint, /AliyunNLSFullAccess/);
});

test('a wrong secret is refused by each cloud, and not shown', async () => {
  const key = { accessKeyId: Sandbox.ACCESS_KEY_ID, securityToken: undefined, accessKeySecret: 'wrong-secret' };
  const aiob = { accessKey: Sandbox.ACCESS_KEY_ID, secretKey: 'wrong-secret', endpoint: sandbox.aiob };
  for (const [source, kind] of [
    [nls(key), 'signature'],
    [new DashToken({ apiKey: 'wrong-secret', endpoint: sandbox.dashscope }), 'credentials'],
    [new AiobToken(aiob), 'credentials'],
  ]) {
    const error = await failure(source.apply());
    assert.strictEqual(error.kind, kind);
    assert(error.code && error.httpStatus);
    assert(!inspect(error).includes('wrong-secret'));
  }
});

test('a clock that stays wrong is a failure after two requests', async () => {
  await sandbox.setMode('expired-timestamp');
  const { kind, code, retryable } = await failure(nls().apply());
  assert.deepStrictEqual([kind, code, retryable], ['clock', 'InvalidTimeStamp.Expired', true]);
  assert.strictEqual(await sandbox.calls('nls'), 2);
});

test('a server that is not there is a network failure', async () => {
  const error = await failure(nls({ endpoint: 'http://127.0.0.1:1' }).apply());
  assert.deepStrictEqual([error.kind, error.httpStatus, error.code], ['network', undefined, undefined]);
});

test('a proxy that cannot be used is named, without its password', async (t) => {
  keepEnvironment(t);
  delete process.env.no_proxy;
  delete process.env.NO_PROXY;
  process.env.http_proxy = 'ftp://user:hidden@proxy:21';
  const error = await failure(nls().apply());
  assert.strictEqual(error.kind, 'proxy');
  assert.match(error.message, /http_proxy/);
  assert(!inspect(error).includes('hidden'));
});

test('a failure has no field for what is not there', async () => {
  const error = await failure(nls({ endpoint: 'http://127.0.0.1:1' }).apply());
  assert.deepStrictEqual(Object.keys(error), ['kind', 'retryable', 'hint']);
  assert.doesNotMatch(inspect(error), /undefined/);
});

test('an error can be given another name, as those of the language can', () => {
  for (const [Class, name] of [[VoxTokenError, 'VoxTokenError'], [SandboxError, 'SandboxError']]) {
    const error = new Class('of it');
    assert.deepStrictEqual([error.name, Object.hasOwn(error, 'name')], [name, false]);
    assert(error.stack.startsWith(name));
    error.name = 'Another';
    assert.match(String(error), /^Another/);
  }
});

test('a process that may have no more threads to ask with is told so', async () => {
  const script = `
    const { execFileSync } = require('node:child_process');
    const { NlsToken } = require('voxtoken');
    const nls = new NlsToken({ accessKeyId: 'id', accessKeySecret: 's', endpoint: 'http://127.0.0.1:1' });
    if (process.getuid() === 0) process.setuid(65_534); // there is no such limit for root
    execFileSync('prlimit', ['--pid', process.pid, '--nproc=1'], { cwd: '/' });
    nls.fetch().catch(({ kind, message, retryable }) => console.log(kind, retryable, message));
  `;
  const { stdout, stderr } = await run(script);
  assert.strictEqual(stderr, '');
  assert.match(stdout, /^unavailable true cannot start a thread to ask with: /);
});

test('the stack of a failure leads to the caller', async () => {
  await sandbox.setMode('throttle');
  async function caller() {
    return await nls().apply();
  }
  assert.match((await failure(caller())).stack, /at async caller /);
});
