'use strict';

const { wrongType } = require('../../arguments');
const { U16, key, texts } = require('../arguments');
const { account, content, privilege, whole } = require('./arguments');
const { ByteBuf, ReadByteBuf } = require('./bytes');

const kRtcServiceType = 1;
const kRtmServiceType = 2;
const kStreamingServiceType = 3;
const kFpaServiceType = 4;
const kChatServiceType = 5;
const kFCdnServiceType = 6;
const kApaasServiceType = 7;
const kRtm2ServiceType = 8;
const kConvoAIServiceType = 9;
const kSttServiceType = 10;

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
class Service {
  /** @param {number} service_type 0 to 65535. */
  constructor(service_type) {
    this.__type = whole(service_type, 'service_type', U16);
    /** @type {Record<number, number>} */
    this.__privileges = {};
  }

  /**
   * The number of the service.
   *
   * @returns {number}
   */
  service_type() {
    return this.__type;
  }

  /**
   * Sets a privilege to last so long.
   *
   * @param {number} privilege 0 to 65535.
   * @param {number} [expire] Seconds after the issue; 0 is as long as the token.
   */
  add_privilege(privilege, expire) {
    this.__privileges[whole(privilege, 'privilege', U16)] = life(expire);
  }

  /**
   * The bytes of the service in a token: its type and its privileges, then what it is bound to.
   *
   * @returns {Buffer}
   */
  pack() {
    return Buffer.concat([this.__pack_type(), this.__pack_privileges()]);
  }

  /**
   * Reads what `pack` writes behind the type, and gives the reader of the rest.
   *
   * @param {Uint8Array} buffer
   * @returns {ReadByteBuf}
   */
  unpack(buffer) {
    const reader = new ReadByteBuf(buffer);
    this.__privileges = reader.getTreeMapUInt32();
    return reader;
  }

  /** @returns {Buffer} */
  __pack_type() {
    return new ByteBuf().putUint16(this.__type).pack();
  }

  /** @returns {Buffer} */
  __pack_privileges() {
    return new ByteBuf().putTreeMapUInt32(this.__privileges).pack();
  }
}

/**
 * Real-time calls in a channel; of a user, or of any with the uid 0. Channel and uid must be given before it is packed.
 */
class ServiceRtc extends Service {
  static kPrivilegeJoinChannel = 1;
  static kPrivilegePublishAudioStream = 2;
  static kPrivilegePublishVideoStream = 3;
  static kPrivilegePublishDataStream = 4;

  /** @param {string} [channel_name] @param {number | string} [uid] */
  constructor(channel_name, uid) {
    super(kRtcServiceType);
    /** @type {Field | undefined} */
    this.__channel_name = channel_name === undefined ? undefined : text(channel_name, 'channel_name');
    /** @type {Field | undefined} */
    this.__uid = uid === undefined ? undefined : account(uid, 'uid');
  }

  pack() {
    const tail = new ByteBuf();
    tail.putString(given(this.__channel_name), 'channel_name').putString(given(this.__uid), 'uid');
    return Buffer.concat([super.pack(), tail.pack()]);
  }

  /** @param {Uint8Array} buffer */
  unpack(buffer) {
    const reader = super.unpack(buffer);
    this.__channel_name = reader.getString();
    this.__uid = reader.getString();
    return reader;
  }
}

/** What RTM and chat have in common. */
class UserService extends Service {
  /** @param {number} service_type @param {string | number} user_id */
  constructor(service_type, user_id) {
    super(service_type);
    /** @type {Field} */
    this.__user_id = account(user_id, 'user_id');
  }

  pack() {
    return Buffer.concat([super.pack(), new ByteBuf().putString(this.__user_id, 'user_id').pack()]);
  }

  /** @param {Uint8Array} buffer */
  unpack(buffer) {
    const reader = super.unpack(buffer);
    this.__user_id = reader.getString();
    return reader;
  }
}

/** Messages of a user. */
class ServiceRtm extends UserService {
  static kPrivilegeLogin = 1;

  /** @param {string | number} [user_id] A number is its decimal digits; 0 is nobody. */
  constructor(user_id = '') {
    super(kRtmServiceType, user_id);
  }
}

/** What Streaming and FCdn have in common. */
class ChannelService extends Service {
  /** @param {number} service_type @param {string} channelName @param {number | string} uid */
  constructor(service_type, channelName, uid) {
    super(service_type);
    /** @type {Field} */
    this.__channel_name = text(channelName, 'channelName');
    /** @type {Field} */
    this.__account = account(uid, 'account');
  }

  pack() {
    const tail = new ByteBuf().putString(this.__channel_name, 'channelName').putString(this.__account, 'account');
    return Buffer.concat([super.pack(), tail.pack()]);
  }

  /** @param {Uint8Array} buffer */
  unpack(buffer) {
    const reader = super.unpack(buffer);
    this.__channel_name = reader.getString();
    this.__account = reader.getString();
    return reader;
  }
}

/** Stream conversion in a channel; of a user, or of any with an empty account or 0. */
class ServiceStreaming extends ChannelService {
  static kPrivilegePublishMixStream = 1;
  static kPrivilegePublishRawStream = 2;

  /** @param {string} [channelName] @param {number | string} [account] */
  constructor(channelName = '', account = '') {
    super(kStreamingServiceType, channelName, account);
  }
}

/** Acceleration of one's own traffic. */
class ServiceFpa extends Service {
  static kPrivilegeLogin = 1;

  constructor() {
    super(kFpaServiceType);
  }
}

/** Chat of a user, or of the app with an empty id. */
class ServiceChat extends UserService {
  static kPrivilegeUser = 1;
  static kPrivilegeApp = 2;

  /** @param {string | number} [user_id] A number is its decimal digits; 0 is the app. */
  constructor(user_id = '') {
    super(kChatServiceType, user_id);
  }
}

/** Live streaming by CDN in a channel; of a user, or of any with an empty account or 0. */
class ServiceFCdn extends ChannelService {
  static kPrivilegePublish = 1;
  static kPrivilegePlay = 2;

  /** @param {string} [channelName] @param {number | string} [account] */
  constructor(channelName = '', account = '') {
    super(kFCdnServiceType, channelName, account);
  }
}

/** Flexible classroom: of a user in a room, of a user, or of the app. */
class ServiceApaas extends Service {
  static PRIVILEGE_ROOM_USER = 1;
  static PRIVILEGE_USER = 2;
  static PRIVILEGE_APP = 3;

  /**
   * @param {string} [roomUuid]
   * @param {string | number} [userUuid]
   * @param {number} [role] -32768 to 32767; -1 is none.
   */
  constructor(roomUuid = '', userUuid = '', role = -1) {
    super(kApaasServiceType);
    /** @type {Field} */
    this.__room_uuid = text(roomUuid, 'roomUuid');
    /** @type {Field} */
    this.__user_uuid = account(userUuid, 'userUuid');
    this.__role = whole(role, 'role', 0x7fff, -0x8000);
  }

  pack() {
    const tail = new ByteBuf()
      .putString(this.__room_uuid, 'roomUuid')
      .putString(this.__user_uuid, 'userUuid')
      .putInt16(this.__role);
    return Buffer.concat([super.pack(), tail.pack()]);
  }

  /** @param {Uint8Array} buffer */
  unpack(buffer) {
    const reader = super.unpack(buffer);
    this.__room_uuid = reader.getString();
    this.__user_uuid = reader.getString();
    this.__role = reader.getInt16();
    return reader;
  }
}

/**
 * The names of resources that a user may read or write, in `details`: resource → permission → names.
 *
 * @example
 * const { Rtm2Permissions } = require('voxtoken/agora');
 * const permissions = new Rtm2Permissions();
 * permissions.add(Rtm2Permissions.kMessageChannels, Rtm2Permissions.kRead, ['news']);
 * console.log(permissions.details); // { '0': { '0': [ 'news' ] } }
 */
class Rtm2Permissions {
  static kMessageChannels = 0;
  static kStreamChannels = 1;
  static kGroupChannels = 2;
  static kServerGroups = 3;
  static kUsers = 4;
  static kRead = 0;
  static kWrite = 1;

  constructor() {
    /** @type {Record<number, Record<number, string[]>>} */
    this.details = {};
  }

  /**
   * Sets the names for a kind of resource and permission; earlier ones are replaced.
   *
   * @param {number} resourceType 0 to 65535.
   * @param {number} permissionType 0 to 65535.
   * @param {Iterable<string>} resources
   */
  add(resourceType, permissionType, resources) {
    const resource = whole(resourceType, 'resourceType', U16);
    const permission = whole(permissionType, 'permissionType', U16);
    const names = texts(resources, 'resources');
    (this.details[resource] ??= {})[permission] = names;
  }
}

/** Messages of a user, with permissions. */
class ServiceRtm2 extends Service {
  static kPrivilegeLogin = 1;

  /** @param {string | number} [userId] @param {Rtm2Permissions | null} [permissions] None if they are not given. */
  constructor(userId = '', permissions) {
    super(kRtm2ServiceType);
    /** @type {Field} */
    this.__user_id = account(userId, 'userId');
    this.__permissions = permissions ?? new Rtm2Permissions();
    if (typeof this.__permissions.details !== 'object' || this.__permissions.details === null) {
      throw wrongType('permissions', 'Rtm2Permissions', permissions);
    }
  }

  pack() {
    const tail = new ByteBuf().putString(this.__user_id, 'userId');
    const resources = Object.entries(this.__permissions.details);
    tail.putUint16(resources.length);
    for (const [resource, permissions] of resources) {
      const accesses = Object.entries(permissions);
      tail.putUint16(key(resource, 'permissions')).putUint16(accesses.length);
      for (const [access, names] of accesses) {
        tail.putUint16(key(access, 'permissions')).putUint16(names.length);
        for (const name of names) tail.putString(name, 'permissions');
      }
    }
    return Buffer.concat([super.pack(), tail.pack()]);
  }

  /** @param {Uint8Array} buffer */
  unpack(buffer) {
    const reader = super.unpack(buffer);
    this.__user_id = reader.getString();
    this.__permissions = new Rtm2Permissions();
    for (let resources = reader.getUint16(); resources > 0; resources--) {
      const resource = reader.getUint16();
      for (let accesses = reader.getUint16(); accesses > 0; accesses--) {
        const access = reader.getUint16();
        const names = [];
        for (let count = reader.getUint16(); count > 0; count--) names.push(reader.getString().toString());
        this.__permissions.add(resource, access, names);
      }
    }
    return reader;
  }
}

/** Conversational AI. No privilege is defined for it. */
class ServiceConvoAI extends Service {
  constructor() {
    super(kConvoAIServiceType);
  }
}

/** Speech to text. No privilege is defined for it. */
class ServiceStt extends Service {
  constructor() {
    super(kSttServiceType);
  }
}

/** @param {unknown} expire */
function life(expire) {
  return privilege(expire, 'expire');
}

/**
 * A text, or the bytes of one, that a token can hold.
 *
 * @param {any} value
 * @param {string} name
 * @returns {Field}
 */
function text(value, name) {
  content(value, name);
  return value;
}

/**
 * What must have been given; `putString` complains if it was not.
 *
 * @param {Field | undefined} value
 */
function given(value) {
  return /** @type {Field} */ (value);
}

module.exports = {
  Rtm2Permissions,
  Service,
  ServiceApaas,
  ServiceChat,
  ServiceConvoAI,
  ServiceFCdn,
  ServiceFpa,
  ServiceRtc,
  ServiceRtm,
  ServiceRtm2,
  ServiceStreaming,
  ServiceStt,
  kApaasServiceType,
  kChatServiceType,
  kConvoAIServiceType,
  kFCdnServiceType,
  kFpaServiceType,
  kRtcServiceType,
  kRtm2ServiceType,
  kRtmServiceType,
  kStreamingServiceType,
  kSttServiceType,
};
