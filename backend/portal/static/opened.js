// @ts-check
/** Tells the server once that the replay was moved or the code came into view: only then may its reader decide. */

const root = /** @type {HTMLElement | null} */ (document.querySelector("[data-opened-url]"));

/**
 * @param {string} url
 * @param {string} csrf
 */
async function arrives(url, csrf) {
  try {
    return (await fetch(url, { method: "POST", credentials: "same-origin", headers: { "X-CSRF-Token": csrf } })).ok;
  } catch {
    return false; // the network is away: told again with the next move or look
  }
}

/** @param {string} what */
async function tell(what) {
  if (!root || root.dataset[what]) return;
  root.dataset[what] = "told";
  if (!(await arrives(root.dataset.openedUrl + what, root.dataset.csrf ?? ""))) {
    delete root.dataset[what];
    return;
  }
  for (const note of document.querySelectorAll("[data-needs=evidence]")) /** @type {HTMLElement} */ (note).hidden = true;
}

if (root) {
  root.addEventListener("replay-touched", () => tell("replay"));
  const looked = new IntersectionObserver((entries) => {
    if (entries.some((entry) => entry.isIntersecting)) tell("code");
  });
  for (const code of root.querySelectorAll(".code-final")) looked.observe(code);
}
