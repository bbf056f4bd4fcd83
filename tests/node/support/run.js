'use strict';

const { spawn, spawnSync } = require('node:child_process');
const path = require('node:path');

/** How long a program may take, in milliseconds: a limit for what hangs. */
const PATIENCE = 60_000;

/** Runs a program to its end: its exit code, signal and what it wrote. */
function run(command, words, options = {}) {
  const settings = { cwd: path.dirname(__dirname), encoding: 'utf8', timeout: PATIENCE, ...options };
  const { status, signal, stdout, stderr, error } = spawnSync(command, words, settings);
  if (error) throw error;
  return { status, signal, stdout, stderr };
}

/** Runs this code as a program of this Node.js, as one that finds the packages that the tests find. */
function program(code, options = {}) {
  const { flags = [], words = [], ...others } = options;
  return run(process.execPath, ['--throw-deprecation', ...flags, '-e', code, ...words], others);
}

/** Starts this code as a program of this Node.js. */
function start(code, options = {}) {
  const settings = { cwd: path.dirname(__dirname), stdio: ['pipe', 'pipe', 'pipe'], ...options };
  return spawn(process.execPath, ['-e', code], settings);
}

/** The first line that a stream brings. */
async function firstLine(stream) {
  let text = '';
  for await (const chunk of stream.iterator({ destroyOnReturn: false })) {
    text += chunk;
    if (text.includes('\n')) return text.split('\n')[0];
  }
  throw new Error(`no line, but ${JSON.stringify(text)}`);
}

module.exports = { firstLine, program, run, start };
