/**
 * How to ask.
 */
export type ClientOptions = {
    /**
     * How long connecting may take, in milliseconds; 3000 unless given.
     */
    connectTimeout?: number | undefined;
    /**
     * How long asking for one token may take in all, in milliseconds; 10000 unless given.
     */
    timeout?: number | undefined;
    /**
     * How many bytes of an answer are read before it is refused; 1 MiB unless given.
     */
    maxResponseBytes?: number | undefined;
    /**
     * Allows plain http to other machines, where others on the way can read the secret.
     */
    allowHttp?: boolean | undefined;
    /**
     * PEM: trusted besides the machine's own.
     */
    rootCertificates?: string | Uint8Array<ArrayBufferLike> | undefined;
};
/**
 * @typedef {object} ClientOptions How to ask.
 * @property {number} [connectTimeout] How long connecting may take, in milliseconds; 3000 unless given.
 * @property {number} [timeout] How long asking for one token may take in all, in milliseconds; 10000 unless given.
 * @property {number} [maxResponseBytes] How many bytes of an answer are read before it is refused; 1 MiB unless given.
 * @property {boolean} [allowHttp] Allows plain http to other machines, where others on the way can read the secret.
 * @property {string | Uint8Array} [rootCertificates] PEM: trusted besides the machine's own.
 */
export const CLIENT: string[];
/**
 * @param {unknown} value
 * @param {string} name
 * @returns {boolean}
 */
export function boolean(value: unknown, name: string): boolean;
/** @param {Record<string, any>} given */
export function client(given: Record<string, any>): {
    connectTimeout: number | undefined;
    timeout: number | undefined;
    maxResponseBytes: number | undefined;
    allowHttp: boolean | undefined;
    rootCertificates: string | undefined;
};
/**
 * A function that tells the time in absolute Unix seconds, checked when it is called; a fraction is dropped.
 *
 * @param {unknown} value
 * @param {string} name
 * @returns {() => number}
 */
export function clock(value: unknown, name: string): () => number;
/**
 * A text that is not empty.
 *
 * @param {unknown} value
 * @param {string} name
 */
export function filled(value: unknown, name: string): string;
/**
 * A whole number.
 *
 * @param {unknown} value
 * @param {string} name
 * @param {number} [min]
 * @param {number} [max]
 * @returns {number}
 */
export function integer(value: unknown, name: string, min?: number, max?: number): number;
/**
 * An object that is there for its properties: no array, no bytes and no object around a text or number.
 *
 * @param {unknown} value
 * @param {string} name
 * @param {string} [expected]
 * @returns {Record<string, any>}
 */
export function object(value: unknown, name: string, expected?: string): Record<string, any>;
/**
 * `undefined`, or what `check` makes of the value.
 *
 * @template T
 * @param {(value: unknown, name: string) => T} check
 * @param {unknown} value
 * @param {string} name
 * @returns {T | undefined}
 */
export function optional<T>(check: (value: unknown, name: string) => T, value: unknown, name: string): T | undefined;
/**
 * An object with options, of which none is unknown.
 *
 * @param {unknown} value
 * @param {string[]} known
 * @param {string} argument
 * @returns {Record<string, any>}
 */
export function options(value: unknown, known: string[], argument: string): Record<string, any>;
/** @param {string} name @param {string} rule @param {unknown} value */
export function outOfRange(name: string, rule: string, value: unknown): RangeError & {
    code: string;
};
/**
 * A time in absolute Unix seconds.
 *
 * @param {unknown} value
 * @param {string} name
 */
export function seconds(value: unknown, name: string): number;
/**
 * @param {unknown} value
 * @param {string} name
 * @returns {AbortSignal}
 */
export function signal(value: unknown, name: string): AbortSignal;
/**
 * A text without lone surrogates.
 *
 * @param {unknown} value
 * @param {string} name
 * @returns {string}
 */
export function text(value: unknown, name: string): string;
/** @param {string} name @param {string} expected @param {unknown} value */
export function wrongType(name: string, expected: string, value: unknown): TypeError & {
    code: string;
};
/** @param {string} name @param {string} problem */
export function wrongValue(name: string, problem: string): TypeError & {
    code: string;
};
