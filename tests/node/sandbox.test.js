'use strict';

const assert = require('node:assert/strict');
const { once } = require('node:events');
const fs = require('node:fs');
const http = require('node:http');
const path = require('node:path');
const { after, before, beforeEach, test } = require('node:test');
const { setTimeout } = require('node:timers/promises');
const { Worker } = require('node:worker_threads');

const { NlsToken, VoxTokenError } = require('voxtoken');
const { Sandbox, SandboxError } = require('voxtoken/sandbox');

const { copyOfPackage } = require('./support/copy');
const { keepEnvironment } = require('./support/environment');
const { execute, run, start } = require('./support/program');

let sandbox;
before(async () => (sandbox = await Sandbox.start()));
beforeEach(() => sandbox.reset());
after(() => sandbox?.stop());

/** The status of a request without credentials: counted, and refused. */
async function ask(url = sandbox.nls) {
  const [response] = await once(http.get(`${url}/?Action=CreateToken`, { agent: false }), 'response');
  response.resume();
  return response.statusCode;
}

/** Waits until nobody listens there any more. */
async function ended(url) {
  for (;;) {
    try {
      await ask(url);
    } catch (error) {
      assert.match(error.code, /^ECONN(REFUSED|RESET)$/);
      if (error.code === 'ECONNREFUSED') return;
    }
  }
}

test('it counts and describes requests', async () => {
  assert.equal(await sandbox.calls('nls'), 0);
  assert.equal(await sandbox.last('nls'), undefined);
  assert.equal(await ask(), 400);
  assert.deepEqual([await sandbox.calls('nls'), await sandbox.calls('aiob')], [1, 0]);
  const { method, path, parameters, status } = await sandbox.last('nls');
  assert.deepEqual({ method, path, parameters, status }, {
    method: 'GET',
    path: '/',
    parameters: ['Action'],
    status: 400,
  });
});

test('a mode can hold for some requests of one service', async () => {
  await sandbox.setMode('unavailable', { service: 'nls', times: 2 });
  assert.deepEqual([await ask(), await ask(), await ask()], [503, 503, 400]);
  await sandbox.setMode('unavailable', { service: 'aiob' });
  assert.equal(await ask(), 400);
  await sandbox.setMode('unavailable');
  await sandbox.setMode(undefined, { life: 5, skew: -3600 });
  assert.equal(await ask(), 503);
  await sandbox.reset();
  assert.equal(await sandbox.calls('nls'), 0);
  assert.equal(await ask(), 400);
});

test('throttling can say how long to wait', async () => {
  await sandbox.setMode('throttle', { retryAfterMs: 2500 });
  const nls = new NlsToken({
    accessKeyId: Sandbox.ACCESS_KEY_ID,
    accessKeySecret: Sandbox.ACCESS_KEY_SECRET,
    endpoint: sandbox.nls,
  });
  await assert.rejects(nls.apply(), { kind: 'throttled', retryAfter: 2.5 });
});

test('what it cannot do is refused by name', async () => {
  const refused = (promise, error) => assert.rejects(promise, error);
  await refused(sandbox.setMode('no-such'), { name: 'VoxTokenError', message: /unknown mode/ });
  await refused(sandbox.setMode('ok', { service: 'no-such' }), { argument: 'service', kind: 'invalid_argument' });
  for (const name of ['times', 'retryAfterMs']) {
    const message = `${name}: goes with a mode`;
    await refused(sandbox.setMode(undefined, { [name]: 2 }), { argument: name, kind: 'invalid_argument', message });
  }
  await refused(sandbox.setMode('ok', { times: -1 }), { name: 'RangeError', message: /^times: / });
  await refused(sandbox.setMode('ok', { life: 0 }), { name: 'RangeError', message: /^life: / });
  await refused(sandbox.setMode('ok', { skew: 2 ** 60 }), { name: 'RangeError', message: /^skew: / });
  await refused(sandbox.setMode('throttle', { retryAfterMs: 0.5 }), { name: 'RangeError', message: /^retryAfterMs: / });
  await refused(sandbox.setMode('ok', { wait: 1 }), { name: 'TypeError', message: /^wait: is no option/ });
  for (const value of [null, 1, Buffer.from('nls')]) {
    await refused(sandbox.setMode(value), { name: 'TypeError', message: /^mode: must be a string/ });
    await refused(sandbox.setMode('ok', { service: value }), { name: 'TypeError', message: /^service: must be / });
    await refused(sandbox.calls(value), { name: 'TypeError', message: /^service: must be a string/ });
  }
  for (const value of [null, 5, [], Buffer.from('x')]) {
    const expected = { name: 'TypeError', message: /^settings: must be an object, not / };
    await refused(sandbox.setMode('ok', value), expected);
    await refused(Sandbox.start(value), expected);
  }
  await refused(sandbox.last('all'), (error) => error instanceof VoxTokenError && error.argument === 'service');
});

test('the environment is all that a program needs', async () => {
  const { PATH } = process.env;
  const env = { PATH, http_proxy: 'http://127.0.0.1:1', ...sandbox.environment };
  const code = `
    const { AiobToken, DashToken, NlsToken } = require('voxtoken');
    Promise.all([new NlsToken(), new DashToken(), new AiobToken()].map((source) => source.apply()));`;
  const ended = execute(process.execPath, ['-e', code], { env });
  assert.deepEqual(ended, { status: 0, signal: null, stdout: '', stderr: '' });
  for (const service of ['nls', 'dashscope', 'aiob']) assert.equal(await sandbox.calls(service), 1);
});

test('the environment keeps what already bypasses the proxy', (t) => {
  keepEnvironment(t);
  process.env.NO_PROXY = 'intranet.example';
  delete process.env.no_proxy;
  assert.equal(sandbox.environment.no_proxy, 'localhost,127.0.0.1,intranet.example');
  assert.equal(sandbox.environment.NO_PROXY, 'localhost,127.0.0.1,intranet.example');
});

test('the environment can be applied twice, and an empty no_proxy does not hide NO_PROXY', (t) => {
  keepEnvironment(t);
  Object.assign(process.env, { no_proxy: '', NO_PROXY: 'intranet.example' });
  const { environment } = sandbox;
  assert.equal(environment.no_proxy, 'localhost,127.0.0.1,intranet.example');
  Object.assign(process.env, environment);
  assert.deepEqual(sandbox.environment, environment);
});

/** A folder with a package whose command says where it listens, and more, and ends with the program. */
function talkative(t) {
  const { folder, installed } = copyOfPackage(t);
  const command = `
    const parent = Number(process.argv.find((word) => word.startsWith('--exit-with-parent=')).split('=')[1]);
    const urls = JSON.stringify({ nls: 'http://127.0.0.1:1', aiob: process.pid });
    require('node:fs').writeSync(1, urls + '\\nmore\\n');
    setInterval(() => process.ppid === parent || process.exit(), 50);`;
  fs.writeFileSync(path.join(installed, 'bin', 'voxtoken.js'), command);
  return folder;
}

test('what it says besides where it listens harms nobody', async (t) => {
  const folder = talkative(t);
  const script = `
    const { Sandbox } = require('voxtoken/sandbox');
    Sandbox.start().then((sandbox) => {
      console.log(sandbox.nls);
      return sandbox.stop();
    });`;
  const ended = await run(script, { cwd: folder });
  assert.deepEqual(ended, { code: 0, signal: null, stdout: 'http://127.0.0.1:1\n', stderr: '' });
});

test('the command that says more ends with a program that is killed', async (t) => {
  const code = `
    const { Sandbox } = require(${JSON.stringify(path.join(talkative(t), 'node_modules', 'voxtoken', 'sandbox'))});
    Sandbox.start().then((sandbox) => console.log(sandbox.aiob));
    process.stdin.resume();`;
  const program = start(t, code);
  const id = Number(await program.line());
  assert.ok(process.kill(id, 0));
  program.kill('SIGKILL');
  await program.ended();
  await assert.rejects(
    async () => {
      for (;;) {
        process.kill(id, 0);
        await setTimeout(20);
      }
    },
    { code: 'ESRCH' },
  );
});

test('it starts as told and ends when it is stopped', async () => {
  const other = await Sandbox.start({ mode: 'unavailable', life: 60, skew: 10 });
  const url = other.nls;
  assert.equal(await ask(url), 503);
  await other.setMode('ok');
  await other.reset();
  assert.equal(await ask(url), 503);
  await Promise.all([other.stop(), other.stop()]);
  await assert.rejects(ask(url), { code: 'ECONNREFUSED' });
  assert.throws(() => other.nls, { name: 'SandboxError', message: /not running/ });
  await assert.rejects(other.calls('nls'), SandboxError);
});

test('one that does not start says why', async () => {
  await assert.rejects(Sandbox.start({ mode: 'no-such' }), (error) => {
    assert.ok(error instanceof SandboxError);
    assert.match(error.message, /^the sandbox did not start \(exit code 2\): .*no-such/);
    return true;
  });
  await assert.rejects(Sandbox.start({ life: 0 }), { name: 'RangeError', message: /^life: / });
  await assert.rejects(Sandbox.start({ port: 1 }), { name: 'TypeError', message: /^port: is no option/ });
});

test('it does not keep a program alive', async () => {
  const script = `require('voxtoken/sandbox').Sandbox.start().then((sandbox) => console.log(sandbox.nls));`;
  const { code, stdout, stderr } = await run(script);
  assert.deepEqual({ code, stderr }, { code: 0, stderr: '' });
  assert.match(stdout, /^http:/);
});

test('it ends with the program, however that ends', async (t) => {
  const code = `
    require('voxtoken/sandbox').Sandbox.start().then((sandbox) => console.log(sandbox.nls));
    process.stdin.resume();`;
  for (const signal of ['SIGTERM', 'SIGKILL']) {
    const program = start(t, code);
    const url = await program.line();
    assert.equal(await ask(url), 400);
    program.kill(signal);
    await program.ended();
    await ended(url);
  }
});

test('the options of a program are not its own', async () => {
  const script = `
    const fs = require('node:fs');
    const { Sandbox } = require('voxtoken/sandbox');
    const title = (pid) => fs.readFileSync('/proc/' + pid + '/cmdline', 'utf8').split('\\0')[0];
    Sandbox.start().then((sandbox) => {
      const [child] = fs.readFileSync('/proc/self/task/' + process.pid + '/children', 'utf8').split(' ');
      console.log(title(process.pid), title(child) === process.execPath);
    });`;
  const ended = await run(script, { env: { NODE_OPTIONS: '--title=the-program' } });
  assert.deepEqual(ended, { code: 0, signal: null, stdout: 'the-program true\n', stderr: '' });
});

test('a worker thread can have one', async () => {
  const code = `
    const { parentPort } = require('node:worker_threads');
    const { Sandbox } = require(${JSON.stringify(require.resolve('voxtoken/sandbox'))});
    (async () => {
      const sandbox = await Sandbox.start();
      parentPort.postMessage(await sandbox.calls('nls'));
      await sandbox.stop();
    })();`;
  const worker = new Worker(code, { eval: true });
  const [[calls], [status]] = await Promise.all([once(worker, 'message'), once(worker, 'exit')]);
  assert.deepEqual([calls, status], [0, 0]);
});

test('it listens on loopback only', { skip: !fs.existsSync('/proc/net/tcp') && 'needs /proc' }, () => {
  const ports = [sandbox.nls, sandbox.dashscope, sandbox.aiob].map((url) => Number(new URL(url).port));
  const listening = fs.readFileSync('/proc/net/tcp', 'utf8').split('\n').slice(1);
  for (const port of ports) {
    const hexadecimal = port.toString(16).toUpperCase().padStart(4, '0');
    const own = listening.filter((line) => line.includes(`:${hexadecimal} 00000000:0000 0A`));
    assert.deepEqual(own.map((line) => line.trim().split(/[ :]+/)[1]), ['0100007F']);
  }
});

test('the module is there for import, too', () => {
  const code = `
    import { Sandbox, SandboxError } from 'voxtoken/sandbox';
    console.log(Sandbox.name, SandboxError.name);`;
  const { stdout } = execute(process.execPath, ['--input-type=module', '-e', code]);
  assert.equal(stdout, 'Sandbox SandboxError\n');
});
