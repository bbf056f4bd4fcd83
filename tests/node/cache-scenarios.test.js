'use strict';

// The scenarios of all languages; tests/cache_scenarios.rs says what their steps mean.

const assert = require('node:assert');
const { test } = require('node:test');

const { TokenCache, VoxTokenError } = require('voxtoken');

const { temporaryFolder } = require('./support/folder');
const { scenarios } = require('../scenarios/cache.json');

/** What a scenario controls. */
class Play {
  #now = 1_800_000_000;
  #calls = 0;
  #answer;
  /** @type {Map<string, TokenCache>} */
  #caches = new Map();
  #settings;

  /** @param {{minValidity?: number, lead?: number, file?: string}} settings */
  constructor(settings) {
    this.#settings = settings;
  }

  async #fetch() {
    this.#calls += 1;
    const { life, token = `T${this.#calls}`, error, retry_after: retryAfter } = this.#answer;
    if (!error) return { value: token, expireTime: this.#now + life };
    throw new VoxTokenError({ kind: error, message: 'as told', retryable: true, hint: 'Wait.', retryAfter });
  }

  /** @param {string} name */
  #cache(name) {
    const source = { scope: 'scenario', fetch: () => this.#fetch() };
    const made = this.#caches.get(name) ?? new TokenCache(source, { ...this.#settings, clock: () => this.#now });
    this.#caches.set(name, made);
    return made;
  }

  /** Waits until no fetch is under way. */
  async #landed() {
    while ([...this.#caches.values()].some((cache) => cache.status().fetching)) {
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  /** What a step shows, in the words that it expects it in. */
  async shown({ cache: name = 'a', ...step }) {
    if ('answer' in step) {
      this.#answer = step.answer;
      return step;
    }
    if ('advance' in step) {
      this.#now += step.advance;
      return step;
    }
    if ('restart' in step) {
      this.#caches.delete(step.restart);
      return step;
    }
    if ('calls' in step) {
      await this.#landed();
      return { calls: this.#calls };
    }
    const cache = this.#cache(name);
    if ('get' in step) {
      const { min_validity: minValidity, ...rest } = step;
      const get = await this.#outcome(rest.get, cache.get({ minValidity }));
      return { ...step, get };
    }
    if ('refresh' in step) return { refresh: await this.#outcome(step.refresh, cache.refresh()) };
    if ('try_get' in step) return { try_get: cache.tryGet()?.value ?? null };
    if ('reject' in step) return { reject: step.reject, acted: cache.reject(step.reject) };
    assert('status' in step, `a step of no known kind: ${JSON.stringify(step)}`);
    await this.#landed();
    const { state, generation, expireTime = null, gate } = cache.status();
    return { status: only(step.status, { state, generation, expires_at: expireTime, gate: gate?.kind ?? null }) };
  }

  /** The token's text, or what is expected to be told about an error. */
  async #outcome(expected, asked) {
    try {
      return (await asked).value;
    } catch (error) {
      assert(error instanceof VoxTokenError, error);
      const argument = error.argument?.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
      return only({ error: '', ...expected }, { error: error.kind, retry_in: error.retryAt - this.#now, argument });
    }
  }
}

/** What has the names of the expected. */
function only(expected, shown) {
  return Object.fromEntries(Object.entries(shown).filter(([name]) => name in Object(expected)));
}

for (const { name, settings = {}, steps } of scenarios) {
  test(name, async (t) => {
    const { min_validity: minValidity, lead, file } = settings;
    const play = new Play({ minValidity, lead, file: file && temporaryFolder(t) });
    for (const [index, { cache, ...expected }] of steps.entries()) {
      const shown = await play.shown({ cache, ...expected });
      assert.deepStrictEqual(shown, expected, `step ${index + 1}`);
    }
  });
}
