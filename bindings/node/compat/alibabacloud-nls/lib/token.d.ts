declare const _exports: typeof import("../../alibabacloud-nls");
export = _exports;
