'use strict';

const { CLIENT, client, clock, optional, options, text } = require('./arguments');
const { native, unwrap } = require('./native');
const { TokenSource } = require('./source');

/**
 * @typedef {object} AiobOptions
 * @property {string} [accessKey] The access key. Without both keys those of the environment count:
 *   `BAIDU_AIOB_ACCESS_KEY` and `BAIDU_AIOB_SECRET_KEY`.
 * @property {string} [secretKey] The secret key.
 * @property {string} [endpoint] A host name or URL in place of Baidu's own; else `VOXTOKEN_AIOB_ENDPOINT`.
 * @property {() => number} [clock] Tells the time in absolute Unix seconds, when the answer does not; the system's
 *   unless given.
 */

const KNOWN = ['accessKey', 'secretKey', 'endpoint', 'clock', ...CLIENT];

/**
 * Asks Baidu AIOB (intelligent outbound calls) for an access token (`getToken` version 2) and keeps the last one.
 *
 * @example
 * import { AiobToken } from 'voxtoken';
 * const aiob = new AiobToken(); // BAIDU_AIOB_ACCESS_KEY, BAIDU_AIOB_SECRET_KEY
 * const { value, expiresAt } = await aiob.apply();
 */
class AiobToken extends TokenSource {
  #source;

  /** @param {AiobOptions & import('./arguments').ClientOptions} [settings] */
  constructor(settings) {
    const given = options(settings, KNOWN, 'settings');
    const now = optional(clock, given.clock, 'clock');
    const source = unwrap(
      native.AiobSource.create(
        {
          accessKey: optional(text, given.accessKey, 'accessKey'),
          secretKey: optional(text, given.secretKey, 'secretKey'),
          endpoint: optional(text, given.endpoint, 'endpoint'),
          client: client(given),
        },
        process.env,
      ),
    );
    super(source, now);
    this.#source = source;
  }

  /**
   * The request, for those who send it themselves. It holds both keys in clear.
   *
   * @returns {import('./request').Request}
   *
   * @example
   * const { AiobToken } = require('voxtoken');
   * const { method, url } = new AiobToken({ accessKey: 'key', secretKey: 'secret' }).request();
   * console.log(method, url); // POST https://aiob-open.baidu.com/api/v2/getToken
   */
  request() {
    const { Request } = require('./request'); // few programs send it themselves
    return new Request(unwrap(this.#source.request()));
  }
}

module.exports = { AiobToken };
