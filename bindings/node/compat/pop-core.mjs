import RPCClient from './pop-core.js';

export { RPCClient };
export default RPCClient;
