// @ts-check
/** Small conveniences of every page: selects that submit by themselves, copy buttons, local times. Pages work without it. */

import { language, say } from "./saying.js";

for (const element of document.querySelectorAll("time[datetime]")) {
  const time = /** @type {HTMLTimeElement} */ (element);
  const local = new Date(time.dateTime).toLocaleString(language, { dateStyle: "medium", timeStyle: "short" });
  time.title = say("{local} on this computer's clock", { local });
}

/** On a phone the bar is wider than the window: it begins with the page that one is on, not always with the first. */
const bar = document.querySelector(".nav");
const here = bar?.querySelector("[aria-current]");
if (bar && here) {
  const [whole, own] = [bar.getBoundingClientRect(), here.getBoundingClientRect()];
  bar.scrollLeft += own.left + own.width / 2 - (whole.left + whole.width / 2);
}

for (const element of document.querySelectorAll("[data-hide-with-script]")) /** @type {HTMLElement} */ (element).hidden = true;

for (const element of document.querySelectorAll("[data-submit-on-change]")) {
  const select = /** @type {HTMLSelectElement} */ (element);
  // Arrow keys change a closed select at every press; wait until the choice is made.
  let byKey = false;
  select.addEventListener("keydown", (event) => {
    byKey = event.key.startsWith("Arrow") || event.key.length === 1;
    if (event.key === "Enter") select.form?.requestSubmit();
  });
  select.addEventListener("pointerdown", () => {
    byKey = false;
  });
  select.addEventListener("change", () => {
    if (!byKey) select.form?.requestSubmit();
  });
  select.addEventListener("blur", () => {
    const chosen = [...select.options].find((option) => option.defaultSelected)?.value ?? select.options[0]?.value;
    if (byKey && select.value !== chosen) select.form?.requestSubmit();
  });
}

for (const element of document.querySelectorAll("[data-copy]")) {
  const button = /** @type {HTMLButtonElement} */ (element);
  button.addEventListener("click", async () => {
    const field = /** @type {HTMLInputElement} */ (document.getElementById(button.dataset.copy ?? ""));
    field.select();
    try {
      await navigator.clipboard.writeText(field.value);
      button.textContent = say("Copied");
    } catch {
      button.textContent = say("Press Ctrl+C");
    }
  });
}
