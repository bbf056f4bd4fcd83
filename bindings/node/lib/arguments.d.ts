/**
 * A text that is not empty.
 *
 * @param {unknown} value
 * @param {string} name
 */
export function filled(value: unknown, name: string): string;
/**
 * A whole number.
 *
 * @param {unknown} value
 * @param {string} name
 * @param {number} [min]
 * @param {number} [max]
 * @returns {number}
 */
export function integer(value: unknown, name: string, min?: number, max?: number): number;
/**
 * `undefined`, or what `check` makes of the value.
 *
 * @template T
 * @param {(value: unknown, name: string) => T} check
 * @param {unknown} value
 * @param {string} name
 * @returns {T | undefined}
 */
export function optional<T>(check: (value: unknown, name: string) => T, value: unknown, name: string): T | undefined;
/** @param {string} name @param {string} rule @param {unknown} value */
export function outOfRange(name: string, rule: string, value: unknown): RangeError & {
    code: string;
};
/**
 * A time in absolute Unix seconds.
 *
 * @param {unknown} value
 * @param {string} name
 */
export function seconds(value: unknown, name: string): number;
/**
 * A text without lone surrogates.
 *
 * @param {unknown} value
 * @param {string} name
 * @returns {string}
 */
export function text(value: unknown, name: string): string;
/** @param {string} name @param {string} expected @param {unknown} value */
export function wrongType(name: string, expected: string, value: unknown): TypeError & {
    code: string;
};
/** @param {string} name @param {string} problem */
export function wrongValue(name: string, problem: string): TypeError & {
    code: string;
};
