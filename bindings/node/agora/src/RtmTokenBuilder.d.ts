import { Role } from "../../lib/agora/dropin/rtm-006";
import { RtmTokenBuilder } from "../../lib/agora/dropin/rtm-006";
export { Role, RtmTokenBuilder };
