'use strict';

const assert = require('node:assert');
const fs = require('node:fs');
const path = require('node:path');
const { inspect } = require('node:util');
const vm = require('node:vm');
const { test } = require('node:test');
const { setTimeout: delay } = require('node:timers/promises');

const { AiobToken, DashToken, NlsToken, Token, TokenCache, VoxTokenError, agora } = require('voxtoken');
const { Sandbox } = require('voxtoken/sandbox');

const { temporaryFolder } = require('./support/folder');
const { HeldServer } = require('./support/held-server');
const { run } = require('./support/program');
const { rejection } = require('./support/rejection');

const KEY = { accessKeyId: 'id', accessKeySecret: 'secret', timeout: 60_000 };
const END = 4_000_000_000;
const PATIENT = { deadline: 120_000 };

/** A cache of tokens from this server. */
function cacheAt(server, settings) {
  return new TokenCache(new NlsToken({ ...KEY, endpoint: server.url }), { ...PATIENT, ...settings });
}

/** A cache of a function's tokens. */
function cacheOf(fetch, settings) {
  return new TokenCache({ scope: 'test', fetch }, settings);
}

/** A function whose promises stay open, and are not forgotten. */
const kept = [];
const unanswered = () => new Promise((resolve) => kept.push(resolve));

/** Waits until this is so. */
async function until(isSo) {
  while (!isSo()) await new Promise((resolve) => setImmediate(resolve));
}

test('a token is fetched once, and all who ask get the same object', async (t) => {
  const server = await HeldServer.start(t, { isOpen: true });
  const cache = cacheAt(server);
  const token = await cache.get();
  assert(token instanceof Token);
  const { value, expireTime, userId } = token;
  assert.deepStrictEqual([value, expireTime, userId], ['held-token', END, '7']);
  assert.strictEqual(await cache.get(), token);
  assert.strictEqual(cache.tryGet(), token);
  assert.strictEqual(cache.tryGet(), token);
  assert.strictEqual(server.requests, 1);
});

test('each cloud is a source', async () => {
  const sandbox = await Sandbox.start();
  try {
    const [accessKeyId, accessKeySecret] = [Sandbox.ACCESS_KEY_ID, Sandbox.ACCESS_KEY_SECRET];
    const sources = {
      nls: new NlsToken({ accessKeyId, accessKeySecret, endpoint: sandbox.nls }),
      dashscope: new DashToken({ apiKey: accessKeySecret, endpoint: sandbox.dashscope }),
      aiob: new AiobToken({ accessKey: accessKeyId, secretKey: accessKeySecret, endpoint: sandbox.aiob }),
    };
    for (const [name, source] of Object.entries(sources)) {
      const cache = new TokenCache(source);
      assert(cache.status().label.startsWith(name), cache.status().label);
      assert.strictEqual((await cache.get()).value, (await cache.get()).value);
      assert.strictEqual(await sandbox.calls(name), 1);
      assert.strictEqual(source.last, undefined);
    }
  } finally {
    await sandbox.stop();
  }
});

test('a function gives a token or its parts, at once or later', async () => {
  const parts = { value: 'text', expireTime: END };
  const given = [parts, new Token('text', END), { ...parts, expireTime: END + 0.5 }, { ...parts, userId: 'u', more: 1 }];
  for (const token of given.flatMap((one) => [() => one, async () => one])) {
    const { value, expireTime } = await cacheOf(token).get();
    assert.deepStrictEqual({ value, expireTime }, parts);
  }
  const known = { userId: 'u', requestId: 'r', nlsRequestId: 'n', serverTime: END - 60 };
  assert.deepStrictEqual({ ...(await cacheOf(() => new Token('text', END, known)).get()) }, { expireTime: END, ...known });
  const source = {
    scope: 'a method',
    fetch() {
      return { value: this.scope, expireTime: END };
    },
  };
  assert.strictEqual((await new TokenCache(source).get()).value, 'a method');
});

test('Agora tokens are minted, and kept until they stop to be effective', async () => {
  const builder = new agora.TokenBuilder({
    appId: '970CA35de60c44645bbae8a215061b33',
    certificate: '5CFd2fd1755d40ecb72977518be15d3b',
  });
  let minted = 0;
  const mint = () => {
    minted += 1;
    return builder.rtc('lobby', 23, agora.Role.PUBLISHER, 3600, 600);
  };
  const cache = new TokenCache({ scope: 'lobby 23', mint });
  const token = await cache.get();
  assert.strictEqual(token.expireTime, agora.parse(token.value).expireTime);
  assert.strictEqual(await cache.get(), token);
  assert.strictEqual(minted, 1);
  assert.strictEqual(cache.status().label, 'agora lobby 23');
  assert.strictEqual((await rejection(new TokenCache({ scope: 's', mint: () => '007' }).get())).kind, 'invalid_token');
});

test('10,000 callers wait for one call, and share its error', async (t) => {
  const server = await HeldServer.start(t);
  const cache = cacheAt(server);
  const asked = Array.from({ length: 10_000 }, () => cache.get());
  await server.arrived(1);
  server.answer(0, 400);
  const reasons = (await Promise.allSettled(asked)).map(({ reason }) => reason);
  const { kind, code, message, retryAt } = reasons[0];
  assert.deepStrictEqual([kind, code], ['throttled', 'Throttling.User']);
  assert(Number.isInteger(retryAt));
  for (const reason of [...reasons, await rejection(cache.get())]) {
    assert(reason instanceof VoxTokenError);
    assert.deepStrictEqual([reason.kind, reason.message, reason.retryAt], [kind, message, retryAt]);
  }
  const { state, gate } = cache.status();
  assert.deepStrictEqual([state, gate?.retryAt], ['empty', retryAt]);
  assert.strictEqual(server.requests, 1);
});

test('callers who are aborted leave the call to the others', async (t) => {
  const server = await HeldServer.start(t);
  const cache = cacheAt(server);
  const controller = new AbortController();
  const aborted = Array.from({ length: 100 }, () => cache.get({ signal: controller.signal }));
  const patient = cache.get();
  await server.arrived(1);
  const reason = new Error('enough');
  controller.abort(reason);
  for (const asked of aborted) assert.strictEqual(await rejection(asked), reason);
  assert.strictEqual(await rejection(cache.get({ signal: controller.signal })), reason);
  server.release();
  assert.strictEqual((await patient).value, 'held-token');
  assert.strictEqual(server.requests, 1);
});

test('a refresh that is aborted goes on for the others', async (t) => {
  const server = await HeldServer.start(t);
  const cache = cacheAt(server);
  const controller = new AbortController();
  const aborted = cache.refresh({ signal: controller.signal });
  await server.arrived(1);
  controller.abort();
  assert.strictEqual((await rejection(aborted)).name, 'AbortError');
  server.release();
  assert.strictEqual((await cache.refresh()).value, 'held-token');
  assert.strictEqual(server.requests, 1);
});

test('a program that ends can wait for the fetch in the background', async (t) => {
  const server = await HeldServer.start(t);
  const cache = cacheAt(server);
  await cache.settle();
  assert.strictEqual(cache.tryGet(), undefined);
  await server.arrived(1);
  const settled = cache.settle().then(() => 'settled');
  assert.strictEqual(await Promise.race([settled, delay(50, 'waiting')]), 'waiting');
  server.release();
  await settled;
  assert.strictEqual(cache.tryGet().value, 'held-token');
});

test('at its deadline a call ends, and the fetch goes on', async (t) => {
  const server = await HeldServer.start(t);
  const cache = cacheAt(server);
  const error = await rejection(cache.get({ deadline: 20 }));
  assert.deepStrictEqual([error.kind, error.message], ['timeout', 'no token within 0.02 s; the fetch goes on']);
  const patient = cache.get();
  server.release();
  await patient;
  assert.strictEqual(server.requests, 1);
});

test('at its deadline a call gets a token that ends soon, if there is one', async () => {
  let now = 1_800_000_000;
  let calls = 0;
  const fetch = () => {
    calls += 1;
    return calls === 1 ? { value: 'T1', expireTime: now + 3600 } : unanswered();
  };
  const cache = cacheOf(fetch, { clock: () => now });
  await cache.get();
  now += 3590;
  assert.strictEqual((await cache.get({ deadline: 20 })).value, 'T1');
  assert.strictEqual((await rejection(cache.get({ deadline: 20, minValidity: 11 }))).kind, 'timeout');
  assert.strictEqual(calls, 2);
});

test('an error of the package that a function throws is told as it is', async () => {
  const failure = {
    kind: 'throttled',
    message: 'slow down',
    retryable: true,
    hint: 'Wait a little.',
    code: 'Flow',
    requestId: 'r-1',
    httpStatus: 429,
    recommend: 'https://example.com/flow',
    retryAfter: 7,
  };
  const now = 1_800_000_000;
  const told = [];
  const settings = { clock: () => now, onEvent: (event) => told.push(event) };
  const cache = cacheOf(() => Promise.reject(new VoxTokenError(failure)), settings);
  const error = await rejection(cache.get());
  const { message, ...rest } = failure;
  assert.deepStrictEqual({ ...error }, { ...rest, retryAt: now + 7 });
  assert.strictEqual(error.message, `${message} (code Flow, HTTP 429, request r-1)`);
  assert.strictEqual(error.cause, undefined);
  await until(() => told.length > 0);
  assert.deepStrictEqual({ ...told[0], error: { ...told[0].error } }, {
    name: 'failed',
    error: { ...rest },
    retryIn: 7,
    usable: false,
  });
  // An error that has been through a cache has all this in its text already.
  const again = await rejection(cacheOf(() => Promise.reject(error), settings).get());
  assert.strictEqual(again.message, error.message);
  const wrong = new NlsToken({ ...KEY, endpoint: 'http://example.com' });
  const { argument, ...insecure } = await rejection(cacheOf(() => wrong.fetch()).get());
  assert.deepStrictEqual([insecure.kind, argument], ['insecure', undefined]);
  const setting = () => new NlsToken({ accessKeyId: 'id', accessKeySecret: 'a b' });
  const invalid = await rejection(cacheOf(setting).get());
  assert.deepStrictEqual([invalid.kind, invalid.argument], ['invalid_argument', 'accessKeySecret']);
  assert.throws(setting, { message: invalid.message });
});

test('another error that a function throws is the cause of what is told, and only its name is shared', async () => {
  const causes = [new TypeError('with a secret'), new DOMException('too late', 'AbortError'), 'a text', undefined];
  const names = ['TypeError', 'AbortError', 'string', 'undefined'];
  for (const [index, cause] of causes.entries()) {
    const fail = () => {
      throw cause;
    };
    for (const fetch of [fail, async () => fail()]) {
      const cache = cacheOf(fetch);
      for (const error of [await rejection(cache.get()), await rejection(cache.get()), cache.status().gate]) {
        assert.deepStrictEqual([error.kind, error.cause], ['unavailable', cause]);
        assert.strictEqual(error.message, `the source of tokens threw ${names[index]}`);
      }
    }
  }
  const wrong = [undefined, 'text', { value: 'text' }, { value: '', expireTime: END }, { value: 'x', expireTime: -1 }];
  for (const token of wrong) {
    const { kind, cause } = await rejection(cacheOf(() => token).get());
    assert.strictEqual(kind, 'unavailable');
    assert(cause instanceof TypeError || cause instanceof RangeError, inspect(token));
  }
});

test('a token that is said to end in milliseconds is refused, in words', async () => {
  const { kind, message } = await rejection(cacheOf(() => ({ value: 'x', expireTime: END * 1000 })).get());
  assert.strictEqual(kind, 'bad_response');
  assert.match(message, /must be in seconds, not milliseconds/);
});

/** Something that a function may throw, which cannot be told as it is. */
const UNTOLD = {
  'a negative status': () => Object.assign(new VoxTokenError(REFUSED), { httpStatus: -1 }),
  'a status that is too great': () => Object.assign(new VoxTokenError(REFUSED), { httpStatus: 70_000 }),
  'a status that is no integer': () => Object.assign(new VoxTokenError(REFUSED), { httpStatus: 404.5 }),
  'a name that cannot be read': () => Object.defineProperty(new Error('text'), 'name', { get: unreadable }),
  'a field that cannot be read': () => Object.defineProperty(new VoxTokenError(REFUSED), 'code', { get: unreadable }),
  'a field that is no text': () => Object.assign(new VoxTokenError(REFUSED), { code: Object.create(null) }),
  'a kind that is no text': () => Object.assign(new VoxTokenError(REFUSED), { kind: { toString: unreadable } }),
  'an object that tells nothing': () => new Proxy({}, { get: unreadable, getPrototypeOf: unreadable }),
};
const REFUSED = { kind: 'permission', message: 'no', retryable: false, hint: 'Ask for it.' };
function unreadable() {
  throw new Error('unreadable');
}

test('whatever a function throws, all who wait are told of a failure', async () => {
  for (const [name, make] of Object.entries(UNTOLD)) {
    const cause = make();
    const asked = cacheOf(async () => {
      throw cause;
    }).get();
    const error = await rejection(asked);
    assert(error instanceof VoxTokenError, name);
    const isStatus = name.includes('status');
    assert.strictEqual(error.kind, isStatus ? 'permission' : 'unavailable', name);
    assert.strictEqual(error.httpStatus, undefined, name);
    assert(error.cause === (isStatus ? undefined : cause), name);
  }
});

test('what a function threw is the cause of its own failure alone', async (t) => {
  let now = 1_800_000_000;
  const settings = { clock: () => now, file: temporaryFolder(t) };
  let ownError = new TypeError('of the first');
  const fail = async (error) => {
    if (error) throw error;
    return { value: `T${now}`, expireTime: now + 3600 };
  };
  const own = cacheOf(() => fail(ownError), settings);
  assert.strictEqual((await rejection(own.get())).cause, ownError);
  now += 3600;
  const other = cacheOf(() => fail(new TypeError('of the second')), settings);
  assert.strictEqual((await rejection(other.get())).cause?.message, 'of the second');
  ownError = undefined;
  const shared = await rejection(own.get());
  assert.deepStrictEqual([shared.message, shared.cause], ['the source of tokens threw TypeError', undefined]);
});

test('a token is no failure, whatever objects inherit', async () => {
  Object.prototype.kind = 'inherited';
  try {
    assert.strictEqual((await cacheOf(() => ({ value: 'text', expireTime: END })).get()).value, 'text');
  } finally {
    delete Object.prototype.kind;
  }
});

test('500 calls of refresh are one fetch, and take no threads', async () => {
  const threads = () => fs.readdirSync('/proc/self/task').length;
  const before = threads();
  let [calls, give] = [0];
  const fetch = () => {
    calls += 1;
    return new Promise((resolve) => (give = resolve));
  };
  const cache = cacheOf(fetch, PATIENT);
  const asked = Array.from({ length: 500 }, () => cache.refresh());
  await until(() => give);
  const during = threads();
  give({ value: 'text', expireTime: END });
  const tokens = new Set(await Promise.all(asked));
  assert.deepStrictEqual([...tokens], [await cache.get()]);
  assert.strictEqual(calls, 1);
  assert(during < before + 10, `${during} threads, ${before} before`);
});

test('at its deadline a refresh ends, also if there is a token, and the fetch goes on', async () => {
  const now = 1_800_000_000;
  let clock = now;
  let calls = 0;
  const fetch = () => {
    calls += 1;
    return calls === 1 ? { value: 'T1', expireTime: now + 3600 } : unanswered();
  };
  const cache = cacheOf(fetch, { clock: () => clock, deadline: 200 });
  await until(() => cache.tryGet());
  clock += 120;
  const error = await rejection(cache.refresh());
  assert.deepStrictEqual([error.kind, error.message], ['timeout', 'no token within 0.2 s; the fetch goes on']);
  assert(cache.status().fetching);
  assert.strictEqual(calls, 2);
});

test('a function is asked on the event loop, once for all who wait', async () => {
  let calls = 0;
  const fetch = async () => {
    calls += 1;
    await new Promise((resolve) => setImmediate(resolve));
    return { value: `T${calls}`, expireTime: END };
  };
  const cache = cacheOf(fetch);
  const asked = Array.from({ length: 64 }, () => cache.get());
  assert.strictEqual(calls, 0);
  for (const { value } of await Promise.all(asked)) assert.strictEqual(value, 'T1');
});

test('a function is waited for 10 seconds, and may be called again while it still runs', async () => {
  let now = 1_800_000_000;
  let calls = 0;
  const fetch = () => {
    calls += 1;
    return calls === 1 ? unanswered() : { value: 'text', expireTime: END };
  };
  const cache = cacheOf(fetch, { clock: () => now });
  const error = await rejection(cache.get());
  assert.deepStrictEqual([error.kind, error.message], ['timeout', 'the source of tokens took more than 10 s']);
  assert.strictEqual(calls, 1);
  now = error.retryAt;
  kept.splice(0).forEach((resolve) => resolve({ value: 'too late', expireTime: END }));
  assert.strictEqual((await cache.get()).value, 'text');
  assert.strictEqual(calls, 2);
});

test('a function is not called when nobody waits for it any more', async () => {
  let now = 1_800_000_000;
  let calls = 0;
  const fetch = () => ({ value: `T${(calls += 1)}`, expireTime: END });
  const cache = cacheOf(fetch, { clock: () => now });
  cache.tryGet();
  const turn = new Int32Array(new SharedArrayBuffer(4));
  while (cache.status().fetching) Atomics.wait(turn, 0, 0, 50); // the event loop stands still
  assert.match(cache.status().gate?.message, /took more than 10 s/);
  now = cache.status().gate.retryAt;
  assert.strictEqual((await cache.get()).value, 'T1');
  assert.strictEqual(calls, 1);
});

test('the clock of the source counts unless the cache has its own', async (t) => {
  const server = await HeldServer.start(t);
  const source = new NlsToken({ ...KEY, endpoint: server.url, clock: () => 1_800_000_000 });
  for (const [index, clock] of [undefined, () => 1_900_000_000].entries()) {
    const asked = new TokenCache(source, { clock }).get();
    await server.arrived(index + 1);
    server.answer(index, 400);
    assert.strictEqual((await rejection(asked)).retryAt, (clock?.() ?? 1_800_000_000) + 10);
  }
});

test('what happens is told', async () => {
  const told = [];
  const now = 1_800_000_000;
  let calls = 0;
  const fetch = () => ({ value: `T${(calls += 1)}`, expireTime: now + 3600 });
  const cache = cacheOf(fetch, { clock: () => now, onEvent: (event) => told.push(event) });
  await cache.get();
  cache.reject('T0');
  cache.reject(await cache.get());
  assert.strictEqual((await cache.get()).value, 'T2');
  await until(() => told.length === 4);
  assert(told.every(({ took = 0 }) => took >= 0));
  assert.deepStrictEqual(told.map(({ took, ...event }) => (took === undefined ? event : { ...event, took: 'known' })), [
    { name: 'fetched', expireTime: now + 3600, took: 'known' },
    { name: 'rejected', acted: false },
    { name: 'rejected', acted: true },
    { name: 'fetched', expireTime: now + 3600, took: 'known' },
  ]);
});

test('a listener may ask the cache', async () => {
  const values = [];
  const onEvent = async () => values.push((await cache.get()).value);
  const cache = cacheOf(() => ({ value: 'text', expireTime: END }), { onEvent });
  cache.tryGet();
  await until(() => values.length > 0);
  assert.deepStrictEqual(values, ['text']);
});

test('an error of a listener is an uncaught one', async () => {
  const script = `
    const { TokenCache } = require('voxtoken');
    const fetch = () => ({ value: 'text', expireTime: ${END} });
    const onEvent = () => { throw new Error('of the listener'); };
    process.on('uncaughtException', (error) => console.log(error.message));
    const cache = new TokenCache({ scope: 'test', fetch }, { onEvent });
    cache.get().then(() => setTimeout(() => {}, 100));
  `;
  assert.deepStrictEqual(await run(script), { code: 0, signal: null, stdout: 'of the listener\n', stderr: '' });
});

test('the status says how things stand, without the token', async () => {
  const now = 1_800_000_000;
  const cache = cacheOf(() => ({ value: 'a-secret-token', expireTime: now + 3600 }), { clock: () => now });
  const { key, counters, ...empty } = cache.status();
  assert.deepStrictEqual(empty, { label: 'test', state: 'empty', generation: 0, fetching: false });
  assert.match(key, /^[0-9a-f]{64}$/);
  assert(Object.values(counters).every((count) => count === 0));
  await cache.get();
  await until(() => !cache.status().fetching);
  const { expiresIn, fingerprint, counters: later, ...rest } = cache.status();
  assert(expiresIn > 3000 && expiresIn <= 3600, `${expiresIn} s`); // the machine's own clock counts, too
  assert.match(fingerprint, /^[0-9a-f]{8}$/);
  assert.deepStrictEqual([later.waited, later.fetched, later.failed], [1, 1, 0]);
  assert.deepStrictEqual(rest, {
    key,
    label: 'test',
    state: 'fresh',
    expireTime: now + 3600,
    generation: 1,
    fetching: false,
  });
  for (const shown of [inspect(cache, { depth: 9, showHidden: true }), inspect(cache.status()), JSON.stringify(cache)]) {
    assert(!shown.includes('a-secret-token'), shown);
  }
  assert.strictEqual(inspect(cache), 'TokenCache { test: fresh }');
});

test('the counters are those that the types name', () => {
  const types = path.join(path.dirname(require.resolve('voxtoken/package.json')), 'lib', 'token-cache.d.ts');
  const named = /type Counter = (.*);/.exec(fs.readFileSync(types, 'utf8'))[1].replace(/['"]/g, '').split(' | ');
  assert.deepStrictEqual(Object.keys(cacheOf(() => 1).status().counters), named);
});

test('a token that is cleared is fetched anew', async () => {
  let calls = 0;
  const cache = cacheOf(() => ({ value: `T${(calls += 1)}`, expireTime: END }));
  assert.strictEqual((await cache.get()).value, 'T1');
  assert.strictEqual(await cache.clear(), undefined);
  assert.strictEqual(cache.status().state, 'empty');
  assert.strictEqual((await cache.get()).value, 'T2');
});

test('two contexts use one cache', async (t) => {
  const server = await HeldServer.start(t);
  const cache = cacheAt(server);
  const contexts = [1, 2].map(() => vm.createContext({ cache, TokenCache }));
  const asked = contexts.map((context) => vm.runInContext('cache.get({}).then(({ value }) => value)', context));
  await server.arrived(1);
  server.release();
  assert.deepStrictEqual(await Promise.all(asked), ['held-token', 'held-token']);
  const own = `new TokenCache({ scope: 'context', fetch: async () => ({ value: 'own', expireTime: ${END} }) }).get()`;
  assert.strictEqual((await vm.runInContext(own, contexts[0])).value, 'own');
  assert.strictEqual(server.requests, 1);
});

test('wrong arguments are refused by name, before anything is asked', async () => {
  const source = { scope: 'test', fetch: () => assert.fail('it is asked') };
  const type = (argument) => ({ name: 'TypeError', code: 'ERR_INVALID_ARG_TYPE', message: new RegExp(`^${argument}: `) });
  const value = (argument) => ({ name: 'TypeError', code: 'ERR_INVALID_ARG_VALUE', message: new RegExp(`^${argument}: `) });
  const range = (argument) => ({ name: 'RangeError', code: 'ERR_OUT_OF_RANGE', message: new RegExp(`^${argument}: `) });
  const invalid = (argument) => ({ name: 'VoxTokenError', kind: 'invalid_argument', argument });
  const sources = [
    [undefined, type('source')],
    ['nls', type('source')],
    [async () => 1, type('source')],
    [{}, type('scope')],
    [{ scope: '', fetch: () => 1 }, value('scope')],
    [{ scope: 'test' }, value('source')],
    [{ scope: 'test', fetch: () => 1, mint: () => 1 }, value('source')],
    [{ scope: 'test', fetch: 'url' }, type('fetch')],
    [{ scope: 'test', mint: 1 }, type('mint')],
  ];
  for (const [wrong, expected] of sources) assert.throws(() => new TokenCache(wrong), expected);
  const settings = [
    [5, type('settings')],
    [{ lifetime: 5 }, value('lifetime')],
    [{ minValidity: '5' }, type('minValidity')],
    [{ minValidity: -1 }, range('minValidity')],
    [{ lead: 0.5 }, range('lead')],
    [{ deadline: 0 }, range('deadline')],
    [{ deadline: 2 ** 31 }, range('deadline')],
    [{ file: 1 }, type('file')],
    [{ file: '' }, value('file')],
    [{ redis: 6379 }, type('redis')],
    [{ redis: 'http://127.0.0.1' }, invalid('redis')],
    [{ namespace: null }, type('namespace')],
    [{ encrypt: Buffer.from('secret') }, type('encrypt')],
    [{ encrypt: true }, invalid('encrypt')],
    [{ onEvent: {} }, type('onEvent')],
    [{ clock: 1_800_000_000 }, type('clock')],
    [{ clock: () => 'now' }, type('clock')],
  ];
  for (const [wrong, expected] of settings) assert.throws(() => new TokenCache(source, wrong), expected);
  const cache = new TokenCache(source);
  const options = [
    [{ minValidity: 1.5 }, range('minValidity')],
    [{ deadline: '1' }, type('deadline')],
    [{ signal: 1000 }, type('signal')],
    [{ timeout: 1000 }, value('timeout')],
    [5, type('options')],
  ];
  for (const [wrong, expected] of options) await assert.rejects(cache.get(wrong), expected);
  await assert.rejects(cache.refresh({ deadline: 5 }), value('deadline'));
  assert.throws(() => cache.reject(), type('token'));
  assert.throws(() => TokenCache(source), TypeError);
});
