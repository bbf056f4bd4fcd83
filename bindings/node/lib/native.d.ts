/** @type {any} */
export const native: any;
/**
 * What a native function gave; throws if that is a failure.
 *
 * @template T
 * @param {T | {kind: import('./errors').Kind, message: string, retryable: boolean, hint: string}} outcome
 * @returns {T}
 */
export function unwrap<T>(outcome: T | {
    kind: import("./errors").Kind;
    message: string;
    retryable: boolean;
    hint: string;
}): T;
