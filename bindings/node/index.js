'use strict';

const { TokenSource } = require('./lib/source');

/** What is asked for is loaded then: no program waits for what it has nothing to do with. */
module.exports = {
  get AiobToken() {
    return keep('AiobToken', require('./lib/aiob-token').AiobToken);
  },
  get DashToken() {
    return keep('DashToken', require('./lib/dash-token').DashToken);
  },
  get NlsToken() {
    return keep('NlsToken', require('./lib/nls-token').NlsToken);
  },
  get Request() {
    return keep('Request', require('./lib/request').Request);
  },
  get SignedRequest() {
    return keep('SignedRequest', require('./lib/request').SignedRequest);
  },
  get Token() {
    return keep('Token', require('./lib/token').Token);
  },
  get TokenCache() {
    return keep('TokenCache', require('./lib/token-cache').TokenCache);
  },
  TokenSource,
  get VoxTokenError() {
    return keep('VoxTokenError', require('./lib/errors').VoxTokenError);
  },
  get agora() {
    return keep('agora', require('./lib/agora'));
  },
};

/**
 * Puts what was loaded in the place of what loads it.
 *
 * @template T
 * @param {string} name
 * @param {T} value
 * @returns {T}
 */
function keep(name, value) {
  Object.defineProperty(module.exports, name, { value, writable: true });
  return value;
}
