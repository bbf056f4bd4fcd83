'use strict';

const { AiobToken } = require('./lib/aiob-token');
const { DashToken } = require('./lib/dash-token');
const { VoxTokenError } = require('./lib/errors');
const { NlsToken } = require('./lib/nls-token');
const { Request, SignedRequest } = require('./lib/request');
const { TokenSource } = require('./lib/source');
const { Token } = require('./lib/token');

/** @typedef {import('./lib/agora/report').ParsedToken} AgoraParsedToken What `agora.parse` and `agora.verify` give. */
/** @typedef {import('./lib/agora/report').Report} AgoraReport What `agora.explain` gives. */
/** @typedef {import('./lib/agora/token-builder').TokenBuilder} AgoraTokenBuilder What mints tokens. */

module.exports = {
  AiobToken,
  DashToken,
  NlsToken,
  Request,
  SignedRequest,
  Token,
  TokenSource,
  VoxTokenError,
  /** Agora tokens, offline: mint them, and parse, verify or explain one. */
  get agora() {
    return require('./lib/agora');
  },
};
