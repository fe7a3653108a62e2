// The driver of candidates' JavaScript code: a process of its own inside a box, answers calls with values.
//
// It takes a nonce and then calls from standard input, runs the candidate's code and sends what came back. What the
// candidate prints goes to standard error. It keeps no secret and decides nothing: see driver.py.
"use strict";
const path = require("path");
const { pathToFileURL } = require("url");
const values = require("./values.js");

const plan = { module: process.argv[2] };
process.argv.length = 2;

function find(module, name, handle, objects) {
  const dot = name.lastIndexOf(".");
  if (handle >= 0) {
    const method = objects[handle][name.slice(dot + 1)];
    if (typeof method !== "function") throw new TypeError(`${name} is not a function`);
    return (...given) => method.apply(objects[handle], given);
  }
  const wanted = name.endsWith(".new") ? name.slice(0, dot) : name;
  const found = module[wanted] ?? module.default?.[wanted];
  if (typeof found !== "function") throw new ReferenceError(`${wanted} is not exported`);
  return name.endsWith(".new") ? (...given) => new found(...given) : found;
}

async function answer(module, objects, [name, handle, given, back]) {
  try {
    let result = find(module, name, Number(handle), objects)(...given);
    if (name.endsWith(".new")) {
      objects.push(result);
      return ["object", objects.length - 1];
    }
    result = await result;
    const shown = ["value", result, back ? given : null];
    values.encode(shown);
    return shown;
  } catch (error) {
    if (error instanceof values.WireFault) return ["refused", error.message];
    return ["error", values.errorNames(error), String(error?.message ?? error).slice(0, 2000)];
  }
}

async function main() {
  const channel = values.privateChannel();
  const nonce = channel.read(values.NONCE_CHARACTERS).toString("latin1");
  let failure = null;
  let module = null;
  try {
    module = await import(pathToFileURL(path.join(process.cwd(), plan.module)).href);
  } catch (error) {
    failure = ["error", values.errorNames(error), `${plan.module} cannot be loaded: ${error}`.slice(0, 2000)];
  }
  const objects = [];
  for (let call = channel.readFrame(); call !== null; call = channel.readFrame()) {
    channel.write(nonce, values.encode(failure ?? (await answer(module, objects, values.decode(call)))));
  }
  process.reallyExit(0);
}

process.on("uncaughtException", (error) => {
  console.error(error);
  process.reallyExit(1);
});
main();
