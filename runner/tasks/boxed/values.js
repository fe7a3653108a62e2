// Values and frames as runner/tasks/values.py describes them, for JavaScript inside a box.
// Whole numbers are `i`, other numbers `d`; undefined is nothing; Map and plain objects are maps; Set is a list.
"use strict";
const fs = require("fs");
const { Buffer: Bytes } = require("buffer");

const MAX_DEPTH = 64;
const NONCE_CHARACTERS = 32;

class WireFault extends Error {}

function encode(value) {
  const parts = [];
  put(value, parts, MAX_DEPTH);
  return Bytes.concat(parts);
}

function put(value, parts, depth) {
  if (depth === 0) throw new WireFault("nested too deeply");
  const text = (words) => parts.push(Bytes.from(words, "utf8"));
  if (value === null || value === undefined) return text("n");
  if (typeof value === "boolean") return text(value ? "t" : "f");
  if (typeof value === "bigint") return text(`i${value};`);
  if (typeof value === "number") return text(number(value));
  if (typeof value === "string") {
    const data = Bytes.from(value, "utf8");
    text(`s${data.length}:`);
    return parts.push(data);
  }
  if (Array.isArray(value) || ArrayBuffer.isView(value) || value instanceof Set) {
    const all = Array.from(value);
    text(`l${all.length}:`);
    return all.forEach((one) => put(one, parts, depth - 1));
  }
  if (typeof value !== "object") throw new WireFault(`a ${typeof value}, which no test can compare`);
  const entries = value instanceof Map ? [...value.entries()] : Object.entries(value);
  text(`m${entries.length}:`);
  for (const [key, one] of entries) {
    put(key, parts, depth - 1);
    put(one, parts, depth - 1);
  }
}

function number(value) {
  if (Number.isNaN(value)) return "dnan;";
  if (!Number.isFinite(value)) return value > 0 ? "dinf;" : "d-inf;";
  return Number.isInteger(value) ? `i${BigInt(value)};` : `d${value};`;
}

function decode(data) {
  const [value, end] = take(data, 0);
  if (end !== data.length) throw new WireFault("bytes after the value");
  return value;
}

function take(data, at) {
  const kind = String.fromCharCode(data[at]);
  if (kind === "n") return [null, at + 1];
  if (kind === "t" || kind === "f") return [kind === "t", at + 1];
  const stop = kind === "i" || kind === "d" ? 0x3b : 0x3a;
  let end = data.indexOf(stop, at);
  if (end < 0) throw new WireFault("not a value");
  const text = data.toString("latin1", at + 1, end);
  end += 1;
  if (kind === "i") return [whole(text), end];
  if (kind === "d") return [text === "nan" ? NaN : text.endsWith("inf") ? Number(`${text}inity`.replace("inf", "Inf")) : Number(text), end];
  const count = Number(text);
  if (kind === "s") return [data.toString("utf8", end, end + count), end + count];
  const found = [];
  for (let index = 0; index < (kind === "m" ? 2 * count : count); index += 1) {
    const [value, next] = take(data, end);
    found.push(value);
    end = next;
  }
  return [kind === "l" ? found : mapOf(found), end];
}

function whole(text) {
  const value = Number(text);
  return Number.isSafeInteger(value) ? value : BigInt(text);
}

// Maps with text for keys become plain objects, as JavaScript programs expect; others become Map.
function mapOf(flat) {
  const pairs = [];
  for (let index = 0; index < flat.length; index += 2) pairs.push([flat[index], flat[index + 1]]);
  return pairs.every(([key]) => typeof key === "string") ? Object.fromEntries(pairs) : new Map(pairs);
}

function errorNames(error) {
  const names = [];
  if (error instanceof Error) names.push(String(error.name));
  for (let kind = error; kind !== null && typeof kind === "object"; kind = Object.getPrototypeOf(kind)) {
    const name = kind.constructor?.name;
    if (name && name !== "Object" && !names.includes(name)) names.push(name);
  }
  return names.length ? names : [typeof error];
}

class Channel {
  constructor(input, output) {
    this.input = input;
    this.output = output;
    this.kept = Bytes.alloc(0);
  }

  read(count) {
    while (this.kept.length < count) {
      const piece = Bytes.alloc(65536);
      let got = 0;
      try {
        got = fs.readSync(this.input, piece, 0, piece.length, null);
      } catch (error) {
        if (error.code === "EAGAIN") {
          pause();
          continue;
        }
        if (error.code !== "EOF") throw error;
      }
      if (got === 0) break;
      this.kept = Bytes.concat([this.kept, piece.subarray(0, got)]);
    }
    const taken = this.kept.subarray(0, count);
    this.kept = this.kept.subarray(taken.length);
    return taken;
  }

  readFrame(word = "") {
    const begin = this.read(word.length + 1).toString("latin1");
    if (begin === "") return null;
    if (!begin.startsWith(word)) throw new WireFault("bytes that are no frame");
    let text = begin.slice(word.length);
    while (!text.endsWith(":") && text.length < 12) text += this.read(1).toString("latin1") || ":";
    const payload = this.read(Number(text.slice(0, -1)));
    if (payload.length !== Number(text.slice(0, -1))) throw new WireFault("a frame that is cut off");
    return Bytes.from(payload);
  }

  write(word, payload) {
    let data = Bytes.concat([Bytes.from(`${word}${payload.length}:`, "latin1"), payload]);
    while (data.length > 0) {
      try {
        data = data.subarray(fs.writeSync(this.output, data));
      } catch (error) {
        if (error.code !== "EAGAIN") throw error;
        pause();
      }
    }
  }
}

function pause() {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1);
}

// Node cannot move descriptors; what is printed goes to standard error all the same.
function privateChannel() {
  const write = process.stderr.write.bind(process.stderr);
  process.stdout.write = (...given) => write(...given);
  return new Channel(0, 1);
}

module.exports = { Channel, NONCE_CHARACTERS, WireFault, decode, encode, errorNames, privateChannel };
