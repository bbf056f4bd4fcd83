'use strict';

const { inspect, types } = require('node:util');

const { filled, integer, object, optional, options, signal, text, wrongValue } = require('./arguments');
const { Program, fetching, minting } = require('./cache/program');
const { callable, milliseconds, settings: checked } = require('./cache/settings');
const { native, unwrap } = require('./native');
const { TokenSource, fly, inside } = require('./source');
const { Token, tokenOf } = require('./token');

/**
 * @typedef {object} TokenParts What makes a token.
 * @property {string} value The token's text.
 * @property {number} expireTime When it expires: absolute Unix seconds; a fraction is dropped.
 */

/**
 * @typedef {object} FetchSource A function of the program that fetches tokens.
 * @property {string} scope What the tokens are for, without a secret: caches of one scope share their token.
 * @property {() => Promise<Token | TokenParts> | Token | TokenParts} fetch Fetches a token, within 10 seconds. It is
 *   called on the event loop, makes one attempt only (when to try again is the cache's business), and must not wait
 *   for this cache. After 10 seconds it has failed with the kind `timeout`: what it gives then is lost, and it may be
 *   called again while it still runs. A `VoxTokenError` that it throws is told to all who wait, and with `retryAfter`
 *   nobody asks before; another error is, in this process, the `cause` of one of the kind `unavailable`.
 */

/**
 * @typedef {object} MintSource A function of the program that mints Agora tokens.
 * @property {string} scope What the tokens are for, such as channel and user, without a secret: caches of one scope
 *   share their token.
 * @property {() => Promise<string> | string} mint Mints a token, as `fetch` fetches one. It is kept until it stops to
 *   be effective.
 */

/**
 * @typedef {object} CacheStatus How things stand with a token.
 * @property {string} label What it is for, in words.
 * @property {string} key The name that it is kept under: 64 hexadecimal characters.
 * @property {'empty' | 'fresh' | 'aging' | 'critical' | 'expired' | 'rejected'} state `aging`: due to be replaced;
 *   `critical`: it ends so soon that callers wait for a new one; `rejected`: a service did not accept it.
 * @property {number} [expireTime] When it ends: absolute Unix seconds.
 * @property {number} [expiresIn] How many seconds it still serves.
 * @property {string} [fingerprint] The first 8 hexadecimal characters of its SHA-256, to compare tokens without showing
 *   them.
 * @property {number} generation Grows with each answer of the source.
 * @property {VoxTokenError} [gate] Why nobody asks for a while.
 * @property {boolean} fetching Whether a fetch is under way in this cache.
 * @property {Record<Counter, number>} counters How often things happened in this cache.
 */

/**
 * @typedef {'servedAging' | 'waited' | 'gated' | 'failed' | 'flights' | 'fetched' | 'throttled' | 'failedTransient' |
 *   'failedTerminal' | 'shared' | 'superseded' | 'rejected' | 'rejectedIgnored' | 'fileFailures' | 'redisFailures'}
 *   Counter What is counted; `flights` are the fetches that were begun, of which some find a token of another process.
 */

/**
 * @typedef {object} CacheEvent Something that happened, without the token. What does not go with its name is absent.
 * @property {'fetched' | 'failed' | 'shared' | 'superseded' | 'store_failed' | 'store_recovered' | 'rejected'} name The
 *   source gave a token, or none; another process had one already; a newer one of another process takes the place of
 *   ours; a layer cannot be used, or can again; a service did not accept the token.
 * @property {'file' | 'redis'} [layer] Where, for `shared`, `superseded`, `store_failed` and `store_recovered`.
 * @property {VoxTokenError} [error] What went wrong, for `failed` and `store_failed`.
 * @property {number} [expireTime] When the token ends, for `fetched`: absolute Unix seconds.
 * @property {number} [took] How many seconds the source took, for `fetched`.
 * @property {number} [retryIn] For how many seconds nobody asks again, for `failed`.
 * @property {boolean} [usable] Whether there is still a token to serve, for `failed`.
 * @property {boolean} [acted] Whether a new token is fetched, for `rejected`.
 */

/** @typedef {import('./errors').VoxTokenError} VoxTokenError */
/** @typedef {import('./cache/settings').CacheOptions} CacheOptions */

/** What `get` takes. */
const WISHES = ['minValidity', 'deadline', 'signal'];

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
class TokenCache {
  #native;
  #program;
  #now;
  #deadline;
  /** @type {Token | undefined} The last token that any method gave. */
  #last;
  /** @type {Token | undefined} What `tryGet` gave last, as the native module remembers, too. */
  #handed;

  /**
   * @param {TokenSource | FetchSource | MintSource} source
   * @param {CacheOptions} [settings]
   */
  constructor(source, settings) {
    const { ask, clock, make } = parts(source);
    const { native, now, deadline, onEvent } = checked(settings, clock);
    this.#program = new Program(ask, onEvent);
    this.#now = now;
    this.#deadline = deadline;
    this.#native = unwrap(make(this.#program, native));
  }

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
  get(options) {
    const ask = (flight, need) => this.#native.get(flight, need, this.#now?.());
    const late = (deadline, need) => this.#native.late(need, deadline, this.#now?.());
    return this.#wait(options, WISHES, ask, late);
  }

  /**
   * The token, if there is a usable one in this process, at once. When there is none or it is time for a new one, a
   * fetch starts in the background.
   *
   * @returns {Token | undefined}
   */
  tryGet() {
    const found = this.#native.tryGet(this.#now?.());
    if (!found) return undefined;
    if (found !== true) this.#handed = this.#given(found);
    return this.#handed;
  }

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
  reject(token) {
    return this.#native.reject(token instanceof Token ? token.value : text(token, 'token'), this.#now?.());
  }

  /**
   * A token that was fetched less than a minute ago. It waits for the settings' `deadline` at most. After a failure the
   * source is not asked again before the error's `retryAt`.
   *
   * @param {{signal?: AbortSignal}} [options] See `get`.
   * @returns {Promise<Token>}
   */
  refresh(options) {
    const ask = (flight) => this.#native.refresh(flight, this.#now?.());
    return this.#wait(options, ['signal'], ask, (deadline) => this.#native.unrefreshed(deadline));
  }

  /**
   * Waits until this process has no fetch under way: before the end of a short program whose last `get` or `tryGet` may
   * have begun one in the background, which does not keep the process alive. Its answer would be lost, and the next
   * program would ask again.
   *
   * @returns {Promise<void>}
   */
  async settle() {
    await this.#native.settle();
  }

  /**
   * How things stand, without the token.
   *
   * @returns {CacheStatus}
   */
  status() {
    const { counters, gate, ...status } = this.#native.status(this.#now?.());
    if (gate) status.gate = this.#program.error(gate);
    return { ...status, counters: Object.fromEntries(counters) };
  }

  /**
   * Forgets the token, here and in the stores.
   *
   * @returns {Promise<void>} Rejects if a store could not be cleared; this process has forgotten the token anyway.
   */
  async clear() {
    const failure = await this.#native.clear();
    if (failure) throw this.#program.error(failure);
  }

  [inspect.custom]() {
    const { label, state } = this.status();
    return `TokenCache { ${label}: ${state} }`;
  }

  /**
   * The token that `ask` gives or promises, or what is left when it has not come at the deadline.
   *
   * @param {unknown} wishes The options of the call.
   * @param {string[]} names Those that it may have.
   * @param {(flight: any, minValidity: number | undefined) => any} ask
   * @param {(deadline: number, minValidity: number | undefined) => any} late
   */
  async #wait(wishes, names, ask, late) {
    const given = options(wishes, names, 'options');
    const minValidity = optional(integer, given.minValidity, 'minValidity');
    const deadline = optional(milliseconds, given.deadline, 'deadline') ?? this.#deadline;
    let isLate = false;
    let timer;
    const end = (flight) => {
      isLate = true;
      flight.abandon();
    };
    try {
      const answer = await fly(optional(signal, given.signal, 'signal'), (flight) => {
        const found = ask(flight, minValidity);
        if (types.isPromise(found)) timer = setTimeout(end, deadline, flight);
        return found;
      });
      return this.#given(isLate ? late(deadline, minValidity) : answer);
    } finally {
      clearTimeout(timer);
    }
  }

  /** The token of an answer: the same object for the same token. @param {any} answer */
  #given(answer) {
    if (Object.hasOwn(answer, 'kind')) throw this.#program.error(answer);
    const last = this.#last;
    if (last?.value !== answer.value || last.expireTime !== answer.expireTime) this.#last = tokenOf(answer);
    return this.#last;
  }
}

/**
 * What a source brings along: its function for tokens and its clock if it has them, and what makes the native cache.
 *
 * @param {unknown} source
 */
function parts(source) {
  if (source instanceof TokenSource) {
    const { native, clock } = inside(source);
    return { clock, make: (program, settings) => native.cache(settings, process.env, program.listener) };
  }
  const given = object(source, 'source', 'a source of tokens');
  const scope = filled(given.scope, 'scope');
  const fetch = optional(callable, given.fetch, 'fetch');
  const mint = optional(callable, given.mint, 'mint');
  if (!fetch === !mint) throw wrongValue('source', 'must have either fetch or mint');
  const create = fetch ? native.Cache.ofFetch : native.Cache.ofMint;
  return {
    ask: fetch ? fetching(() => fetch.call(source)) : minting(() => mint.call(source)),
    make: (program, settings) => create(scope, program.call, settings, process.env, program.listener),
  };
}

module.exports = { TokenCache };
