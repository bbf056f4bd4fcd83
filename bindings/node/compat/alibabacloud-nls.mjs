import getToken from './alibabacloud-nls.js';

export { getToken };
export default getToken;
