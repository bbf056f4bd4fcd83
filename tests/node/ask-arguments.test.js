'use strict';

const assert = require('node:assert');
const { test } = require('node:test');
const { rootCertificates } = require('node:tls');

const voxtoken = require('voxtoken');
const axios = require('voxtoken/compat/axios');
const signing = require('voxtoken/signing');

const { clearEnvironment } = require('./support/environment');

const { AiobToken, DashToken, NlsToken, Token, VoxTokenError } = voxtoken;

clearEnvironment();
process.env.DASHSCOPE_API_KEY = 'key';

const GARBAGE = {
  null: null,
  undefined: undefined,
  true: true,
  NaN: NaN,
  '-1': -1,
  0: 0,
  1.5: 1.5,
  '-0.5': -0.5,
  '2 ** 31': 2 ** 31,
  '2 ** 32': 2 ** 32,
  '2 ** 53': 2 ** 53,
  '1e300': 1e300,
  Infinity: Infinity,
  '-Infinity': -Infinity,
  '1n': 1n,
  '2n ** 70n': 2n ** 70n,
  text: 'x',
  empty: '',
  blank: ' ',
  'lone surrogate': '\ud800',
  'lone low surrogate': 'a\udc00',
  'zero byte': 'a\0b',
  'line end': 'a\n',
  emoji: '\u{1f600}',
  long: 'x'.repeat(100_000),
  Buffer: Buffer.from('x'),
  'invalid UTF-8': Buffer.from([255, 254]),
  Uint8Array: new Uint8Array(2),
  Uint16Array: new Uint16Array(2),
  ArrayBuffer: new ArrayBuffer(2),
  symbol: Symbol('s'),
  object: {},
  'null prototype': Object.create(null),
  array: [],
  'array of texts': ['x', 'y'],
  'object of a number': { a: 1 },
  'object of null': { a: null },
  'object of half a pair': { a: '\ud800' },
  'half a pair as a name': { '\ud800': 'a' },
  String: new String('x'),
  Number: new Number(1),
  Date: new Date(0),
  'Invalid Date': new Date(NaN),
  function: () => 1,
  class: class {},
  Map: new Map([['a', 'b']]),
  Promise: Promise.resolve(1),
  RegExp: /x/,
  Proxy: new Proxy({}, {}),
  AbortController: new AbortController(),
  'fake signal': { aborted: false },
};

const CLIENT = {
  connectTimeout: 1,
  timeout: 1,
  maxResponseBytes: 1,
  allowHttp: false,
  rootCertificates: rootCertificates[0],
};
const NLS = new NlsToken({ accessKeyId: 'id', accessKeySecret: 'secret', endpoint: 'http://127.0.0.1:1' });
const TOKEN = new Token('t', 1);

/** A callable whose arguments are the properties of one object, all of them optional. */
const byName = (call, good) => ({ call, good });
/** A callable with arguments by position. */
const inOrder = (call, good) => ({ call: (all) => call(...Object.keys(good).map((name) => all[name])), good });

const NLS_OPTIONS = {
  accessKeyId: 'id',
  accessKeySecret: 'secret',
  securityToken: 'sts',
  region: 'cn-shanghai',
  version: '2019-02-28',
  endpoint: 'https://example.com',
  resourcePath: '/',
  action: 'CreateToken',
  signature: 'rpc',
  method: 'POST',
  clock: Date.now,
};
const CALLABLES = {
  NlsToken: byName((all) => new NlsToken(all), { ...NLS_OPTIONS, ...CLIENT }),
  DashToken: byName((all) => new DashToken(all), {
    apiKey: 'k',
    expireInSecs: 60,
    region: 'cn-beijing',
    endpoint: 'https://example.com',
    ...CLIENT,
  }),
  AiobToken: byName((all) => new AiobToken(all), {
    accessKey: 'a',
    secretKey: 's',
    endpoint: 'https://example.com',
    clock: Date.now,
    ...CLIENT,
  }),
  'a source': inOrder((settings) => new NlsToken(settings), { settings: { accessKeyId: 'i', accessKeySecret: 's' } }),
  apply: byName((all) => NLS.apply(all), { signal: AbortSignal.abort() }),
  fetch: byName((all) => NLS.fetch(all), { signal: AbortSignal.abort() }),
  request: byName((all) => NLS.request(all), { now: 1, nonce: 'n' }),
  Token: inOrder((...all) => new Token(...all), { value: 't', expireTime: 1, known: {} }),
  'what is known of a Token': byName((known) => new Token('t', 1, known), {
    userId: 'u',
    requestId: 'r',
    nlsRequestId: 'n',
    serverTime: 1,
  }),
  isUsable: inOrder((at) => TOKEN.isUsable(at), { at: 1 }),
  isFresh: inOrder((margin, at) => TOKEN.isFresh(margin, at), { margin: 1, at: 1 }),
  percentEncode: inOrder(signing.percentEncode, { value: 'x' }),
  canonicalizedQuery: inOrder(signing.canonicalizedQuery, { parameters: { a: 'b' } }),
  rpcStringToSign: inOrder(signing.rpcStringToSign, { method: 'GET', canonicalizedQuery: 'a=b' }),
  rpcSign: inOrder(signing.rpcSign, { stringToSign: 'x', accessKeySecret: 's' }),
  roaStringToSign: inOrder(signing.roaStringToSign, { method: 'GET', parts: {} }),
  'the parts of roaStringToSign': byName((parts) => signing.roaStringToSign('GET', parts), {
    accept: '',
    contentMd5: '',
    contentType: '',
    date: '',
    acsHeaders: {},
    resource: '',
  }),
  roaSign: inOrder(signing.roaSign, { stringToSign: 'x', accessKeySecret: 's' }),
  roaAuthorization: inOrder(signing.roaAuthorization, { accessKeyId: 'i', signature: 's' }),
  sha256Hex: inOrder(signing.sha256Hex, { data: '' }),
  acs3CanonicalRequest: inOrder(signing.acs3CanonicalRequest, {
    method: 'GET',
    path: '/',
    query: '',
    headers: {},
    bodySha256Hex: '',
  }),
  acs3StringToSign: inOrder(signing.acs3StringToSign, { canonicalRequest: 'x' }),
  acs3Sign: inOrder(signing.acs3Sign, { stringToSign: 'x', accessKeySecret: 's' }),
  acs3Authorization: inOrder(signing.acs3Authorization, { accessKeyId: 'i', signedHeaders: 'h', signature: 's' }),
  'axios.post': inOrder(axios.post, { url: 'http://127.0.0.1:1/getToken', data: { accessKey: 'a', secretKey: 's' } }),
};

/** The names that a complaint may have besides that of the parameter: what an object lacks. */
const PARTS = { data: ['accessKey'] };

/** What comes out of a call: nothing, or the error. */
async function complaint(call, all) {
  try {
    await call(all);
  } catch (error) {
    return error;
  }
  return undefined;
}

const isAbort = (error) => error.name === 'AbortError';

test('every function of signing is tried', () => {
  for (const name of Object.keys(signing)) assert(name in CALLABLES, name);
});

for (const [name, { call, good }] of Object.entries(CALLABLES)) {
  for (const parameter of Object.keys(good)) {
    test(`${name}: garbage as ${parameter} is taken, or refused by that name`, async () => {
      for (const [what, garbage] of Object.entries(GARBAGE)) {
        const error = await complaint(call, { ...good, [parameter]: garbage });
        if (error === undefined || isAbort(error)) continue;
        const cause = error.cause ?? error;
        assert(cause instanceof TypeError || cause instanceof RangeError || cause instanceof VoxTokenError, what);
        if (['network', 'credentials'].includes(cause.kind)) continue;
        const named = [parameter, ...Object.keys(Object(garbage)), ...(PARTS[parameter] ?? [])];
        assert(named.some((word) => error.message.startsWith(`${word}: `)), `${what}: ${error.message}`);
      }
    });
  }
}

const WRONG = {
  string: [null, 1, true, Buffer.from('x'), {}, [], Symbol('s'), 1n, () => 'x', new String('x')],
  number: [null, '1', true, Buffer.from('1'), {}, [1], Symbol('s'), 1n, () => 1, new Date(0), new Number(1)],
  boolean: [null, 1, 0, 'true', {}, Symbol('s'), 1n],
  function: [null, 1, 'x', {}, Symbol('s')],
  object: [null, 1, 'x', [], Symbol('s'), 1n, true, Buffer.from('x'), new ArrayBuffer(2), new String('x')],
};
const OUT_OF_RANGE = [NaN, -1, 1.5, 2 ** 53, 1e300, Infinity, -Infinity];
const TAKES_BYTES = ['rootCertificates', 'data'];

for (const [name, { call, good }] of Object.entries(CALLABLES)) {
  test(`${name}: a wrong type is a TypeError, a wrong number a RangeError, and each names the argument`, async () => {
    for (const [parameter, value] of Object.entries(good)) {
      for (const wrong of WRONG[typeof value]) {
        if (TAKES_BYTES.includes(parameter) && (wrong instanceof Uint8Array || typeof wrong === 'string')) continue;
        const error = await complaint(call, { ...good, [parameter]: wrong });
        assert(error instanceof TypeError, `${parameter} ${String(wrong?.constructor?.name)}: ${error}`);
        assert.strictEqual(error.code, 'ERR_INVALID_ARG_TYPE');
        assert(error.message.startsWith(`${parameter}: must be `), error.message);
      }
      if (typeof value === 'number') {
        for (const wrong of OUT_OF_RANGE) {
          const error = await complaint(call, { ...good, [parameter]: wrong });
          assert(error instanceof RangeError, `${parameter} ${wrong}: ${error}`);
          assert.strictEqual(error.code, 'ERR_OUT_OF_RANGE');
          assert(error.message.startsWith(`${parameter}: must be `), error.message);
        }
      }
      if (typeof value === 'string') {
        const error = await complaint(call, { ...good, [parameter]: 'x\ud800' });
        assert(error instanceof TypeError, parameter);
        assert.strictEqual(error.message, `${parameter}: must be Unicode text, has half a surrogate pair`);
      }
    }
  });
}

test('an option that there is not is a TypeError that lists those there are', async () => {
  for (const call of [
    () => new NlsToken({ regio: 'x' }),
    () => new DashToken({ expire_in_secs: 5 }),
    () => new AiobToken({ acessKey: 'x' }),
    () => NLS.request({ nonse: 'x' }),
    () => NLS.apply({ sinal: 'x' }),
    () => new Token('t', 1, { user: 'x' }),
    () => signing.roaStringToSign('GET', { content_md5: 'x' }),
  ]) {
    const error = await complaint(call);
    assert(error instanceof TypeError && /: is no option; there are /.test(error.message), String(error));
  }
});

test('no argument is taken for another when one is left out', () => {
  for (const call of [signing.percentEncode, signing.rpcSign, signing.sha256Hex, signing.canonicalizedQuery]) {
    assert.throws(call, TypeError);
  }
  assert.throws(() => new Token(), { message: 'value: must be a string, not undefined' });
  assert.throws(() => new Token('t'), { message: 'expireTime: must be a number, not undefined' });
});

test('a temporary key of DashScope lives for 1 to 1800 seconds, and another number is a RangeError', () => {
  for (const expireInSecs of [1, 1800]) assert(new DashToken({ expireInSecs }));
  for (const expireInSecs of [0, 1801]) {
    const message = `expireInSecs: must be a whole number from 1 to 1800, is ${expireInSecs}`;
    assert.throws(() => new DashToken({ expireInSecs }), { name: 'RangeError', message });
  }
});

test('an unknown region advises to give an endpoint, which is an option here', () => {
  const settings = { accessKeyId: 'i', accessKeySecret: 's', region: 'eu-west-9' };
  assert.throws(() => new NlsToken(settings), { argument: 'region', message: /give an endpoint or domain as well$/ });
  assert(new NlsToken({ ...settings, endpoint: 'https://example.com' }));
});

test('what undefined is given for has its default', () => {
  const nothing = Object.fromEntries(Object.keys({ ...NLS_OPTIONS, ...CLIENT }).map((name) => [name, undefined]));
  const { url } = new NlsToken({ ...nothing, accessKeyId: 'id', accessKeySecret: 's' }).request(undefined);
  assert.strictEqual(url, 'https://nls-meta.cn-shanghai.aliyuncs.com/');
});

test('a class is not called without new, and a method not without its object', async () => {
  for (const Class of [NlsToken, DashToken, AiobToken, Token]) assert.throws(() => Class(), TypeError);
  const { request, fetch } = NLS;
  assert.throws(() => request(), TypeError);
  await assert.rejects(fetch(), TypeError);
});
