import { NlsToken, agora } from 'voxtoken';
import type { AgoraParsedToken, AgoraReport, AgoraTokenBuilder } from 'voxtoken';
import { RtcRole, RtcTokenBuilder } from 'voxtoken/agora';
import * as old from 'voxtoken/agora-access-token';
import getToken from 'voxtoken/compat/alibabacloud-nls';
import sameGetToken from 'voxtoken/compat/alibabacloud-nls/lib/token';
import { RPCClient } from 'voxtoken/compat/pop-core';
import { Sandbox } from 'voxtoken/sandbox';

const keys: [string, string] = ['970CA35de60c44645bbae8a215061b33', '5CFd2fd1755d40ecb72977518be15d3b'];
const token: string = RtcTokenBuilder.buildTokenWithUid(...keys, 'lobby', 23, RtcRole.PUBLISHER, 3600, 3600);
const older: string = old.RtcTokenBuilder.buildTokenWithUid(...keys, 'lobby', 23, old.RtcRole.PUBLISHER, 2_000_000_000);
const contents: AgoraParsedToken[] = [agora.parse(token), agora.parse(older)];
const report: AgoraReport = agora.explain(token);
const builder: AgoraTokenBuilder = new agora.TokenBuilder({ appId: keys[0], certificate: keys[1] });
if (contents.length !== 2 || !report.isValid || !builder) throw new Error('not a token');

const sandbox: Sandbox = await Sandbox.start();
Object.assign(process.env, sandbox.environment);
const nls: NlsToken = new NlsToken();
await nls.apply();
const client = new RPCClient({
  accessKeyId: Sandbox.ACCESS_KEY_ID,
  accessKeySecret: Sandbox.ACCESS_KEY_SECRET,
  endpoint: sandbox.nls,
  apiVersion: '2019-02-28',
});
await client.request('CreateToken');
if (typeof getToken !== 'function' || getToken !== sameGetToken) throw new Error('not a function');
await sandbox.stop();
