'use strict';

const assert = require('node:assert');
const { once } = require('node:events');
const http = require('node:http');
const https = require('node:https');
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
  for (const name of ['lib/token', 'lib/token.js']) {
    assert.strictEqual(require(`voxtoken/compat/alibabacloud-nls/${name}`), nls);
    assert.strictEqual((await import(`voxtoken/compat/alibabacloud-nls/${name}`)).default, nls);
  }
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

/** What is given is refused as a wrong argument of this name. */
async function refused(name, call) {
  const error = await failure(call());
  assert(error instanceof TypeError || error instanceof RangeError, inspect(error));
  assert.match(error.code, /^ERR_(INVALID_ARG_TYPE|INVALID_ARG_VALUE|OUT_OF_RANGE)$/);
  assert(error.message.startsWith(`${name}: `), error.message);
  return error;
}

const NO_TEXTS = [null, 5, NaN, true, {}, [], Buffer.from('x'), Symbol('s'), () => 1, '\ud800'];
const NO_OBJECTS = [null, 5, NaN, 'x', true, [], Buffer.from('x'), new String('x')];
const NO_TIMES = [null, NaN, -1, 1.5, Infinity, 2 ** 53, '5', {}, Buffer.from('5')];
const NO_FLAGS = [null, 1, 'true', {}];
/** Options of a request that are wrong, by their names. */
const WRONG_OPTIONS = {
  timeout: NO_TIMES,
  method: NO_TEXTS,
  signal: [null, 5, {}],
  formatAction: NO_FLAGS,
  formatParams: NO_FLAGS,
  headers: NO_OBJECTS,
  agent: [...NO_OBJECTS, {}, new (class extends https.Agent {})()],
  timeOut: [1, null],
  rejectUnauthorized: [false],
};

test('pop-core: what a client is made of is refused by its name if it is wrong or missing', async () => {
  const make = async (config, verbose) => new Core(config, verbose);
  for (const wrong of [undefined, ...NO_OBJECTS]) await refused('config', () => make(wrong));
  for (const name of ['accessKeyId', 'accessKeySecret', 'endpoint', 'apiVersion']) {
    for (const wrong of [undefined, '', ...NO_TEXTS]) await refused(name, () => make({ ...CONFIG, [name]: wrong }));
  }
  for (const name of ['securityToken', 'secretAccessKey']) {
    for (const wrong of NO_TEXTS) await refused(name, () => make({ ...CONFIG, [name]: wrong }));
  }
  for (const wrong of ['nls-meta.example', 'http://[', 'https://']) {
    await refused('endpoint', () => make({ ...CONFIG, endpoint: wrong }));
  }
  for (const wrong of [null, 5, 'x', {}, { getCredentials: 5 }]) {
    await refused('credentialsProvider', () => make({ ...CONFIG, credentialsProvider: wrong }));
  }
  for (const wrong of [null, 5, {}]) await refused('codes', () => make({ ...CONFIG, codes: wrong }));
  for (const wrong of NO_FLAGS) await refused('verbose', () => make(CONFIG, wrong));
  for (const wrong of NO_OBJECTS) await refused('opts', () => make({ ...CONFIG, opts: wrong }));
  for (const [name, all] of Object.entries(WRONG_OPTIONS)) {
    for (const wrong of all) await refused(name, () => make({ ...CONFIG, opts: { [name]: wrong } }));
  }
});

test('pop-core: what a request is given is refused by its name if it is wrong, and nothing is sent', async () => {
  const client = new Core(CONFIG);
  for (const wrong of [undefined, '', ...NO_TEXTS]) await refused('action', () => client.request(wrong));
  for (const wrong of NO_OBJECTS) {
    await refused('params', () => client.request('CreateToken', wrong));
    await refused('options', () => client.request('CreateToken', {}, wrong));
  }
  for (const name of ['RegionId', 'regionId', 'Version', 'Format']) {
    for (const wrong of NO_TEXTS) await refused(name, () => client.request('CreateToken', { [name]: wrong }));
  }
  await refused('Format', () => client.request('CreateToken', { Format: 'XML' }));
  await refused('regionId', () => client.request('CreateToken', { regionId: 'x' }, { formatParams: false }));
  for (const [name, all] of Object.entries(WRONG_OPTIONS)) {
    for (const wrong of all) await refused(name, () => client.request('CreateToken', {}, { [name]: wrong }));
  }
  assert.strictEqual(await sandbox.calls('nls'), 0);
});

test('pop-core: a provider without credentials is said to be so', async () => {
  const { endpoint, apiVersion } = CONFIG;
  const ask = (given) => {
    const client = new Core({ endpoint, apiVersion, credentialsProvider: { getCredentials: async () => given } });
    return client.request('CreateToken');
  };
  for (const wrong of [undefined, ...NO_OBJECTS]) {
    await refused('credentialsProvider.getCredentials()', () => ask(wrong));
  }
  await refused('accessKeyId', () => ask({}));
  await refused('accessKeySecret', () => ask({ accessKeyId: ID }));
  await refused('securityToken', () => ask({ accessKeyId: ID, accessKeySecret: SECRET, securityToken: null }));
});

test('pop-core: all documented options of a request are taken, and undefined is none', async () => {
  const options = {
    timeout: 3000,
    formatAction: true,
    formatParams: true,
    method: 'GET',
    headers: { 'x-of-mine': '1' },
    agent: new https.Agent(),
    signal: new AbortController().signal,
  };
  const nothing = Object.fromEntries(Object.keys(options).map((name) => [name, undefined]));
  for (const given of [options, nothing, undefined, { timeout: 0, method: 'post', agent: http.globalAgent }]) {
    const params = { RegionId: 'cn-shanghai', Version: '2019-02-28', Format: 'JSON', More: undefined };
    assert((await new Core({ ...CONFIG, opts: given }).request('CreateToken', params, given)).Token.Id);
  }
  const exact = { formatAction: false, formatParams: false };
  assert((await new Core(CONFIG).request('CreateToken', { RegionId: 'cn-shanghai' }, exact)).Token.Id);
  assert.match((await failure(new Core(CONFIG).request('createToken', {}, exact))).message, /action/i);
  assert((await new Core({ ...CONFIG, securityToken: '', codes: ['OK'] }, undefined).request('CreateToken')).Token.Id);
});

test('what only the core refuses has the name that the program wrote, too', async () => {
  const blank = 'a secret';
  for (const [argument, call] of [
    ['accessKeySecret', () => new Core({ ...CONFIG, accessKeySecret: blank }).request('CreateToken')],
    ['secretAccessKey', () => new Core({ ...CONFIG, secretAccessKey: blank }).request('CreateToken')],
    ['akid', () => nls({ akid: 'an id', akkey: SECRET })],
    ['akkey', () => nls({ akid: ID, akkey: blank })],
  ]) {
    const error = await failure(call());
    assert.deepStrictEqual([error.kind, error.argument], ['invalid_argument', argument]);
    assert(error.message.startsWith(`${argument}: `), error.message);
  }
  delete process.env.VOXTOKEN_AIOB_ENDPOINT;
  const { cause } = await failure(axios.post('ftp://127.0.0.1/getToken', KEYS));
  assert.deepStrictEqual([cause.argument, cause.message.startsWith('url: ')], ['url', true]);
});

test('pop-core: parameters without a meaning here are refused, and nothing is sent', async () => {
  const error = await failure(new Core(CONFIG).request('CreateToken', { PhoneNumber: '1' }));
  assert.deepStrictEqual([error.name, error.message], ['TypeError', 'PhoneNumber: has no meaning for CreateToken']);
  assert.strictEqual(await sandbox.calls('nls'), 0);
});

test('alibabacloud-nls: what is wrong or missing is refused by its name', async () => {
  for (const wrong of [undefined, ...NO_OBJECTS]) await refused('options', () => nls(wrong));
  const keys = { akid: ID, akkey: SECRET };
  for (const name of ['akid', 'akkey', 'endpoint', 'apiVer']) {
    for (const wrong of ['', ...NO_TEXTS]) await refused(name, () => nls({ ...keys, [name]: wrong }));
  }
  await refused('akkey', () => nls({ akid: ID }));
  assert((await nls({ ...keys, endpoint: undefined, apiVer: undefined })).Token.Id);
  assert.strictEqual((await failure(nls({ akid: ID, akkey: 'wrong' }))).code, 'SignatureDoesNotMatch');
});

test('axios: keys may be JSON, and a failure looks as there', async () => {
  const { status, data } = await axios.post(GET_TOKEN, JSON.stringify(KEYS), { timeout: 5_000 });
  assert(status === 200 && data.data.accessToken);
  const error = await failure(axios.post(GET_TOKEN, { ...KEYS, secretKey: 'another-secret' }));
  assert(axios.isAxiosError(error) && error.name === 'AxiosError' && error.cause instanceof VoxTokenError);
  assert.deepStrictEqual([error.code, error.response.data.code], ['ERR_BAD_REQUEST', 401]);
  assert(!inspect(error).includes('another-secret'));
  await sandbox.setMode('close');
  assert.strictEqual((await failure(axios.post(GET_TOKEN, KEYS))).code, 'ERR_NETWORK');
  await sandbox.setMode('hang');
  assert.strictEqual((await failure(axios.post(GET_TOKEN, KEYS, { timeout: 50 }))).code, 'ECONNABORTED');
});

test('axios: what is wrong is refused by its name, and nothing is sent', async () => {
  for (const wrong of [undefined, '', ...NO_TEXTS]) await refused('url', () => axios.post(wrong, KEYS));
  for (const wrong of [undefined, 'null', ...NO_OBJECTS]) await refused('data', () => axios.post(GET_TOKEN, wrong));
  for (const name of ['accessKey', 'secretKey']) {
    for (const wrong of NO_TEXTS) await refused(name, () => axios.post(GET_TOKEN, { ...KEYS, [name]: wrong }));
  }
  for (const wrong of NO_OBJECTS) await refused('config', () => axios.post(GET_TOKEN, KEYS, wrong));
  const { timeout, signal, headers } = WRONG_OPTIONS;
  const options = { timeout, signal, headers, responseType: NO_TEXTS, httpsAgent: [new https.Agent()] };
  for (const [name, all] of Object.entries(options)) {
    for (const wrong of all) await refused(name, () => axios.post(GET_TOKEN, KEYS, { [name]: wrong }));
  }
  assert.strictEqual(await sandbox.calls('aiob'), 0);
  const nothing = { timeout: undefined, signal: undefined, headers: undefined, responseType: undefined };
  assert.strictEqual((await axios.post(GET_TOKEN, KEYS, nothing)).status, 200);
});

test('axios: no other address is asked, and JSON that is none is not shown', async () => {
  assert.match((await failure(axios.post('https://aiob-open.baidu.com/other', KEYS))).message, /^url: /);
  assert(!inspect(await failure(axios.post(GET_TOKEN, 'the-key {'))).includes('the-key'));
  await assert.rejects(axios.post(GET_TOKEN, KEYS, { signal: AbortSignal.abort() }), { name: 'AbortError' });
  assert.strictEqual(await sandbox.calls('aiob'), 0);
});
