export type AiobOptions = {
    /**
     * The access key. Without both keys those of the environment count:
     * `BAIDU_AIOB_ACCESS_KEY` and `BAIDU_AIOB_SECRET_KEY`.
     */
    accessKey?: string | undefined;
    /**
     * The secret key.
     */
    secretKey?: string | undefined;
    /**
     * A host name or URL in place of Baidu's own; else `VOXTOKEN_AIOB_ENDPOINT`.
     */
    endpoint?: string | undefined;
    /**
     * Tells the time in absolute Unix seconds, when the answer does not; the system's
     * unless given.
     */
    clock?: (() => number) | undefined;
};
/**
 * Asks Baidu AIOB (intelligent outbound calls) for an access token (`getToken` version 2) and keeps the last one.
 *
 * @example
 * import { AiobToken } from 'voxtoken';
 * const aiob = new AiobToken(); // BAIDU_AIOB_ACCESS_KEY, BAIDU_AIOB_SECRET_KEY
 * const { value, expiresAt } = await aiob.apply();
 */
export class AiobToken extends TokenSource {
    /** @param {AiobOptions & import('./arguments').ClientOptions} [settings] */
    constructor(settings?: AiobOptions & import("./arguments").ClientOptions);
    /**
     * The request, for those who send it themselves. It holds both keys in clear.
     *
     * @returns {import('./request').Request}
     *
     * @example
     * const { AiobToken } = require('voxtoken');
     * const { method, url } = new AiobToken({ accessKey: 'key', secretKey: 'secret' }).request();
     * console.log(method, url); // POST https://aiob-open.baidu.com/api/v2/getToken
     */
    request(): import("./request").Request;
    #private;
}
import { TokenSource } from "./source";
