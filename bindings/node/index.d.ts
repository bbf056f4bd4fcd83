declare namespace _exports {
    export { AgoraParsedToken, AgoraReport, AgoraTokenBuilder };
}
declare namespace _exports {
    export { AiobToken };
    export { DashToken };
    export { NlsToken };
    export { Request };
    export { SignedRequest };
    export { Token };
    export { TokenSource };
    export { VoxTokenError };
    export const agora: typeof import("./lib/agora");
}
export = _exports;
/**
 * What `agora.parse` and `agora.verify` give.
 */
type AgoraParsedToken = import("./lib/agora/report").ParsedToken;
/**
 * What `agora.explain` gives.
 */
type AgoraReport = import("./lib/agora/report").Report;
/**
 * What mints tokens.
 */
type AgoraTokenBuilder = import("./lib/agora/token-builder").TokenBuilder;
import { AiobToken } from "./lib/aiob-token";
import { DashToken } from "./lib/dash-token";
import { NlsToken } from "./lib/nls-token";
import { Request } from "./lib/request";
import { SignedRequest } from "./lib/request";
import { Token } from "./lib/token";
import { TokenSource } from "./lib/source";
import { VoxTokenError } from "./lib/errors";
