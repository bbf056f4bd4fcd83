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
  if (fs.existsSync(BUILT)) return built();
  const platform = PLATFORMS.find((name) => name.startsWith(`${process.platform}-${process.arch}`));
  if (!platform) throw noPackage(libc());
  return packaged(`@voxtoken/${platform}`);
}

function built() {
  try {
    return ofThisVersion(require(BUILT));
  } catch (error) {
    throw unusable('the native module built here', libc(), error);
  }
}

/** @param {string} name */
function packaged(name) {
  try {
    return ofThisVersion(require(name));
  } catch (error) {
    const own = libc();
    if (own === 'musl') throw noPackage(own, { cause: error });
    if (error.code !== 'MODULE_NOT_FOUND') throw unusable(`the package ${name}`, own, error);
    const advice = 'Install it beside voxtoken, with the same version and without --omit=optional';
    throw new Error(`voxtoken: the package ${name} is missing (${here(own)}). ${advice}; or ${FROM_SOURCE}`, {
      cause: error,
    });
  }
}

/** @param {any} native */
function ofThisVersion(native) {
  if (native.VERSION === VERSION) return native;
  throw new Error(`it has version ${native.VERSION} and must have ${VERSION}, that of voxtoken: install them together`);
}

/** @param {string | undefined} libc @param {ErrorOptions} [options] */
function noPackage(libc, options) {
  return new Error(`voxtoken: there is no package for ${here(libc)}; ${FROM_SOURCE}`, options);
}

/** @param {string} what @param {string | undefined} libc @param {any} cause */
function unusable(what, libc, cause) {
  return new Error(`voxtoken: ${what} cannot be used here (${here(libc)}): ${cause.message}; or ${FROM_SOURCE}`, {
    cause,
  });
}

/** Where this program runs. @param {string | undefined} libc */
function here(libc) {
  return [process.platform, process.arch, libc, `Node.js ${process.version}`].filter(Boolean).join(', ');
}

/** On Linux `musl`, or the version of glibc. */
function libc() {
  if (process.platform !== 'linux') return undefined;
  const { report } = process;
  const { excludeNetwork } = report;
  try {
    // Else the report asks for the names of all machines that this program is connected to.
    if (excludeNetwork !== undefined) report.excludeNetwork = true;
    const { glibcVersionRuntime } = report.getReport().header;
    return glibcVersionRuntime ? `glibc ${glibcVersionRuntime}` : 'musl';
  } finally {
    if (excludeNetwork !== undefined) report.excludeNetwork = excludeNetwork;
  }
}

/**
 * What a native function gave; throws if that is a failure.
 *
 * @template T
 * @param {T | {kind: import('./errors').Kind, message: string, retryable: boolean, hint: string}} outcome
 * @returns {T}
 */
function unwrap(outcome) {
  if (typeof outcome === 'object' && outcome !== null && 'kind' in outcome && 'hint' in outcome) {
    const { VoxTokenError } = require('./errors'); // most programs never see one
    throw new VoxTokenError(outcome);
  }
  return /** @type {T} */ (outcome);
}

/** @type {any} */
const native = load();

module.exports = { native, unwrap };
