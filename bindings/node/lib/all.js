'use strict';

/**
 * All names of the package. What `import` gives comes from here, and the types do; `require` loads a cloud when it is
 * asked for.
 *
 * @module
 */

const agora = require('./agora');
const { AiobToken } = require('./aiob-token');
const { DashToken } = require('./dash-token');
const { VoxTokenError } = require('./errors');
const { NlsToken } = require('./nls-token');
const { Request, SignedRequest } = require('./request');
const { TokenSource } = require('./source');
const { Token } = require('./token');
const { TokenCache } = require('./token-cache');

/** @typedef {import('./agora/report').ParsedToken} AgoraParsedToken What `agora.parse` and `agora.verify` give. */
/** @typedef {import('./agora/report').Report} AgoraReport What `agora.explain` gives. */
/** @typedef {import('./agora/token-builder').TokenBuilder} AgoraTokenBuilder What mints tokens. */
/** @typedef {import('./token-cache').CacheEvent} CacheEvent What `onEvent` of a `TokenCache` is told. */
/** @typedef {import('./token-cache').CacheOptions} CacheOptions The settings of a `TokenCache`. */
/** @typedef {import('./token-cache').CacheStatus} CacheStatus What `status` of a `TokenCache` gives. */
/** @typedef {import('./token-cache').FetchSource} FetchSource A source of tokens for a `TokenCache`. */
/** @typedef {import('./token-cache').MintSource} MintSource A source of Agora tokens for a `TokenCache`. */

module.exports = {
  AiobToken,
  DashToken,
  NlsToken,
  Request,
  SignedRequest,
  Token,
  TokenCache,
  TokenSource,
  VoxTokenError,
  agora,
};
