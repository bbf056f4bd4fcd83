declare const _exports: typeof import("../../lib/agora/dropin/dynamic-key-5");
export = _exports;
