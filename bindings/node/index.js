'use strict';

// What is missing on this machine is said at once.
require('./lib/native');

/** Each name is loaded when it is asked for: a program does not wait for the clouds that it has nothing to do with. */
module.exports = {
  get AiobToken() {
    return require('./lib/aiob-token').AiobToken;
  },
  get DashToken() {
    return require('./lib/dash-token').DashToken;
  },
  get NlsToken() {
    return require('./lib/nls-token').NlsToken;
  },
  get Request() {
    return require('./lib/request').Request;
  },
  get SignedRequest() {
    return require('./lib/request').SignedRequest;
  },
  get Token() {
    return require('./lib/token').Token;
  },
  get TokenSource() {
    return require('./lib/source').TokenSource;
  },
  get VoxTokenError() {
    return require('./lib/errors').VoxTokenError;
  },
  get agora() {
    return require('./lib/agora');
  },
};
