'use strict';

const { ClassroomTokenBuilder } = require('../../lib/agora/dropin/classroom');

/**
 * Mints 007 tokens for apaas, such as flexible classroom. Ids that are not 32 hexadecimal characters give `''`.
 *
 * @example
 * const { ApaasTokenBuilder } = require('voxtoken/agora');
 * const { AGORA_APP_ID, AGORA_APP_CERTIFICATE } = process.env;
 * const token = ApaasTokenBuilder.buildRoomUserToken(AGORA_APP_ID, AGORA_APP_CERTIFICATE, 'room', 'alice', 1, 3600);
 * console.log(token.slice(0, 3)); // 007
 */
class ApaasTokenBuilder extends ClassroomTokenBuilder {}

module.exports = { ApaasTokenBuilder };
