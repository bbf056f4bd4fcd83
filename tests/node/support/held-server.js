'use strict';

const { once } = require('node:events');
const http = require('node:http');

/** How long requests may take to come in, in milliseconds: a limit for what hangs. */
const PATIENCE = 120_000;

/**
 * A server on loopback that answers as the speech cloud does, but not before it is told to. It ends with its test,
 * however that ends.
 */
class HeldServer {
  #server = http.createServer((request, response) => this.#take(request, response));
  #isOpen = false;
  /** @type {http.ServerResponse[]} In the order of the requests. */
  #responses = [];
  /** @type {{count: number, enough: () => void}[]} */
  #waiting = [];

  /**
   * @param {import('node:test').TestContext} t
   * @param {{isOpen?: boolean}} [options]
   */
  static async start(t, { isOpen = false } = {}) {
    const held = new HeldServer();
    held.#isOpen = isOpen;
    t.after(() => held.#stop());
    held.#server.listen(0, '127.0.0.1', 512);
    await once(held.#server, 'listening');
    return held;
  }

  get url() {
    return `http://127.0.0.1:${this.#server.address().port}`;
  }

  /** How many requests have come in. */
  get requests() {
    return this.#responses.length;
  }

  /** Waits until so many requests have come in; an error if they do not. */
  async arrived(count) {
    if (this.requests >= count) return;
    await new Promise((resolve, reject) => {
      const late = () => reject(new Error(`${this.requests} of ${count} requests came in`));
      const limit = setTimeout(late, PATIENCE);
      const enough = () => {
        clearTimeout(limit);
        resolve();
      };
      this.#waiting.push({ count, enough });
    });
  }

  /** Lets all answers go, now and from now on. */
  release() {
    this.#isOpen = true;
    this.#responses.forEach((response, index) => response.headersSent || this.answer(index));
  }

  /** Answers this request alone: 200 with a token, or flow control with another status. */
  answer(index, status = 200) {
    const token = { Id: 'held-token', ExpireTime: 4_000_000_000, UserId: '7' };
    const body = JSON.stringify(status === 200 ? { Token: token } : { Code: 'Throttling.User' });
    this.#responses[index].writeHead(status, { 'content-length': body.length, connection: 'close' }).end(body);
  }

  /** Holds answers back again. */
  hold() {
    this.#isOpen = false;
  }

  async #stop() {
    if (!this.#server.listening) return;
    this.#server.close();
    this.#server.closeAllConnections();
    await once(this.#server, 'close');
  }

  #take(request, response) {
    request.resume();
    request.once('end', () => {
      const index = this.#responses.push(response) - 1;
      if (this.#isOpen) this.answer(index);
      this.#waiting.filter(({ count }) => count <= this.requests).forEach(({ enough }) => enough());
    });
  }
}

module.exports = { HeldServer };
