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

/** What cargo says. @param {string[]} words @param {Record<string, string | undefined>} [env] */
function cargo(words, env = process.env) {
  const { error, status, stdout } = spawnSync('cargo', words, {
    cwd: SOURCES,
    encoding: 'utf8',
    env,
    maxBuffer: Infinity,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (error) throw new Error(`cargo cannot be started: ${error.message}`);
  if (status !== 0) throw new Error('cargo failed');
  return stdout;
}

/** The file that cargo makes. */
function build() {
  // By its name, because a configuration above this folder may choose another target.
  const host = /^host: (.+)$/m.exec(cargo(['-vV']))?.[1];
  if (!host) throw new Error('cargo -vV names no host');
  const options = ['--locked', '--release', '--lib', '--features', 'node', '--crate-type', 'cdylib', '--target', host];
  const said = cargo(['rustc', ...options, '--message-format', 'json-render-diagnostics'], environment(host));
  const messages = said.split('\n').filter(Boolean).map((line) => JSON.parse(line));
  return messages.findLast(({ target }) => target?.crate_types.includes('cdylib')).filenames[0];
}

/** The environment of the compiler, which links statically with musl unless told otherwise. @param {string} host */
function environment(host) {
  if (!host.includes('musl')) return process.env;
  return { ...process.env, RUSTFLAGS: `${process.env.RUSTFLAGS ?? ''} -C target-feature=-crt-static`.trim() };
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
    console.error(problem() ?? 'voxtoken: built from source');
  } catch (error) {
    console.error(`${missing}\nvoxtoken: could not be built from source: ${error.message}`);
  } finally {
    fs.rmSync(path.join(SOURCES, 'target'), { recursive: true, force: true });
  }
}

main();
