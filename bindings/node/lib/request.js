'use strict';

const { inspect } = require('node:util');

/**
 * A request to a cloud that is ready to be sent, once. It holds secrets, or what was made of them; neither
 * `console.log` nor `util.inspect` shows them.
 *
 * @example
 * const { DashToken } = require('voxtoken');
 * console.log(new DashToken({ apiKey: 'key' }).request());
 * // Request { POST https://dashscope.aliyuncs.com/api/v1/tokens, 0 bytes }
 */
class Request {
  /** @param {{method: string, url: string, headers: [string, string][], body: Buffer}} parts */
  constructor(parts) {
    /** `GET` or `POST`. */
    this.method = parts.method;
    /** The absolute URL with its query. */
    this.url = parts.url;
    /**
     * The headers, by name, in the order in which they are to be sent.
     *
     * @type {Record<string, string>}
     */
    this.headers = Object.fromEntries(parts.headers);
    /** The body, empty for none. */
    this.body = parts.body;
  }

  [inspect.custom]() {
    return `${this.constructor.name} { ${this.method} ${this.url.split('?')[0]}, ${this.body.length} bytes }`;
  }
}

/** A request with the signature of Alibaba Cloud. */
class SignedRequest extends Request {
  /**
   * @param {{method: string, url: string, headers: [string, string][], body: Buffer, stringToSign?: string,
   *   signature?: string}} parts
   */
  constructor(parts) {
    super(parts);
    /** What was signed. */
    this.stringToSign = parts.stringToSign ?? '';
    /** The signature. */
    this.signature = parts.signature ?? '';
  }
}

module.exports = { Request, SignedRequest };
