'use strict';

const { types } = require('node:util');

const { integer, outOfRange, text, wrongType } = require('../../arguments');
const { U16 } = require('../arguments');

const U32 = 0xffff_ffff;

/**
 * A number as the official code writes it: a text of digits counts, and a fraction is cut off. Unlike there, what is no
 * number at all is refused in place of being written as 0.
 *
 * @param {unknown} value
 * @param {string} name
 * @param {number} [max]
 * @param {number} [min]
 * @returns {number}
 */
function whole(value, name, max = U32, min = 0) {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  if (typeof number !== 'number') throw wrongType(name, 'a number', value);
  if (!(number >= min && number <= max)) throw outOfRange(name, `${min} to ${max}`, number);
  return Math.trunc(number);
}

/**
 * The time of a privilege; none given is 0, as long as the token.
 *
 * @param {unknown} value
 * @param {string} name
 */
function privilege(value, name) {
  return value === undefined ? 0 : whole(value, name);
}

/**
 * A text that a token can hold.
 *
 * @param {unknown} value
 * @param {string} name
 * @returns {string}
 */
function field(value, name) {
  const content = text(value, name);
  if (content.length * 3 > U16) checkLength(Buffer.byteLength(content), name);
  return content;
}

/**
 * @param {number} length
 * @param {string} name
 */
function checkLength(length, name) {
  if (length > U16) throw outOfRange(name, `at most ${U16} bytes long`, length);
}

/**
 * A uid or an account. A number that is too large for a uid, such as that of a telephone, is an account.
 *
 * @param {unknown} value
 * @param {string} name
 * @returns {number | string}
 */
function user(value, name) {
  if (typeof value === 'number') {
    const number = integer(value, name, 0, Number.MAX_SAFE_INTEGER);
    return number > U32 ? String(number) : number;
  }
  if (typeof value === 'string') return field(value, name);
  throw wrongType(name, 'a number (a uid) or a string (an account)', value);
}

/**
 * What a token holds of a uid or account: nothing of the number 0, any other number in decimal.
 *
 * @param {unknown} value
 * @param {string} name
 * @returns {string}
 */
function account(value, name) {
  const known = user(value, name);
  return known === 0 ? '' : String(known);
}

/**
 * The bytes of a text, or those that were read of a token.
 *
 * @param {unknown} value
 * @param {string} name
 * @returns {Uint8Array}
 */
function content(value, name) {
  if (typeof value === 'string') return Buffer.from(field(value, name));
  if (!types.isUint8Array(value)) throw wrongType(name, 'a string or a Buffer', value);
  checkLength(value.length, name);
  return value;
}

/**
 * An id as a text, be it one or the bytes of one.
 *
 * @param {unknown} value
 * @returns {string | undefined} Nothing if it is not 32 hexadecimal characters.
 */
function id(value) {
  const known = types.isUint8Array(value) ? Buffer.from(value).toString() : value;
  return typeof known === 'string' && /^[0-9a-fA-F]{32}$/.test(known) ? known : undefined;
}

module.exports = { account, checkLength, content, field, id, privilege, user, whole };
