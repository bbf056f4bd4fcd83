'use strict';

const { account, field, whole } = require('./arguments');
const { mint } = require('./mint');

/**
 * What the builders for apaas and for education have in common, which is all of it.
 */
class ClassroomTokenBuilder {
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
  static buildRoomUserToken(appId, appCertificate, roomUuid, userUuid, role, expire) {
    const [room, user] = [field(roomUuid, 'roomUuid'), account(userUuid, 'userUuid')];
    const [number, life] = [role === undefined ? -1 : whole(role, 'role', 0x7fff, -0x8000), whole(expire, 'expire')];
    return mint(appId, appCertificate, (builder) => builder.apaasRoomUser(room, user, number, life));
  }

  /**
   * A token for a user in all rooms.
   *
   * @param {string} appId
   * @param {string} appCertificate
   * @param {string | number} userUuid A number is its decimal digits; 0 is nobody.
   * @param {number} expire The life of the token: seconds after now.
   * @returns {string}
   */
  static buildUserToken(appId, appCertificate, userUuid, expire) {
    const [user, life] = [account(userUuid, 'userUuid'), whole(expire, 'expire')];
    return mint(appId, appCertificate, (builder) => builder.apaasUser(user, life));
  }

  /**
   * A token for the app.
   *
   * @param {string} appId
   * @param {string} appCertificate
   * @param {number} expire The life of the token: seconds after now.
   * @returns {string}
   */
  static buildAppToken(appId, appCertificate, expire) {
    const life = whole(expire, 'expire');
    return mint(appId, appCertificate, (builder) => builder.apaasApp(life));
  }
}

module.exports = { ClassroomTokenBuilder };
