export = getToken;
/**
 * Asks for an NLS token.
 *
 * @param {object} options
 * @param {string} options.akid The access key id.
 * @param {string} options.akkey The access key secret.
 * @param {string} [options.endpoint] The address; that of Shanghai unless given.
 * @param {string} [options.apiVer] The API version; `2019-02-28` unless given.
 * @returns {Promise<import('./pop-core').Answer>}
 * @throws {Error} As `request` of `voxtoken/compat/pop-core` does.
 *
 * @example
 * import getToken from 'voxtoken/compat/alibabacloud-nls/lib/token';
 * const { Token } = await getToken({ akid: process.env.ALIYUN_AK_ID, akkey: process.env.ALIYUN_AK_SECRET });
 * console.log(Token.ExpireTime);
 */
declare function getToken(options: {
    akid: string;
    akkey: string;
    endpoint?: string | undefined;
    apiVer?: string | undefined;
}): Promise<import("./pop-core").Answer>;
declare namespace getToken {
    export { getToken };
}
