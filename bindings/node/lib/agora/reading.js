'use strict';

const { optional, options, seconds, text } = require('../arguments');
const { native, unwrap } = require('../native');
const { user } = require('./arguments');
const { parsedToken, report } = require('./report');

/**
 * @typedef {object} Expected What a token is compared with.
 * @property {string} [certificate] The app certificate that the token should be signed with: 32 hexadecimal characters.
 * @property {string} [channel] The channel that is joined. Without it a 007 token may be for any.
 * @property {number | string} [user] The user who joins or logs in: a uid (number) or an account (string). Without it a
 *   007 token may be for any.
 * @property {number} [now] When the token should be good: absolute Unix seconds. Unless given, the system's clock.
 */

/**
 * Reads a token without verifying it: it may be forged or over.
 *
 * Throws a `VoxTokenError` of the kind `invalid_token`, whose `problem` and message say which part is damaged.
 *
 * @param {string} token
 * @returns {import('./report').ParsedToken}
 *
 * @example
 * const { agora } = require('voxtoken');
 * const token = new agora.TokenBuilder({ issuedAt: 1_700_000_000 }).fpa(); // AGORA_APP_ID, AGORA_APP_CERTIFICATE
 * console.log(agora.parse(token).expiresAt.toISOString()); // 2023-11-15T22:13:20.000Z
 */
function parse(token) {
  return parsedToken(unwrap(native.agoraParse(text(token, 'token'))));
}

/**
 * Reads a token and accepts it only if it is good.
 *
 * A 006 token can only be verified with its channel and user; one for RTM with its user. A token is refused when its
 * last privilege has ended, and earlier when the privilege to join or to log in has. The signature is compared in
 * constant time.
 *
 * Throws a `VoxTokenError` of the kind `invalid_token`, whose `problem` and message say what is wrong; of the kind
 * `invalid_argument` if the certificate is malformed, or for 006 the channel or user is missing.
 *
 * @param {string} token
 * @param {Expected & {certificate: string}} expected
 * @returns {import('./report').ParsedToken}
 *
 * @example
 * const { agora } = require('voxtoken');
 * const token = new agora.TokenBuilder({ issuedAt: 1_700_000_000 }).rtm('alice', 60);
 * const expected = { certificate: process.env.AGORA_APP_CERTIFICATE, user: 'alice' };
 * console.log(agora.verify(token, { ...expected, now: 1_700_000_059 }).expireTime); // 1700000060
 * try {
 *   agora.verify(token, { ...expected, now: 1_700_000_060 });
 * } catch (error) {
 *   console.log(error.problem); // expired
 * }
 */
function verify(token, expected) {
  const known = comparison(expected);
  text(known.certificate, 'certificate');
  return parsedToken(unwrap(native.agoraVerify(text(token, 'token'), known)));
}

/**
 * Says all that can be said about a token. What cannot be read is a finding, not an error.
 *
 * @param {string} token
 * @param {Expected} [expected] What is not given is not checked, but the time is then the system's.
 * @returns {import('./report').Report}
 *
 * @example
 * const { agora } = require('voxtoken');
 * const report = agora.explain('007 is not enough');
 * console.log(report.isValid, report.findings[0].problem); // false bad_base64
 */
function explain(token, expected) {
  return report(unwrap(native.agoraExplain(text(token, 'token'), comparison(expected))));
}

/** @param {unknown} expected */
function comparison(expected) {
  const given = options(expected, ['certificate', 'channel', 'user', 'now'], 'expected');
  return {
    certificate: optional(text, given.certificate, 'certificate'),
    channel: optional(text, given.channel, 'channel'),
    user: optional(user, given.user, 'user'),
    now: optional(seconds, given.now, 'now'),
  };
}

module.exports = { explain, parse, verify };
