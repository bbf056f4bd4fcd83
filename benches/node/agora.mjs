// What a token costs in Node.js, beside Agora's own packages: every side in one run, with inputs that vary.
//
//     bash benches/node.sh
//
// installs what it needs (see package.json) and runs it there; voxtoken must be a release build. Prints the median and
// the fastest round of each side, and how many times faster ours is, and fails when a goal is missed. On a machine that
// has other work the fastest says more, so the goals are for that.

import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const here = createRequire(path.join(process.cwd(), 'package.json'));
const { bench, do_not_optimize, run } = await import(pathToFileURL(here.resolve('mitata')));
const { agora } = here('voxtoken');

const APP_ID = '970CA35de60c44645bbae8a215061b33';
const CERTIFICATE = '5CFd2fd1755d40ecb72977518be15d3b';
const IDS = [APP_ID, CERTIFICATE];
const INPUTS = 4096; // one input again and again would be learned by heart by the processor
const ROUND = 64; // tokens at a time: what is around a single one would cost as much as the token
const END = 4_000_000_000;
const GOALS = { '006': 5, '007': 6 }; // how many times faster than Agora's own code every way to mint is to be

const inputs = Array.from({ length: INPUTS }, (_, number) => {
  const half = BigInt.asUintN(64, BigInt(number + 1) * 0x9e37_79b9_7f4a_7c15n);
  const hex = (value) => BigInt.asUintN(64, value).toString(16).padStart(16, '0');
  return { channel: hex(half) + hex(half * 31n), uid: 2_000_000_000 + number * 523 };
});

const builder = new agora.TokenBuilder({ appId: APP_ID, certificate: CERTIFICATE });
for (const input of inputs) input.token = builder.rtc(input.channel, input.uid, 1, 86_400, 86_400);
const { RtcTokenBuilder: theirs006, RtmTokenBuilder: theirsRtm } = here('agora-access-token');
const { RtcTokenBuilder: ours006, RtmTokenBuilder: oursRtm } = here('voxtoken/agora-access-token');
const { RtcTokenBuilder: theirs007 } = here('agora-token');
const { RtcTokenBuilder: ours007 } = here('voxtoken/agora');
const { AccessToken2: TheirToken } = here('agora-token/src/AccessToken2');
const { AccessToken2: OurToken } = here('voxtoken/agora/src/AccessToken2');

function verifyWith(Token) {
  return ({ token }) => {
    const read = new Token();
    return read.from_string(token) && read.verifySignature(CERTIFICATE);
  };
}

/** What is measured; the others of a group are compared with its first one. */
const groups = {
  '006 RTC': {
    'agora-access-token': ({ channel, uid }) => theirs006.buildTokenWithUid(...IDS, channel, uid, 1, END),
    'drop-in': ({ channel, uid }) => ours006.buildTokenWithUid(...IDS, channel, uid, 1, END),
    'TokenBuilder.rtc006': ({ channel, uid }) => builder.rtc006(channel, uid, 1, END),
  },
  '006 RTM': {
    'agora-access-token': ({ channel }) => theirsRtm.buildToken(...IDS, channel, 1, END),
    'drop-in': ({ channel }) => oursRtm.buildToken(...IDS, channel, 1, END),
    'TokenBuilder.rtm006': ({ channel }) => builder.rtm006(channel, END),
  },
  '007 RTC': {
    'agora-token': ({ channel, uid }) => theirs007.buildTokenWithUid(...IDS, channel, uid, 1, 600, 600),
    'drop-in': ({ channel, uid }) => ours007.buildTokenWithUid(...IDS, channel, uid, 1, 600, 600),
    'TokenBuilder.rtc': ({ channel, uid }) => builder.rtc(channel, uid, 1, 600, 600),
  },
  'read and verify 007': {
    'agora-token': verifyWith(TheirToken),
    'drop-in': verifyWith(OurToken),
    verify: ({ token, channel, uid }) => agora.verify(token, { certificate: CERTIFICATE, channel, user: uid }),
  },
};

for (const [group, sides] of Object.entries(groups)) {
  for (const [side, call] of Object.entries(sides)) {
    let turn = 0;
    bench(`${group} ${side}`, () => {
      let last;
      for (const end = turn + ROUND; turn < end; turn++) last = call(inputs[turn % INPUTS]);
      do_not_optimize(last);
    });
  }
}

const { benchmarks } = await run({ format: 'quiet' });
const found = new Map(benchmarks.map(({ alias, runs: [{ stats }] }) => [alias, stats]));
const heads = ['median', 'faster by', 'fastest', 'faster by', 'goal'];
console.log(''.padEnd(40) + heads.map((head, place) => head.padStart(place % 2 ? 10 : 12)).join(''));
const missed = [];
for (const [group, sides] of Object.entries(groups)) {
  const [first] = Object.keys(sides);
  const goal = GOALS[group.split(' ')[0]];
  for (const side of Object.keys(sides)) {
    const name = `${group} ${side}`;
    const columns = ['p50', 'min'].map((kind) => {
      const [theirs, ours] = [`${group} ${first}`, name].map((known) => found.get(known)[kind]);
      return { micros: ours / ROUND / 1000, times: theirs / ours };
    });
    const shown = columns.map(({ micros, times }) => `${micros.toFixed(2).padStart(9)} µs${times.toFixed(1).padStart(9)}×`);
    const isOurs = side !== first && goal !== undefined;
    console.log(name.padEnd(40) + shown.join('') + (isOurs ? `${goal}×`.padStart(12) : ''));
    if (isOurs && columns[1].times < goal) missed.push(name);
  }
}
if (missed.length > 0) {
  console.error(`The goal is missed by: ${missed.join(', ')}`);
  process.exitCode = 1;
}
