/**
 * What may be done with an RTM resource.
 *
 * @example
 * const { agora } = require('voxtoken');
 * console.log(agora.Access.READ, agora.Access.WRITE); // 0 1
 */
export const Access: Readonly<{
    READ: 0;
    WRITE: 1;
}>;
/**
 * The names of RTM resources that a user may read or write.
 *
 * @example
 * const { agora } = require('voxtoken');
 * const permissions = new agora.Permissions();
 * permissions.add(agora.Resource.MESSAGE_CHANNELS, agora.Access.READ, ['news', 'lobby']);
 * console.log(permissions.details); // { '0': { '0': [ 'news', 'lobby' ] } }
 */
export class Permissions {
    /**
     * Kind of resource → access → names, in the order in which they were given.
     *
     * @type {Record<number, Record<number, string[]>>}
     */
    details: Record<number, Record<number, string[]>>;
    /**
     * Sets the names for this kind of `Resource` and `Access`; earlier ones are replaced.
     *
     * @param {number} resource 0 to 65535.
     * @param {number} access 0 to 65535.
     * @param {Iterable<string>} names
     */
    add(resource: number, access: number, names: Iterable<string>): void;
}
/**
 * The kinds of RTM resources.
 *
 * @example
 * const { agora } = require('voxtoken');
 * console.log(agora.Resource.USERS); // 4
 */
export const Resource: Readonly<{
    MESSAGE_CHANNELS: 0;
    STREAM_CHANNELS: 1;
    GROUP_CHANNELS: 2;
    SERVER_GROUPS: 3;
    USERS: 4;
}>;
/**
 * What a user may do in a channel. 007 knows publisher and subscriber; in 006 all others may publish, too.
 *
 * @example
 * const { agora } = require('voxtoken');
 * console.log(agora.Role.PUBLISHER, agora.Role.SUBSCRIBER); // 1 2
 */
export const Role: Readonly<{
    /** 006 only: may publish. */
    ATTENDEE: 0;
    /** May publish audio, video and data. */
    PUBLISHER: 1;
    /** May only join and listen. */
    SUBSCRIBER: 2;
    /** 006 only: may publish. */
    ADMIN: 101;
}>;
