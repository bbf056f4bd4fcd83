/**
 * Mints 007 tokens for flexible classroom, the same as those for apaas. Ids that are not 32 hexadecimal characters give
 * `''`.
 *
 * @example
 * const { EducationTokenBuilder } = require('voxtoken/agora');
 * const { AGORA_APP_ID, AGORA_APP_CERTIFICATE } = process.env;
 * const { buildRoomUserToken } = EducationTokenBuilder;
 * const token = buildRoomUserToken(AGORA_APP_ID, AGORA_APP_CERTIFICATE, 'room', 'alice', 1, 3600);
 * console.log(token.slice(0, 3)); // 007
 */
export class EducationTokenBuilder extends ClassroomTokenBuilder {
}
import { ClassroomTokenBuilder } from "../../lib/agora/dropin/classroom";
