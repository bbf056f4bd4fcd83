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
import { AiobToken } from "./aiob-token";
import { DashToken } from "./dash-token";
import { NlsToken } from "./nls-token";
import { Request } from "./request";
import { SignedRequest } from "./request";
import { Token } from "./token";
import { TokenSource } from "./source";
import { VoxTokenError } from "./errors";
import agora = require("./agora");
export { AiobToken, DashToken, NlsToken, Request, SignedRequest, Token, TokenSource, VoxTokenError, agora };
