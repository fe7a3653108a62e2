// @ts-check
/** The rough text of what was said, under the replay: searchable here in the browser, each line a jump to its moment. */

import { say } from "./saying.js";

/** @typedef {{t_us: number, until_us: number, text: string, confidence_percent: number | null, language: string, engine: string}} Speech */

/** @param {ParentNode} root @param {string} name @returns {HTMLElement} */
const part = (root, name) => /** @type {HTMLElement} */ (root.querySelector(`[data-part=${name}]`));

/** @param {number} us @returns {string} */
function clock(us) {
  const seconds = Math.floor(us / 1e6);
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60)];
  const rest = String(seconds % 60).padStart(2, "0");
  return hours ? `${hours}:${String(minutes).padStart(2, "0")}:${rest}` : `${minutes}:${rest}`;
}

/** For comparing: no case, no accents. @param {string} text @returns {string} */
const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

/** @param {Speech} speech @returns {string} */
function sure(speech) {
  if (!speech.text) return say("not written down: the computer was busy");
  return speech.confidence_percent === null ? "" : say("{percent} % sure of its words", { percent: speech.confidence_percent });
}

/** @param {HTMLElement} root */
function show(root) {
  const box = root.querySelector("[data-part=speech]");
  const island = /** @type {any} */ (root).island;
  /** @type {Speech[]} */ const said = island?.timeline.transcript ?? [];
  if (!(box instanceof HTMLElement) || !said.length) return;
  box.hidden = false;
  const made = [...new Set(said.map((speech) => `${speech.language}, ${speech.engine}`))];
  part(box, "speech-engine").textContent = ` (${made.join("; ")})`;
  const lines = said.map((speech) => {
    const line = document.createElement("li");
    const jump = document.createElement("button");
    jump.type = "button";
    jump.className = "jump";
    jump.textContent = clock(speech.t_us);
    const moment = clock(speech.t_us);
    jump.setAttribute("aria-label", say("Go to {moment}", { moment }));
    jump.addEventListener("click", () => {
      island.seek(speech.t_us / 1e6);
      root.scrollIntoView({ block: "start" });
    });
    const quality = document.createElement("span");
    quality.className = "quiet small";
    quality.textContent = ` ${sure(speech)}`;
    line.append(jump, ` ${speech.text}`, quality);
    return { line, plain: plain(speech.text) };
  });
  part(box, "speech-list").append(...lines.map(({ line }) => line));
  const search = /** @type {HTMLInputElement} */ (part(box, "speech-search"));
  const count = () => {
    const wanted = plain(search.value.trim());
    let found = 0;
    for (const each of lines) {
      each.line.hidden = !each.plain.includes(wanted);
      if (!each.line.hidden) found += 1;
    }
    part(box, "speech-count").textContent = wanted
      ? say("{found} of {n} stretches", { found, n: lines.length })
      : say("{n} stretches of speech", { n: lines.length });
  };
  search.addEventListener("input", count);
  count();
}

for (const element of document.querySelectorAll("[data-island=replay]")) {
  const root = /** @type {HTMLElement} */ (element);
  if (root.dataset.ready) show(root);
  else root.addEventListener("replay-ready", () => show(root));
}
