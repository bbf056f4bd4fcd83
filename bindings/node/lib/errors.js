'use strict';

/**
 * The name of a kind, the same in every language.
 *
 * @typedef {'invalid_argument' | 'credentials' | 'signature' | 'permission' | 'security_token' | 'clock' | 'nonce' |
 *   'throttled' | 'unavailable' | 'endpoint' | 'account' | 'rejected' | 'network' | 'timeout' | 'tls' | 'proxy' |
 *   'insecure' | 'bad_response' | 'invalid_token' | 'internal'} Kind
 */

/**
 * What went wrong, with all that the cloud said about it. It never holds a secret or a token.
 *
 * Wrong types are a `TypeError`, and numbers outside the range of their parameter a `RangeError`; both name the
 * argument. What only the core can judge, such as a role or a region, is a VoxTokenError of the kind
 * `invalid_argument`.
 *
 * @example
 * const { NlsToken, VoxTokenError } = require('voxtoken');
 * try {
 *   new NlsToken({ accessKeyId: 'id', accessKeySecret: 'a secret with spaces' });
 * } catch (error) {
 *   if (!(error instanceof VoxTokenError)) throw error;
 *   console.log(error.kind, error.argument); // invalid_argument accessKeySecret
 * }
 */
class VoxTokenError extends Error {
  /**
   * @param {object} failure
   * @param {Kind} failure.kind
   * @param {string} failure.message
   * @param {boolean} failure.retryable
   * @param {string} failure.hint
   * @param {string} [failure.argument]
   * @param {string} [failure.problem]
   * @param {string} [failure.code]
   * @param {string} [failure.requestId]
   * @param {number} [failure.httpStatus]
   * @param {string} [failure.recommend]
   * @param {number} [failure.retryAfter]
   * @param {number} [failure.retryAt]
   * @param {ErrorOptions} [options]
   */
  constructor(failure, options) {
    super(failure.message, options);
    /** The stable name of the kind, such as `throttled`. */
    this.kind = failure.kind;
    /** Can the same call succeed later without a change on the caller's side? */
    this.retryable = failure.retryable;
    /** What a person can do about it: one or two sentences. */
    this.hint = failure.hint;
    /** The cloud's error code, such as `InvalidAccessKeyId.NotFound` or `40020503`. */
    this.code = failure.code;
    /** The cloud's id of the failed request. */
    this.requestId = failure.requestId;
    /** The HTTP status of the answer, if one came. */
    this.httpStatus = failure.httpStatus;
    /** The argument or setting at fault. */
    this.argument = failure.argument;
    /** What is wrong with an Agora token: the `problem` of the first finding that is an error. */
    this.problem = failure.problem;
    /** The page that the cloud recommends for this error. */
    this.recommend = failure.recommend;
    /** How long the cloud asked to wait before the next call, in seconds. */
    this.retryAfter = failure.retryAfter;
    /** When a TokenCache asks again, in absolute Unix seconds: until then it gives this error at once. */
    this.retryAt = failure.retryAt;
    // What is not there would be noise wherever the error is printed.
    for (const name of Object.keys(this)) {
      if (this[name] === undefined) delete this[name];
    }
  }

  static {
    named(this, 'VoxTokenError');
  }
}

/**
 * Gives all errors of a class their name, which each may change for itself as with those of the language.
 *
 * @param {new (...given: any[]) => Error} Class
 * @param {string} name
 */
function named(Class, name) {
  Object.defineProperty(Class.prototype, 'name', { value: name, writable: true, configurable: true });
}

/**
 * The error with the name of the argument that the program wrote, if it has another one here.
 *
 * @param {unknown} error
 * @param {Record<string, string>} names What the program writes, by what it is here.
 */
function renamed(error, names) {
  if (!(error instanceof VoxTokenError) || !error.argument || !(error.argument in names)) return error;
  const argument = names[error.argument];
  const isNamed = error.message.startsWith(`${error.argument}: `);
  const message = isNamed ? argument + error.message.slice(error.argument.length) : error.message;
  return new VoxTokenError({ ...error, message, argument });
}

module.exports = { VoxTokenError, named, renamed };
