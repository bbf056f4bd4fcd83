/**
 * Mints 007 tokens for RTM. Ids that are not 32 hexadecimal characters give `''`.
 *
 * @example
 * const { RtmTokenBuilder } = require('voxtoken/agora');
 * const { AGORA_APP_ID, AGORA_APP_CERTIFICATE } = process.env;
 * const token = RtmTokenBuilder.buildToken(AGORA_APP_ID, AGORA_APP_CERTIFICATE, 'alice', 3600);
 * console.log(token.slice(0, 3)); // 007
 */
export class RtmTokenBuilder {
    /**
     * A token for a user to log in.
     *
     * @param {string} appId
     * @param {string} appCertificate
     * @param {string | number} userId A number is its decimal digits; 0 is nobody.
     * @param {number} expire The life of the token: seconds after now.
     * @returns {string}
     */
    static buildToken(appId: string, appCertificate: string, userId: string | number, expire: number): string;
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
    static buildTokenWithPermissions(appId: string, appCertificate: string, userId: string | number, permissions: import("../../lib/agora/dropin/services").Rtm2Permissions | undefined, expire: number): string;
}
