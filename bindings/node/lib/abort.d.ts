/**
 * What comes of a flight, unless the signal ends it before.
 *
 * @template T
 * @param {AbortSignal | undefined} signal
 * @param {(flight: any) => T | Promise<T>} start
 * @returns {Promise<T>}
 */
export function fly<T>(signal: AbortSignal | undefined, start: (flight: any) => T | Promise<T>): Promise<T>;
