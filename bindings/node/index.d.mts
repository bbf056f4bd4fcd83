/**
 * What `agora.parse` and `agora.verify` give.
 */
export type AgoraParsedToken = import("./lib/all.js").AgoraParsedToken;
/**
 * What `agora.explain` gives.
 */
export type AgoraReport = import("./lib/all.js").AgoraReport;
/**
 * What mints tokens.
 */
export type AgoraTokenBuilder = import("./lib/all.js").AgoraTokenBuilder;
export { AiobToken, DashToken, NlsToken, Request, SignedRequest, Token, TokenSource, VoxTokenError, agora } from "./lib/all.js";
