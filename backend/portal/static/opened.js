// @ts-check
/** Tells the server once that the replay was moved or the code came into view: only then may its reader decide. */

const LONGEST_MS = 60_000;
let again_ms = 3000;
const root = /** @type {HTMLElement | null} */ (document.querySelector("[data-opened-url]"));

/**
 * @param {string} url
 * @param {string} csrf
 */
async function arrives(url, csrf) {
  try {
    return (await fetch(url, { method: "POST", credentials: "same-origin", headers: { "X-CSRF-Token": csrf } })).ok;
  } catch {
    return false; // the network is away: told again with the next move, or while the code stays in view
  }
}

/** @param {string} what */
async function tell(what) {
  if (!root || root.dataset[what]) return;
  root.dataset[what] = "told";
  if (!(await arrives(root.dataset.openedUrl + what, root.dataset.csrf ?? ""))) {
    delete root.dataset[what];
    if (what === "code") setTimeout(watch, again_ms); // who goes on reading neither scrolls nor moves anything
    again_ms = Math.min(2 * again_ms, LONGEST_MS);
    return;
  }
  for (const note of document.querySelectorAll("[data-needs=evidence]")) /** @type {HTMLElement} */ (note).hidden = true;
}

const looked = new IntersectionObserver((entries) => {
  if (entries.some((entry) => entry.isIntersecting)) tell("code");
});

/** Each code observed anew is reported at once if it is in view. */
function watch() {
  looked.disconnect();
  for (const code of root?.querySelectorAll(".code-final") ?? []) looked.observe(code);
}

root?.addEventListener("replay-touched", () => tell("replay"));
watch();
