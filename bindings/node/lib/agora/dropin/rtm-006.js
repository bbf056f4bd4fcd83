'use strict';

const { native, unwrap } = require('../../native');
const { AccessToken } = require('./access-token-006');
const { field, privilege, user } = require('./arguments');

const RTM_LOGIN = 1000;

/** The only role; it changes nothing. */
const Role = { Rtm_User: 1 };

/**
 * Mints 006 tokens for RTM.
 *
 * @example
 * const { RtmTokenBuilder, RtmRole } = require('voxtoken/agora-access-token');
 * const { AGORA_APP_ID, AGORA_APP_CERTIFICATE } = process.env;
 * const end = Math.floor(Date.now() / 1000) + 3600;
 * const token = RtmTokenBuilder.buildToken(AGORA_APP_ID, AGORA_APP_CERTIFICATE, 'alice', RtmRole.Rtm_User, end);
 * console.log(token.slice(0, 3)); // 006
 */
class RtmTokenBuilder {
  /**
   * A token for a user to log in. A number is the account of its decimal digits, which the official types promise and
   * the official code refuses.
   *
   * @param {string} appID
   * @param {string} appCertificate
   * @param {string | number} account
   * @param {unknown} role Not looked at.
   * @param {number} [privilegeExpiredTs] When the privilege ends: absolute Unix seconds; 0 is 24 hours after the issue.
   * @returns {string}
   */
  static buildToken(appID, appCertificate, account, role, privilegeExpiredTs) {
    const [app, certificate] = [field(appID, 'appID'), field(appCertificate, 'appCertificate')];
    const name = String(user(account, 'account'));
    const end = privilege(privilegeExpiredTs, 'privilegeExpiredTs');
    const outcome = native.agoraRtm006(app, certificate, name, end);
    if (outcome.argument === 'appId' || outcome.argument === 'certificate') {
      return mintAnyway(app, certificate, name, end);
    }
    return unwrap(outcome);
  }
}

/**
 * The official code makes a token of ids that are none, too.
 *
 * @param {string} appID
 * @param {string} appCertificate
 * @param {string} account
 * @param {number} end
 */
function mintAnyway(appID, appCertificate, account, end) {
  const token = new AccessToken(appID, appCertificate, account, '');
  token.addPriviledge(RTM_LOGIN, end);
  return token.build();
}

module.exports = { Role, RtmTokenBuilder };
