import voxtoken from './index.js';

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

export const { agora } = voxtoken;
