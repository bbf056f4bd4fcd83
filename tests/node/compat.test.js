'use strict';

const assert = require('node:assert');
const { once } = require('node:events');
const http = require('node:http');
const path = require('node:path');
const { after, afterEach, before, beforeEach, test } = require('node:test');
const { inspect } = require('node:util');

const { VoxTokenError } = require('voxtoken');
const nls = require('voxtoken/compat/alibabacloud-nls');
const axios = require('voxtoken/compat/axios');
const Core = require('voxtoken/compat/pop-core');
const { Sandbox } = require('voxtoken/sandbox');

const { clearEnvironment, keepEnvironment } = require('./support/environment');
const { run } = require('./support/program');
const { rejection } = require('./support/rejection');

const [ID, SECRET] = [Sandbox.ACCESS_KEY_ID, Sandbox.ACCESS_KEY_SECRET];
const CONFIG = {
  accessKeyId: ID,
  accessKeySecret: SECRET,
  endpoint: 'http://nls-meta.cn-shanghai.aliyuncs.com',
  apiVersion: '2019-02-28',
};
const GET_TOKEN = 'https://aiob-open.baidu.com/api/v2/getToken';
const KEYS = { accessKey: ID, secretKey: SECRET };

let sandbox;
before(async () => (sandbox = await Sandbox.start()));
after(() => sandbox?.stop());
beforeEach(async () => {
  await sandbox.reset();
  Object.assign(process.env, sandbox.environment);
});
afterEach(clearEnvironment);

/** What a promise is rejected with, which shows no secret. */
async function failure(promise) {
  const reason = await rejection(promise);
  assert(!inspect(reason).includes(SECRET) && !inspect(reason).includes('Signature='));
  return reason;
}

async function sample(name) {
  const ended = await run(path.join(__dirname, 'samples', name), { env: sandbox.environment });
  assert.deepStrictEqual([ended.code, ended.stderr], [0, '']);
  return ended.stdout;
}

test('the sample for pop-core prints token and expiry', async () => {
  const lines = (await sample('nls-pop-core.js')).trim().split('\n');
  const [token, expiry] = lines.slice(-2);
  assert.match(token, /^token = [0-9a-f]{32}$/);
  assert(Number(expiry.replace('expireTime = ', '')) > Date.now() / 1000);
  assert(lines.join().includes("Id: '"), 'the whole answer is shown');
  const { method, verdict } = await sandbox.last('nls');
  assert.deepStrictEqual([method, verdict], ['GET', 'ok']);
});

test('http with its own port is https with that of https', async (t) => {
  const asked = [];
  const proxy = http.createServer().listen(0, '127.0.0.1');
  t.after(() => proxy.close());
  proxy.on('connect', ({ url }, socket) => {
    asked.push(url);
    socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n');
  });
  await once(proxy, 'listening');
  keepEnvironment(t);
  for (const name of ['no_proxy', 'NO_PROXY', 'VOXTOKEN_NLS_ENDPOINT']) delete process.env[name];
  process.env.https_proxy = `http://127.0.0.1:${proxy.address().port}`;
  for (const endpoint of ['http://nls.example:80/', 'http://nls.example', 'http://nls.example:8080']) {
    await failure(new Core({ ...CONFIG, endpoint }).request('CreateToken'));
  }
  assert.deepStrictEqual(asked, ['nls.example:443', 'nls.example:443', 'nls.example:8080']);
});

test('the international sample, with the class as the export, prints the answer', async () => {
  const { Id, ExpireTime, UserId } = JSON.parse(await sample('nls-pop-core-international.js'));
  assert(Id && ExpireTime && UserId);
  assert.strictEqual((await sandbox.last('nls')).method, 'POST');
});

test('the sample for alibabacloud-nls prints the token', async () => {
  assert.match(await sample('nls-get-token.js'), /^token = [0-9a-f]{32}\n$/);
});

test('the sample for AIOB prints the answer without the keys', async () => {
  const text = await sample('aiob-axios.js');
  const { code, msg, data } = JSON.parse(text);
  assert.deepStrictEqual([code, msg, data.expiresTime], [200, 'OK', 24 * 60]);
  assert(data.accessToken && !text.includes(SECRET));
});

test('the classes are found under the official names, from both kinds of modules', async () => {
  assert.strictEqual(Core.RPCClient, Core);
  assert.strictEqual(nls.getToken, nls);
  const [popCore, token, { default: own, post }] = await Promise.all([
    import('voxtoken/compat/pop-core'),
    import('voxtoken/compat/alibabacloud-nls'),
    import('voxtoken/compat/axios'),
  ]);
  assert.deepStrictEqual([popCore.default, popCore.RPCClient], [Core, Core]);
  assert.deepStrictEqual([token.default, token.getToken, own, post], [nls, nls, axios, axios.post]);
});

test('pop-core: the answer has the official form; verbose brings how it came', async () => {
  const answer = await new Core(CONFIG).request('createToken', { regionId: 'cn-shanghai' });
  assert.deepStrictEqual(Object.keys(answer), ['NlsRequestId', 'RequestId', 'ErrMsg', 'Token']);
  assert.deepStrictEqual(Object.keys(answer.Token), ['UserId', 'Id', 'ExpireTime']);
  const [json, entry] = await new Core(CONFIG, true).request('CreateToken');
  assert(json.Token.Id);
  assert.strictEqual(entry.response.statusCode, 200);
});

test('pop-core: a key can come from a provider, and with a security token', async () => {
  const sts = { accessKeyId: `STS.${ID}`, accessKeySecret: SECRET, securityToken: Sandbox.SECURITY_TOKEN };
  const { endpoint, apiVersion } = CONFIG;
  const provider = { getCredentials: async () => sts };
  for (const key of [sts, { credentialsProvider: provider }, { accessKeyId: ID, secretAccessKey: SECRET }]) {
    assert((await new Core({ endpoint, apiVersion, ...key }).request('CreateToken')).Token.Id);
  }
});

test('pop-core: what the cloud refuses looks as there, without the signed address', async () => {
  await sandbox.setMode('throttle');
  const error = await failure(new Core(CONFIG).request('CreateToken'));
  assert.deepStrictEqual([error.name, error.code], ['Throttling.UserError', 'Throttling.User']);
  assert.deepStrictEqual([error.data.Code, error.entry.response.statusCode], ['Throttling.User', 400]);
  assert(error.data.RequestId && error.data.Message && error.url === sandbox.nls);
  assert(error.cause instanceof VoxTokenError && error.cause.kind === 'throttled');
});

test('pop-core: an answer without a token is a failure, and so is none at all', async () => {
  for (const [mode, kind] of [['no-token', 'bad_response'], ['close', 'network'], ['hang', 'timeout']]) {
    await sandbox.setMode(mode);
    const error = await failure(new Core({ ...CONFIG, opts: { timeout: 200 } }).request('CreateToken'));
    assert(error instanceof VoxTokenError && error.kind === kind, inspect(error));
  }
});

test('pop-core: what the program says as http is asked over https, but not on this machine', async () => {
  delete process.env.VOXTOKEN_NLS_ENDPOINT;
  const away = await failure(new Core({ ...CONFIG, endpoint: 'http://0.0.0.0:1/' }).request('CreateToken'));
  assert.strictEqual(away.kind, 'network', 'plain http would be refused as insecure');
  assert((await new Core({ ...CONFIG, endpoint: `${sandbox.nls}/` }).request('CreateToken')).Token.Id);
});

test('pop-core: what is missing is said at once, as there', () => {
  for (const name of ['accessKeyId', 'accessKeySecret', 'endpoint', 'apiVersion']) {
    assert.throws(() => new Core({ ...CONFIG, [name]: undefined }), {
      code: 'ERR_ASSERTION',
      message: `config.${name}: is missing`,
    });
  }
  assert.throws(() => new Core(), { code: 'ERR_ASSERTION' });
  assert.throws(() => new Core({ ...CONFIG, endpoint: 'nls-meta.example' }), /must begin with https/);
  assert.throws(() => new Core({ ...CONFIG, credentialsProvider: {} }), /getCredentials/);
});

test('pop-core: parameters without a meaning here are refused, and nothing is sent', async () => {
  const error = await failure(new Core(CONFIG).request('CreateToken', { PhoneNumber: '1' }));
  assert.strictEqual(error.message, 'params.PhoneNumber: has no meaning for CreateToken');
  assert.strictEqual(await sandbox.calls('nls'), 0);
});

test('alibabacloud-nls: without a key it fails as there', async () => {
  assert.strictEqual((await failure(nls({ akid: ID }))).code, 'ERR_ASSERTION');
  assert.strictEqual((await failure(nls({ akid: ID, akkey: 'wrong' }))).code, 'SignatureDoesNotMatch');
});

test('axios: keys may be JSON, and a failure looks as there', async () => {
  const { status, data } = await axios.post(GET_TOKEN, JSON.stringify(KEYS), { timeout: 5_000 });
  assert(status === 200 && data.data.accessToken);
  const error = await failure(axios.post(GET_TOKEN, { ...KEYS, secretKey: 'another-secret' }));
  assert(axios.isAxiosError(error) && error.name === 'AxiosError' && error.cause instanceof VoxTokenError);
  assert.deepStrictEqual([error.code, error.response.data.code], ['ERR_BAD_REQUEST', '401']);
  assert(!inspect(error).includes('another-secret'));
  await sandbox.setMode('close');
  assert.strictEqual((await failure(axios.post(GET_TOKEN, KEYS))).code, 'ERR_NETWORK');
  await sandbox.setMode('hang');
  assert.strictEqual((await failure(axios.post(GET_TOKEN, KEYS, { timeout: 50 }))).code, 'ECONNABORTED');
});

test('axios: no other address is asked, and JSON that is none is not shown', async () => {
  assert.match((await failure(axios.post('https://aiob-open.baidu.com/other', KEYS))).message, /^url: /);
  assert(!inspect(await failure(axios.post(GET_TOKEN, 'the-key {'))).includes('the-key'));
  await assert.rejects(axios.post(GET_TOKEN, KEYS, { signal: AbortSignal.abort() }), { name: 'AbortError' });
  assert.strictEqual(await sandbox.calls('aiob'), 0);
});
