export default builders;
export const ApaasTokenBuilder: typeof builders.ApaasTokenBuilder;
export const ChatTokenBuilder: typeof builders.ChatTokenBuilder;
export const ConvoAITokenBuilder: typeof builders.ConvoAITokenBuilder;
export const EducationTokenBuilder: typeof builders.EducationTokenBuilder;
export const FpaTokenBuilder: typeof builders.FpaTokenBuilder;
export const RtcRole: {
    PUBLISHER: number;
    SUBSCRIBER: number;
};
export const RtcTokenBuilder: typeof builders.RtcTokenBuilder;
export const Rtm2Permissions: typeof builders.Rtm2Permissions;
export const RtmTokenBuilder: typeof builders.RtmTokenBuilder;
export const SttTokenBuilder: typeof builders.SttTokenBuilder;
import builders from './index.js';
