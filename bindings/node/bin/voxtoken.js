#!/usr/bin/env node
'use strict';

process.exitCode = require('../lib/native').main(['voxtoken', ...process.argv.slice(2)]);
