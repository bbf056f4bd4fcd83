export const agora: typeof import("./lib/agora.js");
export { AiobToken, DashToken, NlsToken, Request, SignedRequest, Token, TokenSource, VoxTokenError } from "./index.js";
