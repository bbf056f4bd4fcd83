'use strict';

// The examples in the comments of the Agora part print what they say.

const assert = require('node:assert/strict');
const fs = require('node:fs');
const path = require('node:path');
const test = require('node:test');
const { format } = require('node:util');
const vm = require('node:vm');

const APP_ID = '970CA35de60c44645bbae8a215061b33';
const CERTIFICATE = '5CFd2fd1755d40ecb72977518be15d3b';
const root = path.dirname(require.resolve('voxtoken/package.json'));

/** The code of each `@example` of a file, which goes on to the end of its comment. */
function examplesOf(file) {
  const comments = fs.readFileSync(file, 'utf8').match(/\/\*\*[^]*?\*\//g) ?? [];
  const blocks = comments.map((comment) => comment.split(/\* @example\n/)[1]).filter((block) => block !== undefined);
  return blocks.map((block) => block.replace(/\s*\*\/$/, '').replace(/^ *\* ?/gm, ''));
}

/** What `console.log` says behind `//` is what it prints. */
function run(code) {
  const printed = [];
  const console = { log: (...values) => printed.push(format(...values)) };
  const env = { AGORA_APP_ID: APP_ID, AGORA_APP_CERTIFICATE: CERTIFICATE };
  vm.runInThisContext(`(function (require, console, process) {${code}\n})`)(require, console, { env });
  assert.deepEqual(printed, Array.from(code.matchAll(/console\.log\(.*\); \/\/ (.*)/g), ([, said]) => said));
}

test('each example runs and prints what it says', async (t) => {
  Object.assign(process.env, { AGORA_APP_ID: APP_ID, AGORA_APP_CERTIFICATE: CERTIFICATE });
  const own = ['lib/agora', 'lib/agora/dropin'];
  const folders = [...own, 'agora', 'agora/src', 'agora-access-token', 'agora-access-token/src'];
  let count = 0;
  for (const folder of folders) {
    for (const name of fs.readdirSync(path.join(root, folder)).filter((file) => file.endsWith('.js'))) {
      for (const code of examplesOf(path.join(root, folder, name))) {
        count += 1;
        await t.test(`${folder}/${name}: ${code.split('\n').at(-1)}`, () => run(code));
      }
    }
  }
  assert.ok(count > 40);
});
