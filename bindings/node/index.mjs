/** @typedef {import('./lib/all.js').AgoraParsedToken} AgoraParsedToken What `agora.parse` and `agora.verify` give. */
/** @typedef {import('./lib/all.js').AgoraReport} AgoraReport What `agora.explain` gives. */
/** @typedef {import('./lib/all.js').AgoraTokenBuilder} AgoraTokenBuilder What mints tokens. */

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
