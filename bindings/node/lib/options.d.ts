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
 * @typedef {object} ClientOptions How to ask.
 * @property {number} [connectTimeout] How long connecting may take, in milliseconds; 3000 unless given.
 * @property {number} [timeout] How long asking for one token may take in all, in milliseconds; 10000 unless given.
 * @property {number} [maxResponseBytes] How many bytes of an answer are read before it is refused; 1 MiB unless given.
 * @property {boolean} [allowHttp] Allows plain http to other machines, where others on the way can read the secret.
 * @property {string | Uint8Array} [rootCertificates] PEM: trusted besides the machine's own.
 */
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
 * An object with options, of which none is unknown.
 *
 * @param {unknown} value
 * @param {string[]} known
 * @param {string} argument
 * @returns {Record<string, any>}
 */
export function options(value: unknown, known: string[], argument: string): Record<string, any>;
/**
 * @param {unknown} value
 * @param {string} name
 * @returns {AbortSignal}
 */
export function signal(value: unknown, name: string): AbortSignal;
