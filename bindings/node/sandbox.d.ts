/**
 * The shape of a request, without a value that the client sent.
 */
export type LastRequest = {
    method: string;
    path: string;
    /**
     * The names.
     */
    parameters: string[];
    /**
     * The names.
     */
    headers: string[];
    /**
     * Of the answer; null when there was none.
     */
    status: number | null;
    /**
     * `ok`, or what was wrong.
     */
    verdict: string;
};
/**
 * @typedef {object} LastRequest The shape of a request, without a value that the client sent.
 * @property {string} method
 * @property {string} path
 * @property {string[]} parameters The names.
 * @property {string[]} headers The names.
 * @property {number | null} status Of the answer; null when there was none.
 * @property {string} verdict `ok`, or what was wrong.
 */
/**
 * A sandbox in a process of its own, which listens on 127.0.0.1 only.
 *
 * It runs until `stop`, and ends at the latest a moment after the process that started it, whatever ended that one. It
 * does not keep that process alive.
 *
 * @example
 * import { NlsToken } from 'voxtoken';
 * import { Sandbox } from 'voxtoken/sandbox';
 *
 * const sandbox = await Sandbox.start();
 * await sandbox.setMode('throttle', { service: 'nls', times: 1 });
 * const nls = new NlsToken({
 *   accessKeyId: Sandbox.ACCESS_KEY_ID,
 *   accessKeySecret: Sandbox.ACCESS_KEY_SECRET,
 *   endpoint: sandbox.nls,
 * });
 * await nls.apply().catch((error) => console.log(error.kind)); // throttled
 * await nls.apply();
 * console.log(await sandbox.calls('nls')); // 2
 * await sandbox.stop();
 */
export class Sandbox {
    /** The access key id that it knows, for NLS and AIOB. */
    static ACCESS_KEY_ID: string;
    /** The secret of that id; also the API key of DashScope. */
    static ACCESS_KEY_SECRET: string;
    /** The security token of temporary (STS) credentials that it knows. */
    static SECURITY_TOKEN: string;
    /**
     * Starts a sandbox and waits until it listens. What the options say holds from the start and after each `reset`.
     *
     * @param {object} [settings]
     * @param {string} [settings.mode] What it does; `ok` unless given.
     * @param {number} [settings.life] How long a token lives, in seconds; AIOB counts in minutes, rounded up. A day
     *   unless given.
     * @param {number} [settings.skew] By how many seconds its clock is wrong; negative means slow.
     * @returns {Promise<Sandbox>}
     * @throws {SandboxError} It does not start; the message holds what it said on standard error.
     */
    static start(settings?: {
        mode?: string | undefined;
        life?: number | undefined;
        skew?: number | undefined;
    }): Promise<Sandbox>;
    /**
     * @internal
     * @param {import('node:child_process').ChildProcess} child
     * @param {Record<string, string>} urls
     */
    constructor(child: import("node:child_process").ChildProcess, urls: Record<string, string>);
    /** The URL of the stand-in for Alibaba Cloud NLS, such as `http://127.0.0.1:40123`. */
    get nls(): string;
    /** The URL of the stand-in for Alibaba Cloud DashScope. */
    get dashscope(): string;
    /** The URL of the stand-in for Baidu AIOB. */
    get aiob(): string;
    /**
     * The variables that send a program under test to the sandbox: keys, endpoints, and no proxy for them. Put them over
     * the others, as in `env: { ...process.env, ...sandbox.environment }` for a child process, or
     * `Object.assign(process.env, sandbox.environment)`.
     */
    get environment(): {
        ALIYUN_AK_ID: string;
        ALIYUN_AK_SECRET: string;
        DASHSCOPE_API_KEY: string;
        BAIDU_AIOB_ACCESS_KEY: string;
        BAIDU_AIOB_SECRET_KEY: string;
        VOXTOKEN_NLS_ENDPOINT: string;
        VOXTOKEN_DASHSCOPE_ENDPOINT: string;
        VOXTOKEN_AIOB_ENDPOINT: string;
        NO_PROXY: string;
        no_proxy: string;
    };
    /**
     * How many requests came in for this service since the start or the last `reset`.
     *
     * @param {'nls' | 'dashscope' | 'aiob'} service
     * @returns {Promise<number>}
     */
    calls(service: "nls" | "dashscope" | "aiob"): Promise<number>;
    /**
     * The shape of the last request for this service, or `undefined` when none came in yet.
     *
     * @param {'nls' | 'dashscope' | 'aiob'} service
     * @returns {Promise<LastRequest | undefined>}
     */
    last(service: "nls" | "dashscope" | "aiob"): Promise<LastRequest | undefined>;
    /**
     * Changes what the sandbox does from the next request on. What is not given stays as it is.
     *
     * @param {string} [mode] One of those that `voxtoken sandbox --help` lists, such as `throttle`, `hang`, `ok`.
     * @param {object} [settings]
     * @param {'nls' | 'dashscope' | 'aiob' | 'all'} [settings.service] All unless given.
     * @param {number} [settings.times] For how many requests the mode holds; until the next change unless given.
     * @param {number} [settings.life] How long a token lives, in seconds.
     * @param {number} [settings.skew] By how many seconds the clock is wrong; negative means slow.
     * @param {number} [settings.retryAfterMs] For how many milliseconds `throttle` tells the client to wait.
     * @returns {Promise<void>}
     * @throws {VoxTokenError} There is no such mode or service, or `times` or `retryAfterMs` comes without a mode.
     */
    setMode(mode?: string, settings?: {
        service?: "all" | "nls" | "dashscope" | "aiob" | undefined;
        times?: number | undefined;
        life?: number | undefined;
        skew?: number | undefined;
        retryAfterMs?: number | undefined;
    }): Promise<void>;
    /**
     * Puts everything back as at the start: behaviour, counts, last requests and the nonces that were used.
     *
     * @returns {Promise<void>}
     */
    reset(): Promise<void>;
    /**
     * Ends the sandbox and waits until its process is gone. A second call does nothing.
     *
     * @returns {Promise<void>}
     */
    stop(): Promise<void>;
    #private;
}
/** The sandbox did not start, is not running, or did not answer. */
export class SandboxError extends Error {
}
