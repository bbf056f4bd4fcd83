'use strict';

/**
 * What programs written for `@alicloud/pop-core` require: its `RPCClient`, which asks for an NLS token, and for nothing
 * else. Tokens are asked for over https, with time limits, also where the program says http; only plain http to this
 * very machine stays as it is. `VOXTOKEN_NLS_ENDPOINT` replaces the address in the program, for the sandbox.
 *
 * @module
 */

const assert = require('node:assert');

const { VoxTokenError } = require('../lib/errors');
const { NlsToken } = require('../lib/nls-token');

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
 * @property {number} [timeout] For the whole, in milliseconds; 10000 unless given.
 * @property {AbortSignal} [signal]
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
class RPCClient {
  #credentials;

  /**
   * @param {Config} config
   * @param {boolean} [verbose] Makes `request` give a pair: the answer, and how it came.
   */
  constructor(config, verbose) {
    assert(config, 'config: is missing');
    assert(typeof config.endpoint === 'string', 'config.endpoint: is missing');
    assert(/^https?:\/\//.test(config.endpoint), 'config.endpoint: must begin with https:// or http://');
    assert(config.apiVersion, 'config.apiVersion: is missing');
    this.#credentials = credentials(config);
    this.endpoint = config.endpoint.replace(/\/$/, '');
    this.apiVersion = config.apiVersion;
    this.verbose = verbose === true;
    this.opts = config.opts ?? {};
  }

  /**
   * Asks for a token.
   *
   * @param {string} action `CreateToken`.
   * @param {{RegionId?: string}} [params] `RegionId` is that of the endpoint unless given.
   * @param {RequestOptions} [options]
   * @returns {Promise<any>} The answer, see {@link Answer}.
   * @throws {Error} With `code`, `name`, `data` and `entry` as there when the cloud refuses; its `cause` is the
   *   VoxTokenError. Any other failure is a VoxTokenError.
   */
  async request(action, params = {}, options = {}) {
    const url = process.env.VOXTOKEN_NLS_ENDPOINT || secure(this.endpoint);
    const { method = 'GET', timeout, signal } = { ...this.opts, ...options };
    const nls = new NlsToken({
      ...(await this.#credentials()),
      region: region(params) ?? regionOf(this.endpoint),
      version: this.apiVersion,
      endpoint: url,
      action: capitalized(action),
      method: method.toUpperCase(),
      timeout: timeout || undefined,
    });
    const token = await nls.fetch({ signal }).catch((error) => {
      throw official(error, url);
    });
    const answer = {
      NlsRequestId: token.nlsRequestId,
      RequestId: token.requestId,
      ErrMsg: '',
      Token: { UserId: token.userId, Id: token.value, ExpireTime: token.expireTime },
    };
    return this.verbose ? [answer, entry(url, 200)] : answer;
  }
}

/**
 * @param {Config} config
 * @returns {() => Credentials | Promise<Credentials>}
 */
function credentials(config) {
  const { credentialsProvider: provider, accessKeyId, securityToken } = config;
  if (provider) {
    assert(typeof provider.getCredentials === 'function', 'config.credentialsProvider: has no getCredentials()');
    return async () => {
      const { accessKeyId, accessKeySecret, securityToken } = await provider.getCredentials();
      return { accessKeyId, accessKeySecret, securityToken: securityToken || undefined };
    };
  }
  const accessKeySecret = config.secretAccessKey || config.accessKeySecret;
  assert(accessKeyId, 'config.accessKeyId: is missing');
  assert(accessKeySecret, 'config.accessKeySecret: is missing');
  return () => ({ accessKeyId, accessKeySecret, securityToken: securityToken || undefined });
}

/** @param {string} url */
function secure(url) {
  const address = new URL(url); // without the port if it is that of http
  const { protocol, hostname } = address;
  const isHere = hostname === 'localhost' || hostname === '[::1]' || hostname.startsWith('127.');
  if (protocol !== 'http:' || isHere) return url;
  address.protocol = 'https:';
  return address.href.replace(/\/$/, '');
}

/** @param {Record<string, string>} params */
function region(params) {
  const known = { Version: true, Format: true, RegionId: true };
  const given = Object.fromEntries(Object.entries(params ?? {}).map(([name, value]) => [capitalized(name), value]));
  const other = Object.keys(given).find((name) => !(name in known));
  assert(other === undefined, `params.${other}: has no meaning for CreateToken`);
  return given.RegionId;
}

/** @param {string} url */
function regionOf(url) {
  return /\.([a-z0-9-]+)\.aliyuncs\.com$/.exec(new URL(url).hostname)?.[1];
}

/** @param {string} name */
function capitalized(name) {
  return typeof name === 'string' ? name.slice(0, 1).toUpperCase() + name.slice(1) : name;
}

/** @param {string} url @param {number | undefined} statusCode */
function entry(url, statusCode) {
  return { url, request: { headers: {} }, response: { statusCode, headers: {} } };
}

/**
 * The error as the original has it, if the cloud named a code.
 *
 * @param {any} error
 * @param {string} url
 */
function official(error, url) {
  if (!(error instanceof VoxTokenError) || !error.code) return error;
  const { code, message, requestId, recommend, httpStatus } = error;
  const data = { Code: code, Message: message, RequestId: requestId, Recommend: recommend };
  return Object.assign(new Error(`${message}, URL: ${url}/`, { cause: error }), {
    name: `${code}Error`,
    code,
    data,
    url,
    entry: entry(url, httpStatus),
  });
}

module.exports = RPCClient;
module.exports.RPCClient = RPCClient;
