'use strict';

const { PUBLISHER, SUBSCRIBER, mintWithRtm2 } = require('./mint');

/**
 * A builder of tokens for a service that joins a call, with RTC and RTM.
 *
 * @param {'convoAi' | 'stt'} service The method of the native builder.
 */
function builderFor(service) {
  return class {
    /**
     * A token for the service, RTC of an account with the life of each privilege, and RTM of a user id. As in the
     * official code the role is compared strictly: `'1'` is no publisher.
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
    static buildToken(
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
      const role = rtcRole === PUBLISHER ? PUBLISHER : SUBSCRIBER;
      return mintWithRtm2(service, role, [
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
  };
}

module.exports = { builderFor };
