'use strict';

const { execFile, spawn, spawnSync } = require('node:child_process');
const { once } = require('node:events');
const path = require('node:path');
const readline = require('node:readline');

/** The folder whose packages are those that the tests find. */
const HERE = path.dirname(__dirname);
/** How long a program may take, in milliseconds: a limit for what hangs. */
const PATIENCE = 120_000;

/** The environment of the tests, apart from what is meant for the runner, with these variables. */
function environment(variables) {
  return { ...process.env, NODE_TEST_CONTEXT: '', ...variables };
}

/** The words that make Node.js run a script: a program, or the file with one. */
function words(script, { flags = [], arguments: others = [] }) {
  return ['--throw-deprecation', ...flags, ...(script.endsWith('.js') ? [script] : ['-e', script, '--']), ...others];
}

/**
 * Runs any command to its end while the test waits: its exit code, signal and what it wrote.
 *
 * @param {string} command
 * @param {string[]} given
 * @param {import('node:child_process').SpawnSyncOptions} [options]
 */
function execute(command, given, options = {}) {
  const settings = { cwd: HERE, encoding: 'utf8', timeout: PATIENCE, ...options };
  const { status, signal, stdout, stderr, error } = spawnSync(command, given, settings);
  if (error) throw error;
  return { status, signal, stdout, stderr };
}

/**
 * Runs a script in a Node.js of its own while the test goes on, and gives how that ended.
 *
 * @param {string} script A program, or the file with one.
 * @param {{env?: Record<string, string>, flags?: string[], arguments?: string[], cwd?: string}} [options]
 * @returns {Promise<{code: number | string, signal: string | null, stdout: string, stderr: string}>}
 */
function run(script, options = {}) {
  const settings = { cwd: options.cwd ?? HERE, env: environment(options.env), timeout: PATIENCE };
  return new Promise((resolve) => {
    execFile(process.execPath, words(script, options), settings, (error, stdout, stderr) => {
      resolve({ code: error?.code ?? 0, signal: error?.signal ?? null, stdout, stderr });
    });
  });
}

/** A program that the test talks with. It ends with the test at the latest. */
class Program {
  #child;
  #lines;
  #stderr = '';
  #closed;

  /**
   * @param {import('node:test').TestContext} t
   * @param {string} command
   * @param {string[]} given
   * @param {Record<string, string>} [env] Variables besides those of the test.
   */
  constructor(t, command, given, env) {
    this.#child = spawn(command, given, { cwd: HERE, env: environment(env), timeout: PATIENCE });
    this.#child.stderr.setEncoding('utf8').on('data', (chunk) => (this.#stderr += chunk));
    this.#lines = readline.createInterface({ input: this.#child.stdout })[Symbol.asyncIterator]();
    this.#closed = once(this.#child, 'close');
    this.#closed.catch(() => {}); // who waits for it is told
    t.after(() => this.#child.kill('SIGKILL'));
  }

  /** The next line that it writes; an error if it ends before. */
  async line() {
    const { value, done } = await this.#lines.next();
    if (done) throw new Error(`the program ended: ${JSON.stringify(await this.ended())}`);
    return value;
  }

  /** Writes a line to it. */
  say(line) {
    this.#child.stdin.write(`${line}\n`);
  }

  /** @param {NodeJS.Signals} [signal] */
  kill(signal) {
    this.#child.kill(signal);
  }

  /** How it ended, with all that it wrote on standard error. */
  async ended() {
    const [code, signal] = await this.#closed;
    return { code, signal, stderr: this.#stderr };
  }
}

/**
 * Starts a script in a Node.js of its own, to talk with it.
 *
 * @param {import('node:test').TestContext} t
 * @param {string} script A program, or the file with one.
 * @param {{env?: Record<string, string>, flags?: string[], arguments?: string[]}} [options]
 */
function start(t, script, options = {}) {
  return new Program(t, process.execPath, words(script, options), options.env);
}

module.exports = { Program, execute, run, start };
