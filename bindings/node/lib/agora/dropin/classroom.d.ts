/**
 * What the builders for apaas and for education have in common, which is all of it.
 */
export class ClassroomTokenBuilder {
    /**
     * A token for a user in a room, with RTM for the user and chat for the user's MD5. Unlike the official one it has the
     * privilege of the room, and the role 0 stays 0.
     *
     * @param {string} appId
     * @param {string} appCertificate
     * @param {string} roomUuid
     * @param {string | number} userUuid A number is its decimal digits; 0 is nobody.
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
