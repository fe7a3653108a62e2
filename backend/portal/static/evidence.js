// @ts-check
/** Brings an evidence file to the server in slices, goes on after a cut, and says in words what came of it. */

import { say, sayCount } from "./saying.js";

const SLICE_TRIES = 6;
const card = /** @type {HTMLElement | null} */ (document.querySelector("[data-island=evidence]"));
if (card) prepare(card);

/** @param {HTMLElement} island */
function prepare(island) {
  const field = /** @type {HTMLInputElement} */ (island.querySelector("[data-part=file]"));
  const button = /** @type {HTMLButtonElement} */ (island.querySelector("[data-part=bring]"));
  const bar = /** @type {HTMLProgressElement} */ (island.querySelector("[data-part=progress]"));
  const words = /** @type {HTMLElement} */ (island.querySelector("[data-part=words]"));
  const address = island.dataset.url ?? "";
  const token = { "X-CSRF-Token": island.dataset.csrf ?? "" };

  /** @param {string} text @param {"accent" | "good" | "attention"} tone */
  const tell = (text, tone) => {
    words.hidden = false;
    words.className = `note note-${tone}`;
    words.textContent = text;
  };

  field.addEventListener("change", () => {
    button.disabled = !field.files?.length;
  });
  button.addEventListener("click", async () => {
    const file = field.files?.[0];
    if (!file) return;
    button.disabled = field.disabled = true;
    bar.hidden = false;
    bar.value = 0;
    tell(say("The file is on its way. Leave this page open."), "accent");
    try {
      const upload = await bring(file, address, token, (done) => {
        bar.value = done / file.size;
      });
      tell(say("The file has arrived and is being checked."), "accent");
      const result = await (await ask(`${address}/${upload}/import`, { method: "POST", headers: token })).json();
      tell(told(result), result.refused.length ? "attention" : "good");
      island.dataset.done = "true";
    } catch (error) {
      tell(error instanceof Error ? error.message : String(error), "attention");
      island.dataset.done = "refused";
    }
    bar.hidden = true;
    button.disabled = field.disabled = false;
  });
}

/**
 * @param {File} file @param {string} address @param {Record<string, string>} token @param {(done: number) => void} moved
 * @returns {Promise<string>} the upload's id
 */
async function bring(file, address, token, moved) {
  const begun = await ask(address, { method: "POST", headers: { ...token, "Upload-Length": String(file.size) } });
  const { upload, slice_bytes: size } = await begun.json();
  for (let offset = 0, failures = 0; offset < file.size; ) {
    const body = file.slice(offset, offset + size);
    const headers = { ...token, "Upload-Offset": String(offset), "Content-Type": "application/offset+octet-stream" };
    try {
      await ask(`${address}/${upload}`, { method: "PATCH", headers, body });
      offset += body.size;
      failures = 0;
    } catch (error) {
      failures += 1;
      if (failures > SLICE_TRIES) throw error;
      await new Promise((resolve) => setTimeout(resolve, 500 * 2 ** failures));
      const held = await ask(`${address}/${upload}`, { method: "HEAD" });
      offset = Number(held.headers.get("Upload-Offset"));
    }
    moved(offset);
  }
  return upload;
}

/** @param {string} address @param {RequestInit} options @returns {Promise<Response>} */
async function ask(address, options) {
  let answer;
  try {
    answer = await fetch(address, options);
  } catch {
    throw new Error(say("The server cannot be reached. Nothing was changed; try again."));
  }
  if (answer.ok) return answer;
  const body = await answer.json().catch(() => ({}));
  throw new Error(body.message ?? say("The server answered with error {status}.", { status: answer.status }));
}

/**
 * @param {{entries: number, submissions: number, segments: number, finished: boolean, timeliness: string | null,
 *   refused: string[]}} result
 */
function told(result) {
  const parts = [
    result.entries && sayCount("{n} journal entry", "{n} journal entries", result.entries),
    result.submissions && sayCount("{n} submission", "{n} submissions", result.submissions),
    result.segments && sayCount("{n} part of a recording", "{n} parts of recordings", result.segments),
  ].filter(Boolean);
  const news = parts.length
    ? say("New from this file: {parts}.", { parts: parts.join(", ") })
    : say("Everything in this file was here already.");
  const end = result.finished ? handedIn(result.timeliness) : say("It holds no hand-in yet.");
  return [news, end, ...result.refused].join(" ");
}

/** @param {string | null} timeliness */
function handedIn(timeliness) {
  if (timeliness === "late") return say("The attempt is handed in, late.");
  if (timeliness === "unproven") return say("The attempt is handed in, unproven.");
  return say("The attempt is handed in, on time.");
}
