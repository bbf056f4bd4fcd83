/**
 * A 006 token as in `voxtoken/agora-access-token`, but for what `fromString` reads.
 *
 * @example
 * const { AccessToken, priviledges } = require('voxtoken/agora/src/AccessToken');
 * const token = new AccessToken(process.env.AGORA_APP_ID, process.env.AGORA_APP_CERTIFICATE, 'lobby', 23);
 * token.addPriviledge(priviledges.kJoinChannel, token.ts);
 * const read = new AccessToken();
 * console.log(read.fromString(token.build()), read.appID === token.appID); // true true
 */
export class AccessToken extends Base {
}
export namespace priviledges {
    let kJoinChannel: number;
    let kPublishAudioStream: number;
    let kPublishVideoStream: number;
    let kPublishDataStream: number;
    let kRtmLogin: number;
}
import { version } from "../../lib/agora/dropin/access-token-006";
import { AccessToken as Base } from "../../lib/agora/dropin/access-token-006";
export { version };
