// @ts-check
/** Asks before a page with changes that are not saved is left. Saving itself never asks. */

for (const element of document.querySelectorAll("form[data-keep]")) {
  const form = /** @type {HTMLFormElement} */ (element);
  let changed = false;
  form.addEventListener("input", () => {
    changed = true;
  });
  form.addEventListener("submit", () => {
    changed = false;
  });
  window.addEventListener("beforeunload", (event) => {
    if (changed) event.preventDefault();
  });
}
