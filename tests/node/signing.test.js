'use strict';

const assert = require('node:assert');
const { createHash, createHmac } = require('node:crypto');
const { test } = require('node:test');

const { AiobToken, DashToken, NlsToken } = require('voxtoken');
const signing = require('voxtoken/signing');

const SECRET = 'testKeySecret';
const [NOW, DATE] = [1_798_135_200, '2026-12-24T18:00:00Z'];
const KEY = { accessKeyId: 'id', accessKeySecret: SECRET };

const sha1 = (key, text) => createHmac('sha1', key).update(text).digest('base64');
const sha256 = (key, text) => createHmac('sha256', key).update(text).digest('hex');
const code = (sign) => `%${sign.charCodeAt(0).toString(16)}`.toUpperCase();
const quoted = (text) => encodeURIComponent(text).replace(/[!'()*]/g, code);

test('percent encoding is that of RFC 3986', () => {
  const text = Array.from({ length: 256 }, (_, code) => String.fromCharCode(code)).join('') + '名é~-_./*+😀';
  assert.strictEqual(signing.percentEncode(text), quoted(text));
});

test('an RPC signature is HMAC-SHA1 of the sorted query', () => {
  const query = signing.canonicalizedQuery({ b: '2 3', a: 'x/y', A: '名' });
  assert.strictEqual(query, 'A=%E5%90%8D&a=x%2Fy&b=2%203');
  const text = signing.rpcStringToSign('GET', query);
  assert.strictEqual(text, `GET&%2F&${quoted(query)}`);
  assert.strictEqual(signing.rpcSign(text, SECRET), sha1(`${SECRET}&`, text));
});

test('a ROA signature is HMAC-SHA1 of the lines', () => {
  const text = signing.roaStringToSign('POST', {
    accept: 'a/b',
    contentMd5: 'md5',
    contentType: 'c/d',
    date: 'now',
    acsHeaders: { 'x-acs-b': '2', 'x-acs-a': '1' },
    resource: '/tokens',
  });
  assert.strictEqual(text, 'POST\na/b\nmd5\nc/d\nnow\nx-acs-a:1\nx-acs-b:2\n/tokens');
  assert.strictEqual(signing.roaStringToSign('GET'), 'GET\n\n\n\n\n');
  assert.strictEqual(signing.roaSign(text, SECRET), sha1(SECRET, text));
  assert.strictEqual(signing.roaAuthorization('id', 'sig'), 'acs id:sig');
});

test('an ACS3 signature is HMAC-SHA256 of the canonical request', () => {
  const headers = { 'x-acs-b': '2', host: 'h' };
  const { canonicalRequest, signedHeaders } = signing.acs3CanonicalRequest('POST', '/p', 'a=1', headers, '00');
  assert.strictEqual(canonicalRequest, 'POST\n/p\na=1\nhost:h\nx-acs-b:2\n\nhost;x-acs-b\n00');
  assert.strictEqual(signedHeaders, 'host;x-acs-b');
  const text = signing.acs3StringToSign(canonicalRequest);
  const hash = (data) => createHash('sha256').update(data).digest('hex');
  assert.strictEqual(text, `ACS3-HMAC-SHA256\n${hash(canonicalRequest)}`);
  assert.strictEqual(signing.acs3Sign(text, SECRET), sha256(SECRET, text));
  const header = 'ACS3-HMAC-SHA256 Credential=id,SignedHeaders=host,Signature=sig';
  assert.strictEqual(signing.acs3Authorization('id', 'host', 'sig'), header);
  for (const data of ['', '名', Buffer.from([0, 255]), new Uint8Array(3)]) {
    assert.strictEqual(signing.sha256Hex(data), hash(data));
  }
});

for (const method of ['GET', 'POST']) {
  test(`an RPC request can be sent by the caller: ${method}`, () => {
    const nls = new NlsToken({ ...KEY, method, securityToken: 'sts' });
    const signed = nls.request({ now: NOW, nonce: 'once' });
    const where = new URL(signed.url);
    const sent = Object.fromEntries(method === 'GET' ? where.searchParams : new URLSearchParams(`${signed.body}`));
    assert.deepStrictEqual([signed.method, where.host], [method, 'nls-meta.cn-shanghai.aliyuncs.com']);
    assert.strictEqual(signed.body.length === 0, method === 'GET');
    assert.strictEqual(sent.Signature, signed.signature);
    assert.strictEqual(signed.signature, sha1(`${SECRET}&`, signed.stringToSign));
    assert.deepStrictEqual([sent.Timestamp, sent.SignatureNonce, sent.SecurityToken], [DATE, 'once', 'sts']);
    assert.deepStrictEqual([sent.Action, sent.RegionId], ['CreateToken', 'cn-shanghai']);
  });
}

test('ROA and ACS3 requests carry their signature in a header', () => {
  const roa = new NlsToken({ ...KEY, signature: 'roa' }).request({ now: NOW, nonce: 'once' });
  assert.strictEqual(roa.headers.authorization, `acs id:${sha1(SECRET, roa.stringToSign)}`);
  assert(roa.url.endsWith('/pop/2018-05-18/tokens'));
  const acs3 = new NlsToken({ ...KEY, signature: 'acs3' }).request({ now: NOW, nonce: 'once' });
  assert(acs3.headers.authorization.endsWith(`Signature=${acs3.signature}`));
  assert.strictEqual(acs3.signature, sha256(SECRET, acs3.stringToSign));
  assert.strictEqual(acs3.headers['x-acs-date'], DATE);
});

test('without arguments a request has the time of the clock and a new nonce', () => {
  const nls = new NlsToken({ ...KEY, clock: () => NOW + 0.9 });
  const [first, second] = [1, 2].map(() => Object.fromEntries(new URLSearchParams(`${nls.request().body}`)));
  assert.deepStrictEqual([first.Timestamp, second.Timestamp], [DATE, DATE]);
  assert.notStrictEqual(first.SignatureNonce, second.SignatureNonce);
  assert.match(first.SignatureNonce, /^[0-9a-f]{32}$/);
});

test('the requests of the other clouds hold the keys', () => {
  const dash = new DashToken({ apiKey: 'sk-key', expireInSecs: 77 }).request();
  assert.strictEqual(dash.url, 'https://dashscope.aliyuncs.com/api/v1/tokens?expire_in_seconds=77');
  assert.deepStrictEqual([dash.method, dash.headers.authorization, dash.body.length], ['POST', 'Bearer sk-key', 0]);
  const aiob = new AiobToken({ accessKey: 'ak', secretKey: 'sk' }).request();
  assert.deepStrictEqual([aiob.method, aiob.url], ['POST', 'https://aiob-open.baidu.com/api/v2/getToken']);
  assert.deepStrictEqual(JSON.parse(aiob.body), { accessKey: 'ak', secretKey: 'sk' });
  assert.strictEqual(aiob.headers['content-type'], 'application/json');
});
