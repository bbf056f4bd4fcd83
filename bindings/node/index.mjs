export { AiobToken, DashToken, NlsToken, Token, VoxTokenError } from './index.js';
