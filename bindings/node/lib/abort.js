'use strict';

/** @typedef {{abandon: () => void}} Flight */

/**
 * The flights that each signal ends. One listener serves all of a signal: Node.js warns of more than ten.
 *
 * @type {WeakMap<AbortSignal, {flights: Set<Flight>, end: () => void}>}
 */
const watched = new WeakMap();

/** The signal ends this flight from now on. @param {AbortSignal} signal @param {Flight} flight */
function watch(signal, flight) {
  let entry = watched.get(signal);
  if (!entry) {
    const flights = new Set();
    entry = { flights, end: () => flights.forEach((one) => one.abandon()) };
    watched.set(signal, entry);
    signal.addEventListener('abort', entry.end);
  }
  entry.flights.add(flight);
}

/** The signal does not end this flight any more. @param {AbortSignal} signal @param {Flight} flight */
function unwatch(signal, flight) {
  const entry = watched.get(signal);
  if (!entry?.flights.delete(flight) || entry.flights.size > 0) return;
  watched.delete(signal);
  signal.removeEventListener('abort', entry.end);
}

module.exports = { unwatch, watch };
