'use strict';

const { wrongType } = require('../../arguments');
const { native, unwrap } = require('../../native');
const { U16 } = require('../arguments');
const { account, checkLength, field, privilege, whole } = require('./arguments');
const { ByteBuf, ReadByteBuf } = require('./bytes');

const version = '006';
const APP_ID_LENGTH = 32;
const ONE_DAY = 24 * 3600;

/**
 * A 006 token: privileges for a user of a channel, for 24 hours unless `ts` is set. All times are absolute Unix
 * seconds. The uid 0 and the empty account are any user. For RTM the user account stands in the place of the channel.
 *
 * Differences to Agora's code: each token has its own salt; `fromString` prints nothing and refuses a token that was
 * cut off; wrong arguments are a `TypeError` or a `RangeError` that names them, a uid that is not given among them; and
 * `console.log` does not show the certificate.
 *
 * @example
 * const { AccessToken, priviledges } = require('voxtoken/agora-access-token/src/AccessToken');
 * const token = new AccessToken(process.env.AGORA_APP_ID, process.env.AGORA_APP_CERTIFICATE, 'lobby', 23);
 * token.addPriviledge(priviledges.kJoinChannel, token.ts);
 * const read = new AccessToken();
 * console.log(read.fromString(token.build()), Object.keys(read.messages)); // true [ '1' ]
 */
class AccessToken {
  /**
   * @param {string} [appID] The app id: 32 hexadecimal characters.
   * @param {string} [appCertificate] The app certificate: 32 hexadecimal characters.
   * @param {string} [channelName] The channel; for RTM the user account.
   * @param {number | string} [uid] The uid or account; 0 and `''` are any user.
   */
  constructor(appID, appCertificate, channelName, uid) {
    /** @type {string | undefined} */
    this.appID = appID;
    /** @type {string | undefined} */
    this.appCertificate = appCertificate;
    hide(this, 'appCertificate');
    /** @type {string | undefined} */
    this.channelName = channelName;
    /**
     * Privilege → when it ends, in absolute Unix seconds; 0 is when the token ends.
     *
     * @type {Record<number, number>}
     */
    this.messages = {};
    /** The random number that makes each token another one. */
    this.salt = unwrap(native.agoraSalt());
    /** When the token ends: absolute Unix seconds. */
    this.ts = Math.floor(Date.now() / 1000) + ONE_DAY;
    /** @type {string | undefined} */
    this.uid = uid === undefined ? undefined : account(uid, 'uid');
  }

  /**
   * The token's text.
   *
   * @returns {string}
   */
  build() {
    const channel = field(this.channelName, 'channelName');
    const [appID, certificate] = [field(this.appID, 'appID'), field(this.appCertificate, 'appCertificate')];
    if (this.uid === undefined) throw wrongType('uid', 'a number (a uid) or a string (an account)', undefined);
    const uid = field(this.uid, 'uid');
    const message = new ByteBuf()
      .putUint32(this.salt, 'salt')
      .putUint32(this.ts, 'ts')
      .putTreeMapUInt32(this.messages)
      .pack();
    checkLength(message.length, 'messages');
    const content = native.agoraContent006(appID, certificate, channel, uid, message);
    return version + appID + content.toString('base64');
  }

  /**
   * Sets a privilege (0 to 65535) to end at `expireTimestamp`, in absolute Unix seconds; 0 is when the token ends.
   *
   * @param {number} priviledge
   * @param {number} [expireTimestamp]
   */
  addPriviledge(priviledge, expireTimestamp) {
    this.messages[whole(priviledge, 'priviledge', U16)] = privilege(expireTimestamp, 'expireTimestamp');
  }

  /**
   * Reads the salt, time and privileges of a token; channel and user are not in it, and `appID` stays what it is. False
   * if it is damaged.
   *
   * @param {string} originToken
   * @returns {boolean}
   */
  fromString(originToken) {
    if (typeof originToken !== 'string' || !originToken.startsWith(version)) return false;
    try {
      const content = new ReadByteBuf(Buffer.from(originToken.slice(version.length + APP_ID_LENGTH), 'base64'));
      const [signature, crcChannel, crcUid] = [content.getString(), content.getUint32(), content.getUint32()];
      const message = content.getString();
      const reader = new ReadByteBuf(message);
      const [salt, ts, messages] = [reader.getUint32(), reader.getUint32(), reader.getTreeMapUInt32()];
      Object.assign(this, { signature, crc_channel_name: crcChannel, crc_uid: crcUid, m: message, salt, ts, messages });
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      return false;
    }
    return true;
  }
}

/**
 * Keeps a property from being printed.
 *
 * @param {object} object
 * @param {string} name
 */
function hide(object, name) {
  Object.defineProperty(object, name, { enumerable: false });
}

module.exports = { APP_ID_LENGTH, AccessToken, hide, version };
