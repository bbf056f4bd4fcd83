export { RPCClient };
export default RPCClient;
import RPCClient from './pop-core.js';
