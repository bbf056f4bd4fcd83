/**
 * What a cache calls in the program: a function that gives tokens, and one that is told what happens. The native module
 * holds it weakly, so that a cache which the program has forgotten goes, even if these functions know it.
 */
export class Program {
    /**
     * @param {(() => any) | undefined} ask
     * @param {((event: any) => void) | undefined} onEvent
     */
    constructor(ask: (() => any) | undefined, onEvent: ((event: any) => void) | undefined);
    /** What the native module calls for a token. */
    get call(): (ticket: any) => void;
    /** What the native module calls with an event, if anyone is to be told. */
    get listener(): ((event: any) => void | undefined) | undefined;
    /** @param {any} ticket */
    answer(ticket: any): Promise<void>;
    /** @param {any} event */
    tell({ error, ...event }: any): void;
    /**
     * The error for a failure, with what the function threw if that was the reason.
     *
     * @param {any} failure
     */
    error(failure: any): VoxTokenError;
    #private;
}
/**
 * A function that gives a token's parts, by one that gives a token or its parts.
 *
 * @param {() => any} fetch
 */
export function fetching(fetch: () => any): () => Promise<{
    value: string;
    expireTime: number;
    userId: string | undefined;
    requestId: string | undefined;
    nlsRequestId: string | undefined;
    serverTime: number | undefined;
}>;
/**
 * A function that gives a token's parts, by one that gives an Agora token. The native module reads when that expires.
 *
 * @param {() => any} mint
 */
export function minting(mint: () => any): () => Promise<{
    value: string;
    expireTime: number;
}>;
import { VoxTokenError } from "../errors";
