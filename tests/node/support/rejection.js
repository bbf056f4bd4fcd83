'use strict';

const assert = require('node:assert');

/** What a promise is rejected with. */
async function rejection(promise) {
  const [{ status, reason }] = await Promise.allSettled([promise]);
  assert.strictEqual(status, 'rejected');
  return reason;
}

module.exports = { rejection };
