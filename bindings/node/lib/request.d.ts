/**
 * A request to a cloud that is ready to be sent, once. It holds secrets, or what was made of them; neither
 * `console.log` nor `util.inspect` shows them.
 *
 * @example
 * const { DashToken } = require('voxtoken');
 * console.log(new DashToken({ apiKey: 'key' }).request());
 * // Request { POST https://dashscope.aliyuncs.com/api/v1/tokens, 0 bytes }
 */
export class Request {
    /** @param {{method: string, url: string, headers: [string, string][], body: Buffer}} parts */
    constructor(parts: {
        method: string;
        url: string;
        headers: [string, string][];
        body: Buffer;
    });
    /** `GET` or `POST`. */
    method: string;
    /** The absolute URL with its query. */
    url: string;
    /**
     * The headers, by name, in the order in which they are to be sent.
     *
     * @type {Record<string, string>}
     */
    headers: Record<string, string>;
    /** The body, empty for none. */
    body: Buffer<ArrayBufferLike>;
    [inspect.custom](): string;
}
/** A request with the signature of Alibaba Cloud. */
export class SignedRequest extends Request {
    /**
     * @param {{method: string, url: string, headers: [string, string][], body: Buffer, stringToSign?: string,
     *   signature?: string}} parts
     */
    constructor(parts: {
        method: string;
        url: string;
        headers: [string, string][];
        body: Buffer;
        stringToSign?: string;
        signature?: string;
    });
    /** What was signed. */
    stringToSign: string;
    /** The signature. */
    signature: string;
}
import { inspect } from "util";
