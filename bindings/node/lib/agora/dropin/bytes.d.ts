/**
 * Writes the integers, texts and maps of a token: little-endian, each text and map behind its length in 16 bits.
 */
export class ByteBuf {
    /** What was written. */
    pack(): Buffer<ArrayBuffer>;
    /** @param {number} v 0 to 65535. */
    putUint16(v: number): this;
    /** @param {number} v 0 to 4294967295. @param {string} [name] What a complaint calls it. */
    putUint32(v: number, name?: string): this;
    /** @param {number} v -32768 to 32767. */
    putInt16(v: number): this;
    /** @param {Uint8Array} bytes At most 65,535. */
    putBytes(bytes: Uint8Array): this;
    /** @param {string | Uint8Array} str At most 65,535 bytes. @param {string} [name] What a complaint calls it. */
    putString(str: string | Uint8Array, name?: string): this;
    /** @param {Record<number, string>} [map] Keys of 16 bits and texts, in the order of the keys. */
    putTreeMap(map?: Record<number, string>): this;
    /** @param {Record<number, number>} [map] Keys of 16 bits and values of 32, in the order of the keys. */
    putTreeMapUInt32(map?: Record<number, number>): this;
    #private;
}
/**
 * Reads what `ByteBuf` writes. Throws a `RangeError` where the bytes end too early.
 */
export class ReadByteBuf {
    /** @param {Uint8Array} bytes */
    constructor(bytes: Uint8Array);
    buffer: Buffer<ArrayBufferLike>;
    position: number;
    /** 0 to 65535. */
    getUint16(): number;
    /** 0 to 4294967295. */
    getUint32(): number;
    /** -32768 to 32767. */
    getInt16(): number;
    /** A text as its bytes. */
    getString(): Buffer<ArrayBuffer>;
    /** Keys of 16 bits and values of 32. */
    getTreeMapUInt32(): Record<number, number>;
    /** The bytes that are not read yet. */
    pack(): Buffer<ArrayBufferLike>;
}
