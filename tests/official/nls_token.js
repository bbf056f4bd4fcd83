// Gets an NLS token with @alicloud/pop-core.
//
//     nls_token.js get|post|roa HOST:PORT
//
// The key comes from ALIYUN_AK_ID, ALIYUN_AK_SECRET and, for temporary credentials,
// ALIBABA_CLOUD_SECURITY_TOKEN. Prints {"id": …, "expire_time": …}, or {"error": …} for a refusal.
'use strict';

const { ROAClient, RPCClient } = require('@alicloud/pop-core');

const [, , client, host] = process.argv;

function config(apiVersion) {
  return {
    accessKeyId: process.env.ALIYUN_AK_ID,
    accessKeySecret: process.env.ALIYUN_AK_SECRET,
    securityToken: process.env.ALIBABA_CLOUD_SECURITY_TOKEN,
    endpoint: `http://${host}`,
    apiVersion,
  };
}

const clients = {
  get: () => new RPCClient(config('2019-02-28')).request('CreateToken'),
  post: () =>
    new RPCClient(config('2019-02-28')).request('CreateToken', { RegionId: 'cn-shanghai' }, { method: 'POST' }),
  roa: () => new ROAClient(config('2018-05-18')).post('/pop/2018-05-18/tokens'),
};

clients[client]()
  .then(({ Token }) => ({ id: Token.Id, expire_time: Token.ExpireTime }))
  .catch((error) => ({ error: error.code }))
  .then((answer) => console.log(JSON.stringify(answer)));
