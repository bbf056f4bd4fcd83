/**
 * What makes a token.
 */
export type TokenParts = {
    /**
     * The token's text.
     */
    value: string;
    /**
     * When it expires: absolute Unix seconds; a fraction is dropped.
     */
    expireTime: number;
};
/**
 * A function of the program that fetches tokens.
 */
export type FetchSource = {
    /**
     * What the tokens are for, without a secret: caches of one scope share their token.
     */
    scope: string;
    /**
     * Fetches a token, within 10 seconds. It is
     * called on the event loop, makes one attempt only (when to try again is the cache's business), and must not wait
     * for this cache. After 10 seconds it has failed with the kind `timeout`: what it gives then is lost, and it may be
     * called again while it still runs. A `VoxTokenError` that it throws is told to all who wait, and with `retryAfter`
     * nobody asks before; another error is, in this process, the `cause` of one of the kind `unavailable`.
     */
    fetch: () => Promise<Token | TokenParts> | Token | TokenParts;
};
/**
 * A function of the program that mints Agora tokens.
 */
export type MintSource = {
    /**
     * What the tokens are for, such as channel and user, without a secret: caches of one scope
     * share their token.
     */
    scope: string;
    /**
     * Mints a token, as `fetch` fetches one. It is kept until it stops to
     * be effective.
     */
    mint: () => Promise<string> | string;
};
/**
 * How things stand with a token.
 */
export type CacheStatus = {
    /**
     * What it is for, in words.
     */
    label: string;
    /**
     * The name that it is kept under: 64 hexadecimal characters.
     */
    key: string;
    /**
     * `aging`: due to be replaced;
     * `critical`: it ends so soon that callers wait for a new one; `rejected`: a service did not accept it.
     */
    state: "empty" | "fresh" | "aging" | "critical" | "expired" | "rejected";
    /**
     * When it ends: absolute Unix seconds.
     */
    expireTime?: number | undefined;
    /**
     * How many seconds it still serves.
     */
    expiresIn?: number | undefined;
    /**
     * The first 8 hexadecimal characters of its SHA-256, to compare tokens without showing
     * them.
     */
    fingerprint?: string | undefined;
    /**
     * Grows with each answer of the source.
     */
    generation: number;
    /**
     * Why nobody asks for a while.
     */
    gate?: import("./errors").VoxTokenError | undefined;
    /**
     * Whether a fetch is under way in this cache.
     */
    fetching: boolean;
    /**
     * How often things happened in this cache.
     */
    counters: Record<Counter, number>;
};
/**
 * What is counted; `flights` are the fetches that were begun, of which some find a token of another process.
 */
export type Counter = "servedAging" | "waited" | "gated" | "failed" | "flights" | "fetched" | "throttled" | "failedTransient" | "failedTerminal" | "shared" | "superseded" | "rejected" | "rejectedIgnored" | "fileFailures" | "redisFailures";
/**
 * Something that happened, without the token. What does not go with its name is absent.
 */
export type CacheEvent = {
    /**
     * The
     * source gave a token, or none; another process had one already; a newer one of another process takes the place of
     * ours; a layer cannot be used, or can again; a service did not accept the token.
     */
    name: "fetched" | "failed" | "shared" | "superseded" | "store_failed" | "store_recovered" | "rejected";
    /**
     * Where, for `shared`, `superseded`, `store_failed` and `store_recovered`.
     */
    layer?: "file" | "redis" | undefined;
    /**
     * What went wrong, for `failed` and `store_failed`.
     */
    error?: import("./errors").VoxTokenError | undefined;
    /**
     * When the token ends, for `fetched`: absolute Unix seconds.
     */
    expireTime?: number | undefined;
    /**
     * How many seconds the source took, for `fetched`.
     */
    took?: number | undefined;
    /**
     * For how many seconds nobody asks again, for `failed`.
     */
    retryIn?: number | undefined;
    /**
     * Whether there is still a token to serve, for `failed`.
     */
    usable?: boolean | undefined;
    /**
     * Whether a new token is fetched, for `rejected`.
     */
    acted?: boolean | undefined;
};
export type VoxTokenError = import("./errors").VoxTokenError;
export type CacheOptions = import("./cache/settings").CacheOptions;
/**
 * Keeps a token, refreshes it before it ends, and shares it: with all who ask this object, by `file` with this user's
 * processes and worker threads on this machine, by `redis` with other machines. Make one for the program, and ask it
 * each time.
 *
 * - It never gives an expired token.
 * - The source is asked once per period, whatever the number of callers, processes and machines, and before the token
 *   ends: 6 hours before for a token of 36 hours. Meanwhile the old one is served.
 * - A failure is told to all who wait for the same token; then nobody asks for a while, and whoever has no token gets
 *   the same error at once, with `retryAt`. A usable token goes on being served.
 * - A fetch outlives its callers. A call that waits keeps the process alive, a cache does not.
 * - A file or server that cannot be used is told to `onEvent` and done without.
 *
 * The source's settings are copied. Proxies and the place of root certificates are those that `process.env` names when
 * the cache is made.
 *
 * @example
 * import { NlsToken, TokenCache } from 'voxtoken';
 * const cache = new TokenCache(new NlsToken()); // ALIYUN_AK_ID, ALIYUN_AK_SECRET
 * const token = await cache.get(); // asks the cloud
 * console.log(await cache.get() === token); // true
 *
 * @example
 * import { TokenCache } from 'voxtoken';
 * const fetch = async () => ({ value: 'a-token', expireTime: Math.floor(Date.now() / 1000) + 3600 });
 * const cache = new TokenCache({ scope: 'my cloud', fetch });
 * console.log((await cache.get()).value, cache.status().state); // a-token fresh
 *
 * @example
 * import { TokenCache, agora } from 'voxtoken';
 * const builder = new agora.TokenBuilder(); // AGORA_APP_ID, AGORA_APP_CERTIFICATE
 * const mint = () => builder.rtc('lobby', 23, agora.Role.PUBLISHER, 3600, 3600);
 * const cache = new TokenCache({ scope: 'lobby 23', mint });
 * console.log((await cache.get()).value.slice(0, 3)); // 007
 */
export class TokenCache {
    /**
     * @param {TokenSource | FetchSource | MintSource} source
     * @param {CacheOptions} [settings]
     */
    constructor(source: TokenSource | FetchSource | MintSource, settings?: CacheOptions);
    /**
     * A token that is usable for `minValidity` seconds at least, the settings' unless given. It waits only while there
     * is none, for `deadline` milliseconds at most; then it rejects with the kind `timeout`, and the fetch goes on. An
     * aborted call rejects with the signal's reason, and the fetch goes on, too.
     *
     * @param {{minValidity?: number, deadline?: number, signal?: AbortSignal}} [options]
     * @returns {Promise<Token>}
     *
     * @example
     * import { NlsToken, TokenCache } from 'voxtoken';
     * const cache = new TokenCache(new NlsToken());
     * const token = await cache.get({ minValidity: 7200 }); // for a job of two hours
     * console.log(token.isFresh(7200)); // true
     */
    get(options?: {
        minValidity?: number;
        deadline?: number;
        signal?: AbortSignal;
    }): Promise<Token>;
    /**
     * The token, if there is a usable one in this process, at once. When there is none or it is time for a new one, a
     * fetch starts in the background.
     *
     * @returns {Token | undefined}
     */
    tryGet(): Token | undefined;
    /**
     * Tells that the service did not accept this token, and whether a new one is fetched for it: not if the token has
     * been replaced already, and only once a minute for all who share it. While nobody asks because of a failure, it
     * changes nothing and gives `false`. Where this process has no token, `true` says that it is compared with
     * those of the file and Redis. Ask `get` for the new one, and try the service again once only.
     *
     * @param {Token | string} token
     * @returns {boolean}
     *
     * @example
     * import { NlsToken, TokenCache } from 'voxtoken';
     * const cache = new TokenCache(new NlsToken());
     * const refused = await cache.get();
     * cache.reject(refused);
     * console.log((await cache.get()).value === refused.value); // false
     */
    reject(token: Token | string): boolean;
    /**
     * A token that was fetched less than a minute ago. It waits for the settings' `deadline` at most. After a failure the
     * source is not asked again before the error's `retryAt`.
     *
     * @param {{signal?: AbortSignal}} [options] See `get`.
     * @returns {Promise<Token>}
     */
    refresh(options?: {
        signal?: AbortSignal;
    }): Promise<Token>;
    /**
     * Waits until this process has no fetch under way: before the end of a short program whose last `get` or `tryGet` may
     * have begun one in the background, which does not keep the process alive. Its answer would be lost, and the next
     * program would ask again.
     *
     * @returns {Promise<void>}
     */
    settle(): Promise<void>;
    /**
     * How things stand, without the token.
     *
     * @returns {CacheStatus}
     */
    status(): CacheStatus;
    /**
     * Forgets the token, here and in the stores.
     *
     * @returns {Promise<void>} Rejects if a store could not be cleared; this process has forgotten the token anyway.
     */
    clear(): Promise<void>;
    [inspect.custom](): string;
    #private;
}
import { Token } from "./token";
import { inspect } from "util";
import { TokenSource } from "./source";
