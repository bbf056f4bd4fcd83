'use strict';

// The same for the international site; the class itself is what the package exports.

const Core = require('voxtoken/compat/pop-core');

const client = new Core({
  accessKeyId: process.env.ALIYUN_AK_ID,
  accessKeySecret: process.env.ALIYUN_AK_SECRET,
  endpoint: 'http://nls-meta.ap-southeast-1.aliyuncs.com',
  apiVersion: '2019-02-28',
});

client.request('CreateToken', {}, { method: 'POST' }).then((answer) => {
  console.log(JSON.stringify(answer.Token));
});
