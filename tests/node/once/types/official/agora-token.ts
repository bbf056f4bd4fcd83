// What programs for agora-token write; the same text must do with voxtoken/agora.
import whole, {
  ApaasTokenBuilder,
  ChatTokenBuilder,
  ConvoAITokenBuilder,
  EducationTokenBuilder,
  FpaTokenBuilder,
  RtcRole,
  RtcTokenBuilder,
  Rtm2Permissions,
  RtmTokenBuilder,
  SttTokenBuilder,
} from 'agora-token';

const keys: [string, string] = ['970CA35de60c44645bbae8a215061b33', '5CFd2fd1755d40ecb72977518be15d3b'];
const lives: [number, number, number, number, number] = [3600, 3600, 0, 0, 0];
const role: number = RtcRole.PUBLISHER;
const users: (string | number)[] = ['me', 23];

function permissions(): Rtm2Permissions {
  const made: Rtm2Permissions = new Rtm2Permissions();
  made.add(Rtm2Permissions.kMessageChannels, Rtm2Permissions.kRead, ['lobby']);
  const names: string[] = made.details[Rtm2Permissions.kMessageChannels][Rtm2Permissions.kRead];
  if (names[0] !== 'lobby') throw new Error('not added');
  return made;
}

const tokens: string[] = users.flatMap((user) => [
  RtcTokenBuilder.buildTokenWithUid(...keys, 'lobby', user, role, 3600, 3600),
  RtcTokenBuilder.buildTokenWithUserAccount(...keys, 'lobby', user, RtcRole.SUBSCRIBER, 3600, 3600),
  RtcTokenBuilder.buildTokenWithUidAndPrivilege(...keys, 'lobby', user, ...lives),
  RtcTokenBuilder.BuildTokenWithUserAccountAndPrivilege(...keys, 'lobby', user, ...lives),
  RtcTokenBuilder.buildTokenWithRtm(...keys, 'lobby', user, role, 3600, 3600),
  RtcTokenBuilder.buildTokenWithRtm2(...keys, 'lobby', user, role, ...lives, 'me', 3600),
  ConvoAITokenBuilder.buildToken(...keys, 'lobby', user, role, ...lives, 'me', 3600),
  SttTokenBuilder.buildToken(...keys, 'lobby', user, role, ...lives, 'me', 3600),
]);
tokens.push(
  ApaasTokenBuilder.buildRoomUserToken(...keys, 'room', 'me', 1, 3600),
  ApaasTokenBuilder.buildUserToken(...keys, 'me', 3600),
  ApaasTokenBuilder.buildAppToken(...keys, 3600),
  ChatTokenBuilder.buildUserToken(...keys, 'me', 3600),
  ChatTokenBuilder.buildAppToken(...keys, 3600),
  EducationTokenBuilder.buildRoomUserToken(...keys, 'room', 'me', 1, 3600),
  EducationTokenBuilder.buildUserToken(...keys, 'me', 3600),
  EducationTokenBuilder.buildAppToken(...keys, 3600),
  FpaTokenBuilder.buildToken(...keys),
  RtmTokenBuilder.buildToken(...keys, 'me', 3600),
  RtmTokenBuilder.buildTokenWithPermissions(...keys, 'me', permissions(), 3600),
  whole.RtmTokenBuilder.buildToken(...keys, 'me', 3600),
);
if (!tokens.every((token) => token.startsWith('007'))) throw new Error('not a token');

// Their types take a number or a string here.
export const asUser = (user: string | number): string[] => [
  ApaasTokenBuilder.buildRoomUserToken(...keys, 'room', user, 1, 3600),
  ApaasTokenBuilder.buildUserToken(...keys, user, 3600),
  ChatTokenBuilder.buildUserToken(...keys, user, 3600),
  EducationTokenBuilder.buildRoomUserToken(...keys, 'room', user, 1, 3600),
  EducationTokenBuilder.buildUserToken(...keys, user, 3600),
  RtmTokenBuilder.buildToken(...keys, user, 3600),
  RtmTokenBuilder.buildTokenWithPermissions(...keys, user, permissions(), 3600),
  RtcTokenBuilder.buildTokenWithRtm2(...keys, 'lobby', 23, role, ...lives, user, 3600),
];

export function wrong(): void {
  // @ts-expect-error
  RtcTokenBuilder.buildTokenWithUid(...keys, 'lobby');
  // @ts-expect-error
  RtmTokenBuilder.buildTokenWithPermissions(...keys, 'me', 'permissions', 3600);
}
