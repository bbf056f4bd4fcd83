/**
 * A token of the old signaling service, which Agora has replaced by RTM. For what still needs one.
 *
 * @param {string} appid
 * @param {string} appcertificate
 * @param {string | number} account
 * @param {number} validTimeInSeconds How long it is valid: seconds after now.
 * @returns {string}
 *
 * @example
 * const SignalingToken = require('voxtoken/agora/src/SignalingToken');
 * const token = SignalingToken.get(process.env.AGORA_APP_ID, process.env.AGORA_APP_CERTIFICATE, 'alice', 3600);
 * console.log(token.split(':').length); // 4
 */
export function get(appid: string, appcertificate: string, account: string | number, validTimeInSeconds: number): string;
/**
 * A token for 24 hours; the other parameters are those of `get`.
 *
 * @param {string} appid
 * @param {string} appcertificate
 * @param {string | number} account
 * @returns {string}
 */
export function get1DayToken(appid: string, appcertificate: string, account: string | number): string;
