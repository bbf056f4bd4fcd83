'use strict';

const { account: accountOf, field, privilege, user, whole } = require('../../lib/agora/dropin/arguments');
const { mint, mintRtc, mintWithRtm2, privileges, roleNumber } = require('../../lib/agora/dropin/mint');

/** The roles of a user in a channel. */
const Role = {
  /** May publish audio, video and data. */
  PUBLISHER: 1,
  /** May only join and listen; so may every other number. Needs co-host authentication to be on in Agora's console. */
  SUBSCRIBER: 2,
};

/**
 * Mints 007 tokens for RTC, and for RTC with RTM. Ids that are not 32 hexadecimal characters give `''`.
 *
 * A uid or account is a number or a string; the number 0 lets any user in.
 *
 * @example
 * const { RtcRole, RtcTokenBuilder } = require('voxtoken/agora');
 * const { AGORA_APP_ID, AGORA_APP_CERTIFICATE } = process.env;
 * const member = ['lobby', 23, RtcRole.PUBLISHER];
 * const token = RtcTokenBuilder.buildTokenWithUid(AGORA_APP_ID, AGORA_APP_CERTIFICATE, ...member, 3600, 3600);
 * console.log(token.slice(0, 3)); // 007
 */
class RtcTokenBuilder {
  /**
   * A token for a uid and a role.
   *
   * @param {string} appId
   * @param {string} appCertificate
   * @param {string} channelName
   * @param {string | number} uid 0 lets any user in.
   * @param {number} role See `Role`.
   * @param {number} tokenExpire The life of the token: seconds after now.
   * @param {number} [privilegeExpire] The life of the privileges: seconds after now; 0 is as long as the token.
   * @returns {string}
   */
  static buildTokenWithUid(appId, appCertificate, channelName, uid, role, tokenExpire, privilegeExpire) {
    return mintRtc(appId, appCertificate, channelName, user(uid, 'uid'), role, tokenExpire, privilegeExpire);
  }

  /**
   * A token for an account and a role.
   *
   * @param {string} appId
   * @param {string} appCertificate
   * @param {string} channelName
   * @param {string | number} account 0 lets any user in.
   * @param {number} role See `Role`.
   * @param {number} tokenExpire The life of the token: seconds after now.
   * @param {number} [privilegeExpire] The life of the privileges: seconds after now; 0 is as long as the token.
   * @returns {string}
   */
  static buildTokenWithUserAccount(appId, appCertificate, channelName, account, role, tokenExpire, privilegeExpire) {
    return mintRtc(appId, appCertificate, channelName, user(account, 'account'), role, tokenExpire, privilegeExpire);
  }

  /**
   * A token for a uid, with the life of each privilege.
   *
   * @param {string} appId
   * @param {string} appCertificate
   * @param {string} channelName
   * @param {string | number} uid 0 lets any user in.
   * @param {number} tokenExpire The life of the token: seconds after now.
   * @param {number} joinChannelPrivilegeExpire Seconds after now; 0 is as long as the token, here and below.
   * @param {number} pubAudioPrivilegeExpire Seconds after now.
   * @param {number} pubVideoPrivilegeExpire Seconds after now.
   * @param {number} pubDataStreamPrivilegeExpire Seconds after now.
   * @returns {string}
   */
  static buildTokenWithUidAndPrivilege(
    appId,
    appCertificate,
    channelName,
    uid,
    tokenExpire,
    joinChannelPrivilegeExpire,
    pubAudioPrivilegeExpire,
    pubVideoPrivilegeExpire,
    pubDataStreamPrivilegeExpire,
  ) {
    return mintWithPrivileges(
      appId,
      appCertificate,
      channelName,
      user(uid, 'uid'),
      tokenExpire,
      privileges(
        joinChannelPrivilegeExpire,
        pubAudioPrivilegeExpire,
        pubVideoPrivilegeExpire,
        pubDataStreamPrivilegeExpire,
      ),
    );
  }

  /**
   * A token for an account, with the life of each privilege.
   *
   * @param {string} appId
   * @param {string} appCertificate
   * @param {string} channelName
   * @param {string | number} account 0 lets any user in.
   * @param {number} tokenExpire The life of the token: seconds after now.
   * @param {number} joinChannelPrivilegeExpire Seconds after now; 0 is as long as the token, here and below.
   * @param {number} pubAudioPrivilegeExpire Seconds after now.
   * @param {number} pubVideoPrivilegeExpire Seconds after now.
   * @param {number} pubDataStreamPrivilegeExpire Seconds after now.
   * @returns {string}
   */
  static BuildTokenWithUserAccountAndPrivilege(
    appId,
    appCertificate,
    channelName,
    account,
    tokenExpire,
    joinChannelPrivilegeExpire,
    pubAudioPrivilegeExpire,
    pubVideoPrivilegeExpire,
    pubDataStreamPrivilegeExpire,
  ) {
    return mintWithPrivileges(
      appId,
      appCertificate,
      channelName,
      user(account, 'account'),
      tokenExpire,
      privileges(
        joinChannelPrivilegeExpire,
        pubAudioPrivilegeExpire,
        pubVideoPrivilegeExpire,
        pubDataStreamPrivilegeExpire,
      ),
    );
  }

  /**
   * A token for an account and a role, and for RTM of the same account for `tokenExpire` seconds.
   *
   * @param {string} appId
   * @param {string} appCertificate
   * @param {string} channelName
   * @param {string | number} account 0 lets any user in; RTM has no such user.
   * @param {number} role See `Role`.
   * @param {number} tokenExpire The life of the token: seconds after now.
   * @param {number} [privilegeExpire] The life of the privileges: seconds after now; 0 is as long as the token.
   * @returns {string}
   */
  static buildTokenWithRtm(appId, appCertificate, channelName, account, role, tokenExpire, privilegeExpire) {
    const [channel, member] = [field(channelName, 'channelName'), accountOf(account, 'account')];
    const [life, end] = [whole(tokenExpire, 'tokenExpire'), privilege(privilegeExpire, 'privilegeExpire')];
    return mint(appId, appCertificate, (builder) => builder.rtcWithRtm(channel, member, roleNumber(role), life, end));
  }

  /**
   * A token for an account and a role with the life of each privilege, and for RTM of another user id.
   *
   * @param {string} appId
   * @param {string} appCertificate
   * @param {string} channelName
   * @param {string | number} rtcAccount 0 lets any user in.
   * @param {number} rtcRole See `RtcRole`.
   * @param {number} rtcTokenExpire The life of the token: seconds after now.
   * @param {number} joinChannelPrivilegeExpire Seconds after now; 0 is as long as the token, here and below.
   * @param {number} pubAudioPrivilegeExpire Seconds after now.
   * @param {number} pubVideoPrivilegeExpire Seconds after now.
   * @param {number} pubDataStreamPrivilegeExpire Seconds after now.
   * @param {string | number} rtmUserId A number is its decimal digits; 0 is nobody.
   * @param {number} rtmTokenExpire Seconds after now.
   * @returns {string}
   */
  static buildTokenWithRtm2(
    appId,
    appCertificate,
    channelName,
    rtcAccount,
    rtcRole,
    rtcTokenExpire,
    joinChannelPrivilegeExpire,
    pubAudioPrivilegeExpire,
    pubVideoPrivilegeExpire,
    pubDataStreamPrivilegeExpire,
    rtmUserId,
    rtmTokenExpire,
  ) {
    return mintWithRtm2('rtcWithRtm2', roleNumber(rtcRole), [
      appId,
      appCertificate,
      channelName,
      rtcAccount,
      rtcTokenExpire,
      joinChannelPrivilegeExpire,
      pubAudioPrivilegeExpire,
      pubVideoPrivilegeExpire,
      pubDataStreamPrivilegeExpire,
      rtmUserId,
      rtmTokenExpire,
    ]);
  }
}

/**
 * @param {unknown} appId
 * @param {unknown} appCertificate
 * @param {unknown} channelName
 * @param {number | string} member
 * @param {unknown} tokenExpire
 * @param {number[]} lives
 */
function mintWithPrivileges(appId, appCertificate, channelName, member, tokenExpire, lives) {
  const [channel, life] = [field(channelName, 'channelName'), whole(tokenExpire, 'tokenExpire')];
  return mint(appId, appCertificate, (builder) => builder.rtcWithPrivileges(channel, member, life, ...lives));
}

module.exports = { Role, RtcTokenBuilder };
