'use strict';

/**
 * Agora tokens, offline: mint them, and parse, verify or explain one.
 *
 * @module
 */

const { open, seal, sign } = require('./agora/envelope');
const { explain, parse, verify } = require('./agora/reading');
const { TokenBuilder } = require('./agora/token-builder');
const { Access, Permissions, Resource, Role } = require('./agora/words');

module.exports = { Access, Permissions, Resource, Role, TokenBuilder, explain, open, parse, seal, sign, verify };
