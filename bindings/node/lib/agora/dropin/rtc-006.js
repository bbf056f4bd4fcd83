'use strict';

const { native, unwrap } = require('../../native');
const { AccessToken } = require('./access-token-006');
const { field, privilege, user } = require('./arguments');

/** The roles of a user in a channel. */
const Role = {
  /** May publish. Deprecated by Agora. */
  ATTENDEE: 0,
  /** May publish audio, video and data. */
  PUBLISHER: 1,
  /** May only join and listen; so may every other number. */
  SUBSCRIBER: 2,
  /** May publish. Deprecated by Agora. */
  ADMIN: 101,
};

/**
 * Mints 006 tokens for RTC. A time that is not given is 0: as long as the token, which ends 24 hours after its issue.
 *
 * @example
 * const { RtcTokenBuilder, RtcRole } = require('voxtoken/agora-access-token');
 * const { AGORA_APP_ID, AGORA_APP_CERTIFICATE } = process.env;
 * const end = Math.floor(Date.now() / 1000) + 3600;
 * const member = ['lobby', 23, RtcRole.PUBLISHER];
 * const token = RtcTokenBuilder.buildTokenWithUid(AGORA_APP_ID, AGORA_APP_CERTIFICATE, ...member, end);
 * console.log(token.slice(0, 3)); // 006
 */
class RtcTokenBuilder {
  /**
   * A token for a uid and a role.
   *
   * @param {string} appID
   * @param {string} appCertificate
   * @param {string} channelName
   * @param {number | string} uid 0 lets any user in.
   * @param {number} role See `Role`.
   * @param {number} [privilegeExpiredTs] When the privileges end: absolute Unix seconds.
   * @returns {string}
   */
  static buildTokenWithUid(appID, appCertificate, channelName, uid, role, privilegeExpiredTs) {
    return mintRtc(appID, appCertificate, channelName, user(uid, 'uid'), role, privilegeExpiredTs);
  }

  /**
   * A token for an account and a role.
   *
   * @param {string} appID
   * @param {string} appCertificate
   * @param {string} channelName
   * @param {number | string} account 0 lets any user in.
   * @param {number} role See `Role`.
   * @param {number} [privilegeExpiredTs] When the privileges end: absolute Unix seconds.
   * @returns {string}
   */
  static buildTokenWithAccount(appID, appCertificate, channelName, account, role, privilegeExpiredTs) {
    return mintRtc(appID, appCertificate, channelName, user(account, 'account'), role, privilegeExpiredTs);
  }
}

/**
 * @param {unknown} appID
 * @param {unknown} appCertificate
 * @param {unknown} channelName
 * @param {number | string} member
 * @param {unknown} role
 * @param {unknown} privilegeExpiredTs
 * @returns {string}
 */
function mintRtc(appID, appCertificate, channelName, member, role, privilegeExpiredTs) {
  const [app, certificate] = [field(appID, 'appID'), field(appCertificate, 'appCertificate')];
  const channel = field(channelName, 'channelName');
  const end = privilege(privilegeExpiredTs, 'privilegeExpiredTs');
  const mayPublish = role == Role.ATTENDEE || role == Role.PUBLISHER || role == Role.ADMIN;
  const known = mayPublish ? Role.PUBLISHER : Role.SUBSCRIBER;
  const outcome = native.agoraRtc006(app, certificate, channel, member, known, end);
  if (outcome.argument === 'appId' || outcome.argument === 'certificate') {
    return mintAnyway(app, certificate, channel, member, mayPublish, end);
  }
  return unwrap(outcome);
}

/**
 * The official code makes a token of ids that are none, too.
 *
 * @param {string} appID
 * @param {string} appCertificate
 * @param {string} channel
 * @param {number | string} member
 * @param {boolean} mayPublish
 * @param {number} end
 */
function mintAnyway(appID, appCertificate, channel, member, mayPublish, end) {
  const token = new AccessToken(appID, appCertificate, channel, member);
  for (const number of mayPublish ? [1, 2, 3, 4] : [1]) token.addPriviledge(number, end);
  return token.build();
}

module.exports = { Role, RtcTokenBuilder };
