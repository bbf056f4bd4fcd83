'use strict';

// What README.md says is different from Agora's own packages, on both sides.

const assert = require('node:assert/strict');
const test = require('node:test');

const { agora } = require('voxtoken');

const [THEIRS, OURS] = [
  ['agora-token', 'agora-access-token'],
  ['voxtoken/agora', 'voxtoken/agora-access-token'],
].map(([name, old]) => ({
  ...require(name),
  ...require(`${name}/src/AccessToken2`),
  ...require(`${old}/src/AccessToken`),
  old: require(old),
}));
const IDS = ['970CA35de60c44645bbae8a215061b33', '5CFd2fd1755d40ecb72977518be15d3b'];
const BYTES = IDS.map((id) => Buffer.from(id));

const rtc = (...given) => (side) => side.RtcTokenBuilder.buildTokenWithUid(...IDS, ...given);
const rtc006 = (side) => side.old.RtcTokenBuilder.buildTokenWithUid(...IDS, 'lobby', 23, 1, 0);
const rtm = (...given) => (side) => side.RtmTokenBuilder.buildToken(...IDS, ...given);
const chat = (...given) => (side) => side.ChatTokenBuilder.buildUserToken(...IDS, ...given);
const room = (...given) => (side) => side.ApaasTokenBuilder.buildRoomUserToken(...IDS, ...given);

const service = (token, name) => agora.parse(token).services.find((found) => found.name === name);
const account = (token) => service(token, 'rtc').boundTo.account;
const channel = (token) => service(token, 'rtc').boundTo.channel;
const user = (token) => agora.parse(token).services.find(({ boundTo }) => 'userId' in boundTo).boundTo.userId;
const apaas = (token) => service(token, 'apaas').boundTo;
const life = (token) => agora.parse(token).tokenExpireTime - agora.parse(token).issueTime;
const privilege = (token) => service(token, 'rtc').privileges[0].value;

/** What makes a token there, what is looked at in that token, what it is, and the error that it is here. */
const PASSED_OVER = [
  ...[null, undefined].flatMap((none) => [
    [rtc('lobby', none, 1, 60), account, String(none), TypeError],
    [rtm(none, 60), user, '', TypeError],
    [chat(none, 60), user, '', TypeError],
    [rtm('me', none), life, 0, TypeError],
  ]),
  ...[null, undefined, 0].map((none) => [
    room(none, 'me', 1, 60),
    (token) => apaas(token).roomUuid,
    '',
    TypeError,
  ]),
  ...[-1, 1.5, NaN, 2 ** 53].map((number) => [rtc('lobby', number, 1, 60), account, String(number), RangeError]),
  ...[[null, TypeError], ['', TypeError], [NaN, RangeError], ['x', RangeError]].flatMap(([none, error]) => [
    [rtc('lobby', 23, 1, 60, none), privilege, 0, error],
    [rtm('me', none), life, 0, error],
  ]),
  ...[[null, TypeError], ['', TypeError], [NaN, RangeError]].map(([none, error]) => [
    room('room', 'me', none, 60),
    (token) => apaas(token).role,
    -1,
    error,
  ]),
  [(side) => side.RtcTokenBuilder.buildTokenWithUid(...BYTES, 'lobby', 23, 1, 60), channel, 'lobby', TypeError],
  [rtc(Buffer.from('lobby'), 23, 1, 60), channel, 'lobby', TypeError],
  [rtc('lobby', Buffer.from('me'), 1, 60), account, 'me', TypeError],
  [rtm(Buffer.from('me'), 60), user, 'me', TypeError],
  [rtc('lobby', true, 1, 60), account, 'true', TypeError],
  [rtc('lobby', 23, 1, [60]), life, 60, TypeError],
  [rtc('lobby\ud800', 23, 1, 60), channel, 'lobby\ufffd', TypeError],
];

test('what the official packages pass over is an error here', () => {
  for (const [make, look, expected, error] of PASSED_OVER) {
    assert.deepEqual(look(make(THEIRS)), expected, `${make}`);
    assert.throws(() => make(OURS), error, `${make}`);
  }
});

test('a number as a user and the role 0 are taken for what they are', () => {
  for (const make of [rtm(23, 60), chat(23, 60)]) {
    assert.throws(() => make(THEIRS), TypeError);
    assert.equal(user(make(OURS)), '23');
  }
  const old = (account) => (side) => side.old.RtmTokenBuilder.buildToken(...IDS, account, 1, 0);
  assert.throws(() => old(0)(THEIRS), TypeError);
  assert.equal(crcOf(old(0)(OURS)), crcOf(old('0')(THEIRS)));
  const nobody = room('room', 0, 1, 60);
  const users = [THEIRS, OURS].map((side) => service(nobody(side), 'chat').boundTo.userId);
  assert.deepEqual(users, ['93b885adfe0da089cdf634904fd59f71', 'd41d8cd98f00b204e9800998ecf8427e']);
  for (const name of ['ApaasTokenBuilder', 'EducationTokenBuilder']) {
    const built = [THEIRS, OURS].map((side) => side[name].buildRoomUserToken(...IDS, 'room', 'me', 0, 60));
    assert.deepEqual(built.map((token) => apaas(token).role), [-1, 0]);
    assert.deepEqual(built.map((token) => service(token, 'apaas').privileges.length), [0, 1]);
  }
});

function crcOf(token) {
  return agora.parse(token).services[0].boundTo.crcChannel;
}

test('a single string is no list of resources here', () => {
  const add = (side) => {
    const permissions = new side.Rtm2Permissions();
    permissions.add(0, 0, 'ab');
    return permissions.details;
  };
  assert.deepEqual(add(THEIRS), { 0: { 0: ['a', 'b'] } });
  assert.throws(() => add(OURS), TypeError);
});

test('what is behind or missing in a token is refused here', () => {
  const token = rtc('lobby', 23, 1, 60)(THEIRS);
  const bytes = Buffer.from(token.slice(3), 'base64');
  const outcomes = (text) => [THEIRS, OURS].map((side) => new side.AccessToken2().from_string(text));
  const text = (bytes) => `007${bytes.toString('base64')}`;
  assert.deepEqual(outcomes(token), [true, true]);
  assert.deepEqual(outcomes(text(Buffer.concat([bytes, Buffer.from('more')]))), [true, false]);
  const old = rtc006(THEIRS);
  const cut = old.slice(0, 35) + Buffer.from(old.slice(35), 'base64').subarray(0, -1).toString('base64');
  assert.deepEqual([THEIRS, OURS].map((side) => new side.AccessToken().fromString(cut)), [true, false]);
  const roles = [THEIRS, OURS].map((side) => {
    const read = new side.AccessToken2();
    read.from_string(room('room', 'me', -5, 60)(OURS));
    return read.services.at(-1).__role;
  });
  assert.deepEqual(roles, [65_531, -5]);
});

test('a 006 token that is damaged is printed there and not here', (t) => {
  const log = t.mock.method(console, 'log', () => {});
  for (const [side, times] of [[THEIRS, 1], [OURS, 0]]) {
    assert.equal(new side.AccessToken().fromString('006'), false);
    assert.equal(log.mock.callCount(), times);
    log.mock.resetCalls();
  }
});

test('the classes for tokens differ in what is inside them', () => {
  for (const name of ['AccessToken', 'AccessToken2']) {
    const certificates = [THEIRS, OURS].map((side) => ({ ...new side[name](...IDS) }).appCertificate);
    assert.deepEqual(certificates, [IDS[1], undefined]);
  }
  for (const name of ['__signing', '__build_check', '__services_for_packing', '__parsed']) {
    assert.deepEqual([THEIRS, OURS].map((side) => name in new side.AccessToken2()), [true, false]);
  }
  for (const call of [
    (side) => side.AccessToken.call({}, ...IDS, 'lobby', 1),
    (side) => {
      const { build } = new side.AccessToken(...IDS, 'lobby', 1);
      return build();
    },
  ]) {
    assert.doesNotThrow(() => call(THEIRS));
    assert.throws(() => call(OURS), TypeError);
  }
  const salts = (side) => new Set(Array.from({ length: 9 }, () => new side.AccessToken().salt)).size;
  assert.equal(salts(THEIRS), 1);
  assert.ok(salts(OURS) > 1);
});
