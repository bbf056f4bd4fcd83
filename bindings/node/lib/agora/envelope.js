'use strict';

const { text } = require('../arguments');
const { native, unwrap } = require('../native');
const { bytes } = require('./arguments');

/**
 * The signature of a 007 token (32 bytes in a good one) and the bytes that it signs: app id, times, salt, services.
 * Nothing is verified.
 *
 * Throws a `VoxTokenError` of the kind `invalid_token` for what is no such token, or has more than 1 MiB of content.
 *
 * @param {string} token
 * @returns {{signature: Buffer, signingInfo: Buffer}}
 *
 * @example
 * const { agora } = require('voxtoken');
 * const token = new agora.TokenBuilder().fpa(); // AGORA_APP_ID, AGORA_APP_CERTIFICATE
 * console.log(agora.open(token).signature.length); // 32
 */
function open(token) {
  return unwrap(native.agoraOpen(text(token, 'token')));
}

/**
 * Signs the signed bytes of a 007 token (app id, times, salt, services) and wraps them into a token. For contents that
 * you pack yourself.
 *
 * Throws a `VoxTokenError` of the kind `invalid_argument` if the certificate or the app id are not 32 hexadecimal
 * characters, if the bytes end before the number of services or say that there are none, or if the content is larger
 * than 1 MiB.
 *
 * @param {Uint8Array} signingInfo
 * @param {string} certificate The app certificate: 32 hexadecimal characters.
 * @returns {string}
 *
 * @example
 * const { agora } = require('voxtoken');
 * const { signingInfo } = agora.open(new agora.TokenBuilder().fpa());
 * const token = agora.seal(signingInfo, process.env.AGORA_APP_CERTIFICATE);
 * console.log(agora.open(token).signingInfo.equals(signingInfo)); // true
 */
function seal(signingInfo, certificate) {
  return unwrap(native.agoraSeal(bytes(signingInfo, 'signingInfo'), text(certificate, 'certificate')));
}

/**
 * The signature (32 bytes) of the signed bytes of a 007 token. Throws as `seal` does, but for the size.
 *
 * @param {Uint8Array} signingInfo
 * @param {string} certificate The app certificate: 32 hexadecimal characters.
 * @returns {Buffer}
 *
 * @example
 * const { agora } = require('voxtoken');
 * const { signature, signingInfo } = agora.open(new agora.TokenBuilder().fpa());
 * console.log(agora.sign(signingInfo, process.env.AGORA_APP_CERTIFICATE).equals(signature)); // true
 */
function sign(signingInfo, certificate) {
  return unwrap(native.agoraSign(bytes(signingInfo, 'signingInfo'), text(certificate, 'certificate')));
}

module.exports = { open, seal, sign };
