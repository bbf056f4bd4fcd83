import voxtoken from './index.js';

export default voxtoken;
export const { AiobToken, DashToken, NlsToken, Token, VoxTokenError, agora } = voxtoken;
