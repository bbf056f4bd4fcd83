'use strict';

const { types } = require('node:util');

/** @param {unknown} value */
function shown(value) {
  if (value === null || value === undefined) return String(value);

  return typeof value === 'object' ? value.constructor?.name ?? 'object' : typeof value;
}

/** @param {string} name @param {string} expected @param {unknown} value */
function wrongType(name, expected, value) {
  return Object.assign(new TypeError(`${name}: must be ${expected}, not ${shown(value)}`), {
    code: 'ERR_INVALID_ARG_TYPE',
  });
}

/** @param {string} name @param {string} rule @param {unknown} value */
function outOfRange(name, rule, value) {
  return Object.assign(new RangeError(`${name}: must be ${rule}, is ${value}`), { code: 'ERR_OUT_OF_RANGE' });
}

/** @param {string} name @param {string} problem */
function wrongValue(name, problem) {
  return Object.assign(new TypeError(`${name}: ${problem}`), { code: 'ERR_INVALID_ARG_VALUE' });
}

/**
 * A text without lone surrogates.
 *
 * @param {unknown} value
 * @param {string} name
 * @returns {string}
 */
function text(value, name) {
  if (typeof value !== 'string') throw wrongType(name, 'a string', value);
  if (!value.isWellFormed()) throw wrongValue(name, 'must be Unicode text, has half a surrogate pair');
  return value;
}

/**
 * A text that is not empty.
 *
 * @param {unknown} value
 * @param {string} name
 */
function filled(value, name) {
  if (value === '') throw wrongValue(name, 'must not be empty');
  return text(value, name);
}

/**
 * A whole number.
 *
 * @param {unknown} value
 * @param {string} name
 * @param {number} [min]
 * @param {number} [max]
 * @returns {number}
 */
function integer(value, name, min = 0, max = 0xffff_ffff) {
  if (typeof value !== 'number') throw wrongType(name, 'a number', value);
  if (!Number.isInteger(value) || value < min || value > max) {
    throw outOfRange(name, `a whole number from ${min} to ${max}`, value);
  }
  return value;
}

/** Almost the end of the year 9999. */
const LATEST = 253_402_207_200;

/**
 * A time in absolute Unix seconds.
 *
 * @param {unknown} value
 * @param {string} name
 */
function seconds(value, name) {
  return integer(value, name, 0, LATEST);
}

/**
 * `undefined`, or what `check` makes of the value.
 *
 * @template T
 * @param {(value: unknown, name: string) => T} check
 * @param {unknown} value
 * @param {string} name
 * @returns {T | undefined}
 */
function optional(check, value, name) {
  return value === undefined ? undefined : check(value, name);
}

/**
 * An object that is there for its properties: no array, no bytes and no object around a text or number.
 *
 * @param {unknown} value
 * @param {string} name
 * @param {string} [expected]
 * @returns {Record<string, any>}
 */
function object(value, name, expected = 'an object') {
  const isOther =
    Array.isArray(value) || ArrayBuffer.isView(value) || types.isAnyArrayBuffer(value) || types.isBoxedPrimitive(value);
  if (typeof value !== 'object' || value === null || isOther) throw wrongType(name, expected, value);
  return value;
}

/**
 * An object with options, of which none is unknown.
 *
 * @param {unknown} value
 * @param {string[]} known
 * @param {string} argument
 * @returns {Record<string, any>}
 */
function options(value, known, argument) {
  if (value === undefined) return {};
  const given = object(value, argument);
  const unknown = Object.keys(given).find((name) => !known.includes(name));
  if (unknown !== undefined) throw wrongValue(unknown, `is no option; there are ${known.join(', ')}`);
  return given;
}

/**
 * @typedef {object} ClientOptions How to ask.
 * @property {number} [connectTimeout] How long connecting may take, in milliseconds; 3000 unless given.
 * @property {number} [timeout] How long asking for one token may take in all, in milliseconds; 10000 unless given.
 * @property {number} [maxResponseBytes] How many bytes of an answer are read before it is refused; 1 MiB unless given.
 * @property {boolean} [allowHttp] Allows plain http to other machines, where others on the way can read the secret.
 * @property {string | Uint8Array} [rootCertificates] PEM: trusted besides the machine's own.
 */

const CLIENT = ['connectTimeout', 'timeout', 'maxResponseBytes', 'allowHttp', 'rootCertificates'];

/** @param {Record<string, any>} given */
function client(given) {
  return {
    connectTimeout: optional(limit, given.connectTimeout, 'connectTimeout'),
    timeout: optional(limit, given.timeout, 'timeout'),
    maxResponseBytes: optional(limit, given.maxResponseBytes, 'maxResponseBytes'),
    allowHttp: optional(boolean, given.allowHttp, 'allowHttp'),
    rootCertificates: optional(pem, given.rootCertificates, 'rootCertificates'),
  };
}

/** @param {unknown} value @param {string} name */
function limit(value, name) {
  return integer(value, name, 1);
}

/**
 * @param {unknown} value
 * @param {string} name
 * @returns {boolean}
 */
function boolean(value, name) {
  if (typeof value !== 'boolean') throw wrongType(name, 'a boolean', value);
  return value;
}

/** @param {unknown} value @param {string} name */
function pem(value, name) {
  if (types.isUint8Array(value)) return Buffer.from(value).toString('latin1');
  if (typeof value !== 'string') throw wrongType(name, 'a string or a Uint8Array', value);
  return text(value, name);
}

/**
 * @param {unknown} value
 * @param {string} name
 * @returns {AbortSignal}
 */
function signal(value, name) {
  if (!(value instanceof AbortSignal)) throw wrongType(name, 'an AbortSignal', value);
  return value;
}

/**
 * A function that tells the time in absolute Unix seconds, checked when it is called; a fraction is dropped.
 *
 * @param {unknown} value
 * @param {string} name
 * @returns {() => number}
 */
function clock(value, name) {
  if (typeof value !== 'function') throw wrongType(name, 'a function', value);
  return () => {
    const time = value();
    return seconds(typeof time === 'number' && time >= 0 ? Math.floor(time) : time, name);
  };
}

module.exports = {
  CLIENT,
  boolean,
  client,
  clock,
  filled,
  integer,
  object,
  optional,
  options,
  outOfRange,
  seconds,
  signal,
  text,
  wrongType,
  wrongValue,
};
