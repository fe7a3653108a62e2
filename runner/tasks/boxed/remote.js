// For node:test tests that run apart: calls across to the candidate's code, which runs in a box of its own.
// Standard input and output belong to this talk; what comes back are values or errors by name. See remote.py.
"use strict";
const crypto = require("crypto");
const fs = require("fs");
const values = require("./values.js");

const channel = values.privateChannel();
const nonce = crypto.randomBytes(values.NONCE_CHARACTERS / 2).toString("hex");
fs.writeSync(1, nonce);

class CandidateError extends Error {
  constructor(names, message) {
    super(message);
    this.name = names[0] ?? "CandidateError";
    this.names = names;
  }
}

const KNOWN = { RangeError, ReferenceError, SyntaxError, TypeError, URIError, EvalError };

// The candidate's program has ended or sent what is no answer: no test may take that for the error it waits for.
function end(why) {
  fs.writeSync(2, `The candidate's program ${why}\n`);
  process.reallyExit(3);
}

function answer() {
  try {
    const payload = channel.readFrame(nonce);
    if (payload === null) return end("ended");
    const [kind, first, second] = values.decode(payload);
    if (kind === "error") return { error: errorOf(first, String(second)) };
    return kind === "value" || kind === "object" ? { value: first } : end(`gave no value: ${first}`);
  } catch (fault) {
    return end(`sent no answer: ${fault}`);
  }
}

function errorOf(names, message) {
  const known = names.find((one) => Object.hasOwn(KNOWN, one));
  return known ? new KNOWN[known](message) : new CandidateError(names, message);
}

function ask(name, handle, given) {
  const call = values.encode([name, handle, given, false]);
  try {
    channel.write("", call);
  } catch (fault) {
    end(`does not listen: ${fault}`);
  }
  const { error, value } = answer();
  if (error) throw error;
  return value;
}

function makeClass(owner, members) {
  const made = class {
    constructor(...given) {
      this.handle = ask(`${owner}.new`, -1, given);
    }
  };
  for (const [shown, name] of members) {
    made.prototype[shown] = function (...given) {
      return ask(`${owner}.${name}`, this.handle, given);
    };
  }
  return made;
}

function described(bytes) {
  const [functions, classes] = values.decode(bytes);
  const found = { CandidateError };
  for (const [shown, name] of functions) found[shown] = (...given) => ask(name, -1, given);
  for (const [owner, members] of classes) found[owner] = makeClass(owner, members);
  return found;
}

module.exports = { described };
