'use strict';

module.exports = require('../../alibabacloud-nls');
