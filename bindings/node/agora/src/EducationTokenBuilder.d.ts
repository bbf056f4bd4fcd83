/**
 * Mints 007 tokens for flexible classroom, the same as those for apaas. Ids that are not 32 hexadecimal characters give
 * `''`.
 *
 * @example
 * const { EducationTokenBuilder } = require('voxtoken/agora');
 * const { AGORA_APP_ID, AGORA_APP_CERTIFICATE } = process.env;
 * const { buildRoomUserToken } = EducationTokenBuilder;
 * const token = buildRoomUserToken(AGORA_APP_ID, AGORA_APP_CERTIFICATE, 'room', 'alice', 1, 3600);
 * console.log(token.slice(0, 3)); // 007
 */
export class EducationTokenBuilder {
    /**
     * A token for a user in a room, with RTM for the user and chat for the user's MD5. Unlike the official one it has the
     * privilege of the room, and the role 0 stays 0.
     *
     * @param {string} appId
     * @param {string} appCertificate
     * @param {string} roomUuid
     * @param {string | number} userUuid A number is its decimal digits.
     * @param {number} role -32768 to 32767.
     * @param {number} expire The life of the token: seconds after now.
     * @returns {string}
     */
    static buildRoomUserToken(appId: string, appCertificate: string, roomUuid: string, userUuid: string | number, role: number, expire: number): string;
    /**
     * A token for a user in all rooms.
     *
     * @param {string} appId
     * @param {string} appCertificate
     * @param {string | number} userUuid A number is its decimal digits.
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
