'use strict';

const { mint } = require('../../lib/agora/dropin/mint');

/**
 * Mints 007 tokens for FPA. Ids that are not 32 hexadecimal characters give `''`.
 *
 * @example
 * const { FpaTokenBuilder } = require('voxtoken/agora');
 * const { AGORA_APP_ID, AGORA_APP_CERTIFICATE } = process.env;
 * const token = FpaTokenBuilder.buildToken(AGORA_APP_ID, AGORA_APP_CERTIFICATE);
 * console.log(token.slice(0, 3)); // 007
 */
class FpaTokenBuilder {
  /**
   * A token for 24 hours.
   *
   * @param {string} appId
   * @param {string} appCertificate
   * @returns {string}
   */
  static buildToken(appId, appCertificate) {
    return mint(appId, appCertificate, (builder) => builder.fpa());
  }
}

module.exports = { FpaTokenBuilder };
