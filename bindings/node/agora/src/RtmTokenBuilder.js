'use strict';

const { Role, RtmTokenBuilder } = require('../../lib/agora/dropin/rtm-006');

module.exports = { Role, RtmTokenBuilder };
