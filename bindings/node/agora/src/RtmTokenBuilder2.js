'use strict';

const { permissions: details } = require('../../lib/agora/arguments');
const { account, whole } = require('../../lib/agora/dropin/arguments');
const { mint } = require('../../lib/agora/dropin/mint');

/**
 * Mints 007 tokens for RTM. Ids that are not 32 hexadecimal characters give `''`.
 *
 * @example
 * const { RtmTokenBuilder } = require('voxtoken/agora');
 * const { AGORA_APP_ID, AGORA_APP_CERTIFICATE } = process.env;
 * const token = RtmTokenBuilder.buildToken(AGORA_APP_ID, AGORA_APP_CERTIFICATE, 'alice', 3600);
 * console.log(token.slice(0, 3)); // 007
 */
class RtmTokenBuilder {
  /**
   * A token for a user to log in.
   *
   * @param {string} appId
   * @param {string} appCertificate
   * @param {string | number} userId A number is its decimal digits; 0 is nobody.
   * @param {number} expire The life of the token: seconds after now.
   * @returns {string}
   */
  static buildToken(appId, appCertificate, userId, expire) {
    const [user, life] = [account(userId, 'userId'), whole(expire, 'expire')];
    return mint(appId, appCertificate, (builder) => builder.rtm(user, life));
  }

  /**
   * A token for a user to log in, with permissions (RTM2, type 8).
   *
   * @param {string} appId
   * @param {string} appCertificate
   * @param {string | number} userId A number is its decimal digits; 0 is nobody.
   * @param {import('../../lib/agora/dropin/services').Rtm2Permissions | undefined} permissions None if undefined.
   * @param {number} expire The life of the token: seconds after now.
   * @returns {string}
   */
  static buildTokenWithPermissions(appId, appCertificate, userId, permissions, expire) {
    const [user, life] = [account(userId, 'userId'), whole(expire, 'expire')];
    const names = details(permissions ?? { details: {} }, 'permissions');
    return mint(appId, appCertificate, (builder) => builder.rtmWithPermissions(user, names, life));
  }
}

module.exports = { RtmTokenBuilder };
