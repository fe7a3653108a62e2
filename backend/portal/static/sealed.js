// @ts-check
/**
 * Opens sealed recordings by WebCrypto, exactly as protocol/sealing.py: AES-256-GCM fragments, the header with attempt
 * and track as associated data, the chain of tags checked within a segment and across segments.
 * Whatever does not verify raises Unverified with words for people; nothing is skipped silently.
 */

import { say } from "./saying.js";

const MAGIC = new TextEncoder().encode("RCRSEG1\n");
const DOMAIN = new TextEncoder().encode("recrutr/fragment/1\0");
const HEADER_BYTES = 29;
const TAG_BYTES = 16;
const MAX_FRAGMENT_BYTES = 8 * 1024 * 1024;

/** A piece of a recording that does not verify; the message is for people. */
export class Unverified extends Error {}

/**
 * @typedef {object} Expectation
 * @property {string} attempt UUID text
 * @property {string} track UUID text
 * @property {number} segment the number that every fragment must carry
 * @property {string} [digest] SHA-256 of the file in hex, from the journal
 * @property {string} [previousTag] tag before the first fragment in hex, from the journal; absent when unknown
 * @property {string} [lastTag] tag of the last fragment in hex, from the journal
 * @property {number} [fragments] how many fragments the journal promises
 */

/** @param {Uint8Array} bytes 32 bytes @returns {Promise<CryptoKey>} */
export function importKey(bytes) {
  return crypto.subtle.importKey("raw", /** @type {BufferSource} */ (bytes), "AES-GCM", false, ["decrypt"]);
}

/** @param {string} text standard base64 @returns {Uint8Array} */
export function fromBase64(text) {
  const read = /** @type {any} */ (Uint8Array).fromBase64; // a hundred times as quick, and not in every browser yet
  return read ? read.call(Uint8Array, text) : Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
}

/** @param {Uint8Array} bytes @returns {string} */
export function toHex(bytes) {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** @param {string} identifier @returns {Uint8Array} 16 bytes */
function identifierBytes(identifier) {
  const hex = identifier.replaceAll("-", "");
  return Uint8Array.from({ length: 16 }, (_, index) => parseInt(hex.slice(index * 2, index * 2 + 2), 16));
}

/** @param {...Uint8Array} parts @returns {Uint8Array} */
function join(...parts) {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/**
 * @typedef {object} Sealed
 * @property {Uint8Array} header
 * @property {Uint8Array} cipher
 * @property {number} segment
 * @property {number} fragment
 * @property {string} previousTag
 * @property {string} tag
 */

/** Split a segment file into records. @param {Uint8Array} data @returns {Sealed[]} */
export function records(data) {
  if (data.length < MAGIC.length || MAGIC.some((byte, index) => data[index] !== byte)) {
    throw new Unverified(say("This is not a recording."));
  }
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  /** @type {Sealed[]} */ const found = [];
  let at = MAGIC.length;
  while (at < data.length) {
    const length = at + HEADER_BYTES <= data.length ? view.getUint32(at) : 0;
    const end = at + HEADER_BYTES + length;
    if (length < TAG_BYTES || length > MAX_FRAGMENT_BYTES + TAG_BYTES || end > data.length) {
      throw new Unverified(say("This piece of the recording is cut short."));
    }
    const header = data.subarray(at, at + HEADER_BYTES);
    found.push({
      header,
      cipher: data.subarray(at + HEADER_BYTES, end),
      segment: view.getUint32(at + 4),
      fragment: view.getUint32(at + 8),
      previousTag: toHex(header.subarray(13, 29)),
      tag: toHex(data.subarray(end - TAG_BYTES, end)),
    });
    at = end;
  }
  return found;
}

/** @param {Sealed[]} found @param {Expectation} expected */
function checkChain(found, expected) {
  const last = found.at(-1);
  if (!last) throw new Unverified(say("This piece of the recording is empty."));
  let previousTag = expected.previousTag ?? found[0].previousTag;
  found.forEach((record, index) => {
    const next = index === 0 || record.fragment === found[index - 1].fragment + 1;
    if (record.previousTag !== previousTag || record.segment !== expected.segment || !next) {
      throw new Unverified(say("Parts of the recording are missing or out of order here."));
    }
    previousTag = record.tag;
  });
  const whole = expected.fragments === undefined || expected.fragments === found.length;
  if (!whole || (expected.lastTag !== undefined && last.tag !== expected.lastTag)) {
    throw new Unverified(say("Parts of the recording are missing here."));
  }
}

/**
 * Open a segment file: the plain bytes of its fragments, joined.
 * @param {Uint8Array} data @param {CryptoKey} key @param {Expectation} expected @returns {Promise<Uint8Array>}
 */
export async function openSegment(data, key, expected) {
  if (expected.digest !== undefined) {
    const digest = await crypto.subtle.digest("SHA-256", /** @type {BufferSource} */ (data));
    if (toHex(new Uint8Array(digest)) !== expected.digest) {
      throw new Unverified(say("This piece is not the one that the candidate's device recorded."));
    }
  }
  const found = records(data);
  checkChain(found, expected);
  const context = join(DOMAIN, identifierBytes(expected.attempt), identifierBytes(expected.track));
  const plain = await Promise.all(found.map((record) => openFragment(record, key, context)));
  return join(...plain);
}

/** @param {Sealed} record @param {CryptoKey} key @param {Uint8Array} context @returns {Promise<Uint8Array>} */
async function openFragment(record, key, context) {
  const nonce = new Uint8Array(12);
  const view = new DataView(nonce.buffer);
  view.setUint32(4, record.segment);
  view.setUint32(8, record.fragment);
  const additionalData = /** @type {BufferSource} */ (join(context, record.header));
  try {
    const cipher = /** @type {BufferSource} */ (record.cipher);
    return new Uint8Array(await crypto.subtle.decrypt({ name: "AES-GCM", iv: nonce, additionalData }, key, cipher));
  } catch (error) {
    if (error instanceof DOMException && error.name === "OperationError") {
      throw new Unverified(say("This piece of the recording was changed after it was made."));
    }
    throw error;
  }
}
