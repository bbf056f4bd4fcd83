export const APP_ID_LENGTH: 32;
/**
 * A 006 token: privileges for a user of a channel, for 24 hours unless `ts` is set. All times are absolute Unix
 * seconds. The uid 0 and the empty account are any user. For RTM the user account stands in the place of the channel.
 *
 * Differences to Agora's code: each token has its own salt; `fromString` prints nothing and refuses a token that was
 * cut off; wrong arguments are a `TypeError` or a `RangeError` that names them, a uid that is not given among them; and
 * `console.log` does not show the certificate.
 *
 * @example
 * const { AccessToken, priviledges } = require('voxtoken/agora-access-token/src/AccessToken');
 * const token = new AccessToken(process.env.AGORA_APP_ID, process.env.AGORA_APP_CERTIFICATE, 'lobby', 23);
 * token.addPriviledge(priviledges.kJoinChannel, token.ts);
 * const read = new AccessToken();
 * console.log(read.fromString(token.build()), Object.keys(read.messages)); // true [ '1' ]
 */
export class AccessToken {
    /**
     * @param {string} [appID] The app id: 32 hexadecimal characters.
     * @param {string} [appCertificate] The app certificate: 32 hexadecimal characters.
     * @param {string} [channelName] The channel; for RTM the user account.
     * @param {number | string} [uid] The uid or account; 0 and `''` are any user.
     */
    constructor(appID?: string, appCertificate?: string, channelName?: string, uid?: number | string);
    /** @type {string | undefined} */
    appID: string | undefined;
    /** @type {string | undefined} */
    appCertificate: string | undefined;
    /** @type {string | undefined} */
    channelName: string | undefined;
    /**
     * Privilege → when it ends, in absolute Unix seconds; 0 is when the token ends.
     *
     * @type {Record<number, number>}
     */
    messages: Record<number, number>;
    /** The random number that makes each token another one. */
    salt: any;
    /** When the token ends: absolute Unix seconds. */
    ts: number;
    /** @type {string | undefined} */
    uid: string | undefined;
    /**
     * The token's text.
     *
     * @returns {string}
     */
    build(): string;
    /**
     * Sets a privilege (0 to 65535) to end at `expireTimestamp`, in absolute Unix seconds; 0 is when the token ends.
     *
     * @param {number} priviledge
     * @param {number} [expireTimestamp]
     */
    addPriviledge(priviledge: number, expireTimestamp?: number): void;
    /**
     * Reads the salt, time and privileges of a token; channel and user are not in it, and `appID` stays what it is. False
     * if it is damaged.
     *
     * @param {string} originToken
     * @returns {boolean}
     */
    fromString(originToken: string): boolean;
}
/**
 * Keeps a property from being printed.
 *
 * @param {object} object
 * @param {string} name
 */
export function hide(object: object, name: string): void;
export const version: "006";
