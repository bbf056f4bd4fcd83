'use strict';

const { filled } = require('../arguments');
const { VoxTokenError } = require('../errors');
const { object } = require('../options');
const { tokenOf } = require('../token');

/**
 * What a cache calls in the program: a function that gives tokens, and one that is told what happens. The native module
 * holds it weakly, so that a cache which the program has forgotten goes, even if these functions know it.
 */
class Program {
  #ask;
  #onEvent;
  /** What the function for tokens threw last, if it was no error of ours; and the message of the error for it. */
  #thrown = { message: undefined, cause: undefined };

  /**
   * @param {(() => any) | undefined} ask
   * @param {((event: any) => void) | undefined} onEvent
   */
  constructor(ask, onEvent) {
    this.#ask = ask;
    this.#onEvent = onEvent;
  }

  /** What the native module calls for a token. */
  get call() {
    const weak = new WeakRef(this);
    return (ticket) => {
      const program = weak.deref();
      if (program) program.answer(ticket);
      else ticket.refuse(GONE);
    };
  }

  /** What the native module calls with an event, if anyone is to be told. */
  get listener() {
    const weak = new WeakRef(this);
    return this.#onEvent && ((event) => weak.deref()?.tell(event));
  }

  /** @param {any} ticket */
  async answer(ticket) {
    try {
      const { value, expireTime, ...known } = await /** @type {() => any} */ (this.#ask)();
      ticket.give(value, expireTime, known);
    } catch (error) {
      ticket.refuse(error instanceof VoxTokenError ? refusal(error) : this.#keep(error));
    }
  }

  /** @param {any} event */
  tell({ error, ...event }) {
    this.#onEvent?.(error ? { ...event, error: this.error(error) } : event);
  }

  /**
   * The error for a failure, with what the function threw if that was the reason.
   *
   * @param {any} failure
   */
  error(failure) {
    const { message, cause } = this.#thrown;
    return new VoxTokenError(failure, failure.message === message ? { cause } : undefined);
  }

  /** What to tell others of a foreign error: only its name, because its text may hold a secret. @param {any} cause */
  #keep(cause) {
    const name = typeof cause?.name === 'string' ? cause.name : typeof cause;
    const message = `the source of tokens threw ${name}`;
    this.#thrown = { message, cause };
    return { kind: 'unavailable', message, hint: 'Look at what the source threw: it is the cause of this error.' };
  }
}

/** The cache was forgotten before a fetch that nobody waits for. */
const GONE = { kind: 'unavailable', message: 'the cache that asks is gone' };

/** What an error of ours says. @param {VoxTokenError} error */
function refusal(error) {
  const words = (value) => (value === undefined ? undefined : String(value));
  const number = (value) => (Number.isFinite(value) ? value : undefined);
  return {
    kind: String(error.kind),
    message: String(error.message),
    hint: words(error.hint),
    argument: words(error.argument),
    code: words(error.code),
    requestId: words(error.requestId),
    httpStatus: number(error.httpStatus),
    recommend: words(error.recommend),
    retryAfter: number(error.retryAfter),
  };
}

/**
 * A function that gives a token's parts, by one that gives a token or its parts.
 *
 * @param {() => any} fetch
 */
function fetching(fetch) {
  return async () => {
    const token = tokenOf(/** @type {any} */ (object(await fetch(), 'token', 'a Token, or { value, expireTime }')));
    return { ...token, value: token.value };
  };
}

/**
 * A function that gives a token's parts, by one that gives an Agora token. The native module reads when that expires.
 *
 * @param {() => any} mint
 */
function minting(mint) {
  return async () => ({ value: filled(await mint(), 'token'), expireTime: 0 });
}

module.exports = { Program, fetching, minting };
