/**
 * A 007 token: services for an app, from `issueTs` (absolute Unix seconds) for `expire` seconds.
 *
 * Differences to Agora's code: `from_string` refuses a token that was cut off, stops a decompression bomb at 1 MiB of
 * content, and reads a negative role of apaas as what it is; the role 0 stays 0; wrong arguments are a `TypeError` or a
 * `RangeError` that names them; and `console.log` does not show the certificate.
 *
 * @example
 * const { AccessToken2, ServiceRtm } = require('voxtoken/agora/src/AccessToken2');
 * const { AGORA_APP_ID, AGORA_APP_CERTIFICATE } = process.env;
 * const token = new AccessToken2(AGORA_APP_ID, AGORA_APP_CERTIFICATE, 0, 600);
 * token.add_service(new ServiceRtm('alice'));
 * const read = new AccessToken2();
 * console.log(read.from_string(token.build()), read.verifySignature(AGORA_APP_CERTIFICATE)); // true true
 * console.log(read.services[0].service_type()); // 2
 */
export class AccessToken2 {
    /**
     * The services that `from_string` can read, by type; add those of your own.
     *
     * @type {Record<number, new () => services.Service>}
     */
    static kServices: Record<number, new () => services.Service>;
    /**
     * @param {string} [appId] The app id: 32 hexadecimal characters.
     * @param {string} [appCertificate] The app certificate: 32 hexadecimal characters.
     * @param {number | null} [issueTs] When the token is issued: absolute Unix seconds. Without it, or with 0, now.
     * @param {number} [expire] The life of the token in seconds after the issue; must be given before it is built.
     */
    constructor(appId?: string, appCertificate?: string, issueTs?: number | null, expire?: number);
    /** @type {string | Buffer | undefined} */
    appId: string | Buffer | undefined;
    /** @type {string | undefined} */
    appCertificate: string | undefined;
    /** When the token is issued: absolute Unix seconds. */
    issueTs: number;
    /** @type {number | undefined} */
    expire: number | undefined;
    /** The random number that makes each token another one. */
    salt: any;
    /**
     * In the order in which they were added or read. One type may occur more than once.
     *
     * @type {services.Service[]}
     */
    services: services.Service[];
    /**
     * The signature that `from_string` read.
     *
     * @type {Buffer}
     */
    __signature: Buffer;
    /**
     * The signed bytes that `from_string` read.
     *
     * @type {Buffer}
     */
    __signing_info: Buffer;
    /**
     * Adds a service.
     *
     * @param {services.Service} service
     */
    add_service(service: services.Service): void;
    /**
     * The services of this type.
     *
     * @param {number} serviceType
     * @returns {services.Service[]}
     */
    getServices(serviceType: number): services.Service[];
    /**
     * The token's text; empty if an id is not 32 hexadecimal characters or if there is no service.
     *
     * @returns {string}
     */
    build(): string;
    /**
     * Reads a token in place of what this object held; the certificate stays. Texts that are read are Buffers.
     *
     * False if it is of another version or damaged. A service of an unknown type ends the reading, because its length is
     * not known; those in front of it are kept.
     *
     * @param {string} origin_token
     * @returns {boolean}
     */
    from_string(origin_token: string): boolean;
    /**
     * Was the token that `from_string` read made with this certificate? Says nothing about times.
     *
     * @param {string} appCertificate
     * @returns {boolean}
     */
    verifySignature(appCertificate: string): boolean;
    #private;
}
import services = require("./services");
