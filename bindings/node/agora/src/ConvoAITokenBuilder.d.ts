/**
 * Mints 007 tokens for conversational AI, with RTC and RTM. Ids that are not 32 hexadecimal characters give `''`.
 *
 * @example
 * const { ConvoAITokenBuilder, RtcRole } = require('voxtoken/agora');
 * const { AGORA_APP_ID, AGORA_APP_CERTIFICATE } = process.env;
 * const user = ['lobby', 23, RtcRole.PUBLISHER];
 * const lives = [3600, 3600, 600, 600, 600];
 * const token = ConvoAITokenBuilder.buildToken(AGORA_APP_ID, AGORA_APP_CERTIFICATE, ...user, ...lives, 'alice', 3600);
 * console.log(token.slice(0, 3)); // 007
 */
export class ConvoAITokenBuilder {
    /**
     * A token for conversational AI, RTC of an account with the life of each privilege, and RTM of a user id. As in the
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
     * @param {string | number} rtmUserId A number is its decimal digits.
     * @param {number} rtmTokenExpire Seconds after now.
     * @returns {string}
     */
    static buildToken(appId: string, appCertificate: string, channelName: string, rtcAccount: string | number, rtcRole: number, rtcTokenExpire: number, joinChannelPrivilegeExpire: number, pubAudioPrivilegeExpire: number, pubVideoPrivilegeExpire: number, pubDataStreamPrivilegeExpire: number, rtmUserId: string | number, rtmTokenExpire: number): string;
}
