'use strict';

// Tokens that were made to hurt: their size is limited, and so is the work that they make.

const assert = require('node:assert/strict');
const test = require('node:test');
const zlib = require('node:zlib');

const { agora } = require('voxtoken');
const { AccessToken } = require('voxtoken/agora/src/AccessToken');
const { AccessToken2, ServiceRtm } = require('voxtoken/agora/src/AccessToken2');

const APP_ID = '970CA35de60c44645bbae8a215061b33';
const CERTIFICATE = '5CFd2fd1755d40ecb72977518be15d3b';
const MEBIBYTE = 1 << 20;

function u16(...numbers) {
  return Buffer.from(new Uint16Array(numbers).buffer);
}

/** The signed bytes of a token with so many services. */
function signed(count, services) {
  return Buffer.concat([u16(32), Buffer.from(APP_ID), Buffer.alloc(12), u16(count), services]);
}

test('a decompression bomb is refused within little memory', () => {
  const bomb = `007${zlib.deflateSync(Buffer.alloc(200 * MEBIBYTE), { level: 9 }).toString('base64')}`;
  assert.ok(bomb.length < MEBIBYTE);
  global.gc?.();
  const before = process.memoryUsage.rss();
  for (const call of [agora.parse, agora.open, (text) => agora.verify(text, { certificate: CERTIFICATE })]) {
    assert.throws(() => call(bomb), { kind: 'invalid_token', problem: 'too_large' });
  }
  assert.deepEqual(agora.explain(bomb).findings.map(({ problem }) => problem), ['too_large']);
  assert.equal(new AccessToken2().from_string(bomb), false);
  assert.ok(process.memoryUsage.rss() - before < 64 * MEBIBYTE);
});

test('a text that is too long is refused', () => {
  for (const version of [`006${APP_ID}`, '007']) {
    const text = version + 'A'.repeat(3 * MEBIBYTE);
    assert.throws(() => agora.parse(text), { kind: 'invalid_token', problem: 'too_large' });
    assert.equal(new AccessToken2().from_string(text), false);
  }
});

test('the longest lists that the format allows are read', () => {
  const entries = Buffer.concat(Array.from({ length: 65_535 }, (_, key) => Buffer.concat([u16(key), Buffer.alloc(4)])));
  const service = Buffer.concat([u16(1, 65_535), entries, u16(0, 0)]);
  const text = agora.seal(signed(2, Buffer.concat([service, service])), CERTIFICATE);
  const token = new AccessToken2();
  assert.equal(token.from_string(text), true);
  assert.deepEqual(token.services.map(({ __privileges }) => Object.keys(__privileges).length), [65_535, 65_535]);
  assert.equal(agora.parse(text).services.length, 2);
  token.appCertificate = CERTIFICATE;
  assert.ok(token.build() === text);
});

test('as many services as the format allows are read', () => {
  const text = agora.seal(signed(65_535, Buffer.concat(Array(65_535).fill(u16(4, 0)))), CERTIFICATE);
  const token = new AccessToken2();
  assert.equal(token.from_string(text), true);
  assert.equal(token.services.length, 65_535);
});

test('a token that promises more than there is is damaged', () => {
  const permissions = Buffer.concat([u16(8, 0, 2), Buffer.from('me'), Buffer.alloc(40_000, 255)]);
  for (const services of [permissions, u16(1, 65_535), u16(2, 0, 65_535), Buffer.alloc(0), u16(7, 0, 0, 0)]) {
    const text = agora.seal(signed(1, services), CERTIFICATE);
    assert.equal(new AccessToken2().from_string(text), false);
    assert.throws(() => agora.parse(text), { kind: 'invalid_token' });
  }
  for (const content of [Buffer.alloc(3), u16(65_535), Buffer.concat([u16(0), Buffer.alloc(8), u16(65_535)])]) {
    assert.equal(new AccessToken().fromString(`006${APP_ID}${content.toString('base64')}`), false);
  }
});

test('a content that is too large is not built', () => {
  const token = new AccessToken2(APP_ID, CERTIFICATE, 0, 60);
  for (let count = 0; count < 17; count++) token.add_service(new ServiceRtm('x'.repeat(65_535)));
  const message = /^services: must make a content of at most 1048576 bytes/;
  assert.throws(() => token.build(), { argument: 'services', message });
  const old = new AccessToken(APP_ID, CERTIFICATE, 'lobby', 23);
  for (let privilege = 0; privilege < 11_000; privilege++) old.addPriviledge(privilege, 0);
  assert.throws(() => old.build(), { name: 'RangeError', message: /^messages: must be at most 65535 bytes/ });
});
