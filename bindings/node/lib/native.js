'use strict';

/**
 * The native module: built from source at the time of installation, or that of the package for this platform.
 *
 * @module
 */

const fs = require('node:fs');
const path = require('node:path');

/** That of this package; the native module must have the same one. Reading it from a file would take longer. */
const VERSION = '0.1.0';
/** The platforms that there is a package for, by the end of its name. */
const PLATFORMS = ['linux-x64-gnu'];
const BUILT = path.join(__dirname, '..', 'native', 'voxtoken.node');
const FROM_SOURCE = 'install Rust (cargo) and run: npm rebuild voxtoken';

function load() {
  if (fs.existsSync(BUILT)) return attempt('the native module built here', () => require(BUILT));
  const platform = PLATFORMS.find((name) => name.startsWith(`${process.platform}-${process.arch}`));
  if (!platform) throw new Error(`voxtoken: there is no package for ${here()}; ${FROM_SOURCE}`);
  const name = `@voxtoken/${platform}`;
  return attempt(`the package ${name}`, () => require(name));
}

/** @param {string} what @param {() => any} get */
function attempt(what, get) {
  try {
    return ofThisVersion(get());
  } catch (error) {
    throw new Error(explain(what, error), { cause: error });
  }
}

/** @param {any} native */
function ofThisVersion(native) {
  if (native.VERSION === VERSION) return native;
  throw new Error(`it has version ${native.VERSION} and must have ${VERSION}, that of voxtoken: install them together`);
}

/** @param {string} what @param {any} error */
function explain(what, error) {
  if (libc() === 'musl') return `voxtoken: there is no package for ${here()}; ${FROM_SOURCE}`;
  if (error.code === 'MODULE_NOT_FOUND') {
    return (
      `voxtoken: ${what} is missing (${here()}). Install it beside voxtoken, with the same version and without ` +
      `--omit=optional; or ${FROM_SOURCE}`
    );
  }
  return `voxtoken: ${what} cannot be used here (${here()}): ${error.message}; or ${FROM_SOURCE}`;
}

/** Where this program runs. */
function here() {
  const parts = [process.platform, process.arch, libc(), `Node.js ${process.version}`];
  return parts.filter(Boolean).join(', ');
}

/** On Linux `musl`, or the version of glibc. */
function libc() {
  if (process.platform !== 'linux') return undefined;
  const { glibcVersionRuntime } = process.report.getReport().header;
  return glibcVersionRuntime ? `glibc ${glibcVersionRuntime}` : 'musl';
}

module.exports = load();
