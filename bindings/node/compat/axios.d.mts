export const isAxiosError: typeof axios.isAxiosError;
export const post: typeof axios.post;
export default axios;
import axios from './axios.js';
