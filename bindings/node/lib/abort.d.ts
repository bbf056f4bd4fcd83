export type Flight = {
    abandon: () => void;
};
/** The signal does not end this flight any more. @param {AbortSignal} signal @param {Flight} flight */
export function unwatch(signal: AbortSignal, flight: Flight): void;
/** The signal ends this flight from now on. @param {AbortSignal} signal @param {Flight} flight */
export function watch(signal: AbortSignal, flight: Flight): void;
