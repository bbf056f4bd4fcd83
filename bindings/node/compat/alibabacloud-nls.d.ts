export = getToken;
/**
 * Asks for an NLS token.
 *
 * @param {object} given
 * @param {string} given.akid The access key id.
 * @param {string} given.akkey The access key secret.
 * @param {string} [given.endpoint] The address; that of Shanghai unless given.
 * @param {string} [given.apiVer] The API version; `2019-02-28` unless given.
 * @returns {Promise<import('./pop-core').Answer>}
 *
 * @example
 * import getToken from 'voxtoken/compat/alibabacloud-nls/lib/token';
 * const { Token } = await getToken({ akid: process.env.ALIYUN_AK_ID, akkey: process.env.ALIYUN_AK_SECRET });
 * console.log(Token.ExpireTime);
 */
declare function getToken({ akid, akkey, endpoint, apiVer }: {
    akid: string;
    akkey: string;
    endpoint?: string | undefined;
    apiVer?: string | undefined;
}): Promise<import("./pop-core").Answer>;
declare namespace getToken {
    export { getToken };
}
