import { Role as RtcRole } from "./src/RtcTokenBuilder";
import { RtcTokenBuilder } from "./src/RtcTokenBuilder";
import { Role as RtmRole } from "./src/RtmTokenBuilder";
import { RtmTokenBuilder } from "./src/RtmTokenBuilder";
export { RtcRole, RtcTokenBuilder, RtmRole, RtmTokenBuilder };
