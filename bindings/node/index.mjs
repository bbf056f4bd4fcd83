/** @typedef {import('./lib/all.js').AgoraParsedToken} AgoraParsedToken What `agora.parse` and `agora.verify` give. */
/** @typedef {import('./lib/all.js').AgoraReport} AgoraReport What `agora.explain` gives. */
/** @typedef {import('./lib/all.js').AgoraTokenBuilder} AgoraTokenBuilder What mints tokens. */
/** @typedef {import('./lib/all.js').CacheEvent} CacheEvent What `onEvent` of a `TokenCache` is told. */
/** @typedef {import('./lib/all.js').CacheOptions} CacheOptions The settings of a `TokenCache`. */
/** @typedef {import('./lib/all.js').CacheStatus} CacheStatus What `status` of a `TokenCache` gives. */
/** @typedef {import('./lib/all.js').FetchSource} FetchSource A source of tokens for a `TokenCache`. */
/** @typedef {import('./lib/all.js').MintSource} MintSource A source of Agora tokens for a `TokenCache`. */

export {
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
} from './lib/all.js';
