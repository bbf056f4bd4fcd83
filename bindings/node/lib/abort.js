'use strict';

const { Flight } = require('./native');

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

/**
 * What comes of a flight, unless the signal ends it before.
 *
 * @template T
 * @param {AbortSignal | undefined} signal
 * @param {(flight: any) => T | Promise<T>} start
 * @returns {Promise<T>}
 */
async function fly(signal, start) {
  signal?.throwIfAborted();
  const flight = new Flight();
  if (signal) watch(signal, flight);
  try {
    const answer = await start(flight);
    signal?.throwIfAborted();
    return answer;
  } finally {
    if (signal) unwatch(signal, flight);
  }
}

module.exports = { fly };
