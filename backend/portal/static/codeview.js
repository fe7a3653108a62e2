// @ts-check
/** Shows a text as numbered lines and touches only the lines that changed, so that replay at 16x stays fluid. */

import { highlighted } from "./highlight.js";

/** Beyond this, colours cost more than they help. */
const PLAIN_ABOVE = 200_000;

export class CodeView {
  /** @param {HTMLElement} element */
  constructor(element) {
    this.element = element;
    /** @type {string[]} */ this.lines = [];
    this.language = "";
    /** Whether some lines have no colours yet. */
    this.plain = false;
    /** @type {Element | null} */ this.changed = null;
  }

  /** @param {string} text @param {string} language @param {boolean} [quick] leave the colours to the next time */
  show(text, language, quick = false) {
    const lines = text.split("\n");
    const colour = !quick && text.length <= PLAIN_ABOVE;
    if (this.plain && !quick) this.lines = this.lines.map((line, at) => (this.isPlain(at) ? `${line}\n` : line));
    if (language !== this.language) {
      this.element.replaceChildren();
      this.lines = [];
      this.language = language;
    }
    const shortest = Math.min(lines.length, this.lines.length);
    let head = 0;
    while (head < shortest && lines[head] === this.lines[head]) head += 1;
    let tail = 0;
    while (tail < shortest - head && lines.at(-1 - tail) === this.lines.at(-1 - tail)) tail += 1;
    this.plain = quick && (this.plain || head + tail < lines.length);
    const children = this.element.children;
    const before = this.lines.length - tail - head;
    const after = lines.length - tail - head;
    // Rows are used again: making and placing them costs more than their text.
    for (let at = head; at < head + Math.min(before, after); at += 1) this.fill(/** @type {HTMLElement} */ (children[at]), lines[at], colour);
    if (before > after) {
      const range = document.createRange();
      range.setStart(this.element, head + after);
      range.setEnd(this.element, head + before);
      range.deleteContents();
    } else if (after > before) {
      const fresh = lines.slice(head + before, head + after).map((line) => this.row(line, colour));
      if (head + before < children.length) children[head + before].before(...fresh);
      else this.element.append(...fresh);
    }
    this.lines = lines;
  }

  /** @param {string} line @param {boolean} colour @returns {HTMLElement} */
  row(line, colour) {
    const row = document.createElement("div");
    this.fill(row, line, colour);
    return row;
  }

  /** @param {HTMLElement} row @param {string} line @param {boolean} colour */
  fill(row, line, colour) {
    // What is set anew is styled anew, even to the same: nothing is touched that stays.
    if (row.className !== "code-line") row.className = "code-line";
    const only = row.childNodes.length === 1 ? row.firstChild : null;
    if (colour) row.replaceChildren(highlighted(line, this.language));
    else if (only instanceof Text) only.data = line;
    else row.textContent = line;
    if (row.hasAttribute("data-plain") === colour) row.toggleAttribute("data-plain", !colour);
  }

  /** @param {number} at @returns {boolean} whether a line has no colours yet */
  isPlain(at) {
    return this.element.children[at].hasAttribute("data-plain");
  }

  /** Mark what the last edit put in, and bring it into view. @param {number} start @param {number} end UTF-16 units @param {boolean} follow */
  mark(start, end, follow) {
    const from = this.locate(start);
    const to = this.locate(end);
    this.changed?.classList.remove("is-changed");
    this.changed = to.row;
    to.row?.classList.add("is-changed");
    if (follow && to.row) keepInView(/** @type {HTMLElement} */ (to.row), this.element);
    if (!("highlights" in CSS)) return;
    CSS.highlights.delete("inserted");
    const first = from.row && point(from.row, from.column);
    const last = to.row && point(to.row, to.column);
    if (start === end || !first || !last) return;
    const range = document.createRange();
    range.setStart(first.node, first.offset);
    range.setEnd(last.node, last.offset);
    CSS.highlights.set("inserted", new Highlight(range));
  }

  unmark() {
    this.changed?.classList.remove("is-changed");
    this.changed = null;
    if ("highlights" in CSS) CSS.highlights.delete("inserted");
  }

  /** @param {number} offset @returns {{row: Element | null, column: number}} */
  locate(offset) {
    let left = offset;
    for (let index = 0; index < this.lines.length; index += 1) {
      if (left <= this.lines[index].length) return { row: this.element.children[index], column: left };
      left -= this.lines[index].length + 1;
    }
    return { row: null, column: 0 };
  }
}

/** @param {Element} row @param {number} column @returns {{node: Node, offset: number} | null} */
function point(row, column) {
  const walker = document.createTreeWalker(row, NodeFilter.SHOW_TEXT);
  let left = column;
  let last = null;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const length = node.nodeValue?.length ?? 0;
    if (left <= length) return { node, offset: left };
    left -= length;
    last = { node, offset: length };
  }
  return last ?? { node: row, offset: 0 };
}

/** Scroll the box only, never the page. @param {HTMLElement} row @param {HTMLElement} box */
function keepInView(row, box) {
  const top = row.offsetTop - box.offsetTop;
  const margin = row.offsetHeight * 3;
  if (top < box.scrollTop + margin) box.scrollTop = Math.max(0, top - margin);
  else if (top + margin > box.scrollTop + box.clientHeight) box.scrollTop = top + margin - box.clientHeight;
}
