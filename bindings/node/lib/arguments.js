'use strict';

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

module.exports = { filled, integer, optional, outOfRange, seconds, text, wrongType, wrongValue };
