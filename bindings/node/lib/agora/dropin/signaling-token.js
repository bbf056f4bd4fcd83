'use strict';

const { createHash } = require('node:crypto');

const { field, user, whole } = require('./arguments');

const ONE_DAY = 24 * 3600;

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
function get(appid, appcertificate, account, validTimeInSeconds) {
  const [app, certificate] = [field(appid, 'appid'), field(appcertificate, 'appcertificate')];
  const end = Math.floor(Date.now() / 1000) + whole(validTimeInSeconds, 'validTimeInSeconds');
  const digest = createHash('md5').update(user(account, 'account') + app + certificate + end).digest('hex');
  return `1:${app}:${end}:${digest}`;
}

/**
 * A token for 24 hours; the other parameters are those of `get`.
 *
 * @param {string} appid
 * @param {string} appcertificate
 * @param {string | number} account
 * @returns {string}
 */
function get1DayToken(appid, appcertificate, account) {
  return get(appid, appcertificate, account, ONE_DAY);
}

module.exports = { get, get1DayToken };
