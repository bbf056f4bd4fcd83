export type CacheOptions = {
    /**
     * How many seconds a token that `get` gives is usable at least; 0 unless given: it has
     * not expired yet.
     */
    minValidity?: number | undefined;
    /**
     * How many seconds before its end a token is replaced, half of its life at most; each process
     * shortens that by up to a quarter. Unless given it depends on the life: 6 hours for a token of 36 hours.
     */
    lead?: number | undefined;
    /**
     * How long `get` and `refresh` wait at most, in milliseconds; 15000 unless given.
     */
    deadline?: number | undefined;
    /**
     * Shares the token with this user's processes on this machine: in this folder, or
     * with `true` in the user's own for caches (`$XDG_CACHE_HOME/voxtoken`, else `~/.cache/voxtoken`).
     */
    file?: string | boolean | undefined;
    /**
     * Shares the token with all machines that reach this Redis server (6.2 or later, Valkey
     * too): `redis://[user:password@]host[:port][/database]`, `rediss://…` with TLS, `unix:///path`,
     * `redis+sentinel://[user:password@]host[:port][,host…]/name[/database]`.
     */
    redis?: string | undefined;
    /**
     * Keeps tokens of this name apart from others: of another environment, say.
     */
    namespace?: string | undefined;
    /**
     * Encrypts the token outside of this process with a key derived from this
     * secret, or with `true` from the source's own, so that only those read it who could ask for one.
     */
    encrypt?: string | boolean | undefined;
    /**
     * Is told what happens, on the event loop
     * and a moment later.
     */
    onEvent?: ((event: import("../token-cache").CacheEvent) => void) | undefined;
    /**
     * Tells the time in absolute Unix seconds, for tests. It is asked at each call, and
     * what goes on between two calls takes the time of the first. The source's unless given, else the system's.
     */
    clock?: (() => number) | undefined;
};
/**
 * @param {unknown} value
 * @param {string} name
 * @returns {(...given: any[]) => any}
 */
export function callable(value: unknown, name: string): (...given: any[]) => any;
/** @param {unknown} value @param {string} name */
export function milliseconds(value: unknown, name: string): number;
/**
 * The settings for the native module, and those that stay here.
 *
 * @param {unknown} value
 * @param {(() => number) | undefined} ofSource The clock of the source.
 */
export function settings(value: unknown, ofSource: (() => number) | undefined): {
    native: {
        minValidity: number | undefined;
        lead: number | undefined;
        deadline: number;
        file: string | boolean | undefined;
        redis: string | undefined;
        namespace: string | undefined;
        encrypt: string | boolean | undefined;
        now: number | undefined;
    };
    now: (() => number) | undefined;
    deadline: number;
    onEvent: ((...given: any[]) => any) | undefined;
};
