/**
 * A text, or its bytes once it was read of a token.
 */
export type Field = string | Buffer;
/**
 * The names of resources that a user may read or write, in `details`: resource → permission → names.
 *
 * @example
 * const { Rtm2Permissions } = require('voxtoken/agora');
 * const permissions = new Rtm2Permissions();
 * permissions.add(Rtm2Permissions.kMessageChannels, Rtm2Permissions.kRead, ['news']);
 * console.log(permissions.details); // { '0': { '0': [ 'news' ] } }
 */
export class Rtm2Permissions {
    static kMessageChannels: number;
    static kStreamChannels: number;
    static kGroupChannels: number;
    static kServerGroups: number;
    static kUsers: number;
    static kRead: number;
    static kWrite: number;
    /** @type {Record<number, Record<number, string[]>>} */
    details: Record<number, Record<number, string[]>>;
    /**
     * Sets the names for a kind of resource and permission; earlier ones are replaced.
     *
     * @param {number} resourceType 0 to 65535.
     * @param {number} permissionType 0 to 65535.
     * @param {Iterable<string>} resources
     */
    add(resourceType: number, permissionType: number, resources: Iterable<string>): void;
}
/** @typedef {string | Buffer} Field A text, or its bytes once it was read of a token. */
/**
 * A service with its privileges. A service of your own extends it with `pack` and `unpack`.
 *
 * @example
 * const { Service } = require('voxtoken/agora/src/AccessToken2');
 * const service = new Service(999);
 * service.add_privilege(1, 3600);
 * console.log(service.pack().toString('hex')); // e70301000100100e0000
 */
export class Service {
    /** @param {number} service_type 0 to 65535. */
    constructor(service_type: number);
    __type: number;
    /** @type {Record<number, number>} */
    __privileges: Record<number, number>;
    /**
     * The number of the service.
     *
     * @returns {number}
     */
    service_type(): number;
    /**
     * Sets a privilege to last so long.
     *
     * @param {number} privilege 0 to 65535.
     * @param {number} [expire] Seconds after the issue; 0 is as long as the token.
     */
    add_privilege(privilege: number, expire?: number): void;
    /**
     * The bytes of the service in a token: its type and its privileges, then what it is bound to.
     *
     * @returns {Buffer}
     */
    pack(): Buffer;
    /**
     * Reads what `pack` writes behind the type, and gives the reader of the rest.
     *
     * @param {Uint8Array} buffer
     * @returns {ReadByteBuf}
     */
    unpack(buffer: Uint8Array): ReadByteBuf;
    /** @returns {Buffer} */
    __pack_type(): Buffer;
    /** @returns {Buffer} */
    __pack_privileges(): Buffer;
}
/** Flexible classroom: of a user in a room, of a user, or of the app. */
export class ServiceApaas extends Service {
    static PRIVILEGE_ROOM_USER: number;
    static PRIVILEGE_USER: number;
    static PRIVILEGE_APP: number;
    /**
     * @param {string} [roomUuid]
     * @param {string | number} [userUuid]
     * @param {number} [role] -32768 to 32767; -1 is none.
     */
    constructor(roomUuid?: string, userUuid?: string | number, role?: number);
    /** @type {Field} */
    __room_uuid: Field;
    /** @type {Field} */
    __user_uuid: Field;
    __role: number;
    pack(): Buffer<ArrayBuffer>;
}
/** Chat of a user, or of the app with an empty id. */
export class ServiceChat extends UserService {
    static kPrivilegeUser: number;
    static kPrivilegeApp: number;
    /** @param {string | number} [user_id] A number is its decimal digits; 0 is the app. */
    constructor(user_id?: string | number);
}
/** Conversational AI. No privilege is defined for it. */
export class ServiceConvoAI extends Service {
    constructor();
}
/** Live streaming by CDN in a channel; of a user, or of any with an empty account or 0. */
export class ServiceFCdn extends ChannelService {
    static kPrivilegePublish: number;
    static kPrivilegePlay: number;
    /** @param {string} [channelName] @param {number | string} [account] */
    constructor(channelName?: string, account?: number | string);
}
/** Acceleration of one's own traffic. */
export class ServiceFpa extends Service {
    static kPrivilegeLogin: number;
    constructor();
}
/**
 * Real-time calls in a channel; of a user, or of any with the uid 0. Channel and uid must be given before it is packed.
 */
export class ServiceRtc extends Service {
    static kPrivilegeJoinChannel: number;
    static kPrivilegePublishAudioStream: number;
    static kPrivilegePublishVideoStream: number;
    static kPrivilegePublishDataStream: number;
    /** @param {string} [channel_name] @param {number | string} [uid] */
    constructor(channel_name?: string, uid?: number | string);
    /** @type {Field | undefined} */
    __channel_name: Field | undefined;
    /** @type {Field | undefined} */
    __uid: Field | undefined;
    pack(): Buffer<ArrayBuffer>;
}
/** Messages of a user. */
export class ServiceRtm extends UserService {
    static kPrivilegeLogin: number;
    /** @param {string | number} [user_id] A number is its decimal digits; 0 is nobody. */
    constructor(user_id?: string | number);
}
/** Messages of a user, with permissions. */
export class ServiceRtm2 extends Service {
    static kPrivilegeLogin: number;
    /** @param {string | number} [userId] @param {Rtm2Permissions | null} [permissions] None if they are not given. */
    constructor(userId?: string | number, permissions?: Rtm2Permissions | null);
    /** @type {Field} */
    __user_id: Field;
    __permissions: Rtm2Permissions;
    pack(): Buffer<ArrayBuffer>;
}
/** Stream conversion in a channel; of a user, or of any with an empty account or 0. */
export class ServiceStreaming extends ChannelService {
    static kPrivilegePublishMixStream: number;
    static kPrivilegePublishRawStream: number;
    /** @param {string} [channelName] @param {number | string} [account] */
    constructor(channelName?: string, account?: number | string);
}
/** Speech to text. No privilege is defined for it. */
export class ServiceStt extends Service {
    constructor();
}
export const kApaasServiceType: 7;
export const kChatServiceType: 5;
export const kConvoAIServiceType: 9;
export const kFCdnServiceType: 6;
export const kFpaServiceType: 4;
export const kRtcServiceType: 1;
export const kRtm2ServiceType: 8;
export const kRtmServiceType: 2;
export const kStreamingServiceType: 3;
export const kSttServiceType: 10;
import { ReadByteBuf } from "./bytes";
/** What RTM and chat have in common. */
declare class UserService extends Service {
    /** @param {number} service_type @param {string | number} user_id */
    constructor(service_type: number, user_id: string | number);
    /** @type {Field} */
    __user_id: Field;
    pack(): Buffer<ArrayBuffer>;
}
/** What Streaming and FCdn have in common. */
declare class ChannelService extends Service {
    /** @param {number} service_type @param {string} channelName @param {number | string} uid */
    constructor(service_type: number, channelName: string, uid: number | string);
    /** @type {Field} */
    __channel_name: Field;
    /** @type {Field} */
    __account: Field;
    pack(): Buffer<ArrayBuffer>;
}
export {};
