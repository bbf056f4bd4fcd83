'use strict';

const { AccessToken, version } = require('../../lib/agora/dropin/access-token-006');

/** The numbers of the privileges. */
const priviledges = {
  kJoinChannel: 1,
  kPublishAudioStream: 2,
  kPublishVideoStream: 3,
  kPublishDataStream: 4,
  kRtmLogin: 1000,
};

module.exports = { AccessToken, priviledges, version };
