'use strict';

/**
 * The `getToken` of the package `alibabacloud-nls`, which has it in `lib/token`.
 *
 * @module
 */

const RPCClient = require('./pop-core');

const SHANGHAI = 'https://nls-meta.cn-shanghai.aliyuncs.com';

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
async function getToken({ akid, akkey, endpoint = SHANGHAI, apiVer = '2019-02-28' }) {
  const key = { accessKeyId: akid, accessKeySecret: akkey };
  return new RPCClient({ ...key, endpoint, apiVersion: apiVer }).request('CreateToken');
}

module.exports = getToken;
module.exports.getToken = getToken;
