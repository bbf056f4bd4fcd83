/**
 * What else a ROA signature covers. An absent header is empty.
 */
export type RoaParts = {
    /**
     * `Accept`.
     */
    accept?: string | undefined;
    /**
     * `Content-MD5`: base64 of the MD5 of the body.
     */
    contentMd5?: string | undefined;
    /**
     * `Content-Type`.
     */
    contentType?: string | undefined;
    /**
     * `Date`, as RFC 9110 writes it.
     */
    date?: string | undefined;
    /**
     * The `x-acs-…` headers, names in lower case.
     */
    acsHeaders?: Record<string, string> | undefined;
    /**
     * The path with its sorted query, if any.
     */
    resource?: string | undefined;
};
/**
 * ACS3: the value of the `Authorization` header.
 *
 * @param {string} accessKeyId
 * @param {string} signedHeaders The names, from `acs3CanonicalRequest`.
 * @param {string} signature
 * @returns {string}
 *
 * @example
 * const signing = require('voxtoken/signing');
 * console.log(signing.acs3Authorization('id', 'host', 'signature'));
 * // ACS3-HMAC-SHA256 Credential=id,SignedHeaders=host,Signature=signature
 */
export function acs3Authorization(accessKeyId: string, signedHeaders: string, signature: string): string;
/**
 * ACS3: the canonical request and the list of the names of its headers (`a;b;c`).
 *
 * @param {string} method The HTTP method, in upper case.
 * @param {string} path
 * @param {string} query A `canonicalizedQuery`, or empty.
 * @param {Record<string, string>} headers All headers to sign: names in lower case, values trimmed.
 * @param {string} bodySha256Hex
 * @returns {{canonicalRequest: string, signedHeaders: string}}
 *
 * @example
 * const signing = require('voxtoken/signing');
 * const request = signing.acs3CanonicalRequest('POST', '/', '', { host: 'h' }, 'hash');
 * console.log(request.signedHeaders, JSON.stringify(request.canonicalRequest));
 * // host "POST\n/\n\nhost:h\n\nhost\nhash"
 */
export function acs3CanonicalRequest(method: string, path: string, query: string, headers: Record<string, string>, bodySha256Hex: string): {
    canonicalRequest: string;
    signedHeaders: string;
};
/**
 * ACS3: the signature: lower-case hexadecimal HMAC-SHA256 with the secret as the key.
 *
 * @param {string} stringToSign
 * @param {string} accessKeySecret
 * @returns {string}
 *
 * @example
 * const signing = require('voxtoken/signing');
 * console.log(signing.acs3Sign('text', 'secret').slice(0, 16)); // 2f443685592900e6
 */
export function acs3Sign(stringToSign: string, accessKeySecret: string): string;
/**
 * ACS3: the string to sign.
 *
 * @param {string} canonicalRequest
 * @returns {string}
 *
 * @example
 * const signing = require('voxtoken/signing');
 * console.log(signing.acs3StringToSign('request').split('\n')[0]); // ACS3-HMAC-SHA256
 */
export function acs3StringToSign(canonicalRequest: string): string;
/**
 * The parameters as `key=value` pairs, encoded, sorted by the raw key and joined with `&`. It is what gets signed, and
 * it can be sent as a query or as a form body.
 *
 * @param {Record<string, string>} parameters
 * @returns {string}
 *
 * @example
 * const signing = require('voxtoken/signing');
 * console.log(signing.canonicalizedQuery({ b: '2', a: '1/2' })); // a=1%2F2&b=2
 */
export function canonicalizedQuery(parameters: Record<string, string>): string;
/**
 * Encodes text as RFC 3986 asks: all but `A-Z a-z 0-9 - _ . ~` becomes `%XX` of its UTF-8 bytes.
 *
 * @param {string} value
 * @returns {string}
 *
 * @example
 * const signing = require('voxtoken/signing');
 * console.log(signing.percentEncode('a b/c')); // a%20b%2Fc
 */
export function percentEncode(value: string): string;
/**
 * ROA: the value of the `Authorization` header.
 *
 * @param {string} accessKeyId
 * @param {string} signature
 * @returns {string}
 *
 * @example
 * const signing = require('voxtoken/signing');
 * console.log(signing.roaAuthorization('id', 'signature')); // acs id:signature
 */
export function roaAuthorization(accessKeyId: string, signature: string): string;
/**
 * ROA: the signature: base64 of HMAC-SHA1 with the secret as the key.
 *
 * @param {string} stringToSign
 * @param {string} accessKeySecret
 * @returns {string}
 *
 * @example
 * const signing = require('voxtoken/signing');
 * console.log(signing.roaSign('text', 'secret')); // uDksI2kMz4cfN+wnC+FYLexXpQM=
 */
export function roaSign(stringToSign: string, accessKeySecret: string): string;
/**
 * @typedef {object} RoaParts What else a ROA signature covers. An absent header is empty.
 * @property {string} [accept] `Accept`.
 * @property {string} [contentMd5] `Content-MD5`: base64 of the MD5 of the body.
 * @property {string} [contentType] `Content-Type`.
 * @property {string} [date] `Date`, as RFC 9110 writes it.
 * @property {Record<string, string>} [acsHeaders] The `x-acs-…` headers, names in lower case.
 * @property {string} [resource] The path with its sorted query, if any.
 */
/**
 * ROA: the string to sign.
 *
 * @param {string} method The HTTP method, in upper case.
 * @param {RoaParts} [parts]
 * @returns {string}
 *
 * @example
 * const signing = require('voxtoken/signing');
 * const parts = { date: 'now', acsHeaders: { 'x-acs-version': '1' }, resource: '/tokens' };
 * console.log(JSON.stringify(signing.roaStringToSign('POST', parts)));
 * // "POST\n\n\n\nnow\nx-acs-version:1\n/tokens"
 */
export function roaStringToSign(method: string, parts?: RoaParts): string;
/**
 * RPC: the value of `Signature`: base64 of HMAC-SHA1 with the secret and a trailing `&` as the key.
 *
 * @param {string} stringToSign
 * @param {string} accessKeySecret
 * @returns {string}
 *
 * @example
 * const signing = require('voxtoken/signing');
 * console.log(signing.rpcSign('POST&%2F&a%3D1%26b%3D2', 'secret')); // ttOJBSxK3jiPU6QZ4XGzm+Yb/h0=
 */
export function rpcSign(stringToSign: string, accessKeySecret: string): string;
/**
 * RPC: the string to sign. The path in it is always `/`, whatever path the request goes to.
 *
 * @param {string} method `GET` or `POST`.
 * @param {string} canonicalizedQuery What the function of that name gives.
 * @returns {string}
 *
 * @example
 * const signing = require('voxtoken/signing');
 * console.log(signing.rpcStringToSign('POST', 'a=1&b=2')); // POST&%2F&a%3D1%26b%3D2
 */
export function rpcStringToSign(method: string, canonicalizedQuery: string): string;
/**
 * SHA-256 in lower-case hexadecimal, as `x-acs-content-sha256` wants it.
 *
 * @param {string | Uint8Array} data A string counts as UTF-8.
 * @returns {string}
 *
 * @example
 * const signing = require('voxtoken/signing');
 * console.log(signing.sha256Hex('').slice(0, 16)); // e3b0c44298fc1c14
 */
export function sha256Hex(data: string | Uint8Array): string;
