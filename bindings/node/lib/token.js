'use strict';

const { inspect } = require('node:util');

const { integer, optional, options, text } = require('./arguments');

/** Now, in absolute Unix seconds. */
const now = () => Math.floor(Date.now() / 1000);

/** The last second that a `Date` can hold. */
const LATEST = 8_640_000_000_000;

/**
 * Any whole number that is exact.
 *
 * @param {unknown} value
 * @param {string} name
 */
function whole(value, name) {
  return integer(value, name, 0, Number.MAX_SAFE_INTEGER);
}

/**
 * An access token and how long it may be used. All times are absolute Unix seconds. Neither `console.log` nor
 * `util.inspect` shows the token's text, and neither `JSON.stringify` nor `structuredClone` takes it along: to store a
 * token, name its text, as in `JSON.stringify({ ...token, value: token.value })`.
 *
 * @example
 * const { Token } = require('voxtoken');
 * const token = new Token('text', 1_700_000_000);
 * console.log(token.isUsable(1_699_999_999), token.expiresAt.toISOString()); // true 2023-11-14T22:13:20.000Z
 */
class Token {
  #value;

  /**
   * @param {string} value The token's text.
   * @param {number} expireTime When it expires: absolute Unix seconds.
   * @param {{userId?: string, requestId?: string, nlsRequestId?: string, serverTime?: number}} [known] What came with
   *   it.
   */
  constructor(value, expireTime, known) {
    const given = options(known, ['userId', 'requestId', 'nlsRequestId', 'serverTime'], 'known');
    this.#value = text(value, 'value');
    if (value === '') throw Object.assign(new RangeError('value: must not be empty'), { code: 'ERR_OUT_OF_RANGE' });
    /** When the token stops being valid: absolute Unix seconds. */
    this.expireTime = integer(expireTime, 'expireTime', 0, LATEST);
    /** The account that the token belongs to, when the cloud named it. */
    this.userId = optional(text, given.userId, 'userId');
    /** The gateway's id of the request, for a support ticket. */
    this.requestId = optional(text, given.requestId, 'requestId');
    /** The speech service's own id of the request. */
    this.nlsRequestId = optional(text, given.nlsRequestId, 'nlsRequestId');
    /** The cloud's clock when it answered: absolute Unix seconds. */
    this.serverTime = optional(whole, given.serverTime, 'serverTime');
    Object.freeze(this);
  }

  /** The token's text, to be sent to the service. */
  get value() {
    return this.#value;
  }

  /** When the token stops being valid. */
  get expiresAt() {
    return new Date(this.expireTime * 1000);
  }

  /**
   * May the token still be used?
   *
   * @param {number} [at] At this time, in absolute Unix seconds; now unless given.
   */
  isUsable(at = now()) {
    return whole(at, 'at') < this.expireTime;
  }

  /**
   * Will the token live for more than so many seconds? Ask this to decide whether to fetch a new one; ask `isUsable`
   * to decide whether the old one can still serve.
   *
   * @param {number} margin Seconds.
   * @param {number} [at] After this time, in absolute Unix seconds; now unless given.
   */
  isFresh(margin, at = now()) {
    return whole(at, 'at') + whole(margin, 'margin') < this.expireTime;
  }

  [inspect.custom]() {
    return `Token { expiresAt: ${this.expiresAt.toISOString()} }`;
  }
}

/**
 * A token of an object's.
 *
 * @param {{value: string, expireTime: number, userId?: string, requestId?: string, nlsRequestId?: string,
 *   serverTime?: number}} parts
 */
function tokenOf({ value, expireTime, userId, requestId, nlsRequestId, serverTime }) {
  return new Token(value, expireTime, { userId, requestId, nlsRequestId, serverTime });
}

module.exports = { Token, tokenOf };
