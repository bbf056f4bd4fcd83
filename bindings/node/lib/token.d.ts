/**
 * An access token and how long it may be used. All times are absolute Unix seconds. Neither `console.log` nor
 * `util.inspect` shows the token's text, and neither `JSON.stringify` nor `structuredClone` takes it along: to store a
 * token, name its text, as in `JSON.stringify({ ...token, value: token.value })`.
 *
 * @example
 * const { Token } = require('voxtoken');
 * const token = new Token('text', 1_700_000_000);
 * console.log(token.isUsable(1_699_999_999), token.expiresAt.toISOString()); // true 2023-11-14T22:13:20.000Z
 */
export class Token {
    /**
     * @param {string} value The token's text.
     * @param {number} expireTime When it expires: absolute Unix seconds.
     * @param {{userId?: string, requestId?: string, nlsRequestId?: string, serverTime?: number}} [known] What came with
     *   it.
     */
    constructor(value: string, expireTime: number, known?: {
        userId?: string;
        requestId?: string;
        nlsRequestId?: string;
        serverTime?: number;
    });
    /** When the token stops being valid: absolute Unix seconds. */
    expireTime: number;
    /** The account that the token belongs to, when the cloud named it. */
    userId: string | undefined;
    /** The gateway's id of the request, for a support ticket. */
    requestId: string | undefined;
    /** The speech service's own id of the request. */
    nlsRequestId: string | undefined;
    /** The cloud's clock when it answered: absolute Unix seconds. */
    serverTime: number | undefined;
    /** The token's text, to be sent to the service. */
    get value(): string;
    /** When the token stops being valid. */
    get expiresAt(): Date;
    /**
     * May the token still be used?
     *
     * @param {number} [at] At this time, in absolute Unix seconds; now unless given.
     */
    isUsable(at?: number): boolean;
    /**
     * Will the token live for more than so many seconds? Ask this to decide whether to fetch a new one; ask `isUsable`
     * to decide whether the old one can still serve.
     *
     * @param {number} margin Seconds.
     * @param {number} [at] After this time, in absolute Unix seconds; now unless given.
     */
    isFresh(margin: number, at?: number): boolean;
    [inspect.custom](): string;
    #private;
}
/**
 * A token of an object's.
 *
 * @param {{value: string, expireTime: number, userId?: string, requestId?: string, nlsRequestId?: string,
 *   serverTime?: number}} parts
 */
export function tokenOf({ value, expireTime, userId, requestId, nlsRequestId, serverTime }: {
    value: string;
    expireTime: number;
    userId?: string;
    requestId?: string;
    nlsRequestId?: string;
    serverTime?: number;
}): Token;
import { inspect } from "util";
