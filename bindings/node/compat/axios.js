'use strict';

/**
 * The `post` of `axios`, as Baidu's sample for AIOB `getToken` calls it; it asks for a token, and for nothing else.
 * `VOXTOKEN_AIOB_ENDPOINT` replaces the address in the program, for the sandbox.
 *
 * @module
 */

const { AiobToken } = require('../lib/aiob-token');
const { integer, object, optional, options, text, wrongType, wrongValue } = require('../lib/arguments');
const { VoxTokenError, renamed } = require('../lib/errors');

const MINUTE = 60;

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
async function post(url, data, config) {
  const given = options(config, ['headers', 'timeout', 'signal', 'responseType'], 'config');
  const timeout = optional(integer, given.timeout, 'timeout');
  optional(object, given.headers, 'headers');
  optional(text, given.responseType, 'responseType');
  if (!text(url, 'url').split('?')[0].endsWith('/getToken')) {
    throw wrongValue('url', `must be that of AIOB getToken, is ${url}`);
  }
  const { accessKey, secretKey } = keys(data);
  const asked = { method: 'post', url };
  try {
    const endpoint = process.env.VOXTOKEN_AIOB_ENDPOINT || url;
    const source = new AiobToken({ accessKey, secretKey, endpoint, timeout: timeout || undefined });
    const token = await source.fetch({ signal: given.signal });
    return { data: answer(token), status: 200, statusText: 'OK', headers: {}, config: asked };
  } catch (error) {
    throw error instanceof VoxTokenError ? official(renamed(error, { endpoint: 'url' }), asked) : error;
  }
}

/** @param {unknown} data */
function keys(data) {
  const given = typeof data === 'string' ? parsed(data) : data;
  if (given === undefined) throw wrongType('data', 'an object, or JSON', given);
  const { accessKey, secretKey } = options(given, ['accessKey', 'secretKey'], 'data');
  return { accessKey: text(accessKey, 'accessKey'), secretKey: text(secretKey, 'secretKey') };
}

/** @param {string} json */
function parsed(json) {
  try {
    return JSON.parse(json);
  } catch {
    throw wrongValue('data', 'must be an object, or JSON'); // the parser would show a part of it
  }
}

/** @param {import('../lib/token').Token} token */
function answer(token) {
  const now = token.serverTime ?? Math.floor(Date.now() / 1000);
  return {
    time: now * 1000,
    code: 200,
    msg: 'OK',
    data: {
      accountId: token.userId,
      accessToken: token.value,
      expiresTime: Math.floor((token.expireTime - now) / MINUTE),
    },
  };
}

/**
 * The error as the original has it.
 *
 * @param {VoxTokenError} error
 * @param {{method: string, url: string}} config
 */
function official(error, config) {
  const status = error.httpStatus;
  const data = { code: Number(error.code) || error.code, msg: error.message };
  return Object.assign(new Error(error.message, { cause: error }), {
    name: 'AxiosError',
    isAxiosError: true,
    code: code(error),
    config,
    status,
    response: status && { status, statusText: '', headers: {}, config, data },
  });
}

/** @param {VoxTokenError} error */
function code({ kind, httpStatus }) {
  if (kind === 'timeout') return 'ECONNABORTED';
  if (kind === 'invalid_argument') return 'ERR_BAD_OPTION_VALUE';
  if (httpStatus === undefined) return 'ERR_NETWORK';
  return httpStatus >= 500 ? 'ERR_BAD_RESPONSE' : 'ERR_BAD_REQUEST';
}

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
function isAxiosError(error) {
  return typeof error === 'object' && error !== null && 'isAxiosError' in error && error.isAxiosError === true;
}

module.exports = { isAxiosError, post };
