import { AccessToken } from "../../lib/agora/dropin/access-token-006";
export namespace priviledges {
    let kJoinChannel: number;
    let kPublishAudioStream: number;
    let kPublishVideoStream: number;
    let kPublishDataStream: number;
    let kPublishAudiocdn: number;
    let kPublishVideoCdn: number;
    let kRequestPublishAudioStream: number;
    let kRequestPublishVideoStream: number;
    let kRequestPublishDataStream: number;
    let kInvitePublishAudioStream: number;
    let kInvitePublishVideoStream: number;
    let kInvitePublishDataStream: number;
    let kAdministrateChannel: number;
    let kRtmLogin: number;
}
import { version } from "../../lib/agora/dropin/access-token-006";
export { AccessToken, version };
