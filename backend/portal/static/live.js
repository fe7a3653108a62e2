// @ts-check
/**
 * The live page: asks every two seconds how it stands, shows messages and hands, opens tiles by WebCrypto while the
 * member looks. A page that is not in front does not look. Nothing is shown that does not verify.
 */

import { fromBase64, importKey, openSegment, Unverified } from "./sealed.js";
import { language, say, sayCount } from "./saying.js";

const ASK_MS = 2000;
const HIDDEN_MS = 10_000;
const SECOND_US = 1_000_000;
/** A picture that is older than this is said to stand still. */
const FRESH_US = 8 * SECOND_US;
const STREAMS = ["camera", "screen"];
const HEADER_BYTES = 13;

/** @typedef {{stream: string, track: string, number: number, sealed: string}} SealedTile */
/** @typedef {{number: number, sender: string, by: string, text: string, at_us: number}} Message */
/** @typedef {{kind: string, minutes: number, at_us: number, by: string}} Given */
/** @typedef {{given: Given[], attempt: string, candidate: string, runs: boolean, contact_us: number, hand_us: number | null, heard: number, streams: string[], messages: Message[], tiles: SealedTile[]}} Running */

const root = /** @type {HTMLElement} */ (document.querySelector("[data-island=live]"));
const template = /** @type {HTMLTemplateElement} */ (document.getElementById("live-card"));
const url = root.dataset.url ?? "";
const csrf = root.dataset.csrf ?? "";
const title = document.title;

/** @param {ParentNode} parent @param {string} name @returns {HTMLElement} */
const part = (parent, name) => /** @type {HTMLElement} */ (parent.querySelector(`[data-part=${name}]`));

/** @param {number} us @returns {string} */
function span(us) {
  const seconds = Math.max(0, Math.floor(us / SECOND_US));
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60)];
  if (hours) return say("{hours} h {minutes} min", { hours, minutes });
  return minutes ? say("{minutes} min {seconds} s", { minutes, seconds: seconds % 60 }) : say("{n} s", { n: seconds });
}

/** @param {number} us @returns {string} */
const clock = (us) => new Date(us / 1000).toLocaleTimeString(language, { hour: "2-digit", minute: "2-digit" });

/** @param {Given} each @param {number} now_us @returns {string} */
function given(each, now_us) {
  const values = { minutes: each.minutes, by: each.by, at: clock(each.at_us) };
  if (each.kind !== "break") return say("more time: {minutes} min by {by}, {at}", values);
  const until_us = each.at_us + each.minutes * 60 * SECOND_US;
  if (now_us >= until_us) return say("a break: {minutes} min by {by}, {at}", values);
  return say("on a break until {until}: {minutes} min by {by}, {at}", { ...values, until: clock(until_us) });
}

/** One running attempt. */
class Card {
  /** @param {string} attempt */
  constructor(attempt) {
    this.attempt = attempt;
    this.element = /** @type {HTMLElement} */ (/** @type {DocumentFragment} */ (template.content.cloneNode(true)).firstElementChild);
    this.last = 0;
    this.heard = 0;
    /** @type {Map<string, Promise<CryptoKey>>} */ this.keys = new Map();
    /** @type {Map<string, {track: string, number: number, at_us: number}>} */ this.shown = new Map();
    const form = /** @type {HTMLFormElement} */ (part(this.element, "write"));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      void send(form, `/portal/live/attempts/${attempt}/messages`);
    });
    enterSends(form);
    const time = /** @type {HTMLFormElement} */ (part(this.element, "time-form"));
    time.addEventListener("submit", (event) => {
      event.preventDefault();
      void send(time, `/portal/live/attempts/${attempt}/time`).then((told) => {
        if (told) /** @type {HTMLDetailsElement} */ (part(this.element, "more")).open = false;
      });
    });
  }

  /** @param {Running} told @param {number} now_us @param {boolean} looks */
  show(told, now_us, looks) {
    const name = /** @type {HTMLAnchorElement} */ (part(this.element, "name"));
    name.textContent = told.candidate;
    name.href = `/portal/attempts/${this.attempt}`;
    part(this.element, "write").querySelector("textarea")?.setAttribute("aria-label", say("Message to {name}", { name: told.candidate }));
    part(this.element, "log").setAttribute("aria-label", say("Messages with {name}", { name: told.candidate }));
    part(this.element, "time").textContent = told.runs ? say("running") : say("over");
    const quiet_us = now_us - told.contact_us;
    const ago = span(quiet_us);
    part(this.element, "contact").textContent = quiet_us < 5 * SECOND_US ? say("just now") : say("{span} ago", { span: ago });
    part(this.element, "hand").hidden = told.hand_us === null;
    if (told.hand_us !== null) {
      const since = clock(told.hand_us);
      part(this.element, "hand-words").textContent = say("Hand up since {since}", { since });
    }
    part(this.element, "given-row").hidden = !told.given.length;
    part(this.element, "given").textContent = told.given.map((each) => given(each, now_us)).join("; ");
    part(this.element, "more").hidden = !told.runs;
    this.showMessages(told);
    part(this.element, "tiles").hidden = !looks || !told.streams.length;
    for (const stream of STREAMS) {
      this.figure(stream).hidden = !told.streams.includes(stream);
      if (!looks) this.forget(stream);
      else this.showAge(stream, now_us);
    }
    for (const tile of looks ? told.tiles : []) void this.open(tile, now_us);
  }

  /** @param {Running} told */
  showMessages(told) {
    const log = part(this.element, "log");
    for (const message of told.messages) {
      if (message.number <= this.last) continue;
      this.last = message.number;
      const line = document.createElement("div");
      line.dataset.number = String(message.number);
      const head = document.createElement("span");
      head.className = "quiet small";
      const mine = message.sender !== "candidate";
      const values = { by: message.by, at: clock(message.at_us) };
      head.textContent = message.sender === "announcement" ? say("{by}, to all, {at}", values) : `${values.by}, ${values.at}`;
      if (mine) line.dataset.mine = "";
      line.append(head, "\n", message.text);
      log.append(line);
      log.scrollTop = log.scrollHeight;
    }
    for (const line of log.querySelectorAll("[data-mine]:not([data-seen])")) {
      const element = /** @type {HTMLElement} */ (line);
      if (Number(element.dataset.number) > told.heard) continue;
      element.dataset.seen = "";
      /** @type {HTMLElement} */ (element.firstElementChild).textContent += ` · ${say("shown to them")}`;
    }
  }

  /** @param {string} stream @returns {HTMLElement} */
  figure(stream) {
    return /** @type {HTMLElement} */ (this.element.querySelector(`[data-stream=${stream}]`));
  }

  /** @param {SealedTile} tile @param {number} now_us */
  async open(tile, now_us) {
    const before = this.shown.get(tile.stream);
    if (before && before.track === tile.track && before.number >= tile.number) return;
    try {
      const key = await this.key(tile.track);
      const expected = { attempt: this.attempt, track: tile.track, segment: tile.number };
      const plain = await openSegment(fromBase64(tile.sealed), key, expected);
      const view = new DataView(plain.buffer, plain.byteOffset, plain.byteLength);
      const at_us = Number(view.getBigUint64(5));
      if (new TextDecoder().decode(plain.subarray(0, 4)) !== "RTL1" || STREAMS[view.getUint8(4)] !== tile.stream) {
        throw new Unverified(say("This is not the picture that it is said to be."));
      }
      if (before && at_us < before.at_us) throw new Unverified(say("This picture is older than the one before."));
      this.picture(tile.stream, new Blob([/** @type {BlobPart} */ (plain.slice(HEADER_BYTES))], { type: "image/jpeg" }));
      this.shown.set(tile.stream, { track: tile.track, number: tile.number, at_us });
      this.showAge(tile.stream, now_us);
    } catch (error) {
      if (!(error instanceof Unverified || error instanceof Refused)) throw error;
      this.words(tile.stream, error.message);
    }
  }

  /** @param {string} track @returns {Promise<CryptoKey>} */
  key(track) {
    let found = this.keys.get(track);
    if (!found) {
      found = call(`/portal/live/attempts/${this.attempt}/keys/${track}`, {}).then((told) => importKey(fromBase64(told.key)));
      found.catch(() => this.keys.delete(track));
      this.keys.set(track, found);
    }
    return found;
  }

  /** @param {string} stream @param {Blob} blob */
  picture(stream, blob) {
    const image = /** @type {HTMLImageElement} */ (this.figure(stream).querySelector("img"));
    const old = image.src;
    image.src = URL.createObjectURL(blob);
    const name = part(this.element, "name").textContent ?? "";
    image.alt = stream === "camera" ? say("camera of {name}", { name }) : say("screen of {name}", { name });
    image.hidden = false;
    part(this.figure(stream), "wait").hidden = true;
    if (old) URL.revokeObjectURL(old);
  }

  /** @param {string} stream @param {number} now_us */
  showAge(stream, now_us) {
    const shown = this.shown.get(stream);
    if (!shown) return;
    const age_us = now_us - shown.at_us;
    const age = span(age_us);
    part(this.figure(stream), "age").textContent = age_us > FRESH_US ? say("stands still since {age}", { age }) : say("now");
  }

  /** @param {string} stream @param {string} words */
  words(stream, words) {
    const image = /** @type {HTMLImageElement} */ (this.figure(stream).querySelector("img"));
    if (image.src) URL.revokeObjectURL(image.src);
    image.removeAttribute("src");
    image.hidden = true;
    part(this.figure(stream), "wait").textContent = words;
    part(this.figure(stream), "wait").hidden = false;
    part(this.figure(stream), "age").textContent = "";
  }

  /** @param {string} stream */
  forget(stream) {
    this.words(stream, say("No picture yet"));
    this.shown.delete(stream);
  }
}

/** A call that the server refused; the message is for people. */
class Refused extends Error {}

/** @param {string} path @param {object | FormData} body @returns {Promise<any>} */
async function call(path, body) {
  const form = body instanceof FormData;
  /** @type {Record<string, string>} */ const headers = { "X-CSRF-Token": csrf };
  if (!form) headers["Content-Type"] = "application/json";
  const answer = await fetch(path, { method: "POST", headers, body: form ? body : JSON.stringify(body), redirect: "manual" });
  if (answer.type === "opaqueredirect") throw new Refused(say("You are signed out. Load the page again."));
  if (answer.status === 409) throw new Refused(say("The candidate is no longer at work."));
  if (!answer.ok) throw new Refused(say("The server did not do it ({status}). Load the page again.", { status: answer.status }));
  return answer.json();
}

/** Return sends, Shift+Return begins a line. @param {HTMLFormElement} form */
function enterSends(form) {
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.target instanceof HTMLButtonElement) return;
    event.preventDefault();
    form.requestSubmit();
  });
}

/** Say what is wrong, or that what was wrong of this kind is over. @param {"asking" | "sending"} kind @param {string} words */
function trouble(kind, words) {
  const line = part(root, "trouble");
  if (!words && line.dataset.kind !== kind) return;
  line.dataset.kind = kind;
  line.hidden = !words;
  if (line.textContent !== words) line.textContent = words;
}

/** Send a form's text; it stays in the field when that fails. @param {HTMLFormElement} form @param {string} path */
async function send(form, path) {
  const field = /** @type {HTMLTextAreaElement} */ (form.querySelector("textarea"));
  const button = /** @type {HTMLButtonElement} */ (form.querySelector("button"));
  button.disabled = true;
  try {
    const told = await call(path, new FormData(form));
    field.value = "";
    trouble("sending", "");
    soon();
    return told;
  } catch (error) {
    const why = error instanceof Refused ? error.message : say("The server cannot be reached.");
    trouble("sending", say("“{words}” was not sent. {why}", { words: field.value.slice(0, 40), why }));
    return null;
  } finally {
    button.disabled = false;
  }
}

/** @type {Map<string, Card>} */ const cards = new Map();
let looks = false;
let timer = 0;
let asking = false;
let again = false;

async function ask() {
  if (asking) {
    again = true;
    return;
  }
  asking = true;
  const looking = looks && !document.hidden;
  try {
    const after = Object.fromEntries([...cards].map(([attempt, card]) => [attempt, card.last]));
    const told = await call(`${url}/now`, { looks: looking, after });
    show(told, looking && looks);
    trouble("asking", "");
  } catch (error) {
    trouble("asking", error instanceof Refused ? error.message : say("The server cannot be reached; what you see is old."));
  }
  asking = false;
  window.clearTimeout(timer);
  timer = window.setTimeout(() => void ask(), again ? 0 : document.hidden ? HIDDEN_MS : ASK_MS);
  again = false;
}

function soon() {
  window.clearTimeout(timer);
  void ask();
}

/** @param {{now_us: number, attempts: Running[]}} told @param {boolean} looking */
function show(told, looking) {
  const list = part(root, "cards");
  const present = new Set(told.attempts.map((running) => running.attempt));
  for (const [attempt, card] of cards) {
    if (present.has(attempt)) continue;
    card.element.remove();
    cards.delete(attempt);
  }
  for (const running of told.attempts) {
    let card = cards.get(running.attempt);
    if (!card) {
      card = new Card(running.attempt);
      cards.set(running.attempt, card);
      list.append(card.element);
    }
    card.show(running, told.now_us, looking);
  }
  const hands = told.attempts.filter((running) => running.hand_us !== null).length;
  const count = told.attempts.length;
  const words = hands
    ? sayCount("{n} candidate is at work, {hands} with a hand up", "{n} candidates are at work, {hands} with a hand up", count, { hands })
    : sayCount("{n} candidate is at work", "{n} candidates are at work", count);
  const line = part(root, "count");
  if (line.textContent !== words) line.textContent = words;
  document.title = hands ? `(${hands}) ${title}` : title;
  root.dataset.ready = "";
}

const look = root.querySelector("[data-part=look]");
look?.addEventListener("click", () => {
  looks = !looks;
  look.setAttribute("aria-pressed", String(looks));
  part(look, "look-words").textContent = looks ? say("Stop looking") : say("Look in");
  soon();
});
const announcement = /** @type {HTMLFormElement} */ (part(root, "announce"));
announcement.addEventListener("submit", (event) => {
  event.preventDefault();
  void send(announcement, `${url}/announcements`).then((told) => {
    if (told) part(root, "announced").textContent = sayCount("Written to {n} candidate.", "Written to {n} candidates.", told.to);
  });
});
document.addEventListener("visibilitychange", soon);
void ask();
