declare const _exports: typeof import("../../lib/agora/dropin/signaling-token");
export = _exports;
