// Asks Baidu AIOB for a token as Baidu's page shows it for Node.js: aiob.js URL
//
// The keys come from BAIDU_AIOB_ACCESS_KEY and BAIDU_AIOB_SECRET_KEY. Prints the answer.
'use strict';

const axios = require('axios');

const keys = {
  secretKey: process.env.BAIDU_AIOB_SECRET_KEY,
  accessKey: process.env.BAIDU_AIOB_ACCESS_KEY,
};
const headers = { 'Content-Type': 'application/json', Accept: 'application/json' };

axios.post(process.argv[2], keys, { headers }).then((response) => console.log(JSON.stringify(response.data)));
