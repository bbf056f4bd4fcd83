export namespace Role {
    let ATTENDEE: number;
    let PUBLISHER: number;
    let SUBSCRIBER: number;
    let ADMIN: number;
}
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
export class RtcTokenBuilder {
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
    static buildTokenWithUid(appID: string, appCertificate: string, channelName: string, uid: number | string, role: number, privilegeExpiredTs?: number): string;
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
    static buildTokenWithAccount(appID: string, appCertificate: string, channelName: string, account: number | string, role: number, privilegeExpiredTs?: number): string;
}
