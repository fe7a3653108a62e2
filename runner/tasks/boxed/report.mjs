// A reporter of node:test: writes how each test ended as frames with the run's nonce. See report.py.
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
const told = require("./report.js");

export default async function* report(source) {
  for await (const event of source) {
    if ((event.type === "test:pass" || event.type === "test:fail") && event.data.nesting === 0) {
      if (event.data.skip === "test name does not match pattern") continue; // how Node 20 tells of the other tests
      const left = event.data.skip !== undefined || event.data.todo !== undefined;
      const outcome = left ? "skipped" : event.type === "test:pass" ? "passed" : "failed";
      const error = event.data.details?.error;
      told.send("ended", event.data.name, outcome, String(error?.cause?.message ?? error?.message ?? "").slice(0, 4000));
    }
    yield "";
  }
}
