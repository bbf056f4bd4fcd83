'use strict';

const { RtcAndRtmTokenBuilder, serve } = require('../../lib/agora/dropin/rtc-and-rtm');

/**
 * Mints 007 tokens for conversational AI, with RTC and RTM. Ids that are not 32 hexadecimal characters give `''`.
 *
 * @example
 * const { ConvoAITokenBuilder, RtcRole } = require('voxtoken/agora');
 * const { AGORA_APP_ID, AGORA_APP_CERTIFICATE } = process.env;
 * const user = ['lobby', 23, RtcRole.PUBLISHER];
 * const lives = [3600, 3600, 600, 600, 600];
 * const token = ConvoAITokenBuilder.buildToken(AGORA_APP_ID, AGORA_APP_CERTIFICATE, ...user, ...lives, 'alice', 3600);
 * console.log(token.slice(0, 3)); // 007
 */
class ConvoAITokenBuilder extends RtcAndRtmTokenBuilder {}

serve(ConvoAITokenBuilder, 'convoAi');

module.exports = { ConvoAITokenBuilder };
