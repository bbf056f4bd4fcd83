'use strict';

const { Role: RtcRole, RtcTokenBuilder } = require('./src/RtcTokenBuilder');
const { Role: RtmRole, RtmTokenBuilder } = require('./src/RtmTokenBuilder');

module.exports = { RtcRole, RtcTokenBuilder, RtmRole, RtmTokenBuilder };
