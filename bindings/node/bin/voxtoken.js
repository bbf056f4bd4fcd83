#!/usr/bin/env node
'use strict';

/** @returns {{main(words: string[]): number} | undefined} */
function native() {
  try {
    return require('../lib/native');
  } catch (error) {
    console.error(error.message);
    return undefined;
  }
}

process.exitCode = native()?.main(['voxtoken', ...process.argv.slice(2)]) ?? 1;
