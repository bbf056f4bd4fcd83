'use strict';

const { CLIENT, client, integer, optional, options, text } = require('./arguments');
const { native, unwrap } = require('./native');
const { TokenSource } = require('./source');

/**
 * @typedef {object} DashOptions
 * @property {string} [apiKey] An API key of Model Studio; that of `DASHSCOPE_API_KEY` unless given.
 * @property {number} [expireInSecs] How long the temporary key shall live: 1 to 1800 seconds; 60 unless given.
 * @property {string} [region] The region of the API key: `cn-beijing` unless given, or `ap-southeast-1`.
 * @property {string} [endpoint] A host name or URL in place of the region's own; else `VOXTOKEN_DASHSCOPE_ENDPOINT`.
 */

const KNOWN = ['apiKey', 'expireInSecs', 'region', 'endpoint', ...CLIENT];

/**
 * Asks Alibaba Cloud DashScope (Model Studio) for a temporary API key and keeps the last one.
 *
 * A temporary key has all the rights of its parent key and cannot be revoked: ask for a short life.
 *
 * @example
 * import { DashToken } from 'voxtoken';
 * const dash = new DashToken({ expireInSecs: 300 }); // DASHSCOPE_API_KEY
 * const { value, expiresAt } = await dash.apply();
 */
class DashToken extends TokenSource {
  #source;

  /** @param {DashOptions & import('./arguments').ClientOptions} [settings] */
  constructor(settings) {
    const given = options(settings, KNOWN, 'settings');
    const source = unwrap(
      native.DashSource.create(
        {
          apiKey: optional(text, given.apiKey, 'apiKey'),
          expireInSecs: optional(life, given.expireInSecs, 'expireInSecs'),
          region: optional(text, given.region, 'region'),
          endpoint: optional(text, given.endpoint, 'endpoint'),
          client: client(given),
        },
        process.env,
      ),
    );
    super(source);
    this.#source = source;
  }

  /**
   * The request, for those who send it themselves. It holds the API key in clear.
   *
   * @returns {import('./request').Request}
   *
   * @example
   * const { DashToken } = require('voxtoken');
   * const { method, url } = new DashToken({ apiKey: 'key', expireInSecs: 300 }).request();
   * console.log(method, url); // POST https://dashscope.aliyuncs.com/api/v1/tokens?expire_in_seconds=300
   */
  request() {
    const { Request } = require('./request'); // few programs send it themselves
    return new Request(unwrap(this.#source.request()));
  }
}

/** @param {unknown} value @param {string} name */
function life(value, name) {
  return integer(value, name, 1, 1800);
}

module.exports = { DashToken };
