export type NlsOptions = {
    /**
     * The access key's id. Without id and secret those of the environment count:
     * `ALIYUN_AK_ID` and `ALIYUN_AK_SECRET`, else `ALIBABA_CLOUD_ACCESS_KEY_ID` and `ALIBABA_CLOUD_ACCESS_KEY_SECRET`
     * with `ALIBABA_CLOUD_SECURITY_TOKEN`.
     */
    accessKeyId?: string | undefined;
    /**
     * The access key's secret.
     */
    accessKeySecret?: string | undefined;
    /**
     * The security token of temporary (STS) credentials.
     */
    securityToken?: string | undefined;
    /**
     * `cn-shanghai` unless given; `ap-southeast-1` is the international site.
     */
    region?: string | undefined;
    /**
     * The API version, such as `2019-02-28`; the region's own unless given.
     */
    version?: string | undefined;
    /**
     * A host name or URL in place of the region's own; else `VOXTOKEN_NLS_ENDPOINT`.
     */
    endpoint?: string | undefined;
    /**
     * The path of the request.
     */
    resourcePath?: string | undefined;
    /**
     * `CreateToken` unless given.
     */
    action?: string | undefined;
    /**
     * How to sign; `rpc` unless given.
     */
    signature?: "rpc" | "roa" | "acs3" | undefined;
    /**
     * `POST` unless given: it keeps the signed parameters out of URLs.
     */
    method?: "GET" | "POST" | undefined;
    /**
     * Tells the time in absolute Unix seconds; the system's unless given.
     */
    clock?: (() => number) | undefined;
};
/**
 * Asks Alibaba Cloud for an access token of Intelligent Speech Interaction (NLS, `CreateToken`) and keeps the last one.
 *
 * Settings are checked here, and nothing is sent before `apply` or `fetch`. Each of these sends one request; only when
 * the cloud says that this machine's clock is wrong, a second one follows, signed with the cloud's time.
 *
 * @example
 * import { NlsToken } from 'voxtoken';
 * const nls = new NlsToken(); // ALIYUN_AK_ID, ALIYUN_AK_SECRET
 * await nls.apply();
 * console.log(nls.getToken(), nls.getExpireTime());
 */
export class NlsToken extends TokenSource {
    /** @param {NlsOptions & import('./arguments').ClientOptions} [settings] */
    constructor(settings?: NlsOptions & import("./arguments").ClientOptions);
    /**
     * The signed request, for those who send it themselves.
     *
     * @param {object} [settings]
     * @param {number} [settings.now] When it is signed: absolute Unix seconds; now unless given.
     * @param {string} [settings.nonce] Printable ASCII that is used once: the cloud remembers it for 15 minutes. 128
     *   random bits unless given.
     * @returns {import('./request').SignedRequest}
     *
     * @example
     * const { NlsToken } = require('voxtoken');
     * const nls = new NlsToken({ accessKeyId: 'id', accessKeySecret: 'secret' });
     * const { method, url, signature } = nls.request({ now: 1_798_135_200, nonce: 'used-once' });
     * console.log(method, url, signature);
     * // POST https://nls-meta.cn-shanghai.aliyuncs.com/ puCgptv1sW1maItTfyT201sKDRA=
     */
    request(settings?: {
        now?: number | undefined;
        nonce?: string | undefined;
    }): import("./request").SignedRequest;
    #private;
}
import { TokenSource } from "./source";
