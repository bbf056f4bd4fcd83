export {
  AiobToken,
  DashToken,
  NlsToken,
  Request,
  SignedRequest,
  Token,
  TokenSource,
  VoxTokenError,
} from './index.js';
