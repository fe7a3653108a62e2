// @ts-check
/** Shows how far a verification is, and loads the page again when it has ended. */

import { say } from "./saying.js";

const LOOK_MS = 1000;
const island = /** @type {HTMLElement | null} */ (document.querySelector("[data-island=verification]"));
if (island) watch(island);

/** @typedef {{path: string, language: string, expected: string, verdicts: string, skipped: string, score: number | null, slowest_ms: number, faults: string[]}} Program */

/** @param {HTMLElement} root */
function watch(root) {
  const part = (/** @type {string} */ name) => /** @type {HTMLElement} */ (root.querySelector(`[data-part=${name}]`));
  const bar = /** @type {HTMLProgressElement} */ (part("progress"));

  async function look() {
    try {
      const answer = await fetch(root.dataset.url ?? "");
      if (!answer.ok) throw new Error(String(answer.status));
      const now = await answer.json();
      if (now.state === "done" || now.state === "failed") {
        location.reload();
        return;
      }
      part("doing").textContent = now.doing || say("Waiting for its turn");
      bar.max = now.total || 1;
      bar.value = now.done;
      part("rows").replaceChildren(...now.programs.map(row));
    } catch {
      part("doing").textContent = say("The server does not answer; this page keeps asking.");
    }
    window.setTimeout(look, LOOK_MS);
  }
  look();
}

/** @param {Program} program @returns {HTMLTableRowElement} */
function row(program) {
  const line = document.createElement("tr");
  const name = document.createElement("th");
  name.scope = "row";
  const code = document.createElement("code");
  code.textContent = program.path;
  name.append(code);
  const broken = program.faults.length ? say("No: {fault}", { fault: program.faults[0] }) : say("Yes");
  const promised = program.skipped ? say("Skipped") : broken;
  const score = program.score === null ? "–" : String(program.score);
  /** @type {[string, string, boolean][]} */
  const cells = [
    [say("Language"), program.language, false],
    [say("Must come to"), program.expected, false],
    [say("Came to"), program.verdicts || program.skipped, false],
    [say("Score"), score, true],
    [say("Slowest test"), `${program.slowest_ms} ms`, true],
    [say("As promised"), promised, false],
  ];
  line.append(name, ...cells.map(([label, text, number]) => cell(label, text, number)));
  return line;
}

/** @param {string} label @param {string} text @param {boolean} number @returns {HTMLTableCellElement} */
function cell(label, text, number) {
  const made = document.createElement("td");
  made.dataset.label = label;
  made.textContent = text;
  if (number) made.className = "cell-number";
  return made;
}
