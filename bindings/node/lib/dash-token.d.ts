export type DashOptions = {
    /**
     * An API key of Model Studio; that of `DASHSCOPE_API_KEY` unless given.
     */
    apiKey?: string | undefined;
    /**
     * How long the temporary key shall live: 1 to 1800 seconds; 60 unless given.
     */
    expireInSecs?: number | undefined;
    /**
     * The region of the API key: `cn-beijing` unless given, or `ap-southeast-1`.
     */
    region?: string | undefined;
    /**
     * A host name or URL in place of the region's own; else `VOXTOKEN_DASHSCOPE_ENDPOINT`.
     */
    endpoint?: string | undefined;
};
/**
 * Asks Alibaba Cloud DashScope (Model Studio) for a temporary API key and keeps the last one.
 *
 * A temporary key has all the rights of its parent key and cannot be revoked: ask for a short life.
 *
 * @example
 * import { DashToken } from 'voxtoken';
 * const dash = new DashToken({ expireInSecs: 300 }); // DASHSCOPE_API_KEY
 * const { value, expiresAt } = await dash.apply();
 */
export class DashToken extends TokenSource {
    /** @param {DashOptions & import('./arguments').ClientOptions} [settings] */
    constructor(settings?: DashOptions & import("./arguments").ClientOptions);
    /**
     * The request, for those who send it themselves. It holds the API key in clear.
     *
     * @returns {import('./request').Request}
     *
     * @example
     * const { DashToken } = require('voxtoken');
     * const { method, url } = new DashToken({ apiKey: 'key', expireInSecs: 300 }).request();
     * console.log(method, url); // POST https://dashscope.aliyuncs.com/api/v1/tokens?expire_in_seconds=300
     */
    request(): import("./request").Request;
    #private;
}
import { TokenSource } from "./source";
