export namespace Role {
    let PUBLISHER: number;
    let SUBSCRIBER: number;
}
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
export class RtcTokenBuilder {
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
    static buildTokenWithUid(appId: string, appCertificate: string, channelName: string, uid: string | number, role: number, tokenExpire: number, privilegeExpire?: number): string;
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
    static buildTokenWithUserAccount(appId: string, appCertificate: string, channelName: string, account: string | number, role: number, tokenExpire: number, privilegeExpire?: number): string;
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
    static buildTokenWithUidAndPrivilege(appId: string, appCertificate: string, channelName: string, uid: string | number, tokenExpire: number, joinChannelPrivilegeExpire: number, pubAudioPrivilegeExpire: number, pubVideoPrivilegeExpire: number, pubDataStreamPrivilegeExpire: number): string;
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
    static BuildTokenWithUserAccountAndPrivilege(appId: string, appCertificate: string, channelName: string, account: string | number, tokenExpire: number, joinChannelPrivilegeExpire: number, pubAudioPrivilegeExpire: number, pubVideoPrivilegeExpire: number, pubDataStreamPrivilegeExpire: number): string;
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
    static buildTokenWithRtm(appId: string, appCertificate: string, channelName: string, account: string | number, role: number, tokenExpire: number, privilegeExpire?: number): string;
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
    static buildTokenWithRtm2(appId: string, appCertificate: string, channelName: string, rtcAccount: string | number, rtcRole: number, rtcTokenExpire: number, joinChannelPrivilegeExpire: number, pubAudioPrivilegeExpire: number, pubVideoPrivilegeExpire: number, pubDataStreamPrivilegeExpire: number, rtmUserId: string | number, rtmTokenExpire: number): string;
}
