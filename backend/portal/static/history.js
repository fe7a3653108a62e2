// @ts-check
/**
 * Search in the history of the code: each moment at which the searched words came into a document or went from it.
 * Goes through all edits in slices between which the page answers; a new search ends the one before.
 */

import { clockText } from "./clock.js";
import { Bytes } from "./edits.js";
import { say, sayCount } from "./saying.js";

const SLICE_MS = 8;
const MOST_FOUND = 200;
const LEAST_LETTERS = 2;
const encoder = new TextEncoder();
/** Windows may begin inside a character, which then matches nothing. */
const lenient = new TextDecoder("utf-8", { ignoreBOM: true });

/** @typedef {{index: number, t_us: number, came: boolean, line: string}} Found */

/** @param {string} text @param {string} words @returns {number} */
function occurrences(text, words) {
  let count = 0;
  for (let at = text.indexOf(words); at >= 0; at = text.indexOf(words, at + 1)) count += 1;
  return count;
}

/**
 * Every change of how often `words` (in lower case) stands in one document. Yields after each edit that is looked at.
 * @param {import("./edits.js").Track} track @param {number} index @param {string} words
 * @returns {Generator<Found | null>}
 */
export function* changes(track, index, words) {
  const bytes = new Bytes(track.initial);
  const around = encoder.encode(words).length * 2; // lower case may be shorter than what it was made of
  const begun = occurrences(bytes.text().toLowerCase(), words);
  if (begun) yield { index, t_us: track.info.t_us, came: true, line: say("in the text it began with") };
  const last = Math.min(track.edits.length, track.brokenAt);
  for (let at = 0; at < last; at += 1) {
    const edit = track.edits[at];
    const [t_us, position] = [track.all.times[edit], track.all.positions[edit]];
    const [removed, inserted] = [track.all.removed(edit), track.all.inserted(edit)];
    if (!bytes.holds(position, removed)) return;
    const from = Math.max(0, position - around);
    const before = near(bytes, from, position + removed.length + around);
    bytes.splice(position, removed.length, inserted);
    const after = near(bytes, from, position + inserted.length + around);
    const gained = occurrences(after, words) - occurrences(before, words);
    yield gained === 0 ? null : { index, t_us, came: gained > 0, line: lineAt(bytes, position) };
  }
}

/** @param {Bytes} bytes @param {number} from @param {number} to @returns {string} a part of the text in lower case */
function near(bytes, from, to) {
  return lenient.decode(bytes.buffer.subarray(from, Math.min(bytes.length, to))).toLowerCase();
}

/** @param {Bytes} bytes @param {number} position @returns {string} the line around a position */
function lineAt(bytes, position) {
  const near = lenient.decode(bytes.buffer.subarray(Math.max(0, position - 200), position));
  const behind = lenient.decode(bytes.buffer.subarray(position, Math.min(bytes.length, position + 200)));
  return `${near.split("\n").at(-1)}${behind.split("\n")[0]}`.trim();
}

/** @param {HTMLElement} root the replay with its island */
export function prepareHistory(root) {
  const island = /** @type {any} */ (root).island;
  const box = root.querySelector("[data-part=history]");
  if (!(box instanceof HTMLElement) || !island.replay.edits.length) return;
  box.hidden = false;
  const part = (/** @type {string} */ name) => /** @type {HTMLElement} */ (box.querySelector(`[data-part=${name}]`));
  const field = /** @type {HTMLInputElement} */ (part("history-search"));
  const list = part("history-list");
  let turn = 0;

  /** @param {Found} found */
  const show = (found) => {
    const item = document.createElement("li");
    const jump = document.createElement("button");
    jump.type = "button";
    jump.className = "event";
    const time = document.createElement("span");
    time.className = "event-time";
    time.textContent = clockText(found.t_us / 1e6);
    const words = document.createElement("span");
    const moved = found.came ? say("came") : say("went");
    words.textContent = `${moved} · ${island.tabWords(found.index, found.t_us)} · ${found.line || say("an empty line")}`;
    jump.append(time, words);
    jump.addEventListener("click", () => {
      island.open(island.replay.tracks[found.index].info.document, found.t_us);
      root.scrollIntoView({ block: "start" });
    });
    item.append(jump);
    list.append(item);
  };

  const search = () => {
    const mine = ++turn;
    const words = field.value.toLowerCase();
    list.replaceChildren();
    const count = part("history-count");
    if (words.trim().length < LEAST_LETTERS) {
      count.textContent = say("Write {n} letters or more.", { n: LEAST_LETTERS });
      return;
    }
    const all = island.replay.tracks.map((/** @type {any} */ track, /** @type {number} */ index) => changes(track, index, words));
    let found = 0;
    const slice = () => {
      if (mine !== turn) return;
      const until = performance.now() + SLICE_MS;
      while (all.length && found < MOST_FOUND) {
        const { value, done } = all[0].next();
        if (done) all.shift();
        if (value) {
          found += 1;
          show(value);
        }
        if (performance.now() > until) {
          count.textContent = say("Searching… {n} so far.", { n: found });
          setTimeout(slice, 0);
          return;
        }
      }
      if (!found) count.textContent = say("It never stood in the code.");
      else if (found === MOST_FOUND) count.textContent = say("The first {n} moments.", { n: found });
      else count.textContent = sayCount("{n} moment.", "{n} moments.", found);
      box.dataset.done = words;
    };
    slice();
  };
  field.addEventListener("change", search);
  field.addEventListener("search", search);
}
