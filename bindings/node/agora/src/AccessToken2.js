'use strict';

const { AccessToken2 } = require('../../lib/agora/dropin/access-token-007');
const services = require('../../lib/agora/dropin/services');

module.exports = { AccessToken2, ...services };
