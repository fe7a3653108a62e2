// What a node:test test tells the trusted side. Loaded before the test file and the candidate's code; see report.py.
"use strict";
const fs = require("fs");
const values = require("./values.js");

function readNonce() {
  if (fs.existsSync("recrutr/nonce")) return fs.readFileSync("recrutr/nonce", "latin1");
  return new values.Channel(0, 1).read(values.NONCE_CHARACTERS).toString("latin1");
}

const nonce = readNonce();
const channel = new values.Channel(0, fs.openSync("recrutr/report", "a", 0o600));

function send(...parts) {
  channel.write(nonce, values.encode(parts));
}

function expect(name, value) {
  send("expect", name, value);
}

module.exports = { expect, send };
