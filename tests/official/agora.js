// Drives the official npm packages: one JSON request per line in, one JSON answer per line out.
'use strict'

const readline = require('node:readline')
const zlib = require('node:zlib')
const builders = require('agora-token')
const v007 = require('agora-token/src/AccessToken2')
const v006 = {
  'agora-token': require('agora-token/src/AccessToken'),
  'agora-access-token': require('agora-access-token/src/AccessToken')
}

function permissions(details) {
  const permissions = new v007.Rtm2Permissions()
  for (const [resource, accesses] of details) {
    for (const [access, names] of accesses) permissions.add(resource, access, names)
  }
  return permissions
}

function service(spec) {
  const make = {
    1: () => new v007.ServiceRtc(spec.channel, spec.account),
    2: () => new v007.ServiceRtm(spec.user_id),
    3: () => new v007.ServiceStreaming(spec.channel, spec.account),
    4: () => new v007.ServiceFpa(),
    5: () => new v007.ServiceChat(spec.user_id),
    6: () => new v007.ServiceFCdn(spec.channel, spec.account),
    7: () => new v007.ServiceApaas(spec.room_uuid, spec.user_uuid, spec.role),
    8: () => new v007.ServiceRtm2(spec.user_id, permissions(spec.permissions)),
    9: () => new v007.ServiceConvoAI(),
    10: () => new v007.ServiceStt()
  }
  const service = make[spec.type]()
  for (const [privilege, expire] of spec.privileges) service.add_privilege(privilege, expire)
  return service
}

const numbers = map => Object.keys(map).map(key => [Number(key), map[key]])

function describe(service) {
  const spec = { type: service.service_type(), privileges: numbers(service.__privileges) }
  const fields = {
    __channel_name: 'channel',
    __uid: 'account',
    __account: 'account',
    __user_id: 'user_id',
    __room_uuid: 'room_uuid',
    __user_uuid: 'user_uuid'
  }
  for (const [field, name] of Object.entries(fields)) {
    if (field in service) spec[name] = service[field].toString()
  }
  // The package reads the role without its sign.
  if ('__role' in service) spec.role = (service.__role << 16) >> 16
  if ('__permissions' in service) {
    const details = service.__permissions.details
    spec.permissions = Object.keys(details).map(key => [Number(key), numbers(details[key])])
  }
  return spec
}

const answers = {
  build_007({ app_id, certificate, issue_ts, expire, salt, services }) {
    const token = new v007.AccessToken2(app_id, certificate, issue_ts, expire)
    token.salt = salt
    services.forEach(spec => token.add_service(service(spec)))
    return { token: token.build() }
  },

  read_007({ token, certificate, wrong_certificate }) {
    const read = new v007.AccessToken2()
    const is_read = read.from_string(token)
    return {
      is_read,
      is_verified: read.verifySignature(certificate),
      is_verified_with_another: read.verifySignature(wrong_certificate),
      app_id: read.appId.toString(),
      issue_ts: read.issueTs,
      expire: read.expire,
      salt: read.salt,
      services: read.services.map(describe),
      content: zlib.inflateSync(Buffer.from(token.slice(3), 'base64')).toString('hex')
    }
  },

  builder({ builder, method, args, permissions: details }) {
    const given = args.map(arg => (arg === 'PERMISSIONS' ? permissions(details) : arg))
    return { token: builders[builder][method](...given) }
  },

  build_006({ package: name, app_id, certificate, channel, user, salt, ts, privileges }) {
    const token = new v006[name].AccessToken(app_id, certificate, channel, user)
    token.salt = salt
    token.ts = ts
    privileges.forEach(([privilege, expire]) => token.addPriviledge(privilege, expire))
    return { token: token.build() }
  },

  read_006({ package: name, token }) {
    const read = new v006[name].AccessToken('', '', '', '')
    const is_read = read.fromString(token)
    return {
      is_read,
      salt: read.salt,
      ts: read.ts,
      crc_channel: read.crc_channel_name,
      crc_uid: read.crc_uid,
      privileges: numbers(read.messages)
    }
  }
}

readline.createInterface({ input: process.stdin }).on('line', line => {
  const request = JSON.parse(line)
  process.stdout.write(JSON.stringify(answers[request.do](request)) + '\n')
})
