export default builders;
import builders from './index.js';
export { RtcRole, RtcTokenBuilder, RtmRole, RtmTokenBuilder } from "./index.js";
