'use strict';

const { Rtm2Permissions } = require('./src/AccessToken2');
const { ApaasTokenBuilder } = require('./src/ApaasTokenBuilder');
const { ChatTokenBuilder } = require('./src/ChatTokenBuilder');
const { ConvoAITokenBuilder } = require('./src/ConvoAITokenBuilder');
const { EducationTokenBuilder } = require('./src/EducationTokenBuilder');
const { FpaTokenBuilder } = require('./src/FpaTokenBuilder');
const { Role: RtcRole, RtcTokenBuilder } = require('./src/RtcTokenBuilder2');
const { RtmTokenBuilder } = require('./src/RtmTokenBuilder2');
const { SttTokenBuilder } = require('./src/SttTokenBuilder');

module.exports = {
  ApaasTokenBuilder,
  ChatTokenBuilder,
  ConvoAITokenBuilder,
  EducationTokenBuilder,
  FpaTokenBuilder,
  RtcRole,
  RtcTokenBuilder,
  Rtm2Permissions,
  RtmTokenBuilder,
  SttTokenBuilder,
};
