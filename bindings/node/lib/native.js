'use strict';

/**
 * The native module: of the package for this platform, or built from source at the time of installation.
 *
 * @module
 */

const fs = require('node:fs');
const path = require('node:path');

/** The platforms that there is a package for, by the name of the package. */
const PLATFORMS = ['linux-x64-gnu'];

/** `musl`, or the version of glibc, on Linux. */
function libc() {
  if (process.platform !== 'linux') return undefined;
  const { glibcVersionRuntime } = process.report.getReport().header;
  return glibcVersionRuntime ? `glibc ${glibcVersionRuntime}` : 'musl';
}

/** The name of this platform, such as `linux-x64-gnu`. */
function platform() {
  const end = process.platform === 'linux' ? (libc() === 'musl' ? '-musl' : '-gnu') : '';
  return `${process.platform}-${process.arch}${end}`;
}

function load() {
  const built = path.join(__dirname, '..', 'native', 'voxtoken.node');
  if (fs.existsSync(built)) return require(built);
  const wanted = `@voxtoken/${platform()}`;
  try {
    return require(wanted);
  } catch (error) {
    throw new Error(explain(wanted, error), { cause: error });
  }
}

function explain(wanted, error) {
  const here = `${process.platform} ${process.arch}, ${libc() ?? 'no libc to choose'}, Node.js ${process.version}`;
  if (error.code !== 'MODULE_NOT_FOUND') return `voxtoken: ${wanted} cannot be loaded here (${here}): ${error.message}`;
  if (!PLATFORMS.includes(platform())) {
    return `voxtoken: there is no package for ${here}; install Rust (cargo) and run: npm rebuild voxtoken`;
  }
  return (
    `voxtoken: the package ${wanted} is missing (${here}). Install it beside voxtoken, with the same version and ` +
    'without --omit=optional; or install Rust (cargo) and run: npm rebuild voxtoken'
  );
}

module.exports = load();
