export const U16: 65535;
/**
 * Bytes, as a copy that nobody else can change.
 *
 * @param {unknown} value
 * @param {string} name
 * @returns {Buffer}
 */
export function bytes(value: unknown, name: string): Buffer;
/**
 * True or false.
 *
 * @param {unknown} value
 * @param {string} name
 * @returns {boolean}
 */
export function flag(value: unknown, name: string): boolean;
/**
 * The number that a key of an object is.
 *
 * @param {string} text
 * @param {string} name
 * @returns {number}
 */
export function key(text: string, name: string): number;
/**
 * The permissions as the native module takes them.
 *
 * @param {unknown} value An object with `details`: kind of resource → access → names.
 * @param {string} name
 * @returns {{resource: number, access: number, names: string[]}[]}
 */
export function permissions(value: unknown, name: string): {
    resource: number;
    access: number;
    names: string[];
}[];
/**
 * Texts.
 *
 * @param {unknown} value
 * @param {string} name
 * @returns {string[]}
 */
export function texts(value: unknown, name: string): string[];
/**
 * A uid or an account.
 *
 * @param {unknown} value
 * @param {string} name
 * @returns {number | string}
 */
export function user(value: unknown, name: string): number | string;
