'use strict';

const assert = require('node:assert');
const fs = require('node:fs');
const { after, afterEach, before, beforeEach, describe, test } = require('node:test');

const { AiobToken, DashToken, NlsToken, Token, TokenSource, VoxTokenError } = require('voxtoken');
const { Sandbox } = require('voxtoken/sandbox');

const { clearEnvironment } = require('./support/environment');
const { HeldServer } = require('./support/held-server');
const { startTlsSandbox } = require('./support/tls-sandbox');

const KEY = { accessKeyId: Sandbox.ACCESS_KEY_ID, accessKeySecret: Sandbox.ACCESS_KEY_SECRET };
const SERVICES = ['nls', 'dashscope', 'aiob'];
const CLOSED = 'http://127.0.0.1:1';
const now = () => Math.floor(Date.now() / 1000);

let sandbox;
before(async () => (sandbox = await Sandbox.start()));
after(() => sandbox?.stop());
beforeEach(() => sandbox.reset());
afterEach(clearEnvironment);
clearEnvironment();

function nls(options) {
  return new NlsToken({ ...KEY, endpoint: sandbox.nls, ...options });
}

function source(service) {
  if (service === 'nls') return nls();
  if (service === 'dashscope') return new DashToken({ apiKey: KEY.accessKeySecret, endpoint: sandbox.dashscope });
  return new AiobToken({ accessKey: KEY.accessKeyId, secretKey: KEY.accessKeySecret, endpoint: sandbox.aiob });
}

for (const service of SERVICES) {
  test(`${service}: apply asks once and keeps the token with all that came with it`, async () => {
    await sandbox.setMode(undefined, { life: 600 });
    const asking = source(service);
    assert(asking instanceof TokenSource);
    const nothing = ['', 0, undefined, undefined, undefined];
    const held = () => [asking.token, asking.expireTime, asking.expiresAt, asking.userId, asking.last];
    assert.deepStrictEqual(held(), nothing);
    assert.strictEqual(await sandbox.calls(service), 0);

    const start = now();
    const token = await asking.apply();
    const end = now();
    assert(token instanceof Token);
    assert.strictEqual(await sandbox.calls(service), 1);
    assert.strictEqual((await sandbox.last(service)).verdict, 'ok');
    assert.deepStrictEqual(held(), [token.value, token.expireTime, token.expiresAt, token.userId, token]);
    assert.deepStrictEqual([asking.getToken(), asking.getExpireTime()], [token.value, token.expireTime]);
    assert.notStrictEqual(token.value, '');
    const life = service === 'dashscope' ? 60 : 600;
    assert(start + life <= token.expireTime && token.expireTime <= end + life);
    assert(token.expiresAt instanceof Date && +token.expiresAt === token.expireTime * 1000);
    assert.strictEqual(token.userId === undefined, service === 'dashscope');
    assert.strictEqual(token.requestId === undefined, service !== 'nls');
    assert.strictEqual(token.nlsRequestId === undefined, service !== 'nls');
    assert(start - 1 <= token.serverTime && token.serverTime <= end + 1);
    assert(token.isUsable());
  });

  test(`${service}: fetch gives a token and keeps none`, async () => {
    const asking = source(service);
    assert((await asking.fetch()).isUsable());
    assert.deepStrictEqual([asking.token, asking.last], ['', undefined]);
  });

  test(`${service}: after a failure there is no token, and fetch takes none away`, async () => {
    const asking = source(service);
    await asking.apply();
    await sandbox.setMode('throttle', { times: 2 });
    await assert.rejects(asking.fetch(), { kind: 'throttled' });
    assert.notStrictEqual(asking.token, '');
    await assert.rejects(asking.apply(), { kind: 'throttled' });
    assert.deepStrictEqual([asking.token, asking.expireTime, asking.last], ['', 0, undefined]);
    assert.strictEqual(await asking.apply(), asking.last);
  });
}

test('until the answer is there the last token stays', async (t) => {
  const server = await HeldServer.start(t, { isOpen: true });
  const asking = new NlsToken({ ...KEY, endpoint: server.url });
  const first = await asking.apply();
  server.hold();
  const second = asking.apply();
  await server.arrived(2);
  assert.strictEqual(asking.last, first);
  server.release();
  assert.strictEqual(await second, asking.last);
  assert.notStrictEqual(asking.last, first);
});

test('the headers of a request have an order that stays', () => {
  const { headers } = new NlsToken({ ...KEY, signature: 'acs3' }).request();
  assert.deepStrictEqual(Object.keys(headers), [
    'accept',
    'authorization',
    'x-acs-action',
    'x-acs-content-sha256',
    'x-acs-date',
    'x-acs-signature-nonce',
    'x-acs-version',
  ]);
});

test('a failure does not take away what another call brought meanwhile', async (t) => {
  const server = await HeldServer.start(t);
  const asking = new NlsToken({ ...KEY, endpoint: server.url });
  const failing = asking.apply();
  await server.arrived(1);
  const succeeding = asking.apply();
  await server.arrived(2);
  server.answer(1);
  const token = await succeeding;
  server.answer(0, 400);
  await assert.rejects(failing, { kind: 'throttled' });
  assert.strictEqual(asking.last, token);
});

const OPTIONS = [
  [{}, (last) => last.method === 'POST' && last.path === '/' && last.parameters.includes('Signature')],
  [{ method: 'GET' }, (last) => last.method === 'GET' && last.parameters.includes('Signature')],
  [{ signature: 'roa' }, (last) => last.path === '/pop/2018-05-18/tokens' && last.headers.includes('date')],
  [{ signature: 'acs3' }, (last) => last.headers.includes('x-acs-content-sha256')],
  [{ version: '2018-05-18' }, (last) => last.path === '/pop/2018-05-18/tokens'],
  [{ region: 'ap-southeast-1', version: '2019-07-17' }, (last) => last.parameters.includes('RegionId')],
  [{ clock: () => Date.now() / 1000 }, (last) => last.parameters.includes('Timestamp')],
];

for (const [options, isAsAsked] of OPTIONS) {
  test(`nls is asked as the options say: ${Object.keys(options)}`, async () => {
    await nls(options).fetch();
    const last = await sandbox.last('nls');
    assert(isAsAsked(last), JSON.stringify(last));
    assert.strictEqual(last.verdict, 'ok');
  });
}

test('region, version, action and path are sent', () => {
  const { url } = new NlsToken({ ...KEY, resourcePath: '/own/path' }).request();
  assert.strictEqual(url, 'https://nls-meta.cn-shanghai.aliyuncs.com/own/path');
  const where = { region: 'ap-southeast-1', version: '2019-02-28' };
  const signed = new NlsToken({ ...KEY, ...where, action: 'OtherAction' }).request();
  assert.strictEqual(signed.url, 'https://nls-meta.ap-southeast-1.aliyuncs.com/');
  const sent = new URLSearchParams(signed.body.toString());
  assert.deepStrictEqual(
    ['Action', 'RegionId', 'Version'].map((name) => sent.get(name)),
    ['OtherAction', 'ap-southeast-1', '2019-02-28'],
  );
  const international = new NlsToken({ ...KEY, region: 'ap-southeast-1' }).request();
  assert.strictEqual(international.url, 'https://nlsmeta.ap-southeast-1.aliyuncs.com/');
  assert.strictEqual(new NlsToken({ ...KEY, endpoint: 'own.example' }).request().url, 'https://own.example/');
});

test('the security token is checked by the cloud', async () => {
  const sts = (securityToken) => nls({ accessKeyId: `STS.${KEY.accessKeyId}`, securityToken });
  assert((await sts(Sandbox.SECURITY_TOKEN).fetch()).isUsable());
  await assert.rejects(sts('another-token').fetch(), { kind: 'security_token' });
});

test('the life of a DashScope key is as asked, and the region chooses the host', async () => {
  const start = now();
  const key = { apiKey: KEY.accessKeySecret, endpoint: sandbox.dashscope };
  const token = await new DashToken({ ...key, expireInSecs: 1234 }).fetch();
  assert(start + 1234 <= token.expireTime && token.expireTime <= now() + 1234);
  const { url } = new DashToken({ apiKey: 'k', region: 'ap-southeast-1' }).request();
  assert.match(url, /^https:\/\/dashscope-intl\.aliyuncs\.com\//);
});

test('a wrong clock is corrected by the cloud, and the difference is remembered', async () => {
  const asking = nls({ clock: () => now() - 7200 });
  await asking.apply();
  assert.strictEqual(await sandbox.calls('nls'), 2);
  await asking.apply();
  assert.strictEqual(await sandbox.calls('nls'), 3);
});

test('AIOB takes the time of the clock when the answer does not tell it', async () => {
  const { serverTime, expireTime } = await source('aiob').fetch();
  assert(expireTime > serverTime);
  const clock = () => 1_000_000.9;
  const aiob = new AiobToken({ accessKey: 'a', secretKey: 's', endpoint: CLOSED, clock });
  await assert.rejects(aiob.fetch(), { kind: 'network' });
});

test('limits end a call', async () => {
  await sandbox.setMode('hang');
  await assert.rejects(nls({ timeout: 50 }).apply(), { kind: 'timeout', retryable: true, message: /within 50ms/ });
  const aiob = { accessKey: KEY.accessKeyId, secretKey: KEY.accessKeySecret, endpoint: sandbox.aiob };
  await assert.rejects(new AiobToken({ ...aiob, timeout: 60 }).apply(), { kind: 'timeout', message: /within 60ms/ });
  await sandbox.setMode('ok');
  const large = { kind: 'bad_response', message: /larger than 10 bytes/ };
  await assert.rejects(nls({ maxResponseBytes: 10 }).apply(), large);
  assert((await nls({ connectTimeout: 5_000 }).apply()).isUsable());
});

test('plain http is for this machine only, unless allowed', async () => {
  const away = { ...KEY, endpoint: 'http://0.0.0.0:1' };
  await assert.rejects(new NlsToken(away).apply(), { kind: 'insecure' });
  await assert.rejects(new NlsToken({ ...away, allowHttp: true }).apply(), { kind: 'network' });
});

test('a root certificate is trusted when given, as text or as bytes', async (t) => {
  const { nls: endpoint, certificate: pem } = await startTlsSandbox(t);
  await assert.rejects(nls({ endpoint }).apply(), { kind: 'tls' });
  for (const rootCertificates of [fs.readFileSync(pem), fs.readFileSync(pem, 'utf8')]) {
    assert((await nls({ endpoint, rootCertificates }).apply()).isUsable());
  }
});

describe('the environment', () => {
  test('gives keys and addresses', async () => {
    Object.assign(process.env, sandbox.environment);
    for (const Source of [NlsToken, DashToken, AiobToken]) assert((await new Source().apply()).isUsable());
    assert.deepStrictEqual(await Promise.all(SERVICES.map((service) => sandbox.calls(service))), [1, 1, 1]);
  });

  test('gives a second pair, with its security token', async () => {
    process.env.ALIBABA_CLOUD_ACCESS_KEY_ID = `STS.${KEY.accessKeyId}`;
    process.env.ALIBABA_CLOUD_ACCESS_KEY_SECRET = KEY.accessKeySecret;
    process.env.ALIBABA_CLOUD_SECURITY_TOKEN = Sandbox.SECURITY_TOKEN;
    assert((await new NlsToken({ endpoint: sandbox.nls }).apply()).isUsable());
  });

  test('is weaker than the options', () => {
    for (const name of ['NLS', 'DASHSCOPE', 'AIOB']) process.env[`VOXTOKEN_${name}_ENDPOINT`] = 'https://else.example';
    Object.assign(process.env, { ALIYUN_AK_ID: 'other', ALIYUN_AK_SECRET: 'other' });
    assert.match(new NlsToken(KEY).request().body.toString(), /AccessKeyId=sandbox-id&/);
    assert.strictEqual(new NlsToken(KEY).request().url, 'https://else.example/');
    const endpoint = 'here.example';
    for (const given of [
      new NlsToken({ ...KEY, endpoint }),
      new DashToken({ apiKey: 'k', endpoint }),
      new AiobToken({ accessKey: 'a', secretKey: 's', endpoint }),
    ]) {
      assert.match(given.request().url, /^https:\/\/here\.example\//);
    }
    process.env.VOXTOKEN_NLS_ENDPOINT = '';
    assert.strictEqual(new NlsToken(KEY).request().url, 'https://nls-meta.cn-shanghai.aliyuncs.com/');
  });

  test('is named when an address in it is bad', () => {
    process.env.VOXTOKEN_AIOB_ENDPOINT = 'ftp://here';
    assert.throws(() => new AiobToken({ accessKey: 'a', secretKey: 's' }), {
      kind: 'invalid_argument',
      argument: 'endpoint',
      hint: 'It comes from the environment: correct VOXTOKEN_AIOB_ENDPOINT, or unset it.',
    });
  });

  test('is said to lack a key when there is none', () => {
    for (const [Source, variable] of [
      [NlsToken, /ALIYUN_AK_ID/],
      [DashToken, /DASHSCOPE_API_KEY/],
      [AiobToken, /BAIDU_AIOB_ACCESS_KEY/],
    ]) {
      assert.throws(() => new Source(), { kind: 'credentials', message: variable });
    }
  });
});

test('one half of a key is refused by the name of the other', () => {
  for (const [Source, options, argument] of [
    [NlsToken, { accessKeyId: 'id' }, 'accessKeySecret'],
    [NlsToken, { accessKeySecret: 's' }, 'accessKeyId'],
    [AiobToken, { accessKey: 'a' }, 'secretKey'],
    [AiobToken, { secretKey: 's' }, 'accessKey'],
  ]) {
    assert.throws(
      () => new Source(options),
      (error) => error.argument === argument && error.message.startsWith(`${argument}: is missing`),
    );
  }
});

test('a mistake is told where it is made, by the name of the option', () => {
  for (const options of [
    { region: 'mars' },
    { version: '1' },
    { version: '2019-02-28', signature: 'roa' },
    { endpoint: 'ftp://x' },
    { resourcePath: 'no-slash' },
    { action: 'a b' },
    { securityToken: 'a b' },
    { accessKeyId: '' },
    { accessKeySecret: 'a b' },
    { rootCertificates: Buffer.from('none') },
    { signature: 'v4' },
    { method: 'get' },
  ]) {
    assert.throws(
      () => new NlsToken({ ...KEY, ...options }),
      (error) => {
        assert(error instanceof VoxTokenError);
        assert(error.argument in options && error.message.startsWith(`${error.argument}: `), error.message);
        return error.kind === 'invalid_argument';
      },
    );
  }
});

test('what a clock throws comes out as it is, and takes no token away', async () => {
  const broken = new Error('no time');
  let works = true;
  const clock = () => {
    if (works) return now();
    throw broken;
  };
  const asking = nls({ clock });
  const token = await asking.apply();
  works = false;
  for (const ask of [() => asking.apply(), () => asking.fetch(), async () => asking.request()]) {
    await assert.rejects(ask(), broken);
  }
  assert.strictEqual(asking.last, token);
  assert.strictEqual(await sandbox.calls('nls'), 1);
});

for (const time of [null, '1', true, -1, 1e300, NaN, Infinity, 1n, {}, Symbol('s'), undefined]) {
  test(`a clock that gives ${String(time)} is named`, async () => {
    for (const asking of [
      new NlsToken({ ...KEY, endpoint: CLOSED, clock: () => time }),
      new AiobToken({ accessKey: 'a', secretKey: 's', endpoint: CLOSED, clock: () => time }),
    ]) {
      await assert.rejects(asking.apply(), { message: /^clock: must be / });
    }
  });
}

test('what the sources have in common is not made by itself', () => {
  assert.throws(() => new TokenSource(() => 1), { name: 'TypeError', message: /^TokenSource: make an NlsToken/ });
});

test('a class can be made of each source', async () => {
  class Counting extends NlsToken {
    count = 0;

    async apply(options) {
      this.count += 1;
      return super.apply(options);
    }
  }
  const asking = new Counting({ ...KEY, endpoint: sandbox.nls });
  await asking.apply();
  assert.deepStrictEqual([asking.count, asking.token !== ''], [1, true]);
  for (const [Source, options] of [
    [DashToken, { apiKey: 'k' }],
    [AiobToken, { accessKey: 'a', secretKey: 's' }],
  ]) {
    class Own extends Source {}
    assert(new Own(options) instanceof Source && new Own(options).request().url);
  }
});
