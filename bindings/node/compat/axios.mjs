import axios from './axios.js';

export const { isAxiosError, post } = axios;
export default axios;
