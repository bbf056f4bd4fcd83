'use strict';

/**
 * The signatures of Alibaba Cloud, for those who send a request themselves. All functions are pure.
 *
 * `rpc…` is the RPC signature version 1.0 and `roa…` the ROA signature version 1.0, both with HMAC-SHA1; `acs3…` is the
 * signature version 3, ACS3-HMAC-SHA256. For the request of a token there is more at once: `NlsToken.request`.
 *
 * @module
 */

const { types } = require('node:util');

const { object, optional, options, text, wrongType } = require('./lib/arguments');
const { native } = require('./lib/native');

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
function percentEncode(value) {
  return native.percentEncode(text(value, 'value'));
}

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
function canonicalizedQuery(parameters) {
  return native.canonicalizedQuery(texts(parameters, 'parameters'));
}

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
function rpcStringToSign(method, canonicalizedQuery) {
  return native.rpcStringToSign(text(method, 'method'), text(canonicalizedQuery, 'canonicalizedQuery'));
}

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
function rpcSign(stringToSign, accessKeySecret) {
  return native.rpcSign(text(stringToSign, 'stringToSign'), text(accessKeySecret, 'accessKeySecret'));
}

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
function roaStringToSign(method, parts) {
  const known = ['accept', 'contentMd5', 'contentType', 'date', 'acsHeaders', 'resource'];
  const given = options(parts, known, 'parts');
  return native.roaStringToSign({
    method: text(method, 'method'),
    accept: optional(text, given.accept, 'accept') ?? '',
    contentMd5: optional(text, given.contentMd5, 'contentMd5') ?? '',
    contentType: optional(text, given.contentType, 'contentType') ?? '',
    date: optional(text, given.date, 'date') ?? '',
    acsHeaders: optional(texts, given.acsHeaders, 'acsHeaders') ?? {},
    resource: optional(text, given.resource, 'resource') ?? '',
  });
}

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
function roaSign(stringToSign, accessKeySecret) {
  return native.roaSign(text(stringToSign, 'stringToSign'), text(accessKeySecret, 'accessKeySecret'));
}

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
function roaAuthorization(accessKeyId, signature) {
  return native.roaAuthorization(text(accessKeyId, 'accessKeyId'), text(signature, 'signature'));
}

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
function sha256Hex(data) {
  if (types.isUint8Array(data)) return native.sha256Hex(data);
  if (typeof data !== 'string') throw wrongType('data', 'a string or a Uint8Array', data);
  return native.sha256Hex(Buffer.from(text(data, 'data')));
}

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
function acs3CanonicalRequest(method, path, query, headers, bodySha256Hex) {
  return native.acs3CanonicalRequest(
    text(method, 'method'),
    text(path, 'path'),
    text(query, 'query'),
    texts(headers, 'headers'),
    text(bodySha256Hex, 'bodySha256Hex'),
  );
}

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
function acs3StringToSign(canonicalRequest) {
  return native.acs3StringToSign(text(canonicalRequest, 'canonicalRequest'));
}

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
function acs3Sign(stringToSign, accessKeySecret) {
  return native.acs3Sign(text(stringToSign, 'stringToSign'), text(accessKeySecret, 'accessKeySecret'));
}

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
function acs3Authorization(accessKeyId, signedHeaders, signature) {
  return native.acs3Authorization(
    text(accessKeyId, 'accessKeyId'),
    text(signedHeaders, 'signedHeaders'),
    text(signature, 'signature'),
  );
}

/**
 * An object of which all values are texts.
 *
 * @param {unknown} value
 * @param {string} name
 * @returns {Record<string, string>}
 */
function texts(value, name) {
  const given = Object.entries(object(value, name, 'an object of strings'));
  return Object.fromEntries(given.map(([key, item]) => [text(key, name), text(item, name)]));
}

module.exports = {
  acs3Authorization,
  acs3CanonicalRequest,
  acs3Sign,
  acs3StringToSign,
  canonicalizedQuery,
  percentEncode,
  roaAuthorization,
  roaSign,
  roaStringToSign,
  rpcSign,
  rpcStringToSign,
  sha256Hex,
};
