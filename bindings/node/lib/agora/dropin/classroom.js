'use strict';

const { createHash } = require('node:crypto');

const { AccessToken2 } = require('./access-token-007');
const { account, field, whole } = require('./arguments');
const { areTexts, mint } = require('./mint');
const { ServiceApaas, ServiceChat, ServiceRtm } = require('./services');

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
   * @param {string | number} userUuid A number is its decimal digits; 0 is nobody, and for chat the text 0.
   * @param {number} role -32768 to 32767.
   * @param {number} expire The life of the token: seconds after now.
   * @returns {string}
   */
  static buildRoomUserToken(appId, appCertificate, roomUuid, userUuid, role, expire) {
    const [room, user] = [field(roomUuid, 'roomUuid'), account(userUuid, 'userUuid')];
    const [number, life] = [role === undefined ? -1 : whole(role, 'role', 0x7fff, -0x8000), whole(expire, 'expire')];
    if (userUuid === 0) return roomOfNobody(appId, appCertificate, room, number, life);
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

/**
 * The room token for the user number 0, whom the official code calls nobody, but not in chat.
 *
 * @param {string} appId
 * @param {string} appCertificate
 * @param {string} room
 * @param {number} role
 * @param {number} life
 * @returns {string}
 */
function roomOfNobody(appId, appCertificate, room, role, life) {
  if (!areTexts(appId, appCertificate)) return '';
  const [rtm, chat] = [new ServiceRtm(), new ServiceChat(createHash('md5').update('0').digest('hex'))];
  const apaas = new ServiceApaas(room, '', role);
  const token = new AccessToken2(appId, appCertificate, 0, life);
  for (const [service, privilege] of /** @type {const} */ ([
    [rtm, ServiceRtm.kPrivilegeLogin],
    [chat, ServiceChat.kPrivilegeUser],
    [apaas, ServiceApaas.PRIVILEGE_ROOM_USER],
  ])) {
    service.add_privilege(privilege, life);
    token.add_service(service);
  }
  return token.build();
}

module.exports = { ClassroomTokenBuilder };
