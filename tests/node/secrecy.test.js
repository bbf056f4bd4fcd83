'use strict';

const assert = require('node:assert');
const { test } = require('node:test');
const { format, inspect } = require('node:util');

const { AiobToken, DashToken, NlsToken, Request, SignedRequest, Token } = require('voxtoken');

const { HeldServer } = require('./support/held-server');

const EVERYTHING = { showHidden: true, depth: null, getters: true, compact: false };

/** All that a program might show of a value by accident. */
function shown(value) {
  return [inspect(value), inspect(value, EVERYTHING), format('%o %O %s %j', value, value, value, value)].join('');
}

/** All that copies of it hold. */
function copies(value) {
  const twins = [structuredClone(value), { ...value }].map((twin) => inspect(twin, EVERYTHING));
  return JSON.stringify(value) + twins.join('');
}

test('a source shows neither its secret nor its token', async (t) => {
  const server = await HeldServer.start(t, { isOpen: true });
  const key = { accessKeyId: 'the-id', accessKeySecret: 'the-secret', securityToken: 'the-security' };
  const nls = new NlsToken({ ...key, endpoint: server.url });
  assert.strictEqual(inspect(nls), 'NlsToken { no token }');
  await nls.apply();
  assert.strictEqual(inspect(nls), 'NlsToken { a token until 2096-10-02T07:06:40.000Z }');
  assert.doesNotMatch(shown(nls) + copies(nls), /the-|held-token/);
  const others = [new DashToken({ apiKey: 'the-key' }), new AiobToken({ accessKey: 'the-k', secretKey: 'the-s' })];
  for (const source of others) {
    assert.doesNotMatch(shown(source) + copies(source), /the-/);
  }
});

test('a token does not show its text', () => {
  const token = new Token('the-text', 2_000_000_000, { userId: 'u', requestId: 'r' });
  assert.strictEqual(inspect(token), 'Token { expiresAt: 2033-05-18T03:33:20.000Z }');
  assert.doesNotMatch(shown(token) + copies(token), /the-text/);
  assert.doesNotMatch(shown([token]) + shown({ token }) + `${token}`, /the-text/);
});

test('a request shows neither query, headers nor body', () => {
  const key = { accessKeyId: 'the-id', accessKeySecret: 'the-secret' };
  const signed = new NlsToken({ ...key, method: 'GET' }).request();
  assert(signed instanceof SignedRequest && signed instanceof Request);
  assert.strictEqual(inspect(signed), 'SignedRequest { GET https://nls-meta.cn-shanghai.aliyuncs.com/, 0 bytes }');
  assert.doesNotMatch(shown(signed).replaceAll(JSON.stringify(signed), ''), /the-|Signature=/);
  const aiob = new AiobToken({ accessKey: 'the-key', secretKey: 'the-secret' }).request();
  assert.strictEqual(inspect(aiob), 'Request { POST https://aiob-open.baidu.com/api/v2/getToken, 48 bytes }');
});

test('a complaint about an argument does not show its value', () => {
  const complaints = [
    () => new NlsToken({ accessKeyId: 'id', accessKeySecret: 'the-secret\ud800' }),
    () => new NlsToken({ accessKeyId: 'id', accessKeySecret: 'the-secret ' }),
    () => new NlsToken({ accessKeyId: 'id', accessKeySecret: ['the-secret'] }),
    () => new NlsToken({ accessKeyId: 'id', accessKeySecret: { toString: () => 'the-secret' } }),
    () => new AiobToken({ accessKey: 'a', secretKey: Buffer.from('the-secret') }),
    () => new DashToken({ apiKey: 'the-secret\n' }),
    () => new Token(['the-secret'], 1),
  ];
  for (const complain of complaints) {
    assert.throws(complain, (error) => !inspect(error).includes('the-secret'));
  }
});
