export type BuilderOptions = {
    /**
     * The app id: 32 hexadecimal characters. Without it, `AGORA_APP_ID` of the environment.
     */
    appId?: string | undefined;
    /**
     * The app certificate: 32 hexadecimal characters. Without it, `AGORA_APP_CERTIFICATE`.
     */
    certificate?: string | undefined;
    /**
     * Check only what Agora's own builders check: the two ids, and the lengths that the
     * format can hold.
     */
    lenient?: boolean | undefined;
    /**
     * When the tokens are issued: absolute Unix seconds. Unless given, or with 0, now.
     */
    issuedAt?: number | undefined;
    /**
     * The salt of each token, in place of a random number from 1 to 99,999,999. For tests.
     */
    salt?: number | undefined;
    /**
     * Tells the time of issue in absolute Unix seconds; the system's unless given.
     */
    clock?: (() => number) | undefined;
};
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
export class TokenBuilder {
    /** @param {BuilderOptions} [settings] */
    constructor(settings?: BuilderOptions);
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
    rtc(channel: string, user: number | string, role: number, tokenExpire: number, privilegeExpire: number): string;
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
    rtcWithPrivileges(channel: string, user: number | string, tokenExpire: number, join: number, audio: number, video: number, data: number): string;
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
    rtcWithRtm(channel: string, account: string, role: number, tokenExpire: number, privilegeExpire: number): string;
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
    rtcWithRtm2(channel: string, user: number | string, role: number, rtcTokenExpire: number, join: number, audio: number, video: number, data: number, rtmUserId: string, rtmTokenExpire: number): string;
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
    convoAi(channel: string, user: number | string, role: number, rtcTokenExpire: number, join: number, audio: number, video: number, data: number, rtmUserId: string, rtmTokenExpire: number): string;
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
    stt(channel: string, user: number | string, role: number, rtcTokenExpire: number, join: number, audio: number, video: number, data: number, rtmUserId: string, rtmTokenExpire: number): string;
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
    rtm(userId: string, expire: number): string;
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
    rtmWithPermissions(userId: string, permissions: import("./words").Permissions, expire: number): string;
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
    chatUser(userId: string, expire: number): string;
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
    chatApp(expire: number): string;
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
    apaasRoomUser(roomUuid: string, userUuid: string, role: number, expire: number): string;
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
    apaasUser(userUuid: string, expire: number): string;
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
    apaasApp(expire: number): string;
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
    educationRoomUser(roomUuid: string, userUuid: string, role: number, expire: number): string;
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
    educationUser(userUuid: string, expire: number): string;
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
    educationApp(expire: number): string;
    /**
     * FPA, for 24 hours after the issue.
     *
     * @returns {string}
     *
     * @example
     * const { agora } = require('voxtoken');
     * const token = new agora.TokenBuilder().fpa();
     */
    fpa(): string;
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
    streaming(channel: string, user: number | string, tokenExpire: number, privilegeExpire: number): string;
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
    fcdn(channel: string, user: number | string, role: number, tokenExpire: number, privilegeExpire: number): string;
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
    rtc006(channel: string, user: number | string, role: number, privilegeExpiredTs: number): string;
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
    rtm006(account: string, privilegeExpiredTs: number): string;
    [inspect.custom](): string;
    #private;
}
import { inspect } from "util";
