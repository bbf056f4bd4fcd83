'use strict';

/**
 * What programs written for `@alicloud/pop-core` require: its `RPCClient`, which asks for an NLS token, and for nothing
 * else. Tokens are asked for over https, with time limits, also where the program says http; only plain http to this
 * very machine stays as it is. `VOXTOKEN_NLS_ENDPOINT` replaces the address in the program, for the sandbox.
 *
 * @module
 */

const {
  boolean,
  filled,
  integer,
  object,
  optional,
  options: known,
  signal,
  text,
  wrongType,
  wrongValue,
} = require('../lib/arguments');
const { VoxTokenError, renamed } = require('../lib/errors');
const { NlsToken } = require('../lib/nls-token');

/** The options of a request, each with its check. */
const OPTIONS = {
  agent: plainAgent,
  formatAction: boolean,
  formatParams: boolean,
  headers: object,
  method: text,
  signal,
  timeout: integer,
};
const PARAMETERS = ['RegionId', 'Version', 'Format'];

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
class RPCClient {
  #credentials;
  #names;

  /**
   * @param {Config} config
   * @param {boolean} [verbose] Makes `request` give a pair: the answer, and how it came.
   * @throws {TypeError | RangeError} What is missing or wrong, by its name; `undefined` is what is not given.
   */
  constructor(config, verbose) {
    const { apiVersion, codes, opts } = object(config, 'config');
    this.endpoint = address(config.endpoint);
    this.apiVersion = filled(apiVersion, 'apiVersion');
    this.#credentials = credentials(config);
    const accessKeySecret = config.secretAccessKey ? 'secretAccessKey' : 'accessKeySecret';
    this.#names = { accessKeySecret, version: 'apiVersion', region: 'RegionId' };
    this.verbose = optional(boolean, verbose, 'verbose') ?? false;
    this.opts = checked(opts, 'opts');
    optional(list, codes, 'codes');
  }

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
  async request(action, params = {}, options = {}) {
    const endpoint = address(this.endpoint);
    const url = process.env.VOXTOKEN_NLS_ENDPOINT || secure(endpoint);
    const settings = { ...checked(this.opts, 'opts'), ...checked(options, 'options') };
    const { method = 'GET', timeout, signal, formatAction, formatParams } = settings;
    const name = filled(action, 'action');
    const { RegionId, Version } = parameters(params, formatParams !== false);
    const key = await this.#credentials();
    try {
      const nls = new NlsToken({
        ...key,
        region: RegionId ?? regionOf(endpoint),
        version: Version ?? this.apiVersion,
        endpoint: url,
        action: formatAction === false ? name : capitalized(name),
        method: method.toUpperCase() || 'GET',
        timeout: timeout || undefined,
      });
      const token = await nls.fetch({ signal });
      const answer = {
        NlsRequestId: token.nlsRequestId,
        RequestId: token.requestId,
        ErrMsg: '',
        Token: { UserId: token.userId, Id: token.value, ExpireTime: token.expireTime },
      };
      return this.verbose ? [answer, entry(url, 200)] : answer;
    } catch (error) {
      throw official(renamed(error, this.#names), url);
    }
  }
}

/**
 * The address without the slash at its end.
 *
 * @param {unknown} value
 */
function address(value) {
  const url = filled(value, 'endpoint').replace(/\/$/, '');
  if (!/^https?:\/\//.test(url)) throw wrongValue('endpoint', 'must begin with https:// or http://');
  if (!URL.canParse(url)) throw wrongValue('endpoint', 'must be a URL');
  return url;
}

/**
 * @param {Record<string, any>} config
 * @returns {() => Credentials | Promise<Credentials>}
 */
function credentials(config) {
  const { credentialsProvider: provider } = config;
  if (provider === undefined) {
    const { accessKeyId, accessKeySecret, secretAccessKey, securityToken } = config;
    const secret = optional(text, secretAccessKey, 'secretAccessKey') || accessKeySecret;
    const key = pair({ accessKeyId, accessKeySecret: secret, securityToken });
    return () => key;
  }
  if (typeof provider?.getCredentials !== 'function') {
    throw wrongType('credentialsProvider', 'an object with getCredentials()', provider);
  }
  return async () => pair(object(await provider.getCredentials(), 'credentialsProvider.getCredentials()'));
}

/** @param {Record<string, any>} given */
function pair({ accessKeyId, accessKeySecret, securityToken }) {
  return {
    accessKeyId: filled(accessKeyId, 'accessKeyId'),
    accessKeySecret: filled(accessKeySecret, 'accessKeySecret'),
    securityToken: optional(text, securityToken, 'securityToken') || undefined,
  };
}

/**
 * The options of a request, checked.
 *
 * @param {unknown} value
 * @param {string} argument
 * @returns {RequestOptions}
 */
function checked(value, argument) {
  const given = known(value, Object.keys(OPTIONS), argument);
  for (const [name, check] of Object.entries(OPTIONS)) optional(check, given[name], name);
  return given;
}

/** @param {any} value @param {string} name */
function list(value, name) {
  if (typeof value?.[Symbol.iterator] !== 'function') throw wrongType(name, 'a list', value);
}

/** Refuses what might lead to a proxy: that would be passed over. @param {unknown} value @param {string} name */
function plainAgent(value, name) {
  const { constructor } = object(value, name);
  if (constructor !== require('node:http').Agent && constructor !== require('node:https').Agent) {
    throw wrongValue(name, 'must be a plain one of node:http or node:https; HTTPS_PROXY names a proxy');
  }
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

/**
 * The parameters by their official names.
 *
 * @param {unknown} params
 * @param {boolean} isFormatted May their names begin with a small letter?
 * @returns {{RegionId?: string, Version?: string, Format?: string}}
 */
function parameters(params, isFormatted) {
  const given = Object.entries(object(params, 'params')).filter(([, value]) => value !== undefined);
  const all = given.map(([name, value]) => {
    const official = isFormatted ? capitalized(name) : name;
    if (!PARAMETERS.includes(official)) throw wrongValue(name, 'has no meaning for CreateToken');
    if (filled(value, name) !== 'JSON' && official === 'Format') throw wrongValue(name, 'must be JSON');
    return [official, value];
  });
  return Object.fromEntries(all);
}

/** @param {string} url */
function regionOf(url) {
  return /\.([a-z0-9-]+)\.aliyuncs\.com$/.exec(new URL(url).hostname)?.[1];
}

/** @param {string} name */
function capitalized(name) {
  return name.slice(0, 1).toUpperCase() + name.slice(1);
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
