'use strict';

// The new builder: what it mints, and the rules of a strict one.

const assert = require('node:assert/strict');
const test = require('node:test');

const { agora } = require('voxtoken');

const APP_ID = '970CA35de60c44645bbae8a215061b33';
const CERTIFICATE = '5CFd2fd1755d40ecb72977518be15d3b';
const NOW = 1_700_000_000;
const IDS = { appId: APP_ID, certificate: CERTIFICATE };

const strict = new agora.TokenBuilder({ ...IDS, issuedAt: NOW });
const lenient = new agora.TokenBuilder({ ...IDS, issuedAt: NOW, lenient: true });

function refused(argument, call) {
  const message = new RegExp(`^${argument}: must `);
  assert.throws(call, { kind: 'invalid_argument', argument, retryable: false, message });
}

function privileges(token) {
  const { services } = agora.parse(token);
  return services.map(({ name, privileges }) => [name, privileges.map(({ name, value }) => [name, value])]);
}

test('a strict builder refuses what would make a token that cannot work, and a lenient one mints it', () => {
  for (const [argument, method, ...given] of [
    ['channel', 'rtc', '', 23, 1, 60, 0],
    ['channel', 'rtc', 'x'.repeat(65), 23, 1, 60, 0],
    ['channel', 'rtc', 'lobby/1', 23, 1, 60, 0],
    ['channel', 'rtc', 'é', 23, 1, 60, 0],
    ['user', 'rtc', 'lobby', '', 1, 60, 0],
    ['user', 'rtc', 'lobby', 'x'.repeat(256), 1, 60, 0],
    ['user', 'rtc', 'lobby', 'a\0b', 1, 60, 0],
    ['role', 'rtc', 'lobby', 23, 0, 60, 0],
    ['role', 'rtc', 'lobby', 23, 3, 60, 0],
    ['role', 'rtc', 'lobby', 23, 101, 60, 0],
    ['tokenExpire', 'rtc', 'lobby', 23, 1, 0, 0],
    ['tokenExpire', 'rtc', 'lobby', 23, 1, NOW, 0],
    ['privilegeExpire', 'rtc', 'lobby', 23, 1, 60, NOW],
    ['join', 'rtcWithPrivileges', 'lobby', 23, 60, NOW, 0, 0, 0],
    ['data', 'rtcWithPrivileges', 'lobby', 23, 60, 0, 0, 0, NOW],
    ['account', 'rtcWithRtm', 'lobby', '', 1, 60, 0],
    ['rtmUserId', 'rtcWithRtm2', 'lobby', 23, 1, 60, 0, 0, 0, 0, '', 60],
    ['rtmTokenExpire', 'stt', 'lobby', 23, 1, 60, 0, 0, 0, 0, 'me', NOW],
    ['userId', 'rtm', '', 60],
    ['roomUuid', 'apaasRoomUser', '', 'me', 1, 60],
    ['userUuid', 'apaasUser', '', 60],
    ['expire', 'chatApp', 0],
    ['role', 'rtc006', 'lobby', 23, 5, 0],
    ['privilegeExpiredTs', 'rtc006', 'lobby', 23, 1, 3600],
    ['account', 'rtm006', '', 0],
  ]) {
    refused(argument, () => strict[method](...given));
    assert.match(lenient[method](...given), /^00[67]/);
  }
});

test('a name of a resource with a NUL is refused by a strict builder', () => {
  const permissions = new agora.Permissions();
  permissions.add(agora.Resource.USERS, agora.Access.READ, ['a\0b']);
  refused('permissions', () => strict.rtmWithPermissions('me', permissions, 60));
  assert.match(lenient.rtmWithPermissions('me', permissions, 60), /^007/);
});

test('a publisher may publish, a subscriber may only join', () => {
  const all = ['join_channel', 'publish_audio_stream', 'publish_video_stream', 'publish_data_stream'];
  const lives = (names, life) => [['rtc', names.map((name) => [name, life])]];
  assert.deepEqual(privileges(strict.rtc('lobby', 23, agora.Role.PUBLISHER, 60, 30)), lives(all, 30));
  assert.deepEqual(privileges(strict.rtc('lobby', 23, agora.Role.SUBSCRIBER, 60, 30)), lives(all.slice(0, 1), 30));
  for (const role of [agora.Role.ATTENDEE, agora.Role.PUBLISHER, agora.Role.ADMIN]) {
    assert.deepEqual(privileges(strict.rtc006('lobby', 23, role, 0)), lives(all, 0));
  }
  assert.deepEqual(privileges(strict.rtc006('lobby', 23, agora.Role.SUBSCRIBER, 0)), lives(all.slice(0, 1), 0));
});

test('the uid 0 is any user, the account 0 is one like any other', () => {
  const account = (user) => agora.parse(strict.rtc('lobby', user, 1, 60, 0)).services[0].boundTo.account;
  assert.deepEqual([0, 23, 0xffff_ffff, '0', '23', '中'].map(account), ['', '23', '4294967295', '0', '23', '中']);
});

test('a room token has its room privilege, whatever the role', () => {
  for (const role of [0, 1, -1, -32_768, 32_767]) {
    const { services } = agora.parse(strict.apaasRoomUser('room', 'alice', role, 60));
    assert.deepEqual(services.map(({ name }) => name), ['rtm', 'chat', 'apaas']);
    assert.equal(services[2].boundTo.role, role);
    assert.deepEqual(services[2].privileges.map(({ name }) => name), ['room_user']);
  }
});

test('the names of education mint the tokens of apaas', () => {
  const fixed = new agora.TokenBuilder({ ...IDS, issuedAt: NOW, salt: 7 });
  assert.equal(fixed.educationRoomUser('room', 'me', 1, 60), fixed.apaasRoomUser('room', 'me', 1, 60));
  assert.equal(fixed.educationUser('me', 60), fixed.apaasUser('me', 60));
  assert.equal(fixed.educationApp(60), fixed.apaasApp(60));
});

test('the same time and salt give the same token, otherwise each token is another one', () => {
  const fixed = new agora.TokenBuilder({ ...IDS, issuedAt: NOW, salt: 7 });
  assert.equal(fixed.rtc('lobby', 23, 1, 60, 0), fixed.rtc('lobby', 23, 1, 60, 0));
  const salts = new Set(Array.from({ length: 100 }, () => agora.parse(strict.fpa()).salt));
  assert.ok(salts.size > 95); // among so many numbers two may be equal
  for (const salt of salts) assert.ok(salt >= 1 && salt <= 99_999_999);
});

test('a clock is asked for each token, and not where the time is fixed', () => {
  let now = NOW;
  const builder = new agora.TokenBuilder({ ...IDS, clock: () => now++ });
  assert.deepEqual([builder.fpa(), builder.rtm('me', 60)].map((token) => agora.parse(token).issueTime), [NOW, NOW + 1]);
  assert.equal(agora.parse(builder.rtc006('lobby', 23, 1, 0)).tokenExpireTime, NOW + 2 + 86_400);
  const clock = () => assert.fail('asked');
  assert.equal(agora.parse(new agora.TokenBuilder({ ...IDS, issuedAt: 5e8, clock }).fpa()).issueTime, 5e8);
  assert.equal(agora.parse(new agora.TokenBuilder({ ...IDS, issuedAt: 0, clock: () => NOW }).fpa()).issueTime, NOW);
});
