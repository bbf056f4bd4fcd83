'use strict';

// Tokens that Agora's own code made: 007 by its content, 006 to the last character.

const assert = require('node:assert/strict');
const fs = require('node:fs');
const path = require('node:path');
const test = require('node:test');

const { agora } = require('voxtoken');
const v006 = require('voxtoken/agora/src/AccessToken');
const v007 = require('voxtoken/agora/src/AccessToken2');
const old = require('voxtoken/agora-access-token');
const official = require('voxtoken/agora');

/** Those of a kind; the bad ones are those that the official C++ refuses. */
function vectors(name, kind, isBad = false) {
  const { vectors } = JSON.parse(fs.readFileSync(path.join(__dirname, '..', 'vectors', name)));
  const chosen = vectors.filter((vector) => vector.inputs.kind === kind && 'expected' in vector === isBad);
  assert.notEqual(chosen.length, 0);
  return chosen;
}

function each(name, all, check) {
  test(name, async (t) => {
    for (const vector of all) await t.test(vector.id, () => check(vector));
  });
}

function userOf(inputs) {
  return inputs.account ?? inputs.uid ?? 0;
}

function contentOf(token) {
  const { signature, signingInfo } = agora.open(token);
  const length = Buffer.alloc(2);
  length.writeUInt16LE(signature.length);
  return Buffer.concat([length, signature, signingInfo]).toString('hex');
}

/** What does not differ from one token to the next: the signed bytes without issue time and salt. */
function withoutSaltAndTime(token) {
  const { signingInfo } = agora.open(token);
  return [signingInfo.subarray(0, 34), signingInfo.subarray(38, 42), signingInfo.subarray(46)];
}

function permissionsOf(said, permissions) {
  for (const [resource, accesses] of said) {
    for (const [access, names] of accesses) permissions.add(resource, access, names);
  }
  return permissions;
}

each('a 006 token is the official one', vectors('agora_006.json', 'token'), ({ inputs, token }) => {
  const built = new v006.AccessToken(inputs.app_id, inputs.app_cert, inputs.channel, userOf(inputs));
  Object.assign(built, { salt: inputs.salt, ts: inputs.ts });
  for (const [privilege, end] of inputs.privileges.toReversed()) built.addPriviledge(privilege, end);
  assert.equal(built.build(), token);
  const read = new v006.AccessToken();
  assert.equal(read.fromString(token), true);
  assert.equal(read.appID, inputs.app_id);
  assert.deepEqual([read.salt, read.ts], [inputs.salt, inputs.ts]);
  assert.deepEqual(read.messages, Object.fromEntries(inputs.privileges));
});

const BUILDERS_006 = {
  'rtc1.uid': old.RtcTokenBuilder.buildTokenWithUid,
  'rtc1.account': old.RtcTokenBuilder.buildTokenWithAccount,
  rtm1: old.RtmTokenBuilder.buildToken,
};

each('the 006 builders give the official privileges', vectors('agora_006.json', 'builder'), ({ inputs, token }) => {
  const [theirs, ours] = [agora.parse(token), agora.parse(BUILDERS_006[inputs.fn](...inputs.args))];
  const of = ({ services: [{ boundTo, privileges }] }) => [
    boundTo,
    privileges.map(({ number, value }) => [number, value]),
  ];
  assert.deepEqual(of(ours), of(theirs));
});

each('the new builder mints the official 006 token', vectors('agora_006.json', 'builder'), ({ inputs, token }) => {
  const [appId, certificate, ...rest] = inputs.args;
  const fixed = { lenient: true, issuedAt: inputs.now, salt: inputs.salt };
  const builder = new agora.TokenBuilder({ appId, certificate, ...fixed });
  const mintRtm = (account, _role, end) => builder.rtm006(account, end);
  const mint = inputs.fn === 'rtm1' ? mintRtm : builder.rtc006.bind(builder);
  assert.equal(mint(...rest), token);
});

const SERVICES = {
  1: (said) => new v007.ServiceRtc(said.channel, userOf(said)),
  2: (said) => new v007.ServiceRtm(said.user_id),
  3: (said) => new v007.ServiceStreaming(said.channel, userOf(said)),
  4: () => new v007.ServiceFpa(),
  5: (said) => new v007.ServiceChat(said.user_id),
  6: (said) => new v007.ServiceFCdn(said.channel, userOf(said)),
  7: (said) => new v007.ServiceApaas(said.room, said.user, said.role),
  8: (said) => new v007.ServiceRtm2(said.user_id, permissionsOf(said.permissions, new v007.Rtm2Permissions())),
  9: () => new v007.ServiceConvoAI(),
  10: () => new v007.ServiceStt(),
};

function tokenOf(inputs) {
  const token = new v007.AccessToken2(inputs.app_id, inputs.app_cert, inputs.issue_ts, inputs.expire);
  Object.assign(token, { issueTs: inputs.issue_ts, salt: inputs.salt });
  for (const said of inputs.services) {
    const service = SERVICES[said.type](said);
    for (const [privilege, life] of said.privileges.toReversed()) service.add_privilege(privilege, life);
    token.add_service(service);
  }
  return token;
}

each('a 007 token has the official content', vectors('agora_007.json', 'services'), (vector) => {
  assert.equal(contentOf(tokenOf(vector.inputs).build()), vector.raw_hex);
  assert.equal(contentOf(vector.token), vector.raw_hex);
});

each('bad ids give no 007 token', vectors('agora_007.json', 'services', true), ({ inputs }) => {
  assert.equal(tokenOf(inputs).build(), '');
});

each('an official 007 token is read, verified and built again', vectors('agora_007.json', 'services'), (vector) => {
  const { inputs } = vector;
  const token = new v007.AccessToken2('', inputs.app_cert);
  assert.equal(token.from_string(vector.token), true);
  assert.equal(token.verifySignature(inputs.app_cert), true);
  assert.equal(token.verifySignature('0'.repeat(32)), false);
  const expected = tokenOf(inputs).services.sort((left, right) => left.service_type() - right.service_type());
  assert.deepEqual(
    token.services.map((service) => service.pack()),
    expected.map((service) => service.pack()),
  );
  assert.equal(contentOf(token.build()), vector.raw_hex);
  assert.equal(agora.explain(vector.token, { certificate: inputs.app_cert }).signature, 'good');
});

const { ApaasTokenBuilder, ChatTokenBuilder, RtcTokenBuilder, RtmTokenBuilder, SttTokenBuilder } = official;

const BUILDERS_007 = {
  'rtc2.uid_role': [RtcTokenBuilder.buildTokenWithUid, 'rtc'],
  'rtc2.account_role': [RtcTokenBuilder.buildTokenWithUserAccount, 'rtc'],
  'rtc2.uid_priv': [RtcTokenBuilder.buildTokenWithUidAndPrivilege, 'rtcWithPrivileges'],
  'rtc2.account_priv': [RtcTokenBuilder.BuildTokenWithUserAccountAndPrivilege, 'rtcWithPrivileges'],
  'rtc2.rtm': [RtcTokenBuilder.buildTokenWithRtm, 'rtcWithRtm'],
  'rtc2.rtm2': [RtcTokenBuilder.buildTokenWithRtm2, 'rtcWithRtm2'],
  'rtm2.user': [RtmTokenBuilder.buildToken, 'rtm'],
  'rtm2.perms': [RtmTokenBuilder.buildTokenWithPermissions, 'rtmWithPermissions'],
  'chat.user': [ChatTokenBuilder.buildUserToken, 'chatUser'],
  'chat.app': [ChatTokenBuilder.buildAppToken, 'chatApp'],
  'apaas.room': [ApaasTokenBuilder.buildRoomUserToken, 'apaasRoomUser'],
  'apaas.user': [ApaasTokenBuilder.buildUserToken, 'apaasUser'],
  'apaas.app': [ApaasTokenBuilder.buildAppToken, 'apaasApp'],
  stt: [SttTokenBuilder.buildToken, 'stt'],
};

function argumentsOf({ args }, Permissions) {
  return args.map((value) => (Array.isArray(value) ? permissionsOf(value, new Permissions()) : value));
}

each('the 007 builders give the official services', vectors('agora_007.json', 'builder'), ({ inputs, token }) => {
  const built = BUILDERS_007[inputs.fn][0](...argumentsOf(inputs, official.Rtm2Permissions));
  assert.deepEqual(withoutSaltAndTime(built), withoutSaltAndTime(token));
});

each('the new builder mints the official 007 content', vectors('agora_007.json', 'builder'), (vector) => {
  const { inputs } = vector;
  const [appId, certificate, ...rest] = argumentsOf(inputs, agora.Permissions);
  const fixed = { lenient: true, issuedAt: inputs.issue_ts, salt: inputs.salt };
  const builder = new agora.TokenBuilder({ appId, certificate, ...fixed });
  assert.equal(contentOf(builder[BUILDERS_007[inputs.fn][1]](...rest)), vector.raw_hex);
});
