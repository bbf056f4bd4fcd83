export const audioVideoUpload: "3";
/**
 * A dynamic key of version 005, which Agora has replaced by tokens. For what still needs one.
 *
 * @param {string} appID An even number of hexadecimal characters.
 * @param {string} appCertificate An even number of hexadecimal characters.
 * @param {string | number} channelName
 * @param {number} unixTs When the key is issued: absolute Unix seconds.
 * @param {number} randomInt 0 to 4294967295.
 * @param {number} uid 0 to 4294967295.
 * @param {number} expiredTs When the key ends: absolute Unix seconds; 0 is never.
 * @param {Record<number, string> | null} extra
 * @param {number} serviceType 0 to 65535.
 * @returns {string}
 *
 * @example
 * const { generateMediaChannelKey } = require('voxtoken/agora/src/DynamicKey5');
 * const now = Math.floor(Date.now() / 1000);
 * const key = generateMediaChannelKey('970ca35d', '5cfd2fd1', 'lobby', now, 1, 23, 0);
 * console.log(key.slice(0, 3)); // 005
 */
export function generateDynamicKey(appID: string, appCertificate: string, channelName: string | number, unixTs: number, randomInt: number, uid: number, expiredTs: number, extra: Record<number, string> | null, serviceType: number): string;
/**
 * A key for what a user may upload in a channel; the other parameters are those of `generateDynamicKey`.
 *
 * @param {string} appID
 * @param {string} appCertificate
 * @param {string | number} channelName
 * @param {number} unixTs
 * @param {number} randomInt
 * @param {number} uid
 * @param {number} expiredTs
 * @param {string} permission `noUpload` or `audioVideoUpload`.
 * @returns {string}
 */
export function generateInChannelPermissionKey(appID: string, appCertificate: string, channelName: string | number, unixTs: number, randomInt: number, uid: number, expiredTs: number, permission: string): string;
/**
 * A key to join; the parameters are those of `generateDynamicKey`.
 *
 * @param {string} appID
 * @param {string} appCertificate
 * @param {string | number} channelName
 * @param {number} unixTs
 * @param {number} randomInt
 * @param {number} uid
 * @param {number} expiredTs
 * @returns {string}
 */
export function generateMediaChannelKey(appID: string, appCertificate: string, channelName: string | number, unixTs: number, randomInt: number, uid: number, expiredTs: number): string;
/**
 * A key to share in public; the parameters are those of `generateDynamicKey`.
 *
 * @param {string} appID
 * @param {string} appCertificate
 * @param {string | number} channelName
 * @param {number} unixTs
 * @param {number} randomInt
 * @param {number} uid
 * @param {number} expiredTs
 * @returns {string}
 */
export function generatePublicSharingKey(appID: string, appCertificate: string, channelName: string | number, unixTs: number, randomInt: number, uid: number, expiredTs: number): string;
/**
 * A key to record; the parameters are those of `generateDynamicKey`.
 *
 * @param {string} appID
 * @param {string} appCertificate
 * @param {string | number} channelName
 * @param {number} unixTs
 * @param {number} randomInt
 * @param {number} uid
 * @param {number} expiredTs
 * @returns {string}
 */
export function generateRecordingKey(appID: string, appCertificate: string, channelName: string | number, unixTs: number, randomInt: number, uid: number, expiredTs: number): string;
export const noUpload: "0";
export const version: "005";
