'use strict';

// A program for Baidu AIOB with axios, as Baidu's document has it; only the line with require is another one.

const axios = require('voxtoken/compat/axios');

async function main() {
  try {
    const response = await axios.post(
      'https://aiob-open.baidu.com/api/v2/getToken',
      {
        secretKey: process.env.BAIDU_AIOB_SECRET_KEY,
        accessKey: process.env.BAIDU_AIOB_ACCESS_KEY,
      },
      {
        headers: {
          'Content-Type': 'application/json',
          Accept: 'application/json',
        },
      },
    );

    console.log(JSON.stringify(response.data));
  } catch (error) {
    console.error(error);
  }
}

main();
