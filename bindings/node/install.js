'use strict';

/**
 * Runs after `npm install` and with `npm rebuild`: builds the native module from the Rust sources in this package when
 * there is no package for the platform. It never makes an installation fail; what is missing is said on first use.
 *
 * @module
 */

const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');

const SOURCES = path.join(__dirname, 'rust');
const FOLDER = path.join(__dirname, 'native');

/** Why the native module cannot be loaded, or `undefined`. */
function problem() {
  try {
    require('./lib/native');
    return undefined;
  } catch (error) {
    return error.message;
  }
}

/** The file that cargo makes. */
function build() {
  const options = ['--locked', '--release', '--lib', '--features', 'node', '--crate-type', 'cdylib'];
  const cargo = spawnSync('cargo', ['rustc', ...options, '--message-format', 'json-render-diagnostics'], {
    cwd: SOURCES,
    encoding: 'utf8',
    maxBuffer: Infinity,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (cargo.error) throw new Error(`cargo cannot be started: ${cargo.error.message}`);
  if (cargo.status !== 0) throw new Error('cargo failed');
  const messages = cargo.stdout.split('\n').filter(Boolean).map((line) => JSON.parse(line));
  return messages.findLast(({ target }) => target?.crate_types.includes('cdylib')).filenames[0];
}

/** Copies the module to where it is looked for, at once. @param {string} file */
function place(file) {
  fs.mkdirSync(FOLDER, { recursive: true });
  const part = path.join(FOLDER, `part-${process.pid}`);
  fs.copyFileSync(file, part);
  fs.renameSync(part, path.join(FOLDER, 'voxtoken.node'));
}

function main() {
  const missing = problem();
  if (!missing || !fs.existsSync(SOURCES)) return;
  try {
    place(build());
    fs.rmSync(path.join(SOURCES, 'target'), { recursive: true, force: true });
    console.error(problem() ?? 'voxtoken: built from source');
  } catch (error) {
    console.error(`${missing}\nvoxtoken: could not be built from source: ${error.message}`);
  }
}

main();
