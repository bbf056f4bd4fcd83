'use strict';

const { timingSafeEqual } = require('node:crypto');

const { wrongType } = require('../../arguments');
const { native, unwrap } = require('../../native');
const { hide } = require('./access-token-006');
const { id, whole } = require('./arguments');
const { ByteBuf, ReadByteBuf } = require('./bytes');
const services = require('./services');

const VERSION = '007';
const SIGNATURE_LENGTH = 32;

/**
 * A 007 token: services for an app, from `issueTs` (absolute Unix seconds) for `expire` seconds.
 *
 * Differences to Agora's code: `from_string` refuses a token that was cut off, stops a decompression bomb at 1 MiB of
 * content, and reads a negative role of apaas as what it is; the role 0 stays 0; wrong arguments are a `TypeError` or a
 * `RangeError` that names them; and `console.log` does not show the certificate.
 *
 * @example
 * const { AccessToken2, ServiceRtm } = require('voxtoken/agora/src/AccessToken2');
 * const { AGORA_APP_ID, AGORA_APP_CERTIFICATE } = process.env;
 * const token = new AccessToken2(AGORA_APP_ID, AGORA_APP_CERTIFICATE, 0, 600);
 * token.add_service(new ServiceRtm('alice'));
 * const read = new AccessToken2();
 * console.log(read.from_string(token.build()), read.verifySignature(AGORA_APP_CERTIFICATE)); // true true
 * console.log(read.services[0].service_type()); // 2
 */
class AccessToken2 {
  /**
   * The services that `from_string` can read, by type; add those of your own.
   *
   * @type {Record<number, new () => services.Service>}
   */
  static kServices = {
    [services.kRtcServiceType]: services.ServiceRtc,
    [services.kRtmServiceType]: services.ServiceRtm,
    [services.kStreamingServiceType]: services.ServiceStreaming,
    [services.kFpaServiceType]: services.ServiceFpa,
    [services.kChatServiceType]: services.ServiceChat,
    [services.kFCdnServiceType]: services.ServiceFCdn,
    [services.kApaasServiceType]: services.ServiceApaas,
    [services.kRtm2ServiceType]: services.ServiceRtm2,
    [services.kConvoAIServiceType]: services.ServiceConvoAI,
    [services.kSttServiceType]: services.ServiceStt,
  };

  /** Did `from_string` read a token? */
  #isRead = false;

  /**
   * @param {string} [appId] The app id: 32 hexadecimal characters.
   * @param {string} [appCertificate] The app certificate: 32 hexadecimal characters.
   * @param {number | null} [issueTs] When the token is issued: absolute Unix seconds. Without it, or with 0, now.
   * @param {number} [expire] The life of the token in seconds after the issue; must be given before it is built.
   */
  constructor(appId, appCertificate, issueTs, expire) {
    /** @type {string | Buffer | undefined} */
    this.appId = appId;
    /** @type {string | undefined} */
    this.appCertificate = appCertificate;
    hide(this, 'appCertificate');
    /** When the token is issued: absolute Unix seconds. */
    this.issueTs = whole(issueTs ?? 0, 'issueTs') || Math.floor(Date.now() / 1000);
    /** @type {number | undefined} */
    this.expire = expire === undefined ? undefined : whole(expire, 'expire');
    /** The random number that makes each token another one. */
    this.salt = unwrap(native.agoraSalt());
    /**
     * In the order in which they were added or read. One type may occur more than once.
     *
     * @type {services.Service[]}
     */
    this.services = [];
    /**
     * The signature that `from_string` read.
     *
     * @type {Buffer}
     */
    this.__signature = Buffer.alloc(0);
    /**
     * The signed bytes that `from_string` read.
     *
     * @type {Buffer}
     */
    this.__signing_info = Buffer.alloc(0);
  }

  /**
   * Adds a service.
   *
   * @param {services.Service} service
   */
  add_service(service) {
    if (typeof service?.pack !== 'function' || typeof service.service_type !== 'function') {
      throw wrongType('service', 'a Service', service);
    }
    this.services.push(service);
  }

  /**
   * The services of this type.
   *
   * @param {number} serviceType
   * @returns {services.Service[]}
   */
  getServices(serviceType) {
    return this.services.filter((service) => service.service_type() === serviceType);
  }

  /**
   * The token's text; empty if an id is not 32 hexadecimal characters or if there is no service.
   *
   * @returns {string}
   */
  build() {
    const [appId, certificate] = [id(this.appId), id(this.appCertificate)];
    if (appId === undefined || certificate === undefined || this.services.length === 0) return '';
    const ordered = this.services.toSorted((left, right) => left.service_type() - right.service_type());
    const head = new ByteBuf()
      .putString(appId)
      .putUint32(this.issueTs, 'issueTs')
      .putUint32(/** @type {number} */ (this.expire), 'expire')
      .putUint32(this.salt, 'salt')
      .putUint16(ordered.length)
      .pack();
    return unwrap(native.agoraSeal(Buffer.concat([head, ...ordered.map((service) => service.pack())]), certificate));
  }

  /**
   * Reads a token in place of what this object held; the certificate stays. Texts that are read are Buffers.
   *
   * False if it is of another version or damaged. A service of an unknown type ends the reading, because its length is
   * not known; those in front of it are kept.
   *
   * @param {string} origin_token
   * @returns {boolean}
   */
  from_string(origin_token) {
    Object.assign(this, { appId: '', issueTs: 0, expire: 0, salt: 0, services: [] });
    this.__signature = this.__signing_info = Buffer.alloc(0);
    this.#isRead = false;
    if (typeof origin_token !== 'string' || !origin_token.startsWith(VERSION)) return false;
    try {
      const { signature, signingInfo } = opened(origin_token);
      this.__signature = signature;
      this.__signing_info = signingInfo;
      this.#unpack(new ReadByteBuf(signingInfo));
      this.#isRead = true;
    } catch {
      // Damaged, or a service of another's own does not like it.
    }
    return this.#isRead;
  }

  /**
   * Was the token that `from_string` read made with this certificate? Says nothing about times.
   *
   * @param {string} appCertificate
   * @returns {boolean}
   */
  verifySignature(appCertificate) {
    const certificate = id(appCertificate);
    if (!this.#isRead || certificate === undefined || this.__signature.length !== SIGNATURE_LENGTH) return false;
    const signature = native.agoraSign(this.__signing_info, certificate);
    return Buffer.isBuffer(signature) && timingSafeEqual(signature, this.__signature);
  }

  /** @param {ReadByteBuf} reader */
  #unpack(reader) {
    this.appId = reader.getString();
    this.issueTs = reader.getUint32();
    this.expire = reader.getUint32();
    this.salt = reader.getUint32();
    for (let rest = reader.getUint16(); rest > 0; rest--) {
      const ServiceClass = AccessToken2.kServices[reader.getUint16()];
      if (ServiceClass === undefined) return;
      const service = new ServiceClass();
      reader = service.unpack(reader.pack());
      this.add_service(service);
    }
  }
}

/**
 * The two parts of a token. The official code passes over what is not base64, such as a line break.
 *
 * @param {string} token
 * @returns {{signature: Buffer, signingInfo: Buffer}}
 */
function opened(token) {
  const outcome = native.agoraOpen(token);
  if ('signature' in outcome) return outcome;
  const base64 = Buffer.from(token.slice(VERSION.length), 'base64').toString('base64');
  return unwrap(native.agoraOpen(VERSION + base64));
}

module.exports = { AccessToken2 };
