export namespace Role {
    let Rtm_User: number;
}
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
export class RtmTokenBuilder {
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
    static buildToken(appID: string, appCertificate: string, account: string | number, role: unknown, privilegeExpiredTs?: number): string;
}
