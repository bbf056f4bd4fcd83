import builders from './index.js';

export default builders;
export const { RtcRole, RtcTokenBuilder, RtmRole, RtmTokenBuilder } = builders;
