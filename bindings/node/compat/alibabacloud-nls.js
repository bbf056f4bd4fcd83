'use strict';

/**
 * The `getToken` of the package `alibabacloud-nls`, which has it in `lib/token.js` and does not export it: programs
 * reach it by the path of that file, or have a copy.
 *
 * @module
 */

const { filled, object } = require('../lib/arguments');
const { renamed } = require('../lib/errors');
const RPCClient = require('./pop-core');

/** The names here of what the client calls otherwise. */
const NAMES = { accessKeyId: 'akid', accessKeySecret: 'akkey', apiVersion: 'apiVer' };
const SHANGHAI = 'https://nls-meta.cn-shanghai.aliyuncs.com';

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
async function getToken(options) {
  const { akid, akkey, endpoint = SHANGHAI, apiVer = '2019-02-28' } = object(options, 'options');
  const key = { accessKeyId: filled(akid, 'akid'), accessKeySecret: filled(akkey, 'akkey') };
  const client = new RPCClient({ ...key, endpoint, apiVersion: filled(apiVer, 'apiVer') });
  return client.request('CreateToken').catch((error) => {
    throw renamed(error, NAMES);
  });
}

module.exports = getToken;
module.exports.getToken = getToken;
