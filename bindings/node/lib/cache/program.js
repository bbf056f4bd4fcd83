'use strict';

const { filled, object } = require('../arguments');
const { VoxTokenError } = require('../errors');
const { tokenOf } = require('../token');

/**
 * What a cache calls in the program: a function that gives tokens, and one that is told what happens. The native module
 * holds it weakly, so that a cache which the program has forgotten goes, even if these functions know it.
 */
class Program {
  #ask;
  #onEvent;
  /** How often the function for tokens was called. */
  #calls = 0;
  /** What the function for tokens threw last, if it was no error of ours; and in which call. */
  #thrown = { call: undefined, cause: undefined };

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
      else ticket.leave();
    };
  }

  /** What the native module calls with an event, if anyone is to be told. */
  get listener() {
    const weak = new WeakRef(this);
    return this.#onEvent && ((event) => weak.deref()?.tell(event));
  }

  /** @param {any} ticket */
  async answer(ticket) {
    if (!ticket.isOpen) return; // the event loop was not free in time
    const call = (this.#calls += 1);
    try {
      const { value, expireTime, ...known } = await /** @type {() => any} */ (this.#ask)();
      ticket.give(value, expireTime, known);
      this.#thrown = { call: undefined, cause: undefined };
    } catch (error) {
      this.#refuse(ticket, call, error);
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
    const { call, cause } = this.#thrown;
    const isOwn = call !== undefined && failure.call === call;
    return new VoxTokenError(failure, isOwn ? { cause } : undefined);
  }

  /** @param {any} ticket @param {number} call @param {any} error */
  #refuse(ticket, call, error) {
    try {
      ticket.refuse(error instanceof VoxTokenError ? refusal(error) : this.#keep(call, error, nameOf(error)));
    } catch {
      ticket.refuse(this.#keep(call, error, typeof error)); // it does not let itself be read
    }
  }

  /**
   * What to tell others of a foreign error: only its name, because its text may hold a secret.
   *
   * @param {number} call
   * @param {unknown} cause
   * @param {string} name
   */
  #keep(call, cause, name) {
    this.#thrown = { call, cause };
    return { kind: 'unavailable', message: `the source of tokens threw ${name}`, hint: LOOK, call };
  }
}

const LOOK = 'Look at what the source threw: in the process that called it, that is the cause of this error.';

/** @param {any} error */
function nameOf(error) {
  return typeof error?.name === 'string' ? error.name : typeof error;
}

/** What an error of ours says. @param {VoxTokenError} error */
function refusal(error) {
  const words = (value) => (value === undefined ? undefined : String(value));
  const isStatus = Number.isInteger(error.httpStatus) && error.httpStatus >= 0 && error.httpStatus <= 0xffff;
  return {
    kind: String(error.kind),
    message: String(error.message),
    hint: words(error.hint),
    argument: words(error.argument),
    code: words(error.code),
    requestId: words(error.requestId),
    httpStatus: isStatus ? error.httpStatus : undefined,
    recommend: words(error.recommend),
    retryAfter: Number.isFinite(error.retryAfter) ? error.retryAfter : undefined,
  };
}

/**
 * A function that gives a token's parts, by one that gives a token or its parts.
 *
 * @param {() => any} fetch
 */
function fetching(fetch) {
  return async () => {
    const given = object(await fetch(), 'token', 'a Token, or { value, expireTime }');
    const { value, expireTime, ...known } = given;
    const end = typeof expireTime === 'number' ? Math.floor(expireTime) : expireTime;
    const token = tokenOf(/** @type {any} */ ({ ...known, value, expireTime: end }));
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
