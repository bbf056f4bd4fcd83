'use strict';

const { inspect } = require('node:util');

const { clock, integer, optional, options, text } = require('../arguments');
const { native, unwrap } = require('../native');
const { flag, permissions: listed, user: member } = require('./arguments');

/**
 * @typedef {object} BuilderOptions
 * @property {string} [appId] The app id: 32 hexadecimal characters. Without it, `AGORA_APP_ID` of the environment.
 * @property {string} [certificate] The app certificate: 32 hexadecimal characters. Without it, `AGORA_APP_CERTIFICATE`.
 * @property {boolean} [lenient] Check only what Agora's own builders check: the two ids, and the lengths that the
 *   format can hold.
 * @property {number} [issuedAt] When the tokens are issued: absolute Unix seconds. Unless given, or with 0, now.
 * @property {number} [salt] The salt of each token, in place of a random number from 1 to 99,999,999. For tests.
 * @property {() => number} [clock] Tells the time of issue in absolute Unix seconds; the system's unless given.
 */

const KNOWN = ['appId', 'certificate', 'lenient', 'issuedAt', 'salt', 'clock'];

/**
 * Mints tokens for one app, offline. The methods take their parameters in the order of Agora's own builders.
 *
 * In the methods for 007 every time is **relative**: seconds after the issue. `tokenExpire` is the life of the whole
 * token; a privilege never outlives it, and 0 for a privilege is as long as the token. The methods for 006 (`rtc006`,
 * `rtm006`) take an **absolute** time in Unix seconds; 0 is 24 hours after the issue, which no 006 token outlives.
 *
 * `user` is a number (a uid; 0 lets any user in) or a string (an account; `'0'` is one like any other).
 *
 * A builder is strict unless it is lenient. Strict means, beyond the ids and lengths:
 *
 * - channel: 1 to 64 bytes of ASCII letters, digits, space and ``!#$%&()+-:;<=.>?@[]^_{}|~,``;
 * - accounts, user ids and rooms: 1 to 255 bytes of UTF-8, no NUL;
 * - role: publisher or subscriber in 007, any `Role` in 006;
 * - the life of a token is at least one second, and seconds from 1,000,000,000 on are taken for a point in time;
 * - 006: the time is 0, or a point in time after the issue.
 *
 * What breaks a rule is a `VoxTokenError` of the kind `invalid_argument`, which names the argument; a wrong type is a
 * `TypeError`, a number that is none or out of range a `RangeError`. The ids are checked when a token is minted.
 *
 * @example
 * const { agora } = require('voxtoken');
 * const builder = new agora.TokenBuilder(); // AGORA_APP_ID, AGORA_APP_CERTIFICATE
 * const token = builder.rtc('lobby', 23, agora.Role.PUBLISHER, 3600, 3600);
 * console.log(token.slice(0, 3)); // 007
 * try {
 *   builder.rtc('lobby', 23, agora.Role.PUBLISHER, 1_700_000_000, 0);
 * } catch (error) {
 *   console.log(error.argument); // tokenExpire
 * }
 */
class TokenBuilder {
  #appId;
  #builder;
  #clock;

  /** @param {BuilderOptions} [settings] */
  constructor(settings) {
    const given = options(settings, KNOWN, 'settings');
    this.#appId = optional(text, given.appId, 'appId') ?? set('AGORA_APP_ID');
    const issuedAt = optional(integer, given.issuedAt, 'issuedAt');
    const tell = optional(clock, given.clock, 'clock');
    this.#clock = issuedAt ? undefined : tell;
    this.#builder = unwrap(
      native.AgoraBuilder.create({
        appId: this.#appId,
        certificate: optional(text, given.certificate, 'certificate') ?? set('AGORA_APP_CERTIFICATE'),
        lenient: optional(flag, given.lenient, 'lenient'),
        issuedAt,
        salt: optional(integer, given.salt, 'salt'),
      }),
    );
  }

  /**
   * RTC for a role. A publisher may join and publish, a subscriber may join.
   *
   * @param {string} channel
   * @param {number | string} user A uid (number; 0 lets any user in) or an account (string).
   * @param {number} role See `Role`.
   * @param {number} tokenExpire The life of the token: seconds after the issue.
   * @param {number} privilegeExpire The life of the privileges: seconds after the issue; 0 is as long as the token.
   * @returns {string}
   *
   * @example
   * const { agora } = require('voxtoken');
   * const token = new agora.TokenBuilder().rtc('lobby', 'alice', agora.Role.SUBSCRIBER, 3600, 0);
   * console.log(agora.parse(token).services[0].privileges[0].name); // join_channel
   */
  rtc(channel, user, role, tokenExpire, privilegeExpire) {
    return unwrap(
      this.#builder.rtc(
        text(channel, 'channel'),
        member(user, 'user'),
        integer(role, 'role'),
        integer(tokenExpire, 'tokenExpire'),
        integer(privilegeExpire, 'privilegeExpire'),
        this.#clock?.(),
      ),
    );
  }

  /**
   * RTC with the life of each privilege; all four are given.
   *
   * @param {string} channel
   * @param {number | string} user A uid (number; 0 lets any user in) or an account (string).
   * @param {number} tokenExpire The life of the token: seconds after the issue.
   * @param {number} join To join: seconds after the issue; 0 is as long as the token, here and below.
   * @param {number} audio To publish audio: seconds after the issue.
   * @param {number} video To publish video: seconds after the issue.
   * @param {number} data To publish data: seconds after the issue.
   * @returns {string}
   *
   * @example
   * const { agora } = require('voxtoken');
   * const token = new agora.TokenBuilder().rtcWithPrivileges('lobby', 23, 3600, 3600, 600, 600, 600);
   */
  rtcWithPrivileges(channel, user, tokenExpire, join, audio, video, data) {
    return unwrap(
      this.#builder.rtcWithPrivileges(
        text(channel, 'channel'),
        member(user, 'user'),
        integer(tokenExpire, 'tokenExpire'),
        integer(join, 'join'),
        integer(audio, 'audio'),
        integer(video, 'video'),
        integer(data, 'data'),
        this.#clock?.(),
      ),
    );
  }

  /**
   * RTC for a role, and RTM for the same account for `tokenExpire` seconds after the issue.
   *
   * The account is a string, because RTM has no numbers: a user with a uid has it in decimal there, `'23'`.
   *
   * @param {string} channel
   * @param {string} account
   * @param {number} role See `Role`.
   * @param {number} tokenExpire The life of the token: seconds after the issue.
   * @param {number} privilegeExpire The life of the privileges: seconds after the issue; 0 is as long as the token.
   * @returns {string}
   *
   * @example
   * const { agora } = require('voxtoken');
   * const token = new agora.TokenBuilder().rtcWithRtm('lobby', 'alice', agora.Role.PUBLISHER, 3600, 3600);
   */
  rtcWithRtm(channel, account, role, tokenExpire, privilegeExpire) {
    return unwrap(
      this.#builder.rtcWithRtm(
        text(channel, 'channel'),
        text(account, 'account'),
        integer(role, 'role'),
        integer(tokenExpire, 'tokenExpire'),
        integer(privilegeExpire, 'privilegeExpire'),
        this.#clock?.(),
      ),
    );
  }

  /**
   * RTC for a role with the life of each privilege, and RTM for another user id. A subscriber gets `join` only. (The
   * name is Agora's; the second service is RTM, type 2.)
   *
   * @param {string} channel
   * @param {number | string} user A uid (number; 0 lets any user in) or an account (string).
   * @param {number} role See `Role`.
   * @param {number} rtcTokenExpire The life of the token: seconds after the issue.
   * @param {number} join To join: seconds after the issue; 0 is as long as the token, here and below.
   * @param {number} audio To publish audio: seconds after the issue.
   * @param {number} video To publish video: seconds after the issue.
   * @param {number} data To publish data: seconds after the issue.
   * @param {string} rtmUserId The user of RTM.
   * @param {number} rtmTokenExpire RTM: seconds after the issue.
   * @returns {string}
   *
   * @example
   * const { agora } = require('voxtoken');
   * const lives = [3600, 600, 600, 600];
   * const token = new agora.TokenBuilder().rtcWithRtm2('lobby', 23, 1, 3600, ...lives, 'alice', 3600);
   */
  rtcWithRtm2(channel, user, role, rtcTokenExpire, join, audio, video, data, rtmUserId, rtmTokenExpire) {
    return unwrap(
      this.#builder.rtcWithRtm2(
        text(channel, 'channel'),
        member(user, 'user'),
        integer(role, 'role'),
        integer(rtcTokenExpire, 'rtcTokenExpire'),
        integer(join, 'join'),
        integer(audio, 'audio'),
        integer(video, 'video'),
        integer(data, 'data'),
        text(rtmUserId, 'rtmUserId'),
        integer(rtmTokenExpire, 'rtmTokenExpire'),
        this.#clock?.(),
      ),
    );
  }

  /**
   * As `rtcWithRtm2`, and conversational AI.
   *
   * @param {string} channel
   * @param {number | string} user A uid (number; 0 lets any user in) or an account (string).
   * @param {number} role See `Role`.
   * @param {number} rtcTokenExpire The life of the token: seconds after the issue.
   * @param {number} join To join: seconds after the issue; 0 is as long as the token, here and below.
   * @param {number} audio To publish audio: seconds after the issue.
   * @param {number} video To publish video: seconds after the issue.
   * @param {number} data To publish data: seconds after the issue.
   * @param {string} rtmUserId The user of RTM.
   * @param {number} rtmTokenExpire RTM: seconds after the issue.
   * @returns {string}
   *
   * @example
   * const { agora } = require('voxtoken');
   * const lives = [3600, 600, 600, 600];
   * const token = new agora.TokenBuilder().convoAi('lobby', 23, 1, 3600, ...lives, 'alice', 3600);
   */
  convoAi(channel, user, role, rtcTokenExpire, join, audio, video, data, rtmUserId, rtmTokenExpire) {
    return unwrap(
      this.#builder.convoAi(
        text(channel, 'channel'),
        member(user, 'user'),
        integer(role, 'role'),
        integer(rtcTokenExpire, 'rtcTokenExpire'),
        integer(join, 'join'),
        integer(audio, 'audio'),
        integer(video, 'video'),
        integer(data, 'data'),
        text(rtmUserId, 'rtmUserId'),
        integer(rtmTokenExpire, 'rtmTokenExpire'),
        this.#clock?.(),
      ),
    );
  }

  /**
   * As `rtcWithRtm2`, and speech to text.
   *
   * @param {string} channel
   * @param {number | string} user A uid (number; 0 lets any user in) or an account (string).
   * @param {number} role See `Role`.
   * @param {number} rtcTokenExpire The life of the token: seconds after the issue.
   * @param {number} join To join: seconds after the issue; 0 is as long as the token, here and below.
   * @param {number} audio To publish audio: seconds after the issue.
   * @param {number} video To publish video: seconds after the issue.
   * @param {number} data To publish data: seconds after the issue.
   * @param {string} rtmUserId The user of RTM.
   * @param {number} rtmTokenExpire RTM: seconds after the issue.
   * @returns {string}
   *
   * @example
   * const { agora } = require('voxtoken');
   * const lives = [3600, 600, 600, 600];
   * const token = new agora.TokenBuilder().stt('lobby', 23, 1, 3600, ...lives, 'alice', 3600);
   */
  stt(channel, user, role, rtcTokenExpire, join, audio, video, data, rtmUserId, rtmTokenExpire) {
    return unwrap(
      this.#builder.stt(
        text(channel, 'channel'),
        member(user, 'user'),
        integer(role, 'role'),
        integer(rtcTokenExpire, 'rtcTokenExpire'),
        integer(join, 'join'),
        integer(audio, 'audio'),
        integer(video, 'video'),
        integer(data, 'data'),
        text(rtmUserId, 'rtmUserId'),
        integer(rtmTokenExpire, 'rtmTokenExpire'),
        this.#clock?.(),
      ),
    );
  }

  /**
   * RTM.
   *
   * @param {string} userId
   * @param {number} expire The life of the token: seconds after the issue.
   * @returns {string}
   *
   * @example
   * const { agora } = require('voxtoken');
   * const token = new agora.TokenBuilder().rtm('alice', 3600);
   */
  rtm(userId, expire) {
    return unwrap(this.#builder.rtm(text(userId, 'userId'), integer(expire, 'expire'), this.#clock?.()));
  }

  /**
   * RTM with `Permissions` (RTM2, type 8).
   *
   * @param {string} userId
   * @param {import('./words').Permissions} permissions
   * @param {number} expire The life of the token: seconds after the issue.
   * @returns {string}
   *
   * @example
   * const { agora } = require('voxtoken');
   * const permissions = new agora.Permissions();
   * permissions.add(agora.Resource.MESSAGE_CHANNELS, agora.Access.READ, ['news']);
   * const token = new agora.TokenBuilder().rtmWithPermissions('alice', permissions, 3600);
   * console.log(agora.parse(token).services[0].permissions[0].names); // [ 'news' ]
   */
  rtmWithPermissions(userId, permissions, expire) {
    return unwrap(
      this.#builder.rtmWithPermissions(
        text(userId, 'userId'),
        listed(permissions, 'permissions'),
        integer(expire, 'expire'),
        this.#clock?.(),
      ),
    );
  }

  /**
   * Chat for a user.
   *
   * @param {string} userId
   * @param {number} expire The life of the token: seconds after the issue.
   * @returns {string}
   *
   * @example
   * const { agora } = require('voxtoken');
   * const token = new agora.TokenBuilder().chatUser('alice', 3600);
   */
  chatUser(userId, expire) {
    return unwrap(this.#builder.chatUser(text(userId, 'userId'), integer(expire, 'expire'), this.#clock?.()));
  }

  /**
   * Chat for the app.
   *
   * @param {number} expire The life of the token: seconds after the issue.
   * @returns {string}
   *
   * @example
   * const { agora } = require('voxtoken');
   * const token = new agora.TokenBuilder().chatApp(3600);
   */
  chatApp(expire) {
    return unwrap(this.#builder.chatApp(integer(expire, 'expire'), this.#clock?.()));
  }

  /**
   * Apaas for a user in a room, with RTM for the user and chat for the MD5 of the user in lower-case hexadecimal.
   *
   * @param {string} roomUuid
   * @param {string} userUuid
   * @param {number} role A number of the classroom: -32768 to 32767.
   * @param {number} expire The life of the token: seconds after the issue.
   * @returns {string}
   *
   * @example
   * const { agora } = require('voxtoken');
   * const token = new agora.TokenBuilder().apaasRoomUser('room', 'alice', 2, 3600);
   */
  apaasRoomUser(roomUuid, userUuid, role, expire) {
    return unwrap(
      this.#builder.apaasRoomUser(
        text(roomUuid, 'roomUuid'),
        text(userUuid, 'userUuid'),
        integer(role, 'role', -0x8000, 0x7fff),
        integer(expire, 'expire'),
        this.#clock?.(),
      ),
    );
  }

  /**
   * Apaas for a user in all rooms.
   *
   * @param {string} userUuid
   * @param {number} expire The life of the token: seconds after the issue.
   * @returns {string}
   *
   * @example
   * const { agora } = require('voxtoken');
   * const token = new agora.TokenBuilder().apaasUser('alice', 3600);
   */
  apaasUser(userUuid, expire) {
    return unwrap(this.#builder.apaasUser(text(userUuid, 'userUuid'), integer(expire, 'expire'), this.#clock?.()));
  }

  /**
   * Apaas for the app.
   *
   * @param {number} expire The life of the token: seconds after the issue.
   * @returns {string}
   *
   * @example
   * const { agora } = require('voxtoken');
   * const token = new agora.TokenBuilder().apaasApp(3600);
   */
  apaasApp(expire) {
    return unwrap(this.#builder.apaasApp(integer(expire, 'expire'), this.#clock?.()));
  }

  /**
   * The same as `apaasRoomUser`, by its older name.
   *
   * @param {string} roomUuid
   * @param {string} userUuid
   * @param {number} role A number of the classroom: -32768 to 32767.
   * @param {number} expire The life of the token: seconds after the issue.
   * @returns {string}
   *
   * @example
   * const { agora } = require('voxtoken');
   * const token = new agora.TokenBuilder().educationRoomUser('room', 'alice', 2, 3600);
   */
  educationRoomUser(roomUuid, userUuid, role, expire) {
    return this.apaasRoomUser(roomUuid, userUuid, role, expire);
  }

  /**
   * The same as `apaasUser`, by its older name.
   *
   * @param {string} userUuid
   * @param {number} expire The life of the token: seconds after the issue.
   * @returns {string}
   *
   * @example
   * const { agora } = require('voxtoken');
   * const token = new agora.TokenBuilder().educationUser('alice', 3600);
   */
  educationUser(userUuid, expire) {
    return this.apaasUser(userUuid, expire);
  }

  /**
   * The same as `apaasApp`, by its older name.
   *
   * @param {number} expire The life of the token: seconds after the issue.
   * @returns {string}
   *
   * @example
   * const { agora } = require('voxtoken');
   * const token = new agora.TokenBuilder().educationApp(3600);
   */
  educationApp(expire) {
    return this.apaasApp(expire);
  }

  /**
   * FPA, for 24 hours after the issue.
   *
   * @returns {string}
   *
   * @example
   * const { agora } = require('voxtoken');
   * const token = new agora.TokenBuilder().fpa();
   */
  fpa() {
    return unwrap(this.#builder.fpa(this.#clock?.()));
  }

  /**
   * Stream conversion: to publish the mixed and the raw stream. Agora has no builder for it; the format has.
   *
   * @param {string} channel
   * @param {number | string} user A uid (number; 0 lets any user in) or an account (string).
   * @param {number} tokenExpire The life of the token: seconds after the issue.
   * @param {number} privilegeExpire The life of the privileges: seconds after the issue; 0 is as long as the token.
   * @returns {string}
   *
   * @example
   * const { agora } = require('voxtoken');
   * const token = new agora.TokenBuilder().streaming('lobby', 23, 3600, 0);
   */
  streaming(channel, user, tokenExpire, privilegeExpire) {
    return unwrap(
      this.#builder.streaming(
        text(channel, 'channel'),
        member(user, 'user'),
        integer(tokenExpire, 'tokenExpire'),
        integer(privilegeExpire, 'privilegeExpire'),
        this.#clock?.(),
      ),
    );
  }

  /**
   * FCdn: to play, and for a publisher to publish. Agora has no builder for it; the format has.
   *
   * @param {string} channel
   * @param {number | string} user A uid (number; 0 lets any user in) or an account (string).
   * @param {number} role See `Role`.
   * @param {number} tokenExpire The life of the token: seconds after the issue.
   * @param {number} privilegeExpire The life of the privileges: seconds after the issue; 0 is as long as the token.
   * @returns {string}
   *
   * @example
   * const { agora } = require('voxtoken');
   * const token = new agora.TokenBuilder().fcdn('lobby', 23, agora.Role.PUBLISHER, 3600, 0);
   */
  fcdn(channel, user, role, tokenExpire, privilegeExpire) {
    return unwrap(
      this.#builder.fcdn(
        text(channel, 'channel'),
        member(user, 'user'),
        integer(role, 'role'),
        integer(tokenExpire, 'tokenExpire'),
        integer(privilegeExpire, 'privilegeExpire'),
        this.#clock?.(),
      ),
    );
  }

  /**
   * 006: RTC for a role. All roles but the subscriber may publish.
   *
   * @param {string} channel
   * @param {number | string} user A uid (number; 0 lets any user in) or an account (string).
   * @param {number} role See `Role`.
   * @param {number} privilegeExpiredTs When the privileges end: absolute Unix seconds; 0 is 24 hours after the issue.
   * @returns {string}
   *
   * @example
   * const { agora } = require('voxtoken');
   * const token = new agora.TokenBuilder().rtc006('lobby', 23, agora.Role.PUBLISHER, 0);
   * console.log(token.slice(0, 3)); // 006
   */
  rtc006(channel, user, role, privilegeExpiredTs) {
    return unwrap(
      this.#builder.rtc006(
        text(channel, 'channel'),
        member(user, 'user'),
        integer(role, 'role'),
        integer(privilegeExpiredTs, 'privilegeExpiredTs'),
        this.#clock?.(),
      ),
    );
  }

  /**
   * 006: RTM.
   *
   * @param {string} account
   * @param {number} privilegeExpiredTs When the privileges end: absolute Unix seconds; 0 is 24 hours after the issue.
   * @returns {string}
   *
   * @example
   * const { agora } = require('voxtoken');
   * const token = new agora.TokenBuilder().rtm006('alice', 0);
   */
  rtm006(account, privilegeExpiredTs) {
    return unwrap(
      this.#builder.rtm006(
        text(account, 'account'),
        integer(privilegeExpiredTs, 'privilegeExpiredTs'),
        this.#clock?.(),
      ),
    );
  }

  [inspect.custom]() {
    return `TokenBuilder { appId: ${inspect(this.#appId)} }`;
  }
}

/**
 * What the environment says; an empty variable says nothing.
 *
 * @param {string} variable
 */
function set(variable) {
  return process.env[variable] || undefined;
}

module.exports = { TokenBuilder };
