import voxtoken from './index.js';

export const { AiobToken, DashToken, NlsToken, Token, VoxTokenError, agora } = voxtoken;
