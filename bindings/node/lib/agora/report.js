'use strict';

/**
 * @typedef {object} PrivilegeReport One privilege of a service.
 * @property {number} number The number of the privilege.
 * @property {string} [name] Its name, such as `join_channel`; absent for an unknown one.
 * @property {number} value The value in the token: seconds after the issue in 007, absolute Unix seconds in 006.
 * @property {number} expireTime When the privilege ends in effect: absolute Unix seconds, never later than the token.
 */

/**
 * @typedef {object} PermissionReport One permission of RTM2.
 * @property {number} resource The kind of resource; see `Resource`.
 * @property {string} [resourceName] `messages`, `streams`, `groups`, `server_groups` or `users`; absent for an unknown
 *   kind.
 * @property {number} access Read or write; see `Access`.
 * @property {string} [accessName] `read` or `write`; absent for an unknown access.
 * @property {readonly string[]} names The names. Bytes that are not UTF-8 are replaced.
 */

/**
 * @typedef {object} ServiceReport One service of a token. A 006 token counts as one.
 * @property {number} [typeNumber] The number of the service in 007; absent in 006.
 * @property {string} name `rtc`, `rtm`, `chat` and so on.
 * @property {Readonly<Record<string, string | number>>} boundTo What the service is bound to, such as `channel` and
 *   `account`. 006 has only their CRC-32, in hexadecimal: `crcChannel` and `crcUid`.
 * @property {readonly Readonly<PrivilegeReport>[]} privileges The privileges, by number.
 * @property {readonly Readonly<PermissionReport>[]} permissions RTM2: what may be read and written.
 */

/**
 * @typedef {object} Finding One thing that is wrong or doubtful about a token.
 * @property {string} problem What it is, by a name that never changes, such as `bad_signature`.
 * @property {'error' | 'warning'} severity `error`: the token is useless. `warning`: look at it; `verify` accepts it.
 * @property {string} message What it is, why it matters and what to do, in plain words.
 */

/**
 * @typedef {object} Content What a token says. It holds neither the token nor its signature.
 * @property {'006' | '007'} version The format.
 * @property {string} appId The app id. Bytes that are not UTF-8 are replaced.
 * @property {number} [issueTime] When the token was issued: absolute Unix seconds. 006 does not say.
 * @property {number} salt The random number that makes each token another one.
 * @property {number} tokenExpireTime When the token itself ends: absolute Unix seconds.
 * @property {number} expireTime When the token stops to be good for anything: when its last privilege ends, and never
 *   later than the token; absolute Unix seconds.
 * @property {Date} expiresAt The same as `expireTime`.
 * @property {readonly Readonly<ServiceReport>[]} services What the token gives access to.
 */

/** @typedef {Readonly<Content>} ParsedToken What a token says. */

/**
 * @typedef {object} Verdict What was found out about a token.
 * @property {'good' | 'bad' | 'not_checked'} signature What was not checked may be forged.
 * @property {readonly Readonly<Finding>[]} findings What is wrong or doubtful; nothing if all is well.
 * @property {boolean} isValid Is there no finding that is an error? Only what was given was checked: without a
 *   certificate a **forged** token is valid here. Never decide by this who gets in; ask `verify`.
 * @property {boolean} isVerified Is the token valid **and** its signature good?
 */

/**
 * @typedef {Readonly<Partial<Omit<Content, 'services'>> & Pick<Content, 'services'> & Verdict>} Report What `explain`
 *   says. Of a token that could not be read there is no content, and `services` is empty.
 */

/**
 * What the native module says about a token that could be read.
 *
 * @param {string} json
 * @returns {ParsedToken}
 */
function parsedToken(json) {
  return Object.freeze(content(JSON.parse(json)));
}

/**
 * What the native module explains about a token.
 *
 * @param {string} json
 * @returns {Report}
 */
function report(json) {
  const said = JSON.parse(json);
  const findings = Object.freeze(said.findings.map(Object.freeze));
  const isValid = findings.every((/** @type {Finding} */ finding) => finding.severity !== 'error');
  const isVerified = isValid && said.signature === 'good';
  return Object.freeze({ ...content(said), signature: said.signature, findings, isValid, isVerified });
}

/**
 * @param {any} said
 * @returns {any}
 */
function content(said) {
  return {
    version: said.version ?? undefined,
    appId: said.app_id ?? undefined,
    issueTime: said.issued_at ?? undefined,
    salt: said.salt ?? undefined,
    tokenExpireTime: said.token_expires_at ?? undefined,
    expireTime: said.expires_at ?? undefined,
    expiresAt: said.expires_at === null ? undefined : new Date(said.expires_at * 1000),
    services: Object.freeze(said.services.map(service)),
  };
}

/** @param {any} said */
function service(said) {
  return Object.freeze({
    typeNumber: said.type_number ?? undefined,
    name: said.name,
    boundTo: Object.freeze(camelCased(said.bound_to)),
    privileges: Object.freeze(said.privileges.map(privilege)),
    permissions: Object.freeze((said.permissions ?? []).map(permission)),
  });
}

/** @param {any} said */
function privilege({ number, name, value, expires_at }) {
  return Object.freeze({ number, name: name ?? undefined, value, expireTime: expires_at });
}

/** @param {any} said */
function permission({ resource, resource_name, access, access_name, names }) {
  return Object.freeze({
    resource,
    resourceName: resource_name ?? undefined,
    access,
    accessName: access_name ?? undefined,
    names: Object.freeze(names),
  });
}

/** @param {Record<string, string | number>} fields */
function camelCased(fields) {
  const camelCase = (/** @type {string} */ name) => name.replace(/_(.)/g, (_, letter) => letter.toUpperCase());
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [camelCase(name), value]));
}

module.exports = { parsedToken, report };
