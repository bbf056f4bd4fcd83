// The speed of the official npm package for the same inputs as benches/agora.rs.
// NODE_PATH names the folder with agora-token; benches/agora_official.sh sets it.
'use strict'

const { RtcTokenBuilder, RtcRole } = require('agora-token')
const { AccessToken2 } = require('agora-token/src/AccessToken2')
const old = require('agora-token/src/RtcTokenBuilder')

const APP_ID = '970CA35de60c44645bbae8a215061b33'
const CERTIFICATE = '5CFd2fd1755d40ecb72977518be15d3b'
const INPUTS = 4096
const ROUNDS = 5

function inputs() {
  const word = n => ((n * 0x9e3779b1) >>> 0).toString(16).padStart(8, '0')
  const channel = n => word(n + 1) + word(n + 7) + word(n + 77) + word(n + 777)
  return Array.from({ length: INPUTS }, (_, n) => [channel(n), 2000000000 + n * 523])
}

function mint([channel, uid]) {
  return RtcTokenBuilder.buildTokenWithUid(APP_ID, CERTIFICATE, channel, uid, RtcRole.PUBLISHER, 3600, 3600)
}

function mintOld([channel, uid]) {
  return old.RtcTokenBuilder.buildTokenWithUid(APP_ID, CERTIFICATE, channel, uid, old.Role.PUBLISHER, 0)
}

function verify(token) {
  const read = new AccessToken2()
  if (!read.from_string(token) || !read.verifySignature(CERTIFICATE)) throw new Error('not verified')
}

function measure(name, items, act) {
  items.forEach(item => act(item))
  const times = []
  for (let round = 0; round < ROUNDS; round++) {
    const start = process.hrtime.bigint()
    items.forEach(item => act(item))
    times.push(Number(process.hrtime.bigint() - start) / items.length / 1000)
  }
  times.sort((left, right) => left - right)
  console.log(`npm agora-token/${name}`.padEnd(40), `time: ${times[ROUNDS >> 1].toFixed(2)} µs (median of ${ROUNDS})`)
}

const all = inputs()
measure('mint 007 RTC publisher', all, mint)
measure('mint 006 RTC publisher', all, mintOld)
measure('parse and verify 007', all.map(mint), verify)
