// @ts-check
/** Keys of every page and the sheet that lists them. Never while somebody writes, never with Ctrl, Alt or Meta; they can be
 * switched off, for people whose speech or tremor presses keys (WCAG 2.1.4). */

import { say } from "./saying.js";

const sheet = /** @type {HTMLDialogElement} */ (document.getElementById("shortcuts"));
const opener = /** @type {HTMLButtonElement} */ (document.querySelector("[data-shortcuts]"));
const box = /** @type {HTMLInputElement} */ (sheet.querySelector("[data-part=switch]"));
const KEPT = "recrutr-single-keys";
const PLACES = { a: "/portal/attempts", c: "/portal/candidates", s: "/portal/assessments", r: "/portal/reviews" };
let going = 0;

function kept() {
  try {
    return localStorage.getItem(KEPT) !== "off";
  } catch {
    return true;
  }
}

opener.hidden = false;
opener.addEventListener("click", () => sheet.showModal());
box.checked = kept();
box.addEventListener("change", () => {
  try {
    localStorage.setItem(KEPT, box.checked ? "on" : "off");
  } catch {
    // a browser that keeps nothing: the choice lasts as long as the page
  }
});

const writes = (/** @type {EventTarget | null} */ at) =>
  at instanceof HTMLElement && at.closest("textarea, select, [contenteditable], input:not([type=checkbox]):not([type=radio])") !== null;

/** The chosen line of a list, by its box that has the focus. */
function move(/** @type {number} */ by) {
  const boxes = /** @type {HTMLInputElement[]} */ ([...document.querySelectorAll("[data-line]")]);
  const at = boxes.indexOf(/** @type {HTMLInputElement} */ (document.activeElement));
  boxes[Math.max(0, Math.min(boxes.length - 1, at + by))]?.focus();
}

document.addEventListener("keydown", (event) => {
  const replay = event.target instanceof Element && event.target.closest("[data-island=replay]");
  if (event.ctrlKey || event.altKey || event.metaKey || writes(event.target) || replay || sheet.open || !box.checked) return;
  const going_on = Date.now() - going < 1500;
  going = 0;
  if (going_on && event.key in PLACES) {
    const place = PLACES[/** @type {keyof typeof PLACES} */ (event.key)];
    /** @type {HTMLAnchorElement | null} */ (document.querySelector(`.nav a[href="${place}"]`))?.click();
  } else if (event.key === "g") going = Date.now();
  else if (event.key === "?") sheet.showModal();
  else if (event.key === "/") /** @type {HTMLElement | null} */ (document.querySelector("input[type=search]"))?.focus();
  else if (event.key === "j") move(1);
  else if (event.key === "k") move(-1);
  else if (event.key === "x" && document.activeElement?.matches("[data-line]")) /** @type {HTMLElement} */ (document.activeElement).click();
  else if (event.key === "u") /** @type {HTMLElement | null} */ (document.querySelector("[data-undo]"))?.click();
  else return;
  event.preventDefault();
});

const all = /** @type {HTMLInputElement | null} */ (document.querySelector("[data-all]"));
const count = document.querySelector("[data-count]");
function told() {
  const chosen = document.querySelectorAll("[data-line]:checked").length;
  if (count) count.textContent = chosen ? say("{n} chosen", { n: chosen }) : say("Nobody chosen");
}
all?.addEventListener("change", () => {
  for (const each of document.querySelectorAll("[data-line]")) /** @type {HTMLInputElement} */ (each).checked = all.checked;
  told();
});
document.addEventListener("change", told);
told();
