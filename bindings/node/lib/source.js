'use strict';

const { wrongType } = require('./arguments');
const { unwrap } = require('./errors');
const { Token } = require('./token');

/**
 * What the objects of the three clouds have in common: they ask, and keep the last token.
 */
class TokenSource {
  /** @type {Token | undefined} */
  #last;
  /** @type {(now?: number) => Promise<any>} */
  #fetch;

  /** @param {(now?: number) => Promise<any>} fetch What the native source does. */
  constructor(fetch) {
    this.#fetch = fetch;
  }

  /**
   * Asks for a token and gives it without keeping it.
   *
   * The event loop goes on meanwhile, and no thread of libuv's pool is occupied. An aborted call rejects at once with the
   * signal's reason; the request itself goes on to its end and its result is lost.
   *
   * @param {{signal?: AbortSignal}} [options]
   * @returns {Promise<Token>}
   */
  async fetch(options = {}) {
    const { signal } = options;
    if (signal !== undefined && !(signal instanceof AbortSignal)) throw wrongType('signal', 'an AbortSignal', signal);
    signal?.throwIfAborted();
    const { value, expireTime, ...known } = unwrap(await abortable(this.#fetch(), signal));
    return new Token(value, expireTime, known);
  }

  /**
   * Asks for a token, keeps it and gives it. Until the answer is there the last one stays; after a failure there is
   * none: an old one is never mistaken for a new one. Of calls at once the one that ends last counts, but a failure
   * does not take away what another call brought meanwhile.
   *
   * @param {{signal?: AbortSignal}} [options] See `fetch`. An aborted call leaves the last token as it is.
   * @returns {Promise<Token>}
   */
  async apply(options = {}) {
    const before = this.#last;
    try {
      const token = await this.fetch(options);
      this.#last = token;
      return token;
    } catch (error) {
      if (this.#last === before && !options?.signal?.aborted) this.#last = undefined;
      throw error;
    }
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
 * @template T
 * @param {Promise<T>} promise
 * @param {AbortSignal | undefined} signal
 * @returns {Promise<T>}
 */
function abortable(promise, signal) {
  if (!signal) return promise;
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason);
    signal.addEventListener('abort', abort, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}

module.exports = { TokenSource };
