'use strict';

const { Role, RtcTokenBuilder } = require('../../lib/agora/dropin/rtc-006');

module.exports = { Role, RtcTokenBuilder };
