#!/usr/bin/env node
'use strict';

// Node.js' own handlers of these signals must be gone before the command sets up its own, which would call them in turn
// and never get out of them: without a listener, the system's default comes back.
for (const signal of ['SIGINT', 'SIGTERM']) {
  const none = () => {};
  process.on(signal, none).off(signal, none);
}

process.exitCode = require('../lib/native').main(['voxtoken', ...process.argv.slice(2)]);
