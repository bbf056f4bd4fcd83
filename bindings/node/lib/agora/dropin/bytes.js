'use strict';

const { U16 } = require('../arguments');
const { content, whole } = require('./arguments');

/**
 * Writes the integers, texts and maps of a token: little-endian, each text and map behind its length in 16 bits.
 */
class ByteBuf {
  /** @type {Uint8Array[]} */
  #parts = [];

  /** What was written. */
  pack() {
    return Buffer.concat(this.#parts);
  }

  /** @param {number} v 0 to 65535. */
  putUint16(v) {
    const part = Buffer.allocUnsafe(2);
    part.writeUInt16LE(whole(v, 'v', U16));
    this.#parts.push(part);
    return this;
  }

  /** @param {number} v 0 to 4294967295. @param {string} [name] What a complaint calls it. */
  putUint32(v, name = 'v') {
    const part = Buffer.allocUnsafe(4);
    part.writeUInt32LE(whole(v, name));
    this.#parts.push(part);
    return this;
  }

  /** @param {number} v -32768 to 32767. */
  putInt16(v) {
    const part = Buffer.allocUnsafe(2);
    part.writeInt16LE(whole(v, 'v', 0x7fff, -0x8000));
    this.#parts.push(part);
    return this;
  }

  /** @param {Uint8Array} bytes At most 65,535. */
  putBytes(bytes) {
    return this.putString(bytes, 'bytes');
  }

  /** @param {string | Uint8Array} str At most 65,535 bytes. @param {string} [name] What a complaint calls it. */
  putString(str, name = 'str') {
    const part = content(str, name);
    this.putUint16(part.length);
    this.#parts.push(part);
    return this;
  }

  /** @param {Record<number, string>} [map] Keys of 16 bits and texts, in the order of the keys. */
  putTreeMap(map) {
    return this.#putMap(map, (value) => this.putString(value));
  }

  /** @param {Record<number, number>} [map] Keys of 16 bits and values of 32, in the order of the keys. */
  putTreeMapUInt32(map) {
    return this.#putMap(map, (value) => this.putUint32(value));
  }

  /**
   * @template T
   * @param {Record<number, T> | undefined} map
   * @param {(value: T) => void} put
   */
  #putMap(map, put) {
    const entries = Object.entries(map ?? {});
    this.putUint16(entries.length);
    for (const [key, value] of entries) {
      this.putUint16(Number(key));
      put(value);
    }
    return this;
  }
}

/**
 * Reads what `ByteBuf` writes. Throws a `RangeError` where the bytes end too early.
 */
class ReadByteBuf {
  /** @param {Uint8Array} bytes */
  constructor(bytes) {
    this.buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.position = 0;
  }

  /** 0 to 65535. */
  getUint16() {
    const value = this.buffer.readUInt16LE(this.position);
    this.position += 2;
    return value;
  }

  /** 0 to 4294967295. */
  getUint32() {
    const value = this.buffer.readUInt32LE(this.position);
    this.position += 4;
    return value;
  }

  /** -32768 to 32767. */
  getInt16() {
    const value = this.buffer.readInt16LE(this.position);
    this.position += 2;
    return value;
  }

  /** A text as its bytes. */
  getString() {
    const end = this.getUint16() + this.position;
    if (end > this.buffer.length) throw new RangeError('the bytes end inside a text');
    const value = Buffer.from(this.buffer.subarray(this.position, end));
    this.position = end;
    return value;
  }

  /** Keys of 16 bits and values of 32. */
  getTreeMapUInt32() {
    /** @type {Record<number, number>} */
    const map = {};
    for (let rest = this.getUint16(); rest > 0; rest--) {
      const key = this.getUint16();
      map[key] = this.getUint32();
    }
    return map;
  }

  /** The bytes that are not read yet. */
  pack() {
    return this.buffer.subarray(this.position);
  }
}

module.exports = { ByteBuf, ReadByteBuf };
