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
/**
 * What `onEvent` of a `TokenCache` is told.
 */
export type CacheEvent = import("./lib/all.js").CacheEvent;
/**
 * The settings of a `TokenCache`.
 */
export type CacheOptions = import("./lib/all.js").CacheOptions;
/**
 * What `status` of a `TokenCache` gives.
 */
export type CacheStatus = import("./lib/all.js").CacheStatus;
/**
 * A source of tokens for a `TokenCache`.
 */
export type FetchSource = import("./lib/all.js").FetchSource;
/**
 * A source of Agora tokens for a `TokenCache`.
 */
export type MintSource = import("./lib/all.js").MintSource;
export { AiobToken, DashToken, NlsToken, Request, SignedRequest, Token, TokenCache, TokenSource, VoxTokenError, agora } from "./lib/all.js";
