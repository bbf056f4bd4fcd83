'use strict';

// A program with the getToken of alibabacloud-nls, which requires its file; only the line with require is another one.

const getToken = require('voxtoken/compat/alibabacloud-nls/lib/token');

async function main() {
  const answer = await getToken({ akid: process.env.ALIYUN_AK_ID, akkey: process.env.ALIYUN_AK_SECRET });
  console.log('token = ' + answer.Token.Id);
}

main();
