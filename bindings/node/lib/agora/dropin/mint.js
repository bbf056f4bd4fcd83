'use strict';

const { types } = require('node:util');

const { wrongType } = require('../../arguments');
const { native, unwrap } = require('../../native');
const { field, privilege, user, account, whole } = require('./arguments');

const PUBLISHER = 1;
const SUBSCRIBER = 2;

/**
 * Are both ids texts? The bytes of one would be a token there and none here, so they are refused.
 *
 * @param {unknown} appId
 * @param {unknown} appCertificate
 */
function areTexts(appId, appCertificate) {
  if (typeof appId === 'string' && typeof appCertificate === 'string') return true;
  for (const [name, value] of Object.entries({ appId, appCertificate })) {
    if (types.isUint8Array(value)) throw wrongType(name, 'a string', value);
  }
  return false;
}

/**
 * A 007 token; as in the official code, nothing for ids that are none.
 *
 * @param {unknown} appId
 * @param {unknown} certificate
 * @param {(builder: any) => any} build What the native builder shall do.
 * @returns {string}
 */
function mint(appId, certificate, build) {
  if (!areTexts(appId, certificate)) return '';
  return minted(build(unwrap(native.AgoraBuilder.create({ appId, certificate, lenient: true }))));
}

/**
 * RTC for a role: the token that is minted most, by a shortcut.
 *
 * @param {unknown} appId
 * @param {unknown} certificate
 * @param {unknown} channelName
 * @param {number | string} member
 * @param {unknown} role
 * @param {unknown} tokenExpire
 * @param {unknown} privilegeExpire
 * @returns {string}
 */
function mintRtc(appId, certificate, channelName, member, role, tokenExpire, privilegeExpire) {
  const channel = field(channelName, 'channelName');
  const life = whole(tokenExpire, 'tokenExpire');
  const privilegeLife = privilege(privilegeExpire, 'privilegeExpire');
  if (!areTexts(appId, certificate)) return '';
  return minted(native.agoraRtc007(appId, certificate, channel, member, roleNumber(role), life, privilegeLife));
}

/**
 * RTC for a role with the life of each privilege, and RTM for another user id; and what is added to it.
 *
 * @param {'rtcWithRtm2' | 'convoAi' | 'stt'} method Of the native builder.
 * @param {number} role
 * @param {unknown[]} given What the official functions take, but for the role.
 * @returns {string}
 */
function mintWithRtm2(method, role, given) {
  const [appId, certificate, channelName, rtcAccount, rtcTokenExpire, ...rest] = given;
  const [join, audio, video, data, rtmUserId, rtmTokenExpire] = rest;
  const channel = field(channelName, 'channelName');
  const member = user(rtcAccount, 'rtcAccount');
  const life = whole(rtcTokenExpire, 'rtcTokenExpire');
  const lives = privileges(join, audio, video, data);
  const rtmUser = account(rtmUserId, 'rtmUserId');
  const rtmLife = privilege(rtmTokenExpire, 'rtmTokenExpire');
  const all = [channel, member, role, life, ...lives, rtmUser, rtmLife];
  return mint(appId, certificate, (builder) => builder[method](...all));
}

/**
 * The lives of the four privileges of RTC.
 *
 * @param {unknown} join
 * @param {unknown} audio
 * @param {unknown} video
 * @param {unknown} data
 */
function privileges(join, audio, video, data) {
  return [
    privilege(join, 'joinChannelPrivilegeExpire'),
    privilege(audio, 'pubAudioPrivilegeExpire'),
    privilege(video, 'pubVideoPrivilegeExpire'),
    privilege(data, 'pubDataStreamPrivilegeExpire'),
  ];
}

/**
 * All that does not equal the publisher is a subscriber.
 *
 * @param {unknown} role
 */
function roleNumber(role) {
  return role == PUBLISHER ? PUBLISHER : SUBSCRIBER;
}

/** @param {any} outcome */
function minted(outcome) {
  if (typeof outcome === 'string') return outcome;
  if (outcome.argument === 'appId' || outcome.argument === 'certificate') return '';
  return unwrap(outcome);
}

module.exports = { PUBLISHER, SUBSCRIBER, mint, mintRtc, mintWithRtm2, privileges, roleNumber };
