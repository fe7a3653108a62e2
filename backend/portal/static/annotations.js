// @ts-check
/**
 * Annotations beside the replay: lines of a document at a moment, what members wrote about them, and replies.
 * Marks those lines wherever they stand unchanged in the text on show. Whatever is written is shown as text only.
 */

import { clockText } from "./clock.js";
import { say, sayCount } from "./saying.js";

/** @typedef {{document: string, t_us: number, first: number, last: number, quote: string}} Place */
/** @typedef {{id: string, thread: string | null, by: string, written_at_us: number, removable: boolean, text: string, place: Place | null}} Note */

const island = /** @type {HTMLElement | null} */ (document.querySelector("[data-island=annotations]"));
const root = /** @type {HTMLElement | null} */ (document.querySelector("[data-island=replay]"));
const GONE = say("These lines read differently in the replay at that moment. What stands here is what was quoted.");

/** @param {string} name @returns {any} */
const part = (name) => island?.querySelector(`[data-part=${name}]`);

/** @template {keyof HTMLElementTagNameMap} K @param {K} tag @param {string} className @param {string} [text] */
function make(tag, className, text = "") {
  const element = document.createElement(tag);
  element.className = className;
  element.textContent = text;
  return element;
}

/** @param {Note} note @returns {HTMLElement} who wrote it and when */
function byline(note) {
  const line = make("p", "annotation-by");
  const when = new Date(note.written_at_us / 1000);
  const time = document.createElement("time");
  time.dateTime = when.toISOString();
  time.textContent = `${when.toISOString().slice(0, 16).replace("T", ", ")} UTC`;
  time.className = "quiet small";
  line.append(make("strong", "", note.by), " ", time);
  return line;
}

class Annotations {
  /** @param {HTMLElement} box @param {HTMLElement} replay */
  constructor(box, replay) {
    this.box = box;
    this.replay = replay;
    /** @type {Note[]} */ this.notes = [];
    /** @type {Element[]} rows that carry a mark */ this.marked = [];
    this.view = /** @type {HTMLElement} */ (replay.querySelector("[data-part=code]"));
    replay.addEventListener("replay-shown", () => this.shownAgain());
    for (const name of ["first", "last"]) part(name).addEventListener("input", () => this.quote());
    part("take").addEventListener("click", () => this.take());
    part("new").addEventListener("toggle", () => this.quote());
    part("form").addEventListener("submit", (/** @type {Event} */ event) => {
      event.preventDefault();
      void this.write();
    });
  }

  /** @returns {any} */
  get player() {
    return /** @type {any} */ (this.replay).island;
  }

  async load() {
    const answer = await fetch(`${this.box.dataset.url}.json`, { credentials: "same-origin", cache: "no-store" });
    if (!answer.ok) return this.tell(say("The annotations could not be loaded. Load the page again."));
    this.notes = (await answer.json()).annotations;
    const list = part("list");
    list.replaceChildren(...this.notes.filter((note) => !note.thread).map((note) => this.item(note)));
    part("none").hidden = this.notes.length > 0;
    this.shownAgain();
    this.box.dataset.ready = "true";
  }

  /** @param {Note} note @returns {HTMLElement} */
  item(note) {
    const item = make("li", "annotation");
    item.id = `annotation-${note.id}`;
    const place = /** @type {Place} */ (note.place);
    const lines =
      place.first === place.last
        ? say("line {n}", { n: place.first })
        : say("lines {first} to {last}", { first: place.first, last: place.last });
    const jump = make("button", "jump", `${clockText(place.t_us / 1e6)}, ${this.called(place.document)}${lines}`);
    jump.type = "button";
    const differs = make("p", "note note-attention", GONE);
    differs.hidden = true;
    jump.addEventListener("click", () => {
      this.player.open(place.document, place.t_us);
      differs.hidden = this.stands(place);
      this.view.children[place.first - 1]?.scrollIntoView({ block: "nearest" });
      this.replay.scrollIntoView({ block: "start" });
    });
    const quote = make("pre", "annotation-quote", place.quote);
    quote.tabIndex = 0;
    quote.setAttribute("role", "group");
    quote.setAttribute("aria-label", say("The lines that it is about"));
    item.append(jump, quote, differs, this.writing(note));
    const replies = make("ol", "annotations");
    const answers = this.notes.filter((each) => each.thread === note.id);
    replies.append(
      ...answers.map((each) => {
        const line = make("li", "annotation-reply");
        line.append(this.writing(each));
        return line;
      }),
    );
    if (answers.length) item.append(replies);
    item.append(this.replyForm(note));
    return item;
  }

  /** @param {Note} note @returns {HTMLElement} words with who wrote them, and a way to take back one's own */
  writing(note) {
    const box = make("div", "annotation-writing");
    box.append(byline(note), make("p", "written", note.text));
    if (note.removable) {
      const remove = make("button", "button button-quiet", say("Take back"));
      remove.type = "button";
      remove.setAttribute("aria-label", say("Take back: {words}", { words: note.text.slice(0, 40) }));
      remove.addEventListener("click", () => void this.send(`${this.box.dataset.removeUrl}${note.id}/remove`, {}));
      box.append(remove);
    }
    return box;
  }

  /** @param {Note} note @returns {HTMLElement} */
  replyForm(note) {
    const more = make("details", "more");
    const form = make("form", "form");
    const field = make("div", "field");
    const area = make("textarea", "");
    Object.assign(area, { id: `reply-${note.id}`, rows: 2, maxLength: 2000, required: true });
    const label = make("label", "", say("Answer to {name}", { name: note.by }));
    label.htmlFor = area.id;
    field.append(label, area);
    form.append(field, make("button", "button", say("Answer")));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.send(this.box.dataset.url ?? "", { thread: note.id, text: area.value });
    });
    more.append(make("summary", "", say("Answer")), form);
    return more;
  }

  /** @param {string} identifier @returns {string} how a document is called, with a comma behind */
  called(identifier) {
    const tracks = this.player.replay.tracks;
    const index = tracks.findIndex((/** @type {any} */ track) => track.info.document === identifier);
    return index < 0 ? "" : `${this.player.tabWords(index, this.player.timeline.duration_us)}, `;
  }

  /** @param {Place} place @returns {boolean} whether its lines stand in the text on show as they were quoted */
  stands(place) {
    if (this.player.document?.document !== place.document) return false;
    return this.player.view.lines.slice(place.first - 1, place.last).join("\n") === place.quote;
  }

  /** Another text is on show. */
  shownAgain() {
    for (const row of this.marked) row.classList.remove("has-annotation");
    this.marked = [];
    for (const { place } of this.notes) {
      if (!place || !this.stands(place)) continue;
      for (let line = place.first; line <= place.last; line += 1) {
        const row = this.view.children[line - 1];
        row?.classList.add("has-annotation");
        if (row) this.marked.push(row);
      }
    }
    if (part("new").open) this.quote();
  }

  /** @returns {Place | null} the lines that are chosen, as they read now */
  place() {
    const info = this.player.document;
    const lines = /** @type {string[]} */ (this.player.view.lines);
    const [first, last] = [Number(part("first").value), Number(part("last").value)];
    if (!info || !(first >= 1 && first <= last && last <= lines.length)) return null;
    return {
      document: info.document,
      t_us: Math.round(this.player.clock.time * 1e6),
      first,
      last,
      quote: lines.slice(first - 1, last).join("\n"),
    };
  }

  quote() {
    const info = this.player.document;
    const count = info ? this.player.view.lines.length : 0;
    const place = this.place();
    part("quote").textContent = place?.quote ?? "";
    part("where").textContent = info
      ? sayCount("{code}which has {n} line at {moment}.", "{code}which has {n} lines at {moment}.", count, {
          code: this.called(info.document),
          moment: clockText(this.player.clock.time),
        })
      : say("Move the replay to a moment at which the code is open.");
  }

  /** Take the lines that are selected in the code. */
  take() {
    const selection = document.getSelection();
    if (!selection?.rangeCount) return;
    const range = selection.getRangeAt(0);
    const rows = [...this.view.children].flatMap((row, index) => (range.intersectsNode(row) ? [index + 1] : []));
    if (!rows.length || !this.view.contains(range.commonAncestorContainer)) return;
    part("first").value = String(rows[0]);
    part("last").value = String(rows.at(-1));
    this.quote();
  }

  async write() {
    const place = this.place();
    if (!place) return this.tell(say("These lines are not there at this moment. Choose others, or move the replay."));
    if (await this.send(this.box.dataset.url ?? "", { ...place, text: part("text").value })) {
      part("text").value = "";
      part("new").open = false;
    }
  }

  /** @param {string} url @param {Record<string, string | number>} fields @returns {Promise<boolean>} whether it was done */
  async send(url, fields) {
    const body = new URLSearchParams(Object.entries(fields).map(([name, value]) => [name, String(value)]));
    try {
      const headers = { "X-CSRF-Token": this.box.dataset.csrf ?? "" };
      const answer = await fetch(url, { method: "POST", credentials: "same-origin", headers, body });
      if (!answer.ok) {
        const told = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("main p");
        const failed = say("The server did not do it ({status}). Load the page again.", { status: answer.status });
        this.tell(told?.textContent || failed);
        return false;
      }
    } catch {
      this.tell(say("The server cannot be reached. Nothing was changed; try again."));
      return false;
    }
    this.tell("");
    await this.load();
    return true;
  }

  /** @param {string} text */
  tell(text) {
    part("words").hidden = !text;
    part("words").textContent = text;
  }
}

if (island && root) {
  const begin = () => void new Annotations(island, root).load();
  if (root.dataset.ready) begin();
  else root.addEventListener("replay-ready", begin);
}
