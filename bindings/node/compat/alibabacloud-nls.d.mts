export { getToken };
export default getToken;
import getToken from './alibabacloud-nls.js';
