'use strict';

module.exports = require('../../lib/agora/dropin/dynamic-key-5');
