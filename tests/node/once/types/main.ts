import { AiobToken, DashToken, NlsToken, Token, TokenCache, VoxTokenError, agora } from 'voxtoken';
import type { AgoraParsedToken, AgoraReport, AgoraTokenBuilder } from 'voxtoken';
import type { CacheEvent, CacheOptions, CacheStatus, FetchSource, MintSource } from 'voxtoken';
import getToken from 'voxtoken/compat/alibabacloud-nls/lib/token';
import { Sandbox } from 'voxtoken/sandbox';

async function ask(): Promise<Token> {
  const sandbox: Sandbox = await Sandbox.start({ life: 60 });
  const nls = new NlsToken({
    accessKeyId: Sandbox.ACCESS_KEY_ID,
    accessKeySecret: Sandbox.ACCESS_KEY_SECRET,
    endpoint: sandbox.nls,
    timeout: 20_000,
  });
  const dash = new DashToken({ apiKey: Sandbox.ACCESS_KEY_SECRET, endpoint: sandbox.dashscope, expireInSecs: 60 });
  const aiob = new AiobToken({ accessKey: 'sandbox-id', secretKey: 'sandbox-secret', endpoint: sandbox.aiob });
  try {
    const token: Token = await nls.apply({ signal: new AbortController().signal });
    const text: string = nls.getToken();
    const end: number = nls.getExpireTime();
    const at: Date | undefined = nls.expiresAt;
    if (text !== token.value || end !== token.expireTime || !at || !token.isUsable()) throw new Error('not the same');
    await Promise.all([dash.fetch(), aiob.fetch()]);
    const calls: number = await sandbox.calls('nls');
    if (calls !== 1) throw new Error('not one call');
    await sandbox.setMode('permission', { service: 'nls' });
    await nls.apply().catch((error: unknown) => {
      if (!(error instanceof VoxTokenError)) throw error;
      const facts: [string, string | undefined, number | undefined, boolean] = [
        error.kind,
        error.code,
        error.httpStatus,
        error.retryable,
      ];
      if (facts[0] !== 'permission') throw error;
    });
    return token;
  } finally {
    await sandbox.stop();
  }
}

const certificate = '5CFd2fd1755d40ecb72977518be15d3b';
const builder: AgoraTokenBuilder = new agora.TokenBuilder({ appId: '970CA35de60c44645bbae8a215061b33', certificate });
const minted: string = builder.rtc('lobby', 23, agora.Role.PUBLISHER, 3600, 3600);
const report: AgoraReport = agora.explain(minted, { channel: 'lobby', user: 23, certificate });
const content: AgoraParsedToken = agora.parse(minted);
if (!report.isValid || content.version !== '007') throw new Error('not valid');

const other: (key: { akid: string; akkey: string }) => Promise<{ Token: { Id: string } }> = getToken;
if (typeof other !== 'function') throw new Error('not a function');

async function keep(): Promise<void> {
  const events: CacheEvent[] = [];
  const settings: CacheOptions = { minValidity: 60, lead: 600, deadline: 5_000, onEvent: (event) => events.push(event) };
  let calls = 0;
  const source: FetchSource = { scope: 'main', fetch: async () => new Token(`T${(calls += 1)}`, 4_000_000_000) };
  const cache = new TokenCache(source, settings);
  const token: Token = await cache.get({ minValidity: 120, signal: AbortSignal.timeout(60_000) });
  const now: Token | undefined = cache.tryGet();
  const { state, counters, gate }: CacheStatus = cache.status();
  if (now !== token || state !== 'fresh' || counters.fetched !== 1 || gate?.retryAt) throw new Error('not kept');
  const acted: boolean = cache.reject(token);
  const refreshed: Token = await cache.refresh();
  await cache.clear();
  if (!acted || refreshed.value !== 'T2') throw new Error('not rejected');
  const mint: MintSource = { scope: 'lobby 23', mint: () => minted };
  new TokenCache(mint, { file: '/nonexistent/voxtoken', encrypt: 'secret', namespace: 'main' });
  new TokenCache(new DashToken({ apiKey: 'key' }), { redis: 'redis://127.0.0.1:1', encrypt: true });
}

// What is wrong is found before the program runs.
export async function wrong(nls: NlsToken, sandbox: Sandbox, error: VoxTokenError): Promise<void> {
  // @ts-expect-error
  new NlsToken({ accessKeyId: 1 });
  // @ts-expect-error
  new NlsToken({ accessKeyID: 'id' });
  // @ts-expect-error
  new NlsToken('id', 'secret');
  // @ts-expect-error
  await nls.apply({ signal: 1000 });
  // @ts-expect-error
  const text: string = nls.expiresAt;
  // @ts-expect-error
  await sandbox.calls('all');
  // @ts-expect-error
  nls.token = text;
  // @ts-expect-error
  builder.rtc('lobby', 23, 3600);
  // @ts-expect-error
  if (error.kind === 'throtled') throw error;
  // @ts-expect-error
  agora.verify(minted, { chanel: 'lobby' });
  // @ts-expect-error
  new TokenCache({ scope: 'main', fetch: async () => 'text' });
  // @ts-expect-error
  new TokenCache(nls, { minvalidity: 60 });
  // @ts-expect-error
  const kept: Token = new TokenCache(nls).tryGet();
  // @ts-expect-error
  await new TokenCache(nls).get({ timeout: 1000 });
  void kept;
}

ask().then((token) => token.isFresh(0));
keep();
