'use strict';

const { types } = require('node:util');

const { integer, outOfRange, text, wrongType } = require('../arguments');

const U16 = 0xffff;

/**
 * A uid or an account.
 *
 * @param {unknown} value
 * @param {string} name
 * @returns {number | string}
 */
function user(value, name) {
  if (typeof value === 'number') return integer(value, name);
  if (typeof value === 'string') return text(value, name);
  throw wrongType(name, 'a number (a uid) or a string (an account)', value);
}

/**
 * True or false.
 *
 * @param {unknown} value
 * @param {string} name
 * @returns {boolean}
 */
function flag(value, name) {
  if (typeof value !== 'boolean') throw wrongType(name, 'a boolean', value);
  return value;
}

/**
 * Bytes, as a copy that nobody else can change.
 *
 * @param {unknown} value
 * @param {string} name
 * @returns {Buffer}
 */
function bytes(value, name) {
  if (!types.isUint8Array(value)) throw wrongType(name, 'a Buffer or a Uint8Array', value);
  return Buffer.from(value);
}

/**
 * The permissions as the native module takes them.
 *
 * @param {unknown} value An object with `details`: kind of resource → access → names.
 * @param {string} name
 * @returns {{resource: number, access: number, names: string[]}[]}
 */
function permissions(value, name) {
  const details = /** @type {any} */ (value)?.details;
  if (typeof details !== 'object' || details === null) throw wrongType(name, 'Permissions', value);
  return Object.entries(details).flatMap(([resource, accesses]) => {
    if (typeof accesses !== 'object' || accesses === null) throw wrongType(name, 'Permissions', accesses);
    return Object.entries(accesses).map(([access, names]) => ({
      resource: key(resource, name),
      access: key(access, name),
      names: texts(names, name),
    }));
  });
}

/**
 * The number that a key of an object is.
 *
 * @param {string} text
 * @param {string} name
 * @returns {number}
 */
function key(text, name) {
  if (!/^\d+$/.test(text)) throw outOfRange(name, `keyed by numbers from 0 to ${U16}`, JSON.stringify(text));
  return integer(Number(text), name, 0, U16);
}

/**
 * Texts.
 *
 * @param {unknown} value
 * @param {string} name
 * @returns {string[]}
 */
function texts(value, name) {
  const isList = typeof value === 'object' && value !== null && Symbol.iterator in value;
  if (!isList || types.isTypedArray(value) || types.isBoxedPrimitive(value)) {
    throw wrongType(name, 'a list of strings', value);
  }
  return Array.from(/** @type {Iterable<unknown>} */ (value), (item) => text(item, name));
}

module.exports = { U16, bytes, flag, key, permissions, texts, user };
