/**
 * What `agora.parse` and `agora.verify` give.
 */
export type AgoraParsedToken = import("./agora/report").ParsedToken;
/**
 * What `agora.explain` gives.
 */
export type AgoraReport = import("./agora/report").Report;
/**
 * What mints tokens.
 */
export type AgoraTokenBuilder = import("./agora/token-builder").TokenBuilder;
/**
 * What `onEvent` of a `TokenCache` is told.
 */
export type CacheEvent = import("./token-cache").CacheEvent;
/**
 * The settings of a `TokenCache`.
 */
export type CacheOptions = import("./token-cache").CacheOptions;
/**
 * What `status` of a `TokenCache` gives.
 */
export type CacheStatus = import("./token-cache").CacheStatus;
/**
 * A source of tokens for a `TokenCache`.
 */
export type FetchSource = import("./token-cache").FetchSource;
/**
 * A source of Agora tokens for a `TokenCache`.
 */
export type MintSource = import("./token-cache").MintSource;
import { AiobToken } from "./aiob-token";
import { DashToken } from "./dash-token";
import { NlsToken } from "./nls-token";
import { Request } from "./request";
import { SignedRequest } from "./request";
import { Token } from "./token";
import { TokenCache } from "./token-cache";
import { TokenSource } from "./source";
import { VoxTokenError } from "./errors";
import agora = require("./agora");
export { AiobToken, DashToken, NlsToken, Request, SignedRequest, Token, TokenCache, TokenSource, VoxTokenError, agora };
