// What programs for agora-access-token write; the same text must do with voxtoken/agora-access-token.
import whole, { RtcRole, RtcTokenBuilder, RtmRole, RtmTokenBuilder } from 'agora-access-token';

const keys: [string, string] = ['970CA35de60c44645bbae8a215061b33', '5CFd2fd1755d40ecb72977518be15d3b'];
const end: number = Math.floor(Date.now() / 1000) + 3600;
const roles: number[] = [RtcRole.PUBLISHER, RtcRole.SUBSCRIBER];

const tokens: string[] = roles.flatMap((role) => [
  RtcTokenBuilder.buildTokenWithUid(...keys, 'lobby', 23, role, end),
  RtcTokenBuilder.buildTokenWithAccount(...keys, 'lobby', 'me', role, end),
  RtmTokenBuilder.buildToken(...keys, 'me', RtmRole.Rtm_User, end),
  whole.RtmTokenBuilder.buildToken(...keys, 'me', whole.RtmRole.Rtm_User, end),
]);
if (!tokens.every((token) => token.startsWith('006'))) throw new Error('not a token');

export function asUser(user: string | number): string {
  return RtmTokenBuilder.buildToken(...keys, user, RtmRole.Rtm_User, end);
}

export function wrong(): void {
  // @ts-expect-error
  RtcTokenBuilder.buildTokenWithUid(...keys, 'lobby');
  // @ts-expect-error
  RtmTokenBuilder.buildToken(...keys, 'me');
}
