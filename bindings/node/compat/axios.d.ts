/**
 * The answer. The keys, which the cloud repeats in it, are left out.
 */
export type Response = {
    /**
     * `expiresTime` is in minutes after `time`, which is in milliseconds.
     */
    data: {
        time: number;
        code: number;
        msg: string;
        data: {
            accountId: string | undefined;
            accessToken: string;
            expiresTime: number;
        };
    };
    status: number;
    statusText: string;
    headers: Record<string, string>;
    config: {
        method: string;
        url: string;
    };
};
/**
 * Is this what `post` rejects with when there is no token?
 *
 * @param {unknown} error
 * @returns {boolean}
 *
 * @example
 * const axios = require('voxtoken/compat/axios');
 * console.log(axios.isAxiosError(new Error('another'))); // false
 */
export function isAxiosError(error: unknown): boolean;
/**
 * @typedef {object} Response The answer. The keys, which the cloud repeats in it, are left out.
 * @property {{time: number, code: number, msg: string, data: {accountId: string | undefined, accessToken: string,
 *   expiresTime: number}}} data `expiresTime` is in minutes after `time`, which is in milliseconds.
 * @property {number} status
 * @property {string} statusText
 * @property {Record<string, string>} headers
 * @property {{method: string, url: string}} config
 */
/**
 * Asks Baidu AIOB for a token.
 *
 * @param {string} url That of `getToken`.
 * @param {{accessKey: string, secretKey: string} | string} data The keys, as an object or as JSON.
 * @param {object} [config]
 * @param {Record<string, string>} [config.headers] Without effect: the right ones are sent.
 * @param {number} [config.timeout] For the whole, in milliseconds; 10000 unless given, or for 0.
 * @param {AbortSignal} [config.signal]
 * @returns {Promise<Response>}
 * @throws {Error} With `isAxiosError`, `code`, `config` and `response` as there on any failure, also where the cloud
 *   answers an error with the status 200; its `cause` is the VoxTokenError. Wrong arguments are a `TypeError` or a
 *   `RangeError`.
 *
 * @example
 * import axios from 'voxtoken/compat/axios';
 * const response = await axios.post('https://aiob-open.baidu.com/api/v2/getToken', {
 *   accessKey: process.env.BAIDU_AIOB_ACCESS_KEY,
 *   secretKey: process.env.BAIDU_AIOB_SECRET_KEY,
 * });
 * console.log(response.data.data.expiresTime, 'minutes');
 */
export function post(url: string, data: {
    accessKey: string;
    secretKey: string;
} | string, config?: {
    headers?: Record<string, string> | undefined;
    timeout?: number | undefined;
    signal?: AbortSignal | undefined;
}): Promise<Response>;
