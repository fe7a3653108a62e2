// @ts-check
/** The statement beside its text while it is typed. The server converts and sanitises it, as it does when it is saved. */

import { sizeFormulas } from "./statement.js";
import { say } from "./saying.js";

const PAUSE_MS = 400;
const island = /** @type {HTMLElement | null} */ (document.querySelector("[data-island=preview]"));
if (island) follow(island);

/** @param {HTMLElement} root */
function follow(root) {
  const part = (/** @type {string} */ name) => /** @type {HTMLElement} */ (root.querySelector(`[data-part=${name}]`));
  const text = /** @type {HTMLTextAreaElement} */ (part("text"));
  const shown = part("shown");
  const words = part("words");
  let timer = 0;
  let asked = new AbortController();

  async function look() {
    asked.abort();
    asked = new AbortController();
    const { signal } = asked;
    words.textContent = say("catching up…");
    try {
      const body = new URLSearchParams({ text: text.value, language: root.dataset.language ?? "en" });
      const headers = { "X-CSRF-Token": root.dataset.csrf ?? "" };
      const answer = await fetch(root.dataset.url ?? "", { method: "POST", headers, body, signal });
      if (!answer.ok) throw new Error(String(answer.status));
      const told = await answer.json();
      if (told.refused) {
        words.textContent = told.refused;
      } else {
        shown.innerHTML = told.html; // sanitised by the server, as on every page that shows a statement
        sizeFormulas(shown);
        words.textContent = told.warnings.join(" ");
      }
      root.dataset.shown = String(Number(root.dataset.shown ?? "0") + 1);
    } catch {
      if (!signal.aborted) words.textContent = say("No preview at the moment; what you type is not lost.");
    }
  }

  text.addEventListener("input", () => {
    clearTimeout(timer);
    timer = window.setTimeout(look, PAUSE_MS);
  });
  root.dataset.ready = "true";
  look();
}
