'use strict';

// parse, verify and explain.

const assert = require('node:assert/strict');
const test = require('node:test');
const { inspect } = require('node:util');

const { VoxTokenError, agora } = require('voxtoken');

const APP_ID = '970CA35de60c44645bbae8a215061b33';
const CERTIFICATE = '5CFd2fd1755d40ecb72977518be15d3b';
const NOW = 1_700_000_000;
const FIXED = { appId: APP_ID, certificate: CERTIFICATE, issuedAt: NOW, salt: 7 };

const BUILDER = new agora.TokenBuilder(FIXED);
const TOKEN = BUILDER.rtc('lobby', 23, agora.Role.PUBLISHER, 3600, 1800);
const OLD = BUILDER.rtc006('lobby', 23, agora.Role.PUBLISHER, NOW + 600);

function refused(problem, call) {
  assert.throws(call, (error) => {
    assert.ok(error instanceof VoxTokenError);
    assert.deepEqual([error.kind, error.problem], ['invalid_token', problem]);
    assert.ok(!error.message.includes(CERTIFICATE) && !error.message.includes(TOKEN.slice(3)));
    return true;
  });
}

test('a parsed token says what the token says', () => {
  const names = ['join_channel', 'publish_audio_stream', 'publish_video_stream', 'publish_data_stream'];
  assert.deepEqual(agora.parse(TOKEN), {
    version: '007',
    appId: APP_ID,
    issueTime: NOW,
    salt: 7,
    tokenExpireTime: NOW + 3600,
    expireTime: NOW + 1800,
    expiresAt: new Date((NOW + 1800) * 1000),
    services: [
      {
        typeNumber: 1,
        name: 'rtc',
        boundTo: { channel: 'lobby', account: '23' },
        privileges: names.map((name, place) => ({ number: place + 1, name, value: 1800, expireTime: NOW + 1800 })),
        permissions: [],
      },
    ],
  });
});

test('a parsed 006 token says what is readable', () => {
  const said = agora.parse(OLD);
  assert.deepEqual([said.version, said.issueTime, said.salt], ['006', undefined, 7]);
  assert.deepEqual([said.tokenExpireTime, said.expireTime], [NOW + 86_400, NOW + 600]);
  assert.deepEqual(Object.keys(said.services[0].boundTo), ['crcChannel', 'crcUid']);
});

test('what services are bound to and their permissions have names of this language', () => {
  const permissions = new agora.Permissions();
  permissions.add(agora.Resource.STREAM_CHANNELS, agora.Access.WRITE, ['news', '中']);
  permissions.add(9, 7, []);
  assert.deepEqual(agora.parse(BUILDER.rtmWithPermissions('alice', permissions, 60)).services[0], {
    typeNumber: 8,
    name: 'rtm2',
    boundTo: { userId: 'alice' },
    privileges: [{ number: 1, name: 'login', value: 60, expireTime: NOW + 60 }],
    permissions: [
      { resource: 1, resourceName: 'streams', access: 1, accessName: 'write', names: ['news', '中'] },
      { resource: 9, resourceName: undefined, access: 7, accessName: undefined, names: [] },
    ],
  });
  const [apaas] = agora.parse(BUILDER.apaasRoomUser('room', 'alice', -5, 60)).services.slice(-1);
  assert.deepEqual(apaas.boundTo, { role: -5, roomUuid: 'room', userUuid: 'alice' });
});

test('a report cannot be changed, in no part of it', () => {
  const permissions = new agora.Permissions();
  permissions.add(0, 0, ['news']);
  const frozen = (value) => {
    if (typeof value !== 'object' || value instanceof Date) return true;
    return Object.isFrozen(value) && Object.values(value).every(frozen);
  };
  const forged = { certificate: '0'.repeat(32) };
  for (const token of [TOKEN, OLD, BUILDER.rtmWithPermissions('alice', permissions, 60)]) {
    assert.ok(frozen(agora.parse(token)));
    assert.ok(frozen(agora.explain(token, forged)));
    assert.ok(agora.explain(token, forged).findings.length > 0);
  }
});

test('neither a report nor a builder shows a token or the certificate', () => {
  for (const object of [agora.parse(TOKEN), agora.explain(TOKEN, { certificate: CERTIFICATE }), BUILDER]) {
    const shown = inspect(object, { depth: 9, showHidden: true }) + JSON.stringify(object);
    assert.ok(!shown.includes(CERTIFICATE) && !shown.includes(TOKEN));
  }
  assert.equal(inspect(BUILDER), `TokenBuilder { appId: '${APP_ID}' }`);
});

test('a good token is verified', () => {
  for (const given of [{}, { channel: 'lobby' }, { user: 23 }, { user: '23' }, { channel: 'lobby', user: 23 }]) {
    assert.deepEqual(agora.verify(TOKEN, { certificate: CERTIFICATE, now: NOW, ...given }), agora.parse(TOKEN));
  }
  const given = { certificate: CERTIFICATE, channel: 'lobby', user: 23, now: NOW };
  assert.deepEqual(agora.verify(OLD, given), agora.parse(OLD));
});

test('the system clock is taken where no time is given', () => {
  const live = new agora.TokenBuilder({ appId: APP_ID, certificate: CERTIFICATE }).rtc('lobby', 23, 1, 3600, 3600);
  assert.equal(agora.verify(live, { certificate: CERTIFICATE }).version, '007');
  assert.equal(agora.explain(live).isValid, true);
  refused('expired', () => agora.verify(TOKEN, { certificate: CERTIFICATE }));
  assert.deepEqual(agora.explain(TOKEN).findings.map(({ problem }) => problem), ['expired']);
});

test('a bad token is refused with its problem', () => {
  const given = { certificate: CERTIFICATE, channel: 'lobby', user: 23, now: NOW };
  refused('bad_signature', () => agora.verify(TOKEN, { ...given, certificate: '0'.repeat(32) }));
  refused('channel_mismatch', () => agora.verify(TOKEN, { ...given, channel: 'Lobby' }));
  refused('user_mismatch', () => agora.verify(TOKEN, { ...given, user: 24 }));
  refused('expired', () => agora.verify(TOKEN, { ...given, now: NOW + 1800 }));
  refused('channel_crc_mismatch', () => agora.verify(OLD, { ...given, channel: 'Lobby' }));
  refused('user_crc_mismatch', () => agora.verify(OLD, { ...given, user: 24 }));
  refused('truncated', () => agora.verify(TOKEN.slice(0, -8), given));
});

test('damage is named', () => {
  refused('bad_version', () => agora.parse('abc'));
  refused('bad_version', () => agora.parse(''));
  refused('bad_base64', () => agora.parse('007!'));
  refused('bad_compression', () => agora.parse('007AAAA'));
  refused('truncated', () => agora.parse(OLD.slice(0, 20)));
  refused('bad_version', () => agora.open(OLD));
  const report = agora.explain('abc');
  assert.deepEqual(report.findings.map(({ severity }) => severity), ['error']);
  assert.deepEqual([report.version, report.expiresAt, report.services], [undefined, undefined, []]);
});

test('a certificate that is none is an argument at fault', () => {
  for (const token of [TOKEN, 'abc']) {
    const expected = { kind: 'invalid_argument', argument: 'certificate' };
    assert.throws(() => agora.verify(token, { certificate: 'x', now: NOW }), expected);
  }
  for (const [given, argument] of [[{ user: 23 }, 'channel'], [{ channel: 'lobby' }, 'user']]) {
    const expected = { kind: 'invalid_argument', argument };
    assert.throws(() => agora.verify(OLD, { certificate: CERTIFICATE, now: NOW, ...given }), expected);
  }
});

test('a report tells what was checked', () => {
  const verdict = ({ signature, isValid, isVerified }) => [signature, isValid, isVerified];
  assert.deepEqual(verdict(agora.explain(TOKEN, { now: NOW })), ['not_checked', true, false]);
  const checked = agora.explain(TOKEN, { certificate: CERTIFICATE, now: NOW });
  assert.deepEqual(verdict(checked), ['good', true, true]);
  assert.deepEqual(verdict(agora.explain(TOKEN, { certificate: '0'.repeat(32), now: NOW })), ['bad', false, false]);
  const { signature, findings, isValid, isVerified, ...content } = checked;
  assert.deepEqual([signature, findings, isValid, isVerified], ['good', [], true, true]);
  assert.deepEqual(content, agora.parse(TOKEN));
});

test('a warning does not make a token invalid', () => {
  const long = BUILDER.rtc('lobby', 23, agora.Role.PUBLISHER, 86_401, 0);
  const report = agora.explain(long, { certificate: CERTIFICATE, now: NOW });
  assert.deepEqual(report.findings.map(({ problem, severity }) => [problem, severity]), [['over_one_day', 'warning']]);
  assert.equal(report.isVerified, true);
});

test('what was opened can be sealed and signed again', () => {
  const { signature, signingInfo } = agora.open(TOKEN);
  assert.deepEqual(agora.sign(signingInfo, CERTIFICATE), signature);
  assert.deepEqual(agora.open(agora.seal(new Uint8Array(signingInfo), CERTIFICATE)), { signature, signingInfo });
  assert.notDeepEqual(agora.sign(signingInfo, '0'.repeat(32)), signature);
});
