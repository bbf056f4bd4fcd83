import { AccessToken } from "../../lib/agora/dropin/access-token-006";
export namespace priviledges {
    let kJoinChannel: number;
    let kPublishAudioStream: number;
    let kPublishVideoStream: number;
    let kPublishDataStream: number;
    let kRtmLogin: number;
}
import { version } from "../../lib/agora/dropin/access-token-006";
export { AccessToken, version };
