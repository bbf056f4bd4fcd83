/**
 * The name of a kind, the same in every language.
 */
export type Kind = "invalid_argument" | "credentials" | "signature" | "permission" | "security_token" | "clock" | "nonce" | "throttled" | "unavailable" | "endpoint" | "account" | "rejected" | "network" | "timeout" | "tls" | "proxy" | "insecure" | "bad_response" | "invalid_token" | "internal";
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
export class VoxTokenError extends Error {
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
    constructor(failure: {
        kind: Kind;
        message: string;
        retryable: boolean;
        hint: string;
        argument?: string | undefined;
        problem?: string | undefined;
        code?: string | undefined;
        requestId?: string | undefined;
        httpStatus?: number | undefined;
        recommend?: string | undefined;
        retryAfter?: number | undefined;
        retryAt?: number | undefined;
    }, options?: ErrorOptions);
    /** The stable name of the kind, such as `throttled`. */
    kind: Kind;
    /** Can the same call succeed later without a change on the caller's side? */
    retryable: boolean;
    /** What a person can do about it: one or two sentences. */
    hint: string;
    /** The cloud's error code, such as `InvalidAccessKeyId.NotFound` or `40020503`. */
    code: string | undefined;
    /** The cloud's id of the failed request. */
    requestId: string | undefined;
    /** The HTTP status of the answer, if one came. */
    httpStatus: number | undefined;
    /** The argument or setting at fault. */
    argument: string | undefined;
    /** What is wrong with an Agora token: the `problem` of the first finding that is an error. */
    problem: string | undefined;
    /** The page that the cloud recommends for this error. */
    recommend: string | undefined;
    /** How long the cloud asked to wait before the next call, in seconds. */
    retryAfter: number | undefined;
    /** When a TokenCache asks again, in absolute Unix seconds: until then it gives this error at once. */
    retryAt: number | undefined;
}
/**
 * Gives all errors of a class their name, which each may change for itself as with those of the language.
 *
 * @param {new (...given: any[]) => Error} Class
 * @param {string} name
 */
export function named(Class: new (...given: any[]) => Error, name: string): void;
/**
 * The error with the name of the argument that the program wrote, if it has another one here.
 *
 * @param {unknown} error
 * @param {Record<string, string>} names What the program writes, by what it is here.
 */
export function renamed(error: unknown, names: Record<string, string>): unknown;
