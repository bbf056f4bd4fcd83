'use strict';

// A program for @alicloud/pop-core, as Alibaba's documents have it; only the line with require is another one.

const RPCClient = require('voxtoken/compat/pop-core').RPCClient;

const client = new RPCClient({
  accessKeyId: process.env.ALIYUN_AK_ID,
  accessKeySecret: process.env.ALIYUN_AK_SECRET,
  endpoint: 'http://nls-meta.cn-shanghai.aliyuncs.com',
  apiVersion: '2019-02-28',
});

client.request('CreateToken').then((answer) => {
  console.log(answer.Token);
  console.log('token = ' + answer.Token.Id);
  console.log('expireTime = ' + answer.Token.ExpireTime);
});
