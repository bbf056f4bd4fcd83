'use strict';

const assert = require('node:assert');
const { test } = require('node:test');

const { Token } = require('voxtoken');

const KNOWN = { userId: 'u', requestId: 'r', nlsRequestId: 'n', serverTime: 1_999_999_000 };

test('it gives what it was made of', () => {
  const token = new Token('text', 2_000_000_000, KNOWN);
  assert.strictEqual(token.value, 'text');
  assert.deepStrictEqual({ ...token }, { expireTime: 2_000_000_000, ...KNOWN });
  assert.strictEqual(token.expiresAt.toISOString(), '2033-05-18T03:33:20.000Z');
});

test('usable and fresh are two questions', () => {
  const token = new Token('t', 1_000);
  assert(token.isUsable(999) && !token.isUsable(1_000));
  assert(token.isFresh(100, 899) && !token.isFresh(100, 900));
  assert(!token.isUsable(), '1970 is over');
  assert(new Token('t', 4_000_000_000).isUsable() && new Token('t', 4_000_000_000).isFresh(60));
});

test('it cannot be changed', () => {
  const token = new Token('t', 1_000);
  for (const name of ['value', 'expireTime', 'expiresAt', 'userId', 'other']) {
    assert.throws(() => (token[name] = 'x'), TypeError);
  }
});

test('its end is a Date, as far as there are dates', () => {
  assert.strictEqual(+new Token('t', 8_640_000_000_000).expiresAt, 8.64e15);
  assert.throws(() => new Token('t', 8_640_000_000_001), { name: 'RangeError', message: /^expireTime: / });
});
