#!/usr/bin/env node
'use strict';

/** @returns {{main(words: string[]): number} | undefined} */
function native() {
  try {
    return require('../lib/native').native;
  } catch (error) {
    console.error(error.message);
    return undefined;
  }
}

/**
 * Gives these signals back to the system. The handlers that Node.js starts with raise them anew: with those that the
 * command adds, for ever.
 */
function releaseSignals() {
  const nothing = () => {};
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, nothing).off(signal, nothing);
}

releaseSignals();
process.exitCode = native()?.main(['voxtoken', ...process.argv.slice(2)]) ?? 1;
