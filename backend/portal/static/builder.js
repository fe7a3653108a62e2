// @ts-check
/** Building an assessment: places in order by dragging or by keyboard, and the notice beside the choice of what is recorded. */

import { say } from "./saying.js";

const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
const PAUSE_MS = 400;
const said = document.querySelector("[data-part=moved]");

for (const element of document.querySelectorAll("[data-island=order]")) order(/** @type {HTMLElement} */ (element));
const notice = /** @type {HTMLElement | null} */ (document.querySelector("[data-island=notice]"));
if (notice) tell(notice);

/** @param {HTMLElement} list */
function order(list) {
  const items = () => /** @type {HTMLElement[]} */ ([...list.querySelectorAll(":scope > [data-item]")]);
  /** @type {HTMLElement | null} */ let dragged = null;

  /** @param {HTMLElement} item @param {number} by */
  function move(item, by) {
    const all = items();
    const at = all.indexOf(item) + by;
    if (at < 0 || at >= all.length) return;
    if (by < 0) all[at].before(item);
    else all[at].after(item);
    settle(item);
  }

  /** @param {HTMLElement} item */
  function settle(item) {
    renumber(list);
    list.dispatchEvent(new Event("input", { bubbles: true }));
    if (said) said.textContent = say("Now in place {place} of {count}", { place: items().indexOf(item) + 1, count: items().length });
  }

  for (const item of items()) {
    const bar = document.createElement("span");
    bar.className = "order-bar";
    const handle = document.createElement("span");
    handle.className = "order-handle";
    handle.textContent = "⠿";
    handle.setAttribute("aria-hidden", "true");
    handle.title = say("Drag to another place");
    handle.draggable = true;
    handle.addEventListener("dragstart", (event) => {
      dragged = item;
      item.classList.add("is-dragged");
      event.dataTransfer?.setData("text/plain", "");
      event.dataTransfer?.setDragImage(item, 0, 0);
    });
    handle.addEventListener("dragend", () => {
      item.classList.remove("is-dragged");
      if (dragged) settle(item);
      dragged = null;
    });
    bar.append(handle, step(item, "↑", say("Earlier"), -1), step(item, "↓", say("Later"), 1));
    item.prepend(bar);
    item.addEventListener("dragover", (event) => {
      if (!dragged || dragged === item) return;
      event.preventDefault();
      const box = item.getBoundingClientRect();
      if (event.clientY < box.top + box.height / 2) item.before(dragged);
      else item.after(dragged);
    });
  }
  list.addEventListener("dragover", (event) => dragged && event.preventDefault());
  list.addEventListener("drop", (event) => event.preventDefault());
  renumber(list);

  /** @param {HTMLElement} item @param {string} sign @param {string} words @param {number} by @returns {HTMLButtonElement} */
  function step(item, sign, words, by) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button button-quiet order-step";
    button.textContent = sign;
    button.dataset.words = words;
    button.addEventListener("click", () => {
      move(item, by);
      button.focus();
    });
    return button;
  }
}

/** Letters, and the place that stands before each variant's id, follow the order. @param {HTMLElement} list */
function renumber(list) {
  list.querySelectorAll(":scope > [data-item]").forEach((item, place) => {
    const letter = item.querySelector("[data-part=letter]");
    if (letter) letter.textContent = LETTERS[place];
    for (const option of item.querySelectorAll("[data-part=variants] option")) {
      const one = /** @type {HTMLOptionElement} */ (option);
      one.value = `${place}:${one.value.split(":")[1]}`;
    }
    for (const button of item.querySelectorAll(".order-step")) {
      const words = /** @type {HTMLElement} */ (button).dataset.words;
      const which = letter ? say("place {letter}", { letter: LETTERS[place] }) : say("criterion {n}", { n: place + 1 });
      button.setAttribute("aria-label", `${words}: ${which}`);
    }
    for (const words of item.querySelectorAll("summary .unseen")) words.textContent = ` ${say("for place {letter}", { letter: LETTERS[place] })}`;
    const criterion = item.querySelector("label[for^=criterion-]");
    if (criterion) criterion.textContent = say("Criterion {n}", { n: place + 1 });
    const label = item.querySelector("label[for^=variants-]");
    if (label) label.textContent = say("Or one of these, for place {letter}", { letter: LETTERS[place] });
  });
}

/** @param {HTMLElement} root */
function tell(root) {
  const form = /** @type {HTMLFormElement} */ (root.closest("form"));
  const shown = /** @type {HTMLElement} */ (root.querySelector("[data-part=shown]"));
  let timer = 0;
  let asked = new AbortController();

  async function look() {
    asked.abort();
    asked = new AbortController();
    const { signal } = asked;
    try {
      const body = new URLSearchParams(/** @type {any} */ (new FormData(form)));
      const answer = await fetch(root.dataset.url ?? "", { method: "POST", body, signal });
      if (answer.ok) shown.innerHTML = await answer.text(); // a part of a page of ours, escaped by its template
      else shown.textContent = say("Something in the form is not filled in yet.");
      root.dataset.shown = String(Number(root.dataset.shown ?? "0") + 1);
    } catch {
      if (!signal.aborted) shown.textContent = say("Not at the moment; it stands on the page of what you build.");
    }
  }

  form.addEventListener("change", (event) => {
    if (!(event.target instanceof Element) || !event.target.closest("#recorded")) return;
    clearTimeout(timer);
    timer = window.setTimeout(look, PAUSE_MS);
  });
  look();
}
