export type Token = import("./token").Token;
/**
 * What the objects of the three clouds have in common: they ask, and keep the last token. It is there for `instanceof`.
 */
export class TokenSource {
    /**
     * @internal
     * @param {any} native The native source.
     * @param {() => number} [clock] Tells the time in absolute Unix seconds; the system's unless given.
     */
    constructor(native: any, clock?: () => number);
    /**
     * Asks for a token and gives it without keeping it.
     *
     * The event loop goes on meanwhile, and no thread of libuv's pool is occupied. An aborted call rejects with the
     * signal's reason and does not keep the process alive; its request goes on, on its thread, until the answer comes or
     * its time limit ends, and the result is lost.
     *
     * @param {{signal?: AbortSignal}} [options]
     * @returns {Promise<Token>}
     *
     * @example
     * import { NlsToken } from 'voxtoken';
     * const token = await new NlsToken().fetch({ signal: AbortSignal.timeout(5_000) });
     * console.log(token.expiresAt);
     */
    fetch(options?: {
        signal?: AbortSignal;
    }): Promise<Token>;
    /**
     * Asks for a token, keeps it and gives it. Until the answer is there the last one stays; after a failure there is
     * none: an old one is never mistaken for a new one. Of calls at once the one that ends last counts, but a failure
     * does not take away what another call brought meanwhile.
     *
     * @param {{signal?: AbortSignal}} [options] See `fetch`. An aborted call leaves the last token as it is.
     * @returns {Promise<Token>}
     *
     * @example
     * import { NlsToken } from 'voxtoken';
     * const nls = new NlsToken();
     * await nls.apply();
     * console.log(nls.token === nls.getToken(), nls.last.isFresh(600)); // true true
     */
    apply(options?: {
        signal?: AbortSignal;
    }): Promise<Token>;
    /** The last token with all that came with it, or `undefined`. */
    get last(): import("./token").Token | undefined;
    /** The text of the last token, empty if there is none. */
    get token(): string;
    /** When the last token expires: absolute Unix seconds, 0 if there is none. */
    get expireTime(): number;
    /** When the last token expires, or `undefined`. */
    get expiresAt(): Date | undefined;
    /** The account of the last token, if the cloud named it. */
    get userId(): string | undefined;
    /** The same as `token`. */
    getToken(): string;
    /** The same as `expireTime`. */
    getExpireTime(): number;
    [inspect.custom](): string;
    #private;
}
/**
 * What comes of a flight, unless the signal ends it before.
 *
 * @template T
 * @param {AbortSignal | undefined} signal
 * @param {(flight: any) => T | Promise<T>} start
 * @returns {Promise<T>}
 */
export function fly<T>(signal: AbortSignal | undefined, start: (flight: any) => T | Promise<T>): Promise<T>;
/** @typedef {import('./token').Token} Token */
/**
 * What a source is made of, for the modules of this package.
 *
 * @type {(source: TokenSource) => {native: any, clock: (() => number) | undefined}}
 */
export let inside: (source: TokenSource) => {
    native: any;
    clock: (() => number) | undefined;
};
import { inspect } from "util";
