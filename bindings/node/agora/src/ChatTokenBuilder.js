'use strict';

const { account, whole } = require('../../lib/agora/dropin/arguments');
const { mint } = require('../../lib/agora/dropin/mint');

/**
 * Mints 007 tokens for chat. Ids that are not 32 hexadecimal characters give `''`.
 *
 * @example
 * const { ChatTokenBuilder } = require('voxtoken/agora');
 * const { AGORA_APP_ID, AGORA_APP_CERTIFICATE } = process.env;
 * const token = ChatTokenBuilder.buildUserToken(AGORA_APP_ID, AGORA_APP_CERTIFICATE, 'alice', 3600);
 * console.log(token.slice(0, 3)); // 007
 */
class ChatTokenBuilder {
  /**
   * A token for a user.
   *
   * @param {string} appId
   * @param {string} appCertificate
   * @param {string | number} userUuid A number is its decimal digits; 0 is nobody.
   * @param {number} expire The life of the token: seconds after now.
   * @returns {string}
   */
  static buildUserToken(appId, appCertificate, userUuid, expire) {
    const [user, life] = [account(userUuid, 'userUuid'), whole(expire, 'expire')];
    return mint(appId, appCertificate, (builder) => builder.chatUser(user, life));
  }

  /**
   * A token for the app.
   *
   * @param {string} appId
   * @param {string} appCertificate
   * @param {number} expire The life of the token: seconds after now.
   * @returns {string}
   */
  static buildAppToken(appId, appCertificate, expire) {
    const life = whole(expire, 'expire');
    return mint(appId, appCertificate, (builder) => builder.chatApp(life));
  }
}

module.exports = { ChatTokenBuilder };
