export default builders;
export const RtcRole: {
    ATTENDEE: number;
    PUBLISHER: number;
    SUBSCRIBER: number;
    ADMIN: number;
};
export const RtcTokenBuilder: typeof builders.RtcTokenBuilder;
export const RtmRole: {
    Rtm_User: number;
};
export const RtmTokenBuilder: typeof builders.RtmTokenBuilder;
import builders from './index.js';
