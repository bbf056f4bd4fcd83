import { Role } from "../../lib/agora/dropin/rtc-006";
import { RtcTokenBuilder } from "../../lib/agora/dropin/rtc-006";
export { Role, RtcTokenBuilder };
