export = RPCClient;
/**
 * @typedef {object} Credentials
 * @property {string} accessKeyId
 * @property {string} accessKeySecret
 * @property {string} [securityToken]
 */
/**
 * @typedef {object} Config
 * @property {string} endpoint The address, with `https://` or `http://`.
 * @property {string} apiVersion Such as `2019-02-28`.
 * @property {string} [accessKeyId]
 * @property {string} [accessKeySecret]
 * @property {string} [secretAccessKey] The same as `accessKeySecret`.
 * @property {string} [securityToken]
 * @property {{getCredentials: () => Credentials | Promise<Credentials>}} [credentialsProvider] Asked before each
 *   request, in place of a fixed key.
 * @property {RequestOptions} [opts] For all requests.
 * @property {unknown} [codes] Without effect: only an answer with a token is a success.
 */
/**
 * @typedef {object} RequestOptions
 * @property {string} [method] `GET` unless given, as in the original; `POST` keeps the signed parameters out of URLs.
 * @property {number} [timeout] For the whole, in milliseconds; 10000 unless given, or for 0.
 * @property {AbortSignal} [signal]
 * @property {boolean} [formatAction] Makes the first letter of the action a capital; true unless given.
 * @property {boolean} [formatParams] The same for the names of the parameters.
 * @property {Record<string, string>} [headers] Without effect: the right ones are sent.
 * @property {import('node:http').Agent} [agent] Without effect if it is a plain one of `node:http` or `node:https`; any
 *   other, such as that of a proxy, is refused.
 */
/**
 * @typedef {object} Answer
 * @property {string | undefined} NlsRequestId
 * @property {string | undefined} RequestId
 * @property {string} ErrMsg
 * @property {{Id: string, ExpireTime: number, UserId: string | undefined}} Token `ExpireTime` is in absolute Unix
 *   seconds.
 */
/**
 * The client for APIs in the RPC style.
 *
 * @example
 * import { RPCClient } from 'voxtoken/compat/pop-core';
 * const client = new RPCClient({
 *   accessKeyId: process.env.ALIYUN_AK_ID,
 *   accessKeySecret: process.env.ALIYUN_AK_SECRET,
 *   endpoint: 'https://nls-meta.cn-shanghai.aliyuncs.com',
 *   apiVersion: '2019-02-28',
 * });
 * const { Token } = await client.request('CreateToken');
 * console.log(Token.ExpireTime);
 */
declare class RPCClient {
    /**
     * @param {Config} config
     * @param {boolean} [verbose] Makes `request` give a pair: the answer, and how it came.
     * @throws {TypeError | RangeError} What is missing or wrong, by its name; `undefined` is what is not given.
     */
    constructor(config: Config, verbose?: boolean);
    endpoint: string;
    apiVersion: string;
    verbose: boolean;
    opts: RequestOptions;
    /**
     * Asks for a token.
     *
     * @param {string} action `CreateToken`.
     * @param {{RegionId?: string, Version?: string, Format?: string}} [params] `RegionId` is that of the endpoint and
     *   `Version` that of the client unless given; `Format` is `JSON`.
     * @param {RequestOptions} [options]
     * @returns {Promise<any>} The answer, see {@link Answer}.
     * @throws {Error} With `code`, `name`, `data` and `entry` as there when the cloud refuses; its `cause` is the
     *   VoxTokenError. Wrong arguments are a `TypeError` or a `RangeError`; any other failure is a VoxTokenError.
     */
    request(action: string, params?: {
        RegionId?: string;
        Version?: string;
        Format?: string;
    }, options?: RequestOptions): Promise<any>;
    #private;
}
declare namespace RPCClient {
    export { RPCClient, Credentials, Config, RequestOptions, Answer };
}
type Credentials = {
    accessKeyId: string;
    accessKeySecret: string;
    securityToken?: string | undefined;
};
type Config = {
    /**
     * The address, with `https://` or `http://`.
     */
    endpoint: string;
    /**
     * Such as `2019-02-28`.
     */
    apiVersion: string;
    accessKeyId?: string | undefined;
    accessKeySecret?: string | undefined;
    /**
     * The same as `accessKeySecret`.
     */
    secretAccessKey?: string | undefined;
    securityToken?: string | undefined;
    /**
     * Asked before each
     * request, in place of a fixed key.
     */
    credentialsProvider?: {
        getCredentials: () => Credentials | Promise<Credentials>;
    } | undefined;
    /**
     * For all requests.
     */
    opts?: RequestOptions | undefined;
    /**
     * Without effect: only an answer with a token is a success.
     */
    codes?: unknown;
};
type RequestOptions = {
    /**
     * `GET` unless given, as in the original; `POST` keeps the signed parameters out of URLs.
     */
    method?: string | undefined;
    /**
     * For the whole, in milliseconds; 10000 unless given, or for 0.
     */
    timeout?: number | undefined;
    signal?: AbortSignal | undefined;
    /**
     * Makes the first letter of the action a capital; true unless given.
     */
    formatAction?: boolean | undefined;
    /**
     * The same for the names of the parameters.
     */
    formatParams?: boolean | undefined;
    /**
     * Without effect: the right ones are sent.
     */
    headers?: Record<string, string> | undefined;
    /**
     * Without effect if it is a plain one of `node:http` or `node:https`; any
     * other, such as that of a proxy, is refused.
     */
    agent?: import("http").Agent | undefined;
};
type Answer = {
    NlsRequestId: string | undefined;
    RequestId: string | undefined;
    ErrMsg: string;
    /**
     * `ExpireTime` is in absolute Unix
     * seconds.
     */
    Token: {
        Id: string;
        ExpireTime: number;
        UserId: string | undefined;
    };
};
