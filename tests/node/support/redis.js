'use strict';

const { spawn } = require('node:child_process');
const { once } = require('node:events');
const net = require('node:net');
const path = require('node:path');

const { temporaryFolder } = require('./folder');

/** How long the server may take to start, in milliseconds. */
const PATIENCE = 60_000;

/** A Redis server of a test, which ends with it. */
class RedisServer {
  #child;
  #socket;

  /** @param {import('node:test').TestContext} t */
  static async start(t) {
    const server = new RedisServer(temporaryFolder(t));
    t.after(() => server.stop());
    const end = Date.now() + PATIENCE;
    while (!(await server.#answers())) {
      if (Date.now() > end) throw new Error('the Redis server does not start');
    }
    return server;
  }

  /** @param {string} folder */
  constructor(folder) {
    this.#socket = path.join(folder, 'socket');
    const words = ['--port', '0', '--save', '', '--unixsocket', this.#socket];
    this.#child = spawn('redis-server', words, { cwd: folder, stdio: 'ignore' });
  }

  get url() {
    return `unix://${this.#socket}`;
  }

  async stop() {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    this.#child.kill('SIGKILL');
    await once(this.#child, 'exit');
  }

  async #answers() {
    const connection = net.connect(this.#socket);
    try {
      connection.end('PING\r\n');
      const answer = await connection.toArray();
      return Buffer.concat(answer).toString().startsWith('+PONG');
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 10));
      return false;
    }
  }
}

module.exports = { RedisServer };
