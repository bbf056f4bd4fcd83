'use strict';

const VARIABLES = [
  'ALIYUN_AK_ID',
  'ALIYUN_AK_SECRET',
  'ALIBABA_CLOUD_ACCESS_KEY_ID',
  'ALIBABA_CLOUD_ACCESS_KEY_SECRET',
  'ALIBABA_CLOUD_SECURITY_TOKEN',
  'DASHSCOPE_API_KEY',
  'BAIDU_AIOB_ACCESS_KEY',
  'BAIDU_AIOB_SECRET_KEY',
  'VOXTOKEN_NLS_ENDPOINT',
  'VOXTOKEN_DASHSCOPE_ENDPOINT',
  'VOXTOKEN_AIOB_ENDPOINT',
];

/** Takes all keys and addresses out of the environment. */
function clearEnvironment() {
  for (const name of VARIABLES) delete process.env[name];
}

/** When the test ends the environment is again as it is now. @param {import('node:test').TestContext} t */
function keepEnvironment(t) {
  const kept = { ...process.env };
  t.after(() => {
    for (const name of Object.keys(process.env)) {
      if (!(name in kept)) delete process.env[name];
    }
    Object.assign(process.env, kept);
  });
}

module.exports = { clearEnvironment, keepEnvironment };
