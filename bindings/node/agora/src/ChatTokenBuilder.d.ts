/**
 * Mints 007 tokens for chat. Ids that are not 32 hexadecimal characters give `''`.
 *
 * @example
 * const { ChatTokenBuilder } = require('voxtoken/agora');
 * const { AGORA_APP_ID, AGORA_APP_CERTIFICATE } = process.env;
 * const token = ChatTokenBuilder.buildUserToken(AGORA_APP_ID, AGORA_APP_CERTIFICATE, 'alice', 3600);
 * console.log(token.slice(0, 3)); // 007
 */
export class ChatTokenBuilder {
    /**
     * A token for a user.
     *
     * @param {string} appId
     * @param {string} appCertificate
     * @param {string | number} userUuid A number is its decimal digits; 0 is nobody.
     * @param {number} expire The life of the token: seconds after now.
     * @returns {string}
     */
    static buildUserToken(appId: string, appCertificate: string, userUuid: string | number, expire: number): string;
    /**
     * A token for the app.
     *
     * @param {string} appId
     * @param {string} appCertificate
     * @param {number} expire The life of the token: seconds after now.
     * @returns {string}
     */
    static buildAppToken(appId: string, appCertificate: string, expire: number): string;
}
