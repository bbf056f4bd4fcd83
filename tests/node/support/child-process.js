'use strict';

// Asks for a token in a child of fork or of a cluster, sends it to the parent and ends by itself.

const { NlsToken } = require('voxtoken');

const nls = new NlsToken({ accessKeyId: 'id', accessKeySecret: 'secret', endpoint: process.env.HELD_SERVER });
nls.apply().then(
  ({ value }) => process.send({ value }, () => process.disconnect()),
  (error) => process.send({ kind: error.kind }, () => process.disconnect()),
);
