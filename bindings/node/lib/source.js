'use strict';

const { inspect } = require('node:util');

const { optional, options, signal } = require('./arguments');
const { native, unwrap } = require('./native');
/** @typedef {import('./token').Token} Token */

/**
 * What a source is made of, for the modules of this package.
 *
 * @type {(source: TokenSource) => {native: any, clock: (() => number) | undefined}}
 */
let inside;

/**
 * What the objects of the three clouds have in common: they ask, and keep the last token. It is there for `instanceof`.
 */
class TokenSource {
  /** @type {Token | undefined} */
  #last;
  /** What the native module knows. */
  #native;
  /** @type {(() => number) | undefined} */
  #clock;

  /**
   * @internal
   * @param {any} native The native source.
   * @param {() => number} [clock] Tells the time in absolute Unix seconds; the system's unless given.
   */
  constructor(native, clock) {
    if (new.target === TokenSource) throw new TypeError('TokenSource: make an NlsToken, a DashToken or an AiobToken');
    this.#native = native;
    this.#clock = clock;
  }

  static {
    inside = (source) => ({ native: source.#native, clock: source.#clock });
  }

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
  async fetch(options) {
    return this.#ask(checked(options), this.#clock?.());
  }

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
  async apply(options) {
    const signal = checked(options);
    const now = this.#clock?.();
    const before = this.#last;
    try {
      this.#last = await this.#ask(signal, now);
      return this.#last;
    } catch (error) {
      if (this.#last === before && !signal?.aborted) this.#last = undefined;
      throw error;
    }
  }

  /**
   * @param {AbortSignal | undefined} signal
   * @param {number | undefined} now
   */
  async #ask(signal, now) {
    const answer = unwrap(await fly(signal, (flight) => this.#native.fetch(flight, process.env, now)));
    const { tokenOf } = require('./token'); // not before there is one
    return tokenOf(answer);
  }

  /** The last token with all that came with it, or `undefined`. */
  get last() {
    return this.#last;
  }

  /** The text of the last token, empty if there is none. */
  get token() {
    return this.#last?.value ?? '';
  }

  /** When the last token expires: absolute Unix seconds, 0 if there is none. */
  get expireTime() {
    return this.#last?.expireTime ?? 0;
  }

  /** When the last token expires, or `undefined`. */
  get expiresAt() {
    return this.#last?.expiresAt;
  }

  /** The account of the last token, if the cloud named it. */
  get userId() {
    return this.#last?.userId;
  }

  [inspect.custom]() {
    const held = this.#last ? `a token until ${this.#last.expiresAt.toISOString()}` : 'no token';
    return `${this.constructor.name} { ${held} }`;
  }

  /** The same as `token`. */
  getToken() {
    return this.token;
  }

  /** The same as `expireTime`. */
  getExpireTime() {
    return this.expireTime;
  }
}

/**
 * The signal among the options.
 *
 * @param {unknown} given
 * @returns {AbortSignal | undefined}
 */
function checked(given) {
  return optional(signal, options(given, ['signal'], 'options').signal, 'signal');
}

/**
 * What comes of a flight, unless the signal ends it before.
 *
 * @template T
 * @param {AbortSignal | undefined} signal
 * @param {(flight: any) => T | Promise<T>} start
 * @returns {Promise<T>}
 */
async function fly(signal, start) {
  signal?.throwIfAborted();
  const flight = new native.Flight();
  const abort = signal && require('./abort'); // few programs give a signal
  abort?.watch(signal, flight);
  try {
    const answer = await start(flight);
    signal?.throwIfAborted();
    return answer;
  } finally {
    abort?.unwatch(signal, flight);
  }
}

module.exports = { TokenSource, fly, inside };
