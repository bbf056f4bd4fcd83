'use strict';

/**
 * A stand-in for the clouds on this machine, to test programs without an account and without the Internet.
 *
 * It checks requests as the clouds document it, hands out tokens that open nothing, and fails on demand. What the modes
 * do is listed by `voxtoken sandbox --help`.
 *
 * @module
 */

const { spawn } = require('node:child_process');
const { once } = require('node:events');
const http = require('node:http');
const path = require('node:path');

const { integer, optional, options, text } = require('./lib/arguments');
const { VoxTokenError, named } = require('./lib/errors');

const COMMAND = path.join(__dirname, 'bin', 'voxtoken.js');
const SERVICES = ['nls', 'dashscope', 'aiob'];
const MAX_LIFE = 0xffff_ffff;

/** How long the sandbox may take to end in order, and to answer, in milliseconds. */
const PATIENCE = { end: 10_000, answer: 30_000 };

/** The sandbox did not start, is not running, or did not answer. */
class SandboxError extends Error {
  static {
    named(this, 'SandboxError');
  }
}

/**
 * @typedef {object} LastRequest The shape of a request, without a value that the client sent.
 * @property {string} method
 * @property {string} path
 * @property {string[]} parameters The names.
 * @property {string[]} headers The names.
 * @property {number | null} status Of the answer; null when there was none.
 * @property {string} verdict `ok`, or what was wrong.
 */

/**
 * A sandbox in a process of its own, which listens on 127.0.0.1 only.
 *
 * It runs until `stop`, and ends at the latest a moment after the process that started it, whatever ended that one. It
 * does not keep that process alive.
 *
 * @example
 * import { NlsToken } from 'voxtoken';
 * import { Sandbox } from 'voxtoken/sandbox';
 *
 * const sandbox = await Sandbox.start();
 * await sandbox.setMode('throttle', { service: 'nls', times: 1 });
 * const nls = new NlsToken({
 *   accessKeyId: Sandbox.ACCESS_KEY_ID,
 *   accessKeySecret: Sandbox.ACCESS_KEY_SECRET,
 *   endpoint: sandbox.nls,
 * });
 * await nls.apply().catch((error) => console.log(error.kind)); // throttled
 * await nls.apply();
 * console.log(await sandbox.calls('nls')); // 2
 * await sandbox.stop();
 */
class Sandbox {
  /** The access key id that it knows, for NLS and AIOB. */
  static ACCESS_KEY_ID = 'sandbox-id';
  /** The secret of that id; also the API key of DashScope. */
  static ACCESS_KEY_SECRET = 'sandbox-secret';
  /** The security token of temporary (STS) credentials that it knows. */
  static SECURITY_TOKEN = 'sandbox-security-token';

  #child;
  /** @type {Record<string, string> | undefined} */
  #urls;

  /**
   * Starts a sandbox and waits until it listens. What the options say holds from the start and after each `reset`.
   *
   * @param {object} [settings]
   * @param {string} [settings.mode] What it does; `ok` unless given.
   * @param {number} [settings.life] How long a token lives, in seconds; AIOB counts in minutes, rounded up. A day
   *   unless given.
   * @param {number} [settings.skew] By how many seconds its clock is wrong; negative means slow.
   * @returns {Promise<Sandbox>}
   * @throws {SandboxError} It does not start; the message holds what it said on standard error.
   */
  static async start(settings) {
    const { mode, life, skew } = options(settings, ['mode', 'life', 'skew'], 'settings');
    const chosen = [
      `--mode=${optional(text, mode, 'mode') ?? 'ok'}`,
      `--life=${optional(lifetime, life, 'life') ?? 86_400}`,
      `--skew=${optional(difference, skew, 'skew') ?? 0}`,
    ];
    // NODE_OPTIONS is meant for the program under test. In a session of its own the child misses the Ctrl-C of a
    // terminal, so that tests that are being interrupted can still end in order.
    const child = spawn(
      process.execPath,
      [COMMAND, 'sandbox', `--exit-with-parent=${process.pid}`, ...chosen],
      {
        cwd: __dirname,
        detached: true,
        env: { ...process.env, NODE_OPTIONS: '' },
        stdio: ['ignore', 'pipe', 'pipe'],
        windowsHide: true,
      },
    );
    const urls = await ready(child);
    for (const handle of [child, child.stdout, child.stderr]) handle.unref();
    return new Sandbox(child, urls);
  }

  /**
   * @internal
   * @param {import('node:child_process').ChildProcess} child
   * @param {Record<string, string>} urls
   */
  constructor(child, urls) {
    this.#child = child;
    this.#urls = urls;
  }

  /** The URL of the stand-in for Alibaba Cloud NLS, such as `http://127.0.0.1:40123`. */
  get nls() {
    return this.#url('nls');
  }

  /** The URL of the stand-in for Alibaba Cloud DashScope. */
  get dashscope() {
    return this.#url('dashscope');
  }

  /** The URL of the stand-in for Baidu AIOB. */
  get aiob() {
    return this.#url('aiob');
  }

  /**
   * The variables that send a program under test to the sandbox: keys, endpoints, and no proxy for them. Put them over
   * the others, as in `env: { ...process.env, ...sandbox.environment }` for a child process, or
   * `Object.assign(process.env, sandbox.environment)`.
   */
  get environment() {
    const bypassed = (process.env.no_proxy || process.env.NO_PROXY || '').split(',').map((host) => host.trim());
    const direct = [...new Set(['localhost', '127.0.0.1', ...bypassed])].filter(Boolean).join();
    return {
      ALIYUN_AK_ID: Sandbox.ACCESS_KEY_ID,
      ALIYUN_AK_SECRET: Sandbox.ACCESS_KEY_SECRET,
      DASHSCOPE_API_KEY: Sandbox.ACCESS_KEY_SECRET,
      BAIDU_AIOB_ACCESS_KEY: Sandbox.ACCESS_KEY_ID,
      BAIDU_AIOB_SECRET_KEY: Sandbox.ACCESS_KEY_SECRET,
      VOXTOKEN_NLS_ENDPOINT: this.nls,
      VOXTOKEN_DASHSCOPE_ENDPOINT: this.dashscope,
      VOXTOKEN_AIOB_ENDPOINT: this.aiob,
      NO_PROXY: direct,
      no_proxy: direct,
    };
  }

  /**
   * How many requests came in for this service since the start or the last `reset`.
   *
   * @param {'nls' | 'dashscope' | 'aiob'} service
   * @returns {Promise<number>}
   */
  async calls(service) {
    checkService(service, SERVICES);
    return (await this.#ask('GET', '/calls'))[service];
  }

  /**
   * The shape of the last request for this service, or `undefined` when none came in yet.
   *
   * @param {'nls' | 'dashscope' | 'aiob'} service
   * @returns {Promise<LastRequest | undefined>}
   */
  async last(service) {
    checkService(service, SERVICES);
    return (await this.#ask('GET', '/last'))[service] ?? undefined;
  }

  /**
   * Changes what the sandbox does from the next request on. What is not given stays as it is.
   *
   * @param {string} [mode] One of those that `voxtoken sandbox --help` lists, such as `throttle`, `hang`, `ok`.
   * @param {object} [settings]
   * @param {'nls' | 'dashscope' | 'aiob' | 'all'} [settings.service] All unless given.
   * @param {number} [settings.times] For how many requests the mode holds; until the next change unless given.
   * @param {number} [settings.life] How long a token lives, in seconds.
   * @param {number} [settings.skew] By how many seconds the clock is wrong; negative means slow.
   * @param {number} [settings.retryAfterMs] For how many milliseconds `throttle` tells the client to wait.
   * @returns {Promise<void>}
   * @throws {VoxTokenError} There is no such mode or service, or `times` or `retryAfterMs` comes without a mode.
   */
  async setMode(mode, settings) {
    const given = options(settings, ['service', 'times', 'life', 'skew', 'retryAfterMs'], 'settings');
    const { service = 'all' } = given;
    checkService(service, [...SERVICES, 'all']);
    const change = {
      service,
      mode: optional(text, mode, 'mode'),
      times: optional(count, given.times, 'times'),
      life: optional(lifetime, given.life, 'life'),
      skew: optional(difference, given.skew, 'skew'),
      retry_after_ms: optional(count, given.retryAfterMs, 'retryAfterMs'),
    };
    const alone = mode === undefined && ['times', 'retryAfterMs'].find((name) => given[name] !== undefined);
    if (alone) throw invalid(`${alone}: goes with a mode`, alone);
    await this.#ask('POST', '/mode', change);
  }

  /**
   * Puts everything back as at the start: behaviour, counts, last requests and the nonces that were used.
   *
   * @returns {Promise<void>}
   */
  async reset() {
    await this.#ask('POST', '/reset');
  }

  /**
   * Ends the sandbox and waits until its process is gone. A second call does nothing.
   *
   * @returns {Promise<void>}
   */
  async stop() {
    this.#urls = undefined;
    const child = this.#child;
    if (child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.ref();
    child.kill();
    const impatient = setTimeout(() => child.kill('SIGKILL'), PATIENCE.end);
    await gone;
    clearTimeout(impatient);
  }

  /** @param {string} name */
  #url(name) {
    if (!this.#urls) throw new SandboxError('the sandbox is not running: it was stopped');
    return this.#urls[name];
  }

  /**
   * One request to the control address, past any proxy.
   *
   * @param {string} method
   * @param {string} path
   * @param {object} [body]
   * @returns {Promise<any>}
   */
  async #ask(method, path, body) {
    const request = http.request(`${this.#url('control')}${path}`, { method, agent: false, timeout: PATIENCE.answer });
    request.on('timeout', () => request.destroy(new Error('it took too long')));
    request.end(body && JSON.stringify(body));
    let answer;
    try {
      const [response] = await once(request, 'response');
      const said = JSON.parse(Buffer.concat(await response.toArray()).toString());
      if (response.statusCode === 200) return said;
      answer = said.error;
    } catch (error) {
      throw new SandboxError(`the sandbox does not answer: ${error.message}`, { cause: error });
    }
    throw invalid(answer);
  }
}

/**
 * Where the sandbox listens, once it does.
 *
 * @param {import('node:child_process').ChildProcessByStdio<null, import('node:stream').Readable,
 *   import('node:stream').Readable>} child
 * @returns {Promise<Record<string, string>>}
 */
function ready(child) {
  let said = '';
  let complaints = '';
  child.stdout.setEncoding('utf8');
  child.stderr.setEncoding('utf8');
  return new Promise((resolve, reject) => {
    const complain = (chunk) => (complaints += chunk);
    const close = (code, signal) => {
      const how = signal ?? `exit code ${code}`;
      reject(new SandboxError(`the sandbox did not start (${how}): ${complaints.trim() || 'it said nothing'}`));
    };
    const say = (chunk) => {
      said += chunk;
      const [line, ...others] = said.split('\n');
      if (others.length === 0) return;
      resolve(JSON.parse(line));
      // What it says from now on is read, so that it can go on, and forgotten.
      child.off('close', close);
      child.stdout.off('data', say).resume();
      child.stderr.off('data', complain).resume();
    };
    child.once('error', (error) => {
      reject(new SandboxError(`the sandbox did not start: ${error.message}`, { cause: error }));
    });
    child.once('close', close);
    child.stdout.on('data', say);
    child.stderr.on('data', complain);
  });
}

/** @param {unknown} service @param {string[]} known */
function checkService(service, known) {
  const name = text(service, 'service');
  if (!known.includes(name)) throw invalid(`service: must be one of ${known.join(', ')}`, 'service');
}

/** @param {unknown} value @param {string} name */
function count(value, name) {
  return integer(value, name, 0, Number.MAX_SAFE_INTEGER);
}

/** @param {unknown} value @param {string} name */
function lifetime(value, name) {
  return integer(value, name, 1, MAX_LIFE);
}

/** @param {unknown} value @param {string} name */
function difference(value, name) {
  return integer(value, name, Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER);
}

/** @param {string} message @param {string} [argument] */
function invalid(message, argument) {
  const hint = 'voxtoken sandbox --help lists what the sandbox can do.';
  return new VoxTokenError({ kind: 'invalid_argument', message, retryable: false, hint, argument });
}

module.exports = { Sandbox, SandboxError };
