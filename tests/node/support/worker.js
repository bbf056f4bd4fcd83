'use strict';

// Asks for a token in a worker thread, and tells what came of it.

const { parentPort, workerData } = require('node:worker_threads');

const { NlsToken } = require('voxtoken');

const { endpoint, count = 1 } = workerData;
const nls = new NlsToken({ accessKeyId: 'id', accessKeySecret: 'secret', endpoint });
const asked = Array.from({ length: count }, () => nls.apply());
Promise.all(asked).then(
  (tokens) => parentPort.postMessage({ values: tokens.map(({ value }) => value), last: nls.token }),
  (error) => parentPort.postMessage({ kind: error.kind }),
);
