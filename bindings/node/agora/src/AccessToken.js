'use strict';

const { APP_ID_LENGTH, AccessToken: Base, version } = require('../../lib/agora/dropin/access-token-006');

/**
 * A 006 token as in `voxtoken/agora-access-token`, but for what `fromString` reads.
 *
 * @example
 * const { AccessToken, priviledges } = require('voxtoken/agora/src/AccessToken');
 * const token = new AccessToken(process.env.AGORA_APP_ID, process.env.AGORA_APP_CERTIFICATE, 'lobby', 23);
 * token.addPriviledge(priviledges.kJoinChannel, token.ts);
 * const read = new AccessToken();
 * console.log(read.fromString(token.build()), read.appID === token.appID); // true true
 */
class AccessToken extends Base {
  /**
   * Reads the app id, salt, time and privileges of a token; channel and user are not in it. False if it is damaged.
   *
   * @param {string} originToken
   * @returns {boolean}
   */
  fromString(originToken) {
    const isRead = super.fromString(originToken);
    if (isRead) this.appID = originToken.slice(version.length, version.length + APP_ID_LENGTH);
    return isRead;
  }
}

/** The numbers of the privileges. */
const priviledges = {
  kJoinChannel: 1,
  kPublishAudioStream: 2,
  kPublishVideoStream: 3,
  kPublishDataStream: 4,
  kRtmLogin: 1000,
};

module.exports = { AccessToken, priviledges, version };
