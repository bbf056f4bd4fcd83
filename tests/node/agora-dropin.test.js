'use strict';

// The modules with the names of Agora's own packages.

const assert = require('node:assert/strict');
const { createHash } = require('node:crypto');
const test = require('node:test');
const { inspect } = require('node:util');
const { Worker } = require('node:worker_threads');
const zlib = require('node:zlib');

const { agora } = require('voxtoken');
const dropIn = require('voxtoken/agora');
const { AccessToken } = require('voxtoken/agora/src/AccessToken');
const v007 = require('voxtoken/agora/src/AccessToken2');
const signaling = require('voxtoken/agora/src/SignalingToken');
const old = require('voxtoken/agora-access-token');
const old006 = require('voxtoken/agora-access-token/src/AccessToken');

const { AccessToken2 } = v007;
const { RtcTokenBuilder } = dropIn;
const APP_ID = '970CA35de60c44645bbae8a215061b33';
const CERTIFICATE = '5CFd2fd1755d40ecb72977518be15d3b';
const IDS = [APP_ID, CERTIFICATE];

function read(token) {
  const { appId, services } = agora.verify(token, { certificate: CERTIFICATE });
  assert.equal(appId, APP_ID);
  return services.map(({ name, boundTo, privileges }) => [
    name,
    boundTo,
    Object.fromEntries(privileges.map(({ number, value }) => [number, value])),
  ]);
}

test('each module has exactly the exports of the official one, by require and by import', async () => {
  const exported = {
    'voxtoken/agora': [
      'ApaasTokenBuilder',
      'ChatTokenBuilder',
      'ConvoAITokenBuilder',
      'EducationTokenBuilder',
      'FpaTokenBuilder',
      'RtcRole',
      'RtcTokenBuilder',
      'Rtm2Permissions',
      'RtmTokenBuilder',
      'SttTokenBuilder',
    ],
    'voxtoken/agora-access-token': ['RtcRole', 'RtcTokenBuilder', 'RtmRole', 'RtmTokenBuilder'],
  };
  for (const [name, keys] of Object.entries(exported)) {
    assert.deepEqual(Object.keys(require(name)).sort(), keys);
    const imported = await import(name);
    assert.deepEqual(Object.keys(imported).sort(), [...keys, 'default'].sort());
    for (const key of keys) assert.equal(imported[key], require(name)[key]);
    assert.equal(imported.default, require(name));
  }
  const names = Object.getOwnPropertyNames(RtcTokenBuilder);
  assert.deepEqual(names.filter((name) => /^build/i.test(name)), [
    'buildTokenWithUid',
    'buildTokenWithUserAccount',
    'buildTokenWithUidAndPrivilege',
    'BuildTokenWithUserAccountAndPrivilege',
    'buildTokenWithRtm',
    'buildTokenWithRtm2',
  ]);
  const { AccessToken2: imported } = await import('voxtoken/agora/src/AccessToken2.js');
  assert.equal(imported, AccessToken2);
});

test('a role of RTC gives the privileges that it gives in the official code', () => {
  const all = { 1: 30, 2: 30, 3: 30, 4: 30 };
  for (const [role, expected] of [[1, all], ['1', all], [2, { 1: 30 }], [0, { 1: 30 }], [undefined, { 1: 30 }]]) {
    const token = RtcTokenBuilder.buildTokenWithUid(...IDS, 'lobby', 23, role, 60, 30);
    assert.deepEqual(read(token), [['rtc', { channel: 'lobby', account: '23' }, expected]]);
  }
  for (const role of [0, 1, 101, '0']) assert.deepEqual(privileges006(role), { 1: 0, 2: 0, 3: 0, 4: 0 });
  for (const role of [2, 5, undefined, null]) assert.deepEqual(privileges006(role), { 1: 0 });
  const rtc = [60, 30, 30, 30, 30, 'me', 9];
  for (const { buildToken } of [dropIn.ConvoAITokenBuilder, dropIn.SttTokenBuilder]) {
    assert.deepEqual(read(buildToken(...IDS, 'lobby', 23, 1, ...rtc))[0][2], all);
    assert.deepEqual(read(buildToken(...IDS, 'lobby', 23, '1', ...rtc))[0][2], { 1: 30 });
  }
});

function privileges006(role) {
  const token = new AccessToken();
  assert.equal(token.fromString(old.RtcTokenBuilder.buildTokenWithUid(...IDS, 'lobby', 23, role, 0)), true);
  return token.messages;
}

test('methods work without their class, as callbacks are passed', () => {
  const { buildTokenWithUid, buildTokenWithUidAndPrivilege } = RtcTokenBuilder;
  assert.match(buildTokenWithUid(...IDS, 'lobby', 23, 1, 60, 60), /^007/);
  assert.match(buildTokenWithUidAndPrivilege(...IDS, 'lobby', 23, 60, 1, 2, 3, 4), /^007/);
  const { buildTokenWithAccount } = old.RtcTokenBuilder;
  assert.match(buildTokenWithAccount(...IDS, 'lobby', 'me', 1, 0), /^006/);
});

test('the number 0 is any user, the text 0 is not, and any other number is its decimal digits', () => {
  const account = (user) => read(RtcTokenBuilder.buildTokenWithUid(...IDS, 'lobby', user, 1, 60))[0][1].account;
  assert.deepEqual([0, '0', 23, '', 4_294_967_295].map(account), ['', '0', '23', '', '4294967295']);
  for (const [build, name, field] of [
    [dropIn.RtmTokenBuilder.buildToken, 'rtm', 'userId'],
    [dropIn.ChatTokenBuilder.buildUserToken, 'chat', 'userId'],
    [dropIn.ApaasTokenBuilder.buildUserToken, 'apaas', 'userUuid'],
  ]) {
    const [service] = read(build(...IDS, 23, 60));
    assert.deepEqual([service[0], service[1][field]], [name, '23']);
  }
  const withRtm = read(RtcTokenBuilder.buildTokenWithRtm(...IDS, 'lobby', 23, 1, 60));
  const users = withRtm.map(([name, bound]) => [name, bound.account ?? bound.userId]);
  assert.deepEqual(users, [['rtc', '23'], ['rtm', '23']]);
  assert.deepEqual(read(RtcTokenBuilder.buildTokenWithRtm(...IDS, 'lobby', 0, 1, 60)).map(([, bound]) => bound), [
    { channel: 'lobby', account: '' },
    { userId: '' },
  ]);
  const held = [new v007.ServiceRtc('lobby', 0), new v007.ServiceRtc('lobby', '0'), new v007.ServiceRtc('lobby', 23)];
  assert.deepEqual(held.map(({ __uid }) => __uid), ['', '0', '23']);
  const token = new AccessToken();
  token.fromString(old.RtmTokenBuilder.buildToken(...IDS, 23, 1, 0));
  const same = new AccessToken();
  same.fromString(old.RtmTokenBuilder.buildToken(...IDS, '23', 1, 0));
  assert.equal(token.crc_channel_name, same.crc_channel_name);
});

test('a number that is too large for a uid is an account, such as that of a telephone', () => {
  const users = [2 ** 32 - 1, 2 ** 32, 13_800_138_000, Number.MAX_SAFE_INTEGER];
  const expected = users.map(String);
  const held = (build) => users.map((user) => read(build(user))[0][1]).map(({ account, userId }) => account ?? userId);
  for (const build of [
    (user) => RtcTokenBuilder.buildTokenWithUid(...IDS, 'lobby', user, 1, 60),
    (user) => RtcTokenBuilder.buildTokenWithUidAndPrivilege(...IDS, 'lobby', user, 60, 0, 0, 0, 0),
    (user) => dropIn.SttTokenBuilder.buildToken(...IDS, 'lobby', user, 1, 60, 0, 0, 0, 0, 'me', 60),
    (user) => dropIn.RtmTokenBuilder.buildToken(...IDS, user, 60),
    (user) => dropIn.ChatTokenBuilder.buildUserToken(...IDS, user, 60),
  ]) {
    assert.deepEqual(held(build), expected, String(build));
  }
  for (const user of users) {
    const [token, same] = [user, String(user)].map((account) => {
      const read = new AccessToken();
      read.fromString(old.RtcTokenBuilder.buildTokenWithUid(...IDS, 'lobby', account, 1, 0));
      return read;
    });
    assert.equal(token.crc_uid, same.crc_uid);
  }
});

test('the user number 0 is nobody to RTM, chat and apaas, and the account 0 where Agora refuses it', () => {
  const bound = (token) => read(token).map(([, fields]) => fields.userId ?? fields.userUuid);
  assert.deepEqual(bound(dropIn.RtmTokenBuilder.buildToken(...IDS, 0, 60)), ['']);
  assert.deepEqual(bound(dropIn.ChatTokenBuilder.buildUserToken(...IDS, 0, 60)), ['']);
  assert.deepEqual(bound(dropIn.ApaasTokenBuilder.buildUserToken(...IDS, 0, 60)), ['']);
  const room = dropIn.ApaasTokenBuilder.buildRoomUserToken(...IDS, 'room', 0, 3, 60);
  assert.deepEqual(read(room), [
    ['rtm', { userId: '' }, { 1: 60 }],
    ['chat', { userId: 'd41d8cd98f00b204e9800998ecf8427e' }, { 1: 60 }],
    ['apaas', { role: 3, roomUuid: 'room', userUuid: '' }, { 1: 60 }],
  ]);
  const [number, text] = [0, '0'].map((account) => {
    const token = new AccessToken();
    token.fromString(old.RtmTokenBuilder.buildToken(...IDS, account, 1, 0));
    return token.crc_channel_name;
  });
  assert.equal(number, text);
});

test('a token for signaling is for the account 0 if that is its number', () => {
  const [app, certificate] = IDS;
  for (const account of [0, '0']) {
    const [version, id, end, digest] = signaling.get(...IDS, account, 60).split(':');
    assert.deepEqual([version, id], ['1', app]);
    assert.equal(digest, createHash('md5').update(`0${app}${certificate}${end}`).digest('hex'));
  }
});

test('a service of RTM2 has no permissions if they are null', () => {
  assert.deepEqual(new v007.ServiceRtm2('me', null).pack(), new v007.ServiceRtm2('me').pack());
});

test('a 006 token that is read brings its app id along in one package and not in the other', () => {
  const text = old.RtcTokenBuilder.buildTokenWithUid(...IDS, 'lobby', 23, 1, 0);
  for (const [Token, expected] of [[AccessToken, APP_ID], [old006.AccessToken, 'mine']]) {
    const token = new Token('mine');
    assert.equal(token.fromString(text), true);
    assert.equal(token.appID, expected);
    assert.equal(token.fromString('006'), false);
    assert.equal(token.appID, expected);
  }
});

test('a room token has its room privilege and the role 0 stays 0', () => {
  for (const { buildRoomUserToken } of [dropIn.ApaasTokenBuilder, dropIn.EducationTokenBuilder]) {
    const services = read(buildRoomUserToken(...IDS, 'room', 'alice', 0, 60));
    assert.deepEqual(services, [
      ['rtm', { userId: 'alice' }, { 1: 60 }],
      ['chat', { userId: '6384e2b2184bcbf58eccf10ca7a6563c' }, { 1: 60 }],
      ['apaas', { role: 0, roomUuid: 'room', userUuid: 'alice' }, { 1: 60 }],
    ]);
  }
  assert.equal(new v007.ServiceApaas('room', 'alice', 0).__role, 0);
  const service = new v007.ServiceApaas('room', 'alice', -5);
  const again = new v007.ServiceApaas();
  again.unpack(service.pack().subarray(2));
  assert.equal(again.__role, -5);
});

test('times may be texts of digits and have fractions, as in the official code', () => {
  assert.deepEqual(read(RtcTokenBuilder.buildTokenWithUid(...IDS, 'lobby', 23, 2, '60', 30.9))[0][2], { 1: 30 });
  const end = Date.now() / 1000 + 60.5;
  const token = new AccessToken();
  token.fromString(old.RtcTokenBuilder.buildTokenWithUid(...IDS, 'lobby', 23, 2, end));
  assert.deepEqual(token.messages, { 1: Math.trunc(end) });
});

test('each token has a salt of its own', () => {
  const salts = (make) => new Set(Array.from({ length: 200 }, () => agora.parse(make()).salt));
  for (const make of [
    () => old.RtcTokenBuilder.buildTokenWithUid(...IDS, 'lobby', 23, 1, 0),
    () => old.RtmTokenBuilder.buildToken(...IDS, 'me', 1, 0),
    () => RtcTokenBuilder.buildTokenWithUid(...IDS, 'lobby', 23, 1, 60),
    () => dropIn.FpaTokenBuilder.buildToken(...IDS),
  ]) {
    const seen = salts(make);
    assert.ok(seen.size > 190);
    for (const salt of seen) assert.ok(salt >= 1 && salt <= 99_999_999);
  }
});

test('a second service of a type does not take the place of the first', () => {
  const token = new AccessToken2(...IDS, 0, 60);
  for (const name of ['one', 'two']) token.add_service(new v007.ServiceRtm(name));
  token.add_service(new v007.ServiceRtc('lobby', 23));
  const again = new AccessToken2();
  assert.equal(again.from_string(token.build()), true);
  assert.deepEqual(again.services.map((service) => service.service_type()), [1, 2, 2]);
  assert.deepEqual(again.getServices(v007.kRtmServiceType).map(({ __user_id }) => `${__user_id}`), ['one', 'two']);
  assert.deepEqual(again.getServices(99), []);
});

test('a token can be read, changed and built again, and forgets what it was before', () => {
  const token = new AccessToken2(...IDS, 1_700_000_000, 60);
  token.salt = 5;
  const service = new v007.ServiceRtc('lobby', 23);
  service.add_privilege(v007.ServiceRtc.kPrivilegeJoinChannel, 30);
  token.add_service(service);
  const text = token.build();
  assert.equal(token.build(), text);
  const again = new AccessToken2('', CERTIFICATE, 0, 0);
  assert.equal(again.from_string(text), true);
  assert.deepEqual([again.appId, again.issueTs, again.expire, again.salt], [Buffer.from(APP_ID), 1_700_000_000, 60, 5]);
  const [seen] = again.services;
  assert.ok(seen instanceof v007.ServiceRtc);
  assert.deepEqual([seen.__channel_name, seen.__uid], [Buffer.from('lobby'), Buffer.from('23')]);
  assert.deepEqual(seen.__privileges, { 1: 30 });
  assert.equal(again.build(), text);
  again.expire = 90;
  assert.equal(agora.parse(again.build()).tokenExpireTime, 1_700_000_090);
  assert.equal(again.from_string('007nonsense'), false);
  assert.deepEqual([again.appId, again.issueTs, again.services], ['', 0, []]);
  assert.equal(again.verifySignature(CERTIFICATE), false);
});

test('a signature is good with its certificate only, and with no change to the token', () => {
  const token = new AccessToken2();
  assert.equal(token.verifySignature(CERTIFICATE), false);
  const text = RtcTokenBuilder.buildTokenWithUid(...IDS, 'lobby', 23, 1, 60);
  const content = zlib.inflateSync(Buffer.from(text.slice(3), 'base64'));
  for (const place of [5, content.length - 1]) {
    content[place] ^= 1;
    assert.equal(token.from_string(`007${zlib.deflateSync(content).toString('base64')}`), true);
    assert.equal(token.verifySignature(CERTIFICATE), false);
    content[place] ^= 1;
  }
  assert.equal(token.from_string(`007${zlib.deflateSync(content).toString('base64')}`), true);
  assert.equal(token.verifySignature(CERTIFICATE), true);
  assert.equal(token.verifySignature(APP_ID), false);
});

test('a service of your own is packed, read back if it is known, and ends the reading if not', () => {
  class Own extends v007.Service {
    constructor(note = '') {
      super(999);
      this.note = note;
    }

    pack() {
      const length = Buffer.from([this.note.length, 0]);
      return Buffer.concat([super.pack(), length, Buffer.from(this.note)]);
    }

    unpack(buffer) {
      const reader = super.unpack(buffer);
      this.note = reader.getString().toString();
      return reader;
    }
  }
  const token = new AccessToken2(...IDS, 0, 60);
  for (const service of [new Own('first'), new v007.ServiceFpa()]) token.add_service(service);
  const text = token.build();
  const again = new AccessToken2();
  assert.equal(again.from_string(text), true);
  assert.deepEqual(again.services.map((service) => service.service_type()), [4]);
  assert.equal(again.verifySignature(CERTIFICATE), true);
  AccessToken2.kServices[999] = Own;
  try {
    assert.equal(again.from_string(text), true);
    assert.deepEqual(again.services.map(({ note }) => note), [undefined, 'first']);
  } finally {
    delete AccessToken2.kServices[999];
  }
});

test('what is not base64 is passed over, as in the official code', () => {
  const text = RtcTokenBuilder.buildTokenWithUid(...IDS, 'lobby', 23, 1, 60);
  const token = new AccessToken2();
  assert.equal(token.from_string(`${text.slice(0, 50)}\n ${text.slice(50)}\n`), true);
  assert.equal(token.verifySignature(CERTIFICATE), true);
  const text006 = old.RtcTokenBuilder.buildTokenWithUid(...IDS, 'lobby', 23, 1, 0);
  assert.equal(new AccessToken().fromString(`${text006.slice(0, 50)}\n${text006.slice(50)}\n`), true);
});

test('bad ids give an empty 007 token, and a 006 token as in the official code', () => {
  for (const bad of ['', 'x', `${APP_ID}0`, ` ${APP_ID.slice(1)}`, `${APP_ID}\n`, APP_ID.replace('9', 'g')]) {
    assert.equal(RtcTokenBuilder.buildTokenWithUid(bad, CERTIFICATE, 'lobby', 23, 1, 60), '');
    assert.equal(RtcTokenBuilder.buildTokenWithUid(APP_ID, bad, 'lobby', 23, 1, 60), '');
    const token = old.RtcTokenBuilder.buildTokenWithUid(bad, CERTIFICATE, 'lobby', 23, 1, 60);
    assert.ok(token.startsWith(`006${bad}`));
  }
  const token = new AccessToken2(...IDS, 0, 60);
  assert.equal(token.build(), '');
});

test('a token does not show its certificate', () => {
  for (const token of [new AccessToken2(...IDS, 0, 60), new AccessToken(...IDS, 'lobby', 23)]) {
    assert.equal(token.appCertificate, CERTIFICATE);
    assert.ok(!inspect(token, { depth: 9 }).includes(CERTIFICATE) && !JSON.stringify(token).includes(CERTIFICATE));
  }
});

test('tokens are minted and read in worker threads, too', async () => {
  const mint = `
    const { parentPort } = require('node:worker_threads');
    const { RtcTokenBuilder } = require(${JSON.stringify(require.resolve('voxtoken/agora'))});
    parentPort.postMessage(RtcTokenBuilder.buildTokenWithUid('${APP_ID}', '${CERTIFICATE}', 'lobby', 23, 1, 60));
  `;
  const tokens = await Promise.all(
    Array.from({ length: 4 }, () => {
      const worker = new Worker(mint, { eval: true });
      return new Promise((resolve, reject) => worker.once('message', resolve).once('error', reject));
    }),
  );
  for (const token of tokens) assert.equal(read(token).length, 1);
});
