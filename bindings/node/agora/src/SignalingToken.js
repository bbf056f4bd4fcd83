'use strict';

module.exports = require('../../lib/agora/dropin/signaling-token');
