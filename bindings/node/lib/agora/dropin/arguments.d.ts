/**
 * What a token holds of a uid or account: nothing of the number 0, any other number in decimal.
 *
 * @param {unknown} value
 * @param {string} name
 * @returns {string}
 */
export function account(value: unknown, name: string): string;
/**
 * @param {number} length
 * @param {string} name
 */
export function checkLength(length: number, name: string): void;
/**
 * The bytes of a text, or those that were read of a token.
 *
 * @param {unknown} value
 * @param {string} name
 * @returns {Uint8Array}
 */
export function content(value: unknown, name: string): Uint8Array;
/**
 * A text that a token can hold.
 *
 * @param {unknown} value
 * @param {string} name
 * @returns {string}
 */
export function field(value: unknown, name: string): string;
/**
 * An id as a text, be it one or the bytes of one.
 *
 * @param {unknown} value
 * @returns {string | undefined} Nothing if it is not 32 hexadecimal characters.
 */
export function id(value: unknown): string | undefined;
/**
 * The time of a privilege; none given is 0, as long as the token.
 *
 * @param {unknown} value
 * @param {string} name
 */
export function privilege(value: unknown, name: string): number;
/**
 * A uid or an account. A number that is too large for a uid, such as that of a telephone, is an account.
 *
 * @param {unknown} value
 * @param {string} name
 * @returns {number | string}
 */
export function user(value: unknown, name: string): number | string;
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
export function whole(value: unknown, name: string, max?: number, min?: number): number;
