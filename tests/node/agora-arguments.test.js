'use strict';

// Wrong arguments: each is an error that names the argument, whatever is called and however wrong it is.

const assert = require('node:assert/strict');
const test = require('node:test');

const { VoxTokenError, agora } = require('voxtoken');
const dropIn = require('voxtoken/agora');
const v006 = require('voxtoken/agora/src/AccessToken');
const v007 = require('voxtoken/agora/src/AccessToken2');
const keys = require('voxtoken/agora/src/DynamicKey5');
const signaling = require('voxtoken/agora/src/SignalingToken');
const old = require('voxtoken/agora-access-token');

const APP_ID = '970CA35de60c44645bbae8a215061b33';
const CERTIFICATE = '5CFd2fd1755d40ecb72977518be15d3b';
const BUILDER = new agora.TokenBuilder({ appId: APP_ID, certificate: CERTIFICATE });
const TOKEN = BUILDER.rtc('lobby', 23, 1, 3600, 3600);

const NO_OBJECTS = [null, 5, 'x', [], Buffer.from('x'), new ArrayBuffer(2), new String('x')];
const HALF = '\ud800';
const NOTHING = [null, true, 5n, Symbol('x'), {}, [], () => 1, new Date(0)];
const NO_TEXTS = [...NOTHING, 5, NaN, Buffer.from('x')];
const NO_NUMBERS = [...NOTHING, 'x', '', Buffer.from('1')];
/** What the drop-in modules, which read numbers in texts as the official code does, do not take. */
const NO_WHOLES = [...NOTHING, '', ' ', Buffer.from('1')];
const BAD_NUMBERS = [NaN, Infinity, -Infinity, -1, -0.5, 2 ** 32, 2 ** 53 + 2];
/** Of a user of the drop-in modules, whose number may be too large for a uid. */
const BAD_USERS = [...BAD_NUMBERS.filter((number) => number !== 2 ** 32), 1.5];

/** Each is a TypeError, a RangeError or, for what only the core can know, a VoxTokenError; all name the argument. */
function refused(name, wrong, call) {
  assert.throws(call, (error) => {
    const label = `${name} = ${typeof wrong === 'symbol' ? 'symbol' : JSON.stringify(String(wrong))}: ${error}`;
    const isKnown = error instanceof TypeError || error instanceof RangeError || error instanceof VoxTokenError;
    assert.ok(isKnown && error.message.startsWith(`${name}: `), label);
    assert.ok(error.message.length < 300 && !error.message.includes(CERTIFICATE), label);
    return true;
  });
}

function types(name, wrongs, call) {
  for (const wrong of wrongs) {
    refused(name, wrong, () => call(wrong));
    assert.throws(() => call(wrong), TypeError);
  }
}

function ranges(name, wrongs, call) {
  for (const wrong of wrongs) {
    refused(name, wrong, () => call(wrong));
    assert.throws(() => call(wrong), RangeError);
  }
}

const PRIVILEGES = ['join', 'audio', 'video', 'data'];
const RTM2 = ['channel', 'user', 'role', 'rtcTokenExpire', ...PRIVILEGES, 'rtmUserId', 'rtmTokenExpire'];
const METHODS = {
  rtc: ['channel', 'user', 'role', 'tokenExpire', 'privilegeExpire'],
  rtcWithPrivileges: ['channel', 'user', 'tokenExpire', ...PRIVILEGES],
  rtcWithRtm: ['channel', 'account', 'role', 'tokenExpire', 'privilegeExpire'],
  rtcWithRtm2: RTM2,
  convoAi: RTM2,
  stt: RTM2,
  rtm: ['userId', 'expire'],
  rtmWithPermissions: ['userId', 'permissions', 'expire'],
  chatUser: ['userId', 'expire'],
  chatApp: ['expire'],
  apaasRoomUser: ['roomUuid', 'userUuid', 'role', 'expire'],
  apaasUser: ['userUuid', 'expire'],
  apaasApp: ['expire'],
  educationRoomUser: ['roomUuid', 'userUuid', 'role', 'expire'],
  educationUser: ['userUuid', 'expire'],
  educationApp: ['expire'],
  fpa: [],
  streaming: ['channel', 'user', 'tokenExpire', 'privilegeExpire'],
  fcdn: ['channel', 'user', 'role', 'tokenExpire', 'privilegeExpire'],
  rtc006: ['channel', 'user', 'role', 'privilegeExpiredTs'],
  rtm006: ['account', 'privilegeExpiredTs'],
};
const TEXTS = ['channel', 'account', 'rtmUserId', 'userId', 'roomUuid', 'userUuid'];

function good(name) {
  if (name === 'permissions') return new agora.Permissions();
  if (TEXTS.includes(name)) return 'me';
  return { user: 23, role: 1, privilegeExpiredTs: 0 }[name] ?? 60;
}

test('every method of the new builder refuses every wrong argument by its name', async (t) => {
  const methods = Object.getOwnPropertyNames(agora.TokenBuilder.prototype).filter((name) => name !== 'constructor');
  assert.deepEqual(methods.sort(), Object.keys(METHODS).sort());
  for (const [method, names] of Object.entries(METHODS)) {
    await t.test(method, () => {
      const goods = names.map(good);
      assert.match(BUILDER[method](...goods), /^00[67]/);
      names.forEach((name, place) => {
        const call = (wrong) => BUILDER[method](...goods.with(place, wrong));
        if (name === 'permissions') {
          const details = [5, { 0: 5 }, { 0: { 0: 'x' } }].map((details) => ({ details }));
          types(name, [...NO_TEXTS, undefined, 'x', ...details], call);
          const keys = ['x', '', ' 1', 70_000].flatMap((key) => [{ [key]: { 0: [] } }, { 0: { [key]: [] } }]);
          ranges(name, keys.map((details) => ({ details })), call);
        } else if (TEXTS.includes(name)) {
          types(name, [...NO_TEXTS, undefined, HALF, `x${HALF}y`], call);
          for (const wrong of ['', 'x'.repeat(70_000)]) refused(name, wrong, () => call(wrong));
        } else if (name === 'user') {
          types(name, [...NOTHING, undefined, HALF], call);
          ranges(name, [...BAD_NUMBERS, 1.5], call);
          refused(name, '', () => call(''));
        } else {
          types(name, [...NO_NUMBERS, undefined, '1'], call);
          const isClassroom = names.includes('roomUuid') && name === 'role';
          ranges(name, isClassroom ? [NaN, 1.5, 40_000, -40_000] : [...BAD_NUMBERS, 1.5], call);
        }
      });
    });
  }
});

test('the new builder is not made of wrong arguments', () => {
  const make = (name) => (wrong) => new agora.TokenBuilder({ appId: APP_ID, certificate: CERTIFICATE, [name]: wrong });
  for (const name of ['appId', 'certificate']) types(name, [...NO_TEXTS, HALF], make(name));
  types('lenient', [...NO_TEXTS.filter((value) => value !== true), 'yes', 0], make('lenient'));
  for (const name of ['issuedAt', 'salt']) {
    types(name, NO_NUMBERS, make(name));
    ranges(name, [...BAD_NUMBERS, 1.5], make(name));
  }
  types('clock', [null, true, 5, 'now', {}, []], make('clock'));
  types('more', [1], make('more'));
  types('settings', NO_OBJECTS, (wrong) => new agora.TokenBuilder(wrong));
});

test('ids that are none are refused when a token is minted, and never shown', () => {
  for (const [name, other] of [['appId', 'certificate'], ['certificate', 'appId']]) {
    for (const wrong of ['', 'x', `${APP_ID}0`, APP_ID.replace('9', 'g'), ` ${APP_ID.slice(1)}`]) {
      const builder = new agora.TokenBuilder({ [name]: wrong, [other]: APP_ID });
      assert.throws(() => builder.fpa(), { kind: 'invalid_argument', argument: name });
    }
  }
});

test('the ids come from the environment if they are not given, and are missed by their names', () => {
  const { AGORA_APP_ID = '', AGORA_APP_CERTIFICATE = '' } = process.env;
  try {
    Object.assign(process.env, { AGORA_APP_ID: APP_ID, AGORA_APP_CERTIFICATE: CERTIFICATE });
    assert.equal(agora.verify(new agora.TokenBuilder().fpa(), { certificate: CERTIFICATE }).appId, APP_ID);
    for (const [name, variable] of [['appId', 'AGORA_APP_ID'], ['certificate', 'AGORA_APP_CERTIFICATE']]) {
      process.env[variable] = '';
      const expected = { kind: 'invalid_argument', argument: name, message: new RegExp(`^${name}: .*${variable}`) };
      assert.throws(() => new agora.TokenBuilder(), expected);
      process.env[variable] = APP_ID;
    }
  } finally {
    Object.assign(process.env, { AGORA_APP_ID, AGORA_APP_CERTIFICATE });
  }
});

test('a clock that tells nonsense is an error of the clock', () => {
  for (const wrong of [NaN, -1, Infinity, '5', undefined, null]) {
    const builder = new agora.TokenBuilder({ appId: APP_ID, certificate: CERTIFICATE, clock: () => wrong });
    refused('clock', wrong, () => builder.fpa());
  }
  const clock = () => {
    throw new Error('no time');
  };
  const builder = new agora.TokenBuilder({ appId: APP_ID, certificate: CERTIFICATE, clock });
  assert.throws(() => builder.fpa(), /^Error: no time$/);
});

test('parse, verify and explain refuse wrong arguments by their names', () => {
  const goods = { certificate: CERTIFICATE, channel: 'lobby', user: 23 };
  types('token', [...NO_TEXTS, undefined, HALF], agora.parse);
  for (const call of [agora.verify, agora.explain]) {
    types('token', [...NO_TEXTS, undefined, HALF], (wrong) => call(wrong, goods));
    const given = (name) => (wrong) => call(TOKEN, { ...goods, [name]: wrong });
    for (const name of ['certificate', 'channel']) types(name, [...NO_TEXTS, HALF], given(name));
    types('user', [...NOTHING, HALF], given('user'));
    ranges('user', [...BAD_NUMBERS, 1.5], given('user'));
    types('now', [...NO_NUMBERS, '1'], given('now'));
    ranges('now', [NaN, Infinity, -1, 1.5, 2 ** 53], given('now'));
    types('more', [1], given('more'));
    types('expected', NO_OBJECTS, (wrong) => call(TOKEN, wrong));
  }
  for (const wrong of [{}, undefined]) types('certificate', [wrong], () => agora.verify(TOKEN, wrong));
});

test('open, seal and sign refuse wrong arguments by their names', () => {
  const { signingInfo } = agora.open(TOKEN);
  types('token', [...NO_TEXTS, undefined, HALF], agora.open);
  for (const call of [agora.seal, agora.sign]) {
    const noBytes = [...NOTHING, undefined, 'x', 5, new Uint16Array(2), new ArrayBuffer(2)];
    types('signingInfo', noBytes, (wrong) => call(wrong, CERTIFICATE));
    types('certificate', [...NO_TEXTS, undefined, HALF], (wrong) => call(signingInfo, wrong));
    assert.throws(() => call(signingInfo, 'x'), { kind: 'invalid_argument', argument: 'certificate' });
    assert.throws(() => call(Buffer.alloc(3), CERTIFICATE), { kind: 'invalid_argument', argument: 'appId' });
    const cut = signingInfo.subarray(0, 40);
    assert.throws(() => call(cut, CERTIFICATE), { kind: 'invalid_argument', argument: 'signingInfo' });
  }
  const shared = new Uint8Array(new SharedArrayBuffer(signingInfo.length));
  shared.set(signingInfo);
  assert.deepEqual(agora.sign(shared, CERTIFICATE), agora.open(TOKEN).signature);
});

test('permissions refuse what is none', () => {
  for (const [Permissions, names] of [
    [agora.Permissions, ['resource', 'access', 'names']],
    [dropIn.Rtm2Permissions, ['resourceType', 'permissionType', 'resources']],
  ]) {
    const goods = [0, 1, ['x']];
    names.forEach((name, place) => {
      const call = (wrong) => new Permissions().add(...goods.with(place, wrong));
      if (place < 2) {
        types(name, [...NO_WHOLES, undefined], call);
        ranges(name, [NaN, -1, 70_000], call);
      } else {
        types(name, [null, undefined, 5, 'x', {}, Buffer.from('x'), new String('x'), [5], [HALF]], call);
      }
    });
  }
});

test('a permission that is refused leaves the permissions as they were', () => {
  const permissions = new dropIn.Rtm2Permissions();
  permissions.add(0, 0, ['x']);
  for (const wrong of [[0, 0, [5]], [1, 0, [5]], [1, 70_000, ['x']], [1, 0, 5]]) {
    assert.throws(() => permissions.add(...wrong));
    assert.deepEqual(permissions.details, { 0: { 0: ['x'] } });
  }
});

const IDS = ['appId', 'appCertificate'];
const LIVES = [
  'joinChannelPrivilegeExpire',
  'pubAudioPrivilegeExpire',
  'pubVideoPrivilegeExpire',
  'pubDataStreamPrivilegeExpire',
];
const MEMBER = [...IDS, 'channelName'];
const ALL = [...MEMBER, 'rtcAccount', 'rtcRole', 'rtcTokenExpire', ...LIVES, 'rtmUserId', 'rtmTokenExpire'];
const ROOM = [...IDS, 'roomUuid', 'userUuid', 'role', 'expire'];
const OLD_IDS = ['appID', 'appCertificate', 'channelName'];
const SIGNING = ['appID', 'appCertificate', 'channelName', 'unixTs', 'randomInt', 'uid', 'expiredTs'];

/** What the official packages export, with the names of the arguments. */
const DROP_INS = [
  [dropIn.RtcTokenBuilder.buildTokenWithUid, [...MEMBER, 'uid', 'role', 'tokenExpire', 'privilegeExpire']],
  [dropIn.RtcTokenBuilder.buildTokenWithUserAccount, [...MEMBER, 'account', 'role', 'tokenExpire', 'privilegeExpire']],
  [dropIn.RtcTokenBuilder.buildTokenWithUidAndPrivilege, [...MEMBER, 'uid', 'tokenExpire', ...LIVES]],
  [dropIn.RtcTokenBuilder.BuildTokenWithUserAccountAndPrivilege, [...MEMBER, 'account', 'tokenExpire', ...LIVES]],
  [dropIn.RtcTokenBuilder.buildTokenWithRtm, [...MEMBER, 'account', 'role', 'tokenExpire', 'privilegeExpire']],
  [dropIn.RtcTokenBuilder.buildTokenWithRtm2, ALL],
  [dropIn.ConvoAITokenBuilder.buildToken, ALL],
  [dropIn.SttTokenBuilder.buildToken, ALL],
  [dropIn.RtmTokenBuilder.buildToken, [...IDS, 'userId', 'expire']],
  [dropIn.RtmTokenBuilder.buildTokenWithPermissions, [...IDS, 'userId', 'permissions', 'expire']],
  [dropIn.ChatTokenBuilder.buildUserToken, [...IDS, 'userUuid', 'expire']],
  [dropIn.ChatTokenBuilder.buildAppToken, [...IDS, 'expire']],
  [dropIn.ApaasTokenBuilder.buildRoomUserToken, ROOM],
  [dropIn.ApaasTokenBuilder.buildUserToken, [...IDS, 'userUuid', 'expire']],
  [dropIn.ApaasTokenBuilder.buildAppToken, [...IDS, 'expire']],
  [dropIn.EducationTokenBuilder.buildRoomUserToken, ROOM],
  [dropIn.EducationTokenBuilder.buildUserToken, [...IDS, 'userUuid', 'expire']],
  [dropIn.EducationTokenBuilder.buildAppToken, [...IDS, 'expire']],
  [dropIn.FpaTokenBuilder.buildToken, IDS],
  [old.RtcTokenBuilder.buildTokenWithUid, [...OLD_IDS, 'uid', 'role', 'privilegeExpiredTs']],
  [old.RtcTokenBuilder.buildTokenWithAccount, [...OLD_IDS, 'account', 'role', 'privilegeExpiredTs']],
  [old.RtmTokenBuilder.buildToken, ['appID', 'appCertificate', 'account', 'role', 'privilegeExpiredTs']],
  [keys.generateMediaChannelKey, SIGNING],
  [keys.generateRecordingKey, SIGNING],
  [keys.generatePublicSharingKey, SIGNING],
  [keys.generateInChannelPermissionKey, [...SIGNING, 'permission']],
  [signaling.get, ['appid', 'appcertificate', 'account', 'validTimeInSeconds']],
  [signaling.get1DayToken, ['appid', 'appcertificate', 'account']],
];

const GOODS = {
  appId: APP_ID,
  appID: APP_ID,
  appid: APP_ID,
  appCertificate: CERTIFICATE,
  appcertificate: CERTIFICATE,
  channelName: 'lobby',
  roomUuid: 'room',
  permission: '0',
  role: 1,
  rtcRole: 1,
  permissions: new dropIn.Rtm2Permissions(),
};
const USERS = ['uid', 'account', 'rtcAccount', 'rtmUserId', 'userId', 'userUuid'];
const MAY_BE_LEFT_OUT = [...LIVES, 'privilegeExpire', 'privilegeExpiredTs', 'rtmTokenExpire', 'permissions'];

test('every function of the drop-in modules refuses every wrong argument by its name', async (t) => {
  for (const [call, names] of DROP_INS) {
    await t.test(call.name, () => {
      const goods = names.map((name) => GOODS[name] ?? 60);
      assert.match(call(...goods), /^00[567]|^1:/);
      names.forEach((name, place) => {
        const wrongly = (wrong) => call(...goods.with(place, wrong));
        const absent = MAY_BE_LEFT_OUT.includes(name) ? [] : [undefined];
        if (name === 'appId' || (name === 'appCertificate' && names[0] === 'appId')) {
          const bytes = Buffer.from(APP_ID);
          types(name, [bytes, new Uint8Array(bytes)], wrongly);
          const none = [...NOTHING, 5, NaN, undefined, '', HALF, 'x', `${APP_ID} `];
          for (const wrong of none) assert.equal(wrongly(wrong), '');
        } else if (name === 'role' && names.includes('roomUuid')) {
          types(name, NO_WHOLES, wrongly);
          ranges(name, ['x', NaN, 40_000, -40_000], wrongly);
        } else if (name === 'role' || name === 'rtcRole') {
          const strange = [undefined, null, NaN, 5, -1, 'x', Symbol('x'), {}];
          for (const wrong of strange) assert.match(wrongly(wrong), /^00[67]/);
        } else if (name === 'permissions') {
          types(name, [5, 'x', {}, { details: null }, { details: { 0: { 0: [5] } } }], wrongly);
          ranges(name, [{ details: { '': { 0: [] } } }, { details: { 0: { '': [] } } }], wrongly);
        } else if (name === 'uid' && names.includes('unixTs')) {
          types(name, [...NO_WHOLES, undefined], wrongly);
        } else if (USERS.includes(name)) {
          types(name, [...NOTHING, undefined, HALF], wrongly);
          ranges(name, [...BAD_USERS, 'x'.repeat(70_000)], wrongly);
        } else if (typeof GOODS[name] === 'string') {
          const numbers = name === 'channelName' && names.includes('unixTs') ? [5, NaN] : [];
          types(name, [...NO_TEXTS.filter((wrong) => !numbers.includes(wrong)), undefined, HALF], wrongly);
          ranges(name, ['x'.repeat(70_000)], wrongly);
        } else {
          types(name, [...NO_WHOLES, ...absent], wrongly);
          ranges(name, [...BAD_NUMBERS, 'x', '1e99'], wrongly);
        }
      });
    });
  }
});

test('the classes of the drop-in modules refuse what they cannot hold', () => {
  const made = (Class, ...goods) => (place) => (wrong) => new Class(...goods.with(place, wrong));
  const rtc = made(v007.ServiceRtc, 'lobby', 23);
  types('channel_name', [null, 5, {}, HALF], rtc(0));
  types('uid', [...NOTHING, HALF], rtc(1));
  ranges('uid', BAD_USERS, rtc(1));
  for (const Class of [v007.ServiceRtm, v007.ServiceChat]) types('user_id', [...NOTHING, HALF], made(Class, 'me')(0));
  for (const Class of [v007.ServiceStreaming, v007.ServiceFCdn]) {
    types('channelName', [null, 5, {}, HALF], made(Class, 'lobby', 23)(0));
    types('account', [...NOTHING, HALF], made(Class, 'lobby', 23)(1));
  }
  const apaas = made(v007.ServiceApaas, 'room', 'me', 1);
  types('roomUuid', [null, 5, {}, HALF], apaas(0));
  types('userUuid', [...NOTHING, HALF], apaas(1));
  types('role', NO_WHOLES, apaas(2));
  ranges('role', [NaN, 40_000, -40_000], apaas(2));
  types('permissions', [5, 'x', {}], made(v007.ServiceRtm2, 'me', new v007.Rtm2Permissions())(1));
  const service = new v007.ServiceFpa();
  types('privilege', [...NO_WHOLES, undefined], (wrong) => service.add_privilege(wrong, 60));
  ranges('privilege', [NaN, -1, 70_000], (wrong) => service.add_privilege(wrong, 60));
  types('expire', NO_WHOLES, (wrong) => service.add_privilege(1, wrong));
  ranges('expire', BAD_NUMBERS, (wrong) => service.add_privilege(1, wrong));
  types('service_type', [...NO_WHOLES, undefined], (wrong) => new v007.Service(wrong));
  types('service', [null, undefined, 5, {}, { pack() {} }], (wrong) => new v007.AccessToken2().add_service(wrong));
  types('issueTs', NO_WHOLES.slice(1), (wrong) => new v007.AccessToken2(APP_ID, CERTIFICATE, wrong, 60));
  types('expire', NO_WHOLES, (wrong) => new v007.AccessToken2(APP_ID, CERTIFICATE, 0, wrong));
  const old006 = new v006.AccessToken(APP_ID, CERTIFICATE, 'lobby', 23);
  types('priviledge', [...NO_WHOLES, undefined], (wrong) => old006.addPriviledge(wrong, 60));
  types('expireTimestamp', NO_WHOLES, (wrong) => old006.addPriviledge(1, wrong));
  types('uid', NOTHING, (wrong) => new v006.AccessToken(APP_ID, CERTIFICATE, 'lobby', wrong));
});

test('what is wrong in a field is found when the token is built', () => {
  const build007 = (fields) => {
    const token = Object.assign(new v007.AccessToken2(APP_ID, CERTIFICATE, 0, 60), fields);
    token.add_service(new v007.ServiceRtm('me'));
    return token.build();
  };
  assert.match(build007({}), /^007/);
  for (const name of ['issueTs', 'expire', 'salt']) {
    types(name, [...NO_WHOLES, undefined], (wrong) => build007({ [name]: wrong }));
    ranges(name, BAD_NUMBERS, (wrong) => build007({ [name]: wrong }));
  }
  const build006 = (fields) => Object.assign(new v006.AccessToken(APP_ID, CERTIFICATE, 'lobby', 23), fields).build();
  assert.match(build006({}), /^006/);
  for (const name of ['appID', 'appCertificate', 'channelName', 'uid']) {
    types(name, [...NO_TEXTS, undefined, HALF], (wrong) => build006({ [name]: wrong }));
  }
  for (const name of ['salt', 'ts']) types(name, [...NO_WHOLES, undefined], (wrong) => build006({ [name]: wrong }));
  types('uid', [0], () => new v006.AccessToken(APP_ID, CERTIFICATE, 'lobby').build());
  types('uid', [0], () => {
    const token = new v007.AccessToken2(APP_ID, CERTIFICATE, 0, 60);
    token.add_service(new v007.ServiceRtc('lobby'));
    return token.build();
  });
});

test('what is no number among the keys of permissions is found when the service is packed', () => {
  for (const details of [{ '': { 0: ['x'] } }, { 0: { '': ['x'] } }, { 0: { x: ['x'] } }]) {
    const service = new v007.ServiceRtm2('me', Object.assign(new v007.Rtm2Permissions(), { details }));
    ranges('permissions', [details], () => service.pack());
  }
});

test('no token, however damaged, is an exception of the classes that read one', () => {
  const [new007, new006] = [new v007.AccessToken2(), new v006.AccessToken()];
  const damaged = ['', '00', '007', '006', '007!', `006${APP_ID}`, '007eJw', HALF, TOKEN.slice(0, -9)];
  for (const wrong of [...NO_TEXTS, undefined, ...damaged]) {
    assert.equal(new007.from_string(wrong), false);
    assert.equal(new006.fromString(wrong), false);
    assert.equal(new007.verifySignature(CERTIFICATE), false);
  }
  assert.equal(new007.from_string(TOKEN), true);
  for (const wrong of [...NO_TEXTS, undefined, '', 'x']) assert.equal(new007.verifySignature(wrong), false);
});
