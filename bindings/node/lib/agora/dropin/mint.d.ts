export const PUBLISHER: 1;
export const SUBSCRIBER: 2;
/**
 * A 007 token; as in the official code, nothing for ids that are none.
 *
 * @param {unknown} appId
 * @param {unknown} certificate
 * @param {(builder: any) => any} build What the native builder shall do.
 * @returns {string}
 */
export function mint(appId: unknown, certificate: unknown, build: (builder: any) => any): string;
/**
 * RTC for a role: the token that is minted most, by a shortcut.
 *
 * @param {unknown} appId
 * @param {unknown} certificate
 * @param {unknown} channelName
 * @param {number | string} member
 * @param {unknown} role
 * @param {unknown} tokenExpire
 * @param {unknown} privilegeExpire
 * @returns {string}
 */
export function mintRtc(appId: unknown, certificate: unknown, channelName: unknown, member: number | string, role: unknown, tokenExpire: unknown, privilegeExpire: unknown): string;
/**
 * RTC for a role with the life of each privilege, and RTM for another user id; and what is added to it.
 *
 * @param {'rtcWithRtm2' | 'convoAi' | 'stt'} method Of the native builder.
 * @param {number} role
 * @param {unknown[]} given What the official functions take, but for the role.
 * @returns {string}
 */
export function mintWithRtm2(method: "rtcWithRtm2" | "convoAi" | "stt", role: number, given: unknown[]): string;
/**
 * The lives of the four privileges of RTC.
 *
 * @param {unknown} join
 * @param {unknown} audio
 * @param {unknown} video
 * @param {unknown} data
 */
export function privileges(join: unknown, audio: unknown, video: unknown, data: unknown): number[];
/**
 * All that does not equal the publisher is a subscriber.
 *
 * @param {unknown} role
 */
export function roleNumber(role: unknown): 1 | 2;
