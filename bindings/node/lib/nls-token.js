'use strict';

const { CLIENT, client, clock, optional, options, seconds, text } = require('./arguments');
const { native, unwrap } = require('./native');
const { TokenSource } = require('./source');

/**
 * @typedef {object} NlsOptions
 * @property {string} [accessKeyId] The access key's id. Without id and secret those of the environment count:
 *   `ALIYUN_AK_ID` and `ALIYUN_AK_SECRET`, else `ALIBABA_CLOUD_ACCESS_KEY_ID` and `ALIBABA_CLOUD_ACCESS_KEY_SECRET`
 *   with `ALIBABA_CLOUD_SECURITY_TOKEN`.
 * @property {string} [accessKeySecret] The access key's secret.
 * @property {string} [securityToken] The security token of temporary (STS) credentials.
 * @property {string} [region] `cn-shanghai` unless given; `ap-southeast-1` is the international site.
 * @property {string} [version] The API version, such as `2019-02-28`; the region's own unless given.
 * @property {string} [endpoint] A host name or URL in place of the region's own; else `VOXTOKEN_NLS_ENDPOINT`.
 * @property {string} [resourcePath] The path of the request.
 * @property {string} [action] `CreateToken` unless given.
 * @property {'rpc' | 'roa' | 'acs3'} [signature] How to sign; `rpc` unless given.
 * @property {'GET' | 'POST'} [method] `POST` unless given: it keeps the signed parameters out of URLs.
 * @property {() => number} [clock] Tells the time in absolute Unix seconds; the system's unless given.
 */

const KNOWN = [
  'accessKeyId',
  'accessKeySecret',
  'securityToken',
  'region',
  'version',
  'endpoint',
  'resourcePath',
  'action',
  'signature',
  'method',
  'clock',
  ...CLIENT,
];

/**
 * Asks Alibaba Cloud for an access token of Intelligent Speech Interaction (NLS, `CreateToken`) and keeps the last one.
 *
 * Settings are checked here, and nothing is sent before `apply` or `fetch`. Each of these sends one request; only when
 * the cloud says that this machine's clock is wrong, a second one follows, signed with the cloud's time.
 *
 * @example
 * import { NlsToken } from 'voxtoken';
 * const nls = new NlsToken(); // ALIYUN_AK_ID, ALIYUN_AK_SECRET
 * await nls.apply();
 * console.log(nls.getToken(), nls.getExpireTime());
 */
class NlsToken extends TokenSource {
  #source;
  #clock;

  /** @param {NlsOptions & import('./arguments').ClientOptions} [settings] */
  constructor(settings) {
    const given = options(settings, KNOWN, 'settings');
    const now = optional(clock, given.clock, 'clock');
    const source = unwrap(
      native.NlsSource.create(
        {
          accessKeyId: optional(text, given.accessKeyId, 'accessKeyId'),
          accessKeySecret: optional(text, given.accessKeySecret, 'accessKeySecret'),
          securityToken: optional(text, given.securityToken, 'securityToken'),
          region: optional(text, given.region, 'region'),
          version: optional(text, given.version, 'version'),
          endpoint: optional(text, given.endpoint, 'endpoint'),
          resourcePath: optional(text, given.resourcePath, 'resourcePath'),
          action: optional(text, given.action, 'action'),
          signature: optional(text, given.signature, 'signature'),
          method: optional(text, given.method, 'method'),
          client: client(given),
        },
        process.env,
      ),
    );
    super(source, now);
    this.#source = source;
    this.#clock = now;
  }

  /**
   * The signed request, for those who send it themselves.
   *
   * @param {object} [settings]
   * @param {number} [settings.now] When it is signed: absolute Unix seconds; now unless given.
   * @param {string} [settings.nonce] Printable ASCII that is used once: the cloud remembers it for 15 minutes. 128
   *   random bits unless given.
   * @returns {import('./request').SignedRequest}
   *
   * @example
   * const { NlsToken } = require('voxtoken');
   * const nls = new NlsToken({ accessKeyId: 'id', accessKeySecret: 'secret' });
   * const { method, url, signature } = nls.request({ now: 1_798_135_200, nonce: 'used-once' });
   * console.log(method, url, signature);
   * // POST https://nls-meta.cn-shanghai.aliyuncs.com/ puCgptv1sW1maItTfyT201sKDRA=
   */
  request(settings) {
    const { now, nonce } = options(settings, ['now', 'nonce'], 'settings');
    const once = optional(text, nonce, 'nonce') ?? randomNonce();
    const at = optional(seconds, now, 'now') ?? this.#clock?.();
    const { SignedRequest } = require('./request'); // few programs send it themselves
    return new SignedRequest(unwrap(this.#source.request(once, at)));
  }
}

/** Loads the module for it only now, which takes milliseconds. */
function randomNonce() {
  return require('node:crypto').randomBytes(16).toString('hex');
}

module.exports = { NlsToken };
