'use strict';

const { createHmac } = require('node:crypto');

const { wrongType } = require('../../arguments');
const { field } = require('./arguments');
const { ByteBuf } = require('./bytes');

const version = '005';
const noUpload = '0';
const audioVideoUpload = '3';

const JOINING = 1;
const RECORDING = 2;
const SHARING = 3;
const IN_CHANNEL_PERMISSION = 4;
const ALLOW_UPLOAD = 1;

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
function generateDynamicKey(
  appID,
  appCertificate,
  channelName,
  unixTs,
  randomInt,
  uid,
  expiredTs,
  extra,
  serviceType,
) {
  const app = unhex(appID, 'appID');
  const message = new ByteBuf()
    .putUint16(serviceType)
    .putBytes(app)
    .putUint32(unixTs, 'unixTs')
    .putUint32(randomInt, 'randomInt')
    .putString(name(channelName), 'channelName')
    .putUint32(uid, 'uid')
    .putUint32(expiredTs, 'expiredTs')
    .putTreeMap(extra ?? {})
    .pack();
  const hmac = createHmac('sha1', unhex(appCertificate, 'appCertificate'));
  const content = new ByteBuf()
    .putUint16(serviceType)
    .putString(hmac.update(message).digest('hex').toUpperCase())
    .putBytes(app)
    .putUint32(unixTs)
    .putUint32(randomInt)
    .putUint32(expiredTs)
    .putTreeMap(extra ?? {})
    .pack();
  return version + content.toString('base64');
}

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
function generatePublicSharingKey(appID, appCertificate, channelName, unixTs, randomInt, uid, expiredTs) {
  return generateDynamicKey(appID, appCertificate, channelName, unixTs, randomInt, uid, expiredTs, null, SHARING);
}

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
function generateRecordingKey(appID, appCertificate, channelName, unixTs, randomInt, uid, expiredTs) {
  return generateDynamicKey(appID, appCertificate, channelName, unixTs, randomInt, uid, expiredTs, null, RECORDING);
}

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
function generateMediaChannelKey(appID, appCertificate, channelName, unixTs, randomInt, uid, expiredTs) {
  return generateDynamicKey(appID, appCertificate, channelName, unixTs, randomInt, uid, expiredTs, null, JOINING);
}

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
function generateInChannelPermissionKey(
  appID,
  appCertificate,
  channelName,
  unixTs,
  randomInt,
  uid,
  expiredTs,
  permission,
) {
  const extra = { [ALLOW_UPLOAD]: field(permission, 'permission') };
  const key = [appID, appCertificate, channelName, unixTs, randomInt, uid, expiredTs, extra, IN_CHANNEL_PERMISSION];
  return generateDynamicKey(.../** @type {Parameters<typeof generateDynamicKey>} */ (key));
}

/** @param {unknown} channelName */
function name(channelName) {
  if (typeof channelName !== 'string' && typeof channelName !== 'number') {
    throw wrongType('channelName', 'a string', channelName);
  }
  return String(channelName);
}

/**
 * The bytes that hexadecimal characters stand for; as in the official code, up to the first character that is none.
 *
 * @param {unknown} value
 * @param {string} argument
 */
function unhex(value, argument) {
  return Buffer.from(field(value, argument), 'hex');
}

module.exports = {
  audioVideoUpload,
  generateDynamicKey,
  generateInChannelPermissionKey,
  generateMediaChannelKey,
  generatePublicSharingKey,
  generateRecordingKey,
  noUpload,
  version,
};
