'use strict';

const { boolean, clock, filled, integer, optional, options, text, wrongType } = require('../arguments');

/**
 * @typedef {object} CacheOptions
 * @property {number} [minValidity] How many seconds a token that `get` gives is usable at least; 0 unless given: it has
 *   not expired yet.
 * @property {number} [lead] How many seconds before its end a token is replaced, half of its life at most; each process
 *   shortens that by up to a quarter. Unless given it depends on the life: 6 hours for a token of 36 hours.
 * @property {number} [deadline] How long `get` and `refresh` wait at most, in milliseconds; 15000 unless given.
 * @property {boolean | string} [file] Shares the token with this user's processes on this machine: in this folder, or
 *   with `true` in the user's own for caches (`$XDG_CACHE_HOME/voxtoken`, else `~/.cache/voxtoken`).
 * @property {string} [redis] Shares the token with all machines that reach this Redis server (6.2 or later, Valkey
 *   too): `redis://[user:password@]host[:port][/database]`, `rediss://…` with TLS, `unix:///path`,
 *   `redis+sentinel://[user:password@]host[:port][,host…]/name[/database]`.
 * @property {string} [namespace] Keeps tokens of this name apart from others: of another environment, say.
 * @property {boolean | string} [encrypt] Encrypts the token outside of this process with a key derived from this
 *   secret, or with `true` from the source's own, so that only those read it who could ask for one.
 * @property {(event: import('../token-cache').CacheEvent) => void} [onEvent] Is told what happens, on the event loop
 *   and a moment later.
 * @property {() => number} [clock] Tells the time in absolute Unix seconds, for tests. It is asked at each call, and
 *   what goes on between two calls takes the time of the first. The source's unless given, else the system's.
 */

const KNOWN = ['minValidity', 'lead', 'deadline', 'file', 'redis', 'namespace', 'encrypt', 'onEvent', 'clock'];

/** What a timer can wait for, in milliseconds. */
const LONGEST = 0x7fff_ffff;
const DEADLINE = 15_000;

/**
 * The settings for the native module, and those that stay here.
 *
 * @param {unknown} value
 * @param {(() => number) | undefined} ofSource The clock of the source.
 */
function settings(value, ofSource) {
  const given = options(value, KNOWN, 'settings');
  const now = optional(clock, given.clock, 'clock') ?? ofSource;
  const deadline = optional(milliseconds, given.deadline, 'deadline') ?? DEADLINE;
  const native = {
    minValidity: optional(integer, given.minValidity, 'minValidity'),
    lead: optional(integer, given.lead, 'lead'),
    deadline,
    file: optional(textOrFlag, given.file, 'file'),
    redis: optional(filled, given.redis, 'redis'),
    namespace: optional(text, given.namespace, 'namespace'),
    encrypt: optional(textOrFlag, given.encrypt, 'encrypt'),
    now: now?.(),
  };
  return { native, now, deadline, onEvent: optional(callable, given.onEvent, 'onEvent') };
}

/** @param {unknown} value @param {string} name */
function milliseconds(value, name) {
  return integer(value, name, 1, LONGEST);
}

/** @param {unknown} value @param {string} name */
function textOrFlag(value, name) {
  if (typeof value !== 'string' && typeof value !== 'boolean') throw wrongType(name, 'a string or a boolean', value);
  return typeof value === 'string' ? filled(value, name) : boolean(value, name);
}

/**
 * @param {unknown} value
 * @param {string} name
 * @returns {(...given: any[]) => any}
 */
function callable(value, name) {
  if (typeof value !== 'function') throw wrongType(name, 'a function', value);
  return /** @type {(...given: any[]) => any} */ (value);
}

module.exports = { callable, milliseconds, settings };
