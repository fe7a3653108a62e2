// @ts-check
/**
 * The replay island: code, camera, screen and sound of an attempt on one clock, operable by mouse and keyboard.
 * Reads the timeline and the sealed segments from the addresses in its data attributes; writes nothing but the audit
 * line that the server makes of each key it hands out.
 */

import { ReplayClock, SPEEDS, clockText, spokenTime } from "./clock.js";
import { CodeView } from "./codeview.js";
import { Edits, Replay, upperBound } from "./edits.js";
import { Displays, displaysOf } from "./displays.js";
import { prepareHistory } from "./history.js";
import { drawLanes } from "./lanes.js";
import { prepareIdentity } from "./identity.js";
import { Unverified, fromBase64, importKey } from "./sealed.js";
import { Stills } from "./stills.js";
import { Stream } from "./stream.js";
import { say } from "./saying.js";

/** A pause longer than this is skipped when the reviewer asks for it; the last and first second of it stay. */
const IDLE_SECONDS = 8;
const STEP_SECONDS = 5;
/** Waiting for a slow network must not stop the replay for good. */
const HOLD_SECONDS = 6;
const REST_MS = 150;
/**
 * A hand that rests this long on the slider wants to see everything: colours and recordings. Where pictures come slowly
 * a pause between two of them is no rest, up to a limit.
 */
const CALM_MS = 120;
const CALM_PICTURES = 3;
const LONGEST_CALM_MS = 600;

export class ReplayIsland {
  /**
   * @param {HTMLElement} root @param {any} timeline @param {import("./stream.js").TrackInfo[]} tracks
   * @param {import("./stream.js").Source} source
   */
  constructor(root, timeline, tracks, source) {
    this.root = root;
    this.source = source;
    this.timeline = timeline;
    this.replay = new Replay(timeline.documents, new Edits(timeline.edits), timeline.files ?? []);
    this.clock = new ReplayClock(timeline.duration_us / 1e6);
    this.view = new CodeView(part(root, "code"));
    this.shown = { index: -2, edit: -2 };
    /** @type {number | null} */ this.pinned = null;
    /** @type {number | undefined} index of the event last passed */ this.here = undefined;
    this.skipIdle = true;
    /** Recordings are opened (and that is written down) only once somebody plays or moves in time. */
    this.touched = false;
    this.heldSince = 0;
    this.drawing = 0;
    this.drawnAt = -Infinity;
    this.calm = 0;
    this.busy = busyTimes(timeline, this.replay.times);
    this.streams = this.openStreams(tracks);
    this.buildTabs();
    this.buildEvents();
    this.buildBar();
    this.listen();
    /** @type {number | undefined} */ this.timer = undefined;
    this.request = 0;
    this.frame = () => {
      this.tick();
      clearTimeout(this.timer);
      cancelAnimationFrame(this.request);
      // At rest only recordings that are being loaded need a look now and then.
      if (this.clock.playing) this.request = requestAnimationFrame(this.frame);
      else this.timer = window.setTimeout(this.frame, REST_MS);
    };
    this.frame();
  }

  /** The text on show, for tests and for copying. @returns {string} */
  get text() {
    return this.view.lines.join("\n");
  }

  /** @param {import("./stream.js").TrackInfo[]} tracks @returns {Map<string, Stream | Stills>} */
  openStreams(tracks) {
    /** @type {Map<string, Stream | Stills>} */ const streams = new Map();
    for (const name of ["camera", "screen", "microphone"]) {
      const own = tracks.filter((track) => track.stream === name);
      const figure = optional(this.root, `stream-${name}`);
      if (!figure) continue;
      figure.hidden = own.length === 0;
      const element = figure.querySelector("video, audio");
      if (own.length === 0 || !(element instanceof HTMLMediaElement)) continue;
      const open = (/** @type {HTMLMediaElement} */ into, /** @type {typeof own} */ of) =>
        new Stream(into, of, this.source, this.clock.duration);
      const displays = name === "screen" ? displaysOf(own) : [];
      if (displays.length < 2) streams.set(name, open(element, own));
      else {
        const video = /** @type {HTMLVideoElement} */ (element);
        new Displays(figure, video, displays, open, (stream) => {
          streams.set(name, stream);
          this.frame?.();
        });
      }
    }
    const stills = tracks.filter((track) => track.stream === "stills");
    const figure = optional(this.root, "stream-stills");
    if (figure) figure.hidden = stills.length === 0;
    if (figure && stills.length > 0) streams.set("stills", new Stills(figure, stills, this.source));
    return streams;
  }

  buildTabs() {
    const tabs = part(this.root, "tabs");
    this.tabs = this.replay.tracks.map(({ info }, index) => {
      const tab = button(this.tabWords(index, 0), "tab");
      tab.title = info.title;
      tab.addEventListener("click", () => {
        this.pinned = this.pinned === index ? null : index;
        this.render();
      });
      tabs.append(tab);
      return tab;
    });
  }

  /** What a tab says at `t`: with the file's name where a project has several. @param {number} index @param {number} tUs */
  tabWords(index, tUs) {
    const { info } = this.replay.tracks[index];
    const file = this.replay.alone(index) ? "" : ` · ${this.replay.nameAt(index, tUs)}`;
    const place = info.machine > 1 ? ` · ${say("machine {n}", { n: info.machine })}` : "";
    return `${info.label} · ${LANGUAGE_WORDS[info.language] ?? info.language}${file}${place}`;
  }

  buildEvents() {
    const list = part(this.root, "events");
    const shown = this.timeline.markers.filter((/** @type {any} */ marker) => marker.kind !== "acknowledgement");
    this.events = shown.map((/** @type {any} */ marker) => {
      const item = document.createElement("li");
      const jump = button("", `event event-${marker.kind}`);
      const time = document.createElement("span");
      time.className = "event-time";
      time.textContent = clockText(marker.t_us / 1e6);
      const words = document.createElement("span");
      words.textContent = marker.words;
      jump.append(time, words);
      jump.addEventListener("click", () => this.seek(marker.t_us / 1e6));
      item.append(jump);
      list.append(item);
      return { t: marker.t_us, item };
    });
    const acknowledged = this.timeline.markers.length - shown.length;
    part(this.root, "acknowledged").textContent =
      acknowledged > 0 ? say("The server confirmed the record {n} times on the way.", { n: acknowledged }) : "";
  }

  buildBar() {
    const slider = /** @type {HTMLInputElement} */ (part(this.root, "slider"));
    slider.max = String(this.clock.duration);
    this.slider = slider;
    const bands = this.timeline.gaps.map((/** @type {any} */ gap) => ({
      from: gap.t_us,
      to: gap.t_us + (gap.lasted_us ?? 0),
      kind: gap.what,
    }));
    const lanes = /** @type {SVGSVGElement} */ (/** @type {unknown} */ (part(this.root, "lanes")));
    drawLanes(lanes, this.timeline.duration_us, this.replay.times, this.timeline.markers, bands);
    part(this.root, "duration").textContent = clockText(this.clock.duration);
  }

  listen() {
    part(this.root, "play").addEventListener("click", () => this.toggle());
    this.slider?.addEventListener("input", () => this.drag(Number(this.slider?.value)));
    this.slider?.addEventListener("change", () => this.seek(Number(this.slider?.value)));
    const speed = /** @type {HTMLSelectElement} */ (part(this.root, "speed"));
    speed.addEventListener("change", () => this.clock.setSpeed(Number(speed.value)));
    const idle = /** @type {HTMLInputElement} */ (part(this.root, "idle"));
    idle.addEventListener("change", () => {
      this.skipIdle = idle.checked;
    });
    const sound = optional(this.root, "sound");
    sound?.addEventListener("input", () => {
      const stream = this.streams.get("microphone");
      if (stream instanceof Stream) stream.element.volume = Number(/** @type {HTMLInputElement} */ (sound).value);
    });
    this.root.addEventListener("keydown", (event) => this.key(event));
    for (const jump of document.querySelectorAll("[data-seek-us]")) {
      jump.addEventListener("click", () => {
        this.seek(Number(/** @type {HTMLElement} */ (jump).dataset.seekUs) / 1e6);
        this.root.scrollIntoView({ block: "start" });
        part(this.root, "play").focus({ preventScroll: true });
      });
    }
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const own = event.target instanceof HTMLSelectElement;
    const step = event.shiftKey ? 1 : STEP_SECONDS;
    /** @type {Record<string, () => void>} */
    const keys = {
      ArrowLeft: () => this.seek(this.clock.time - step),
      ArrowRight: () => this.seek(this.clock.time + step),
      Home: () => this.seek(0),
      End: () => this.seek(this.clock.duration),
      ",": () => this.nextEdit(-1),
      ".": () => this.nextEdit(1),
      "<": () => this.faster(-1),
      ">": () => this.faster(1),
    };
    const pressable = event.target instanceof HTMLButtonElement || isCheckbox(event.target);
    if (event.key === " " && !pressable && !own) keys[" "] = () => this.toggle();
    const volume = event.target === optional(this.root, "sound") && event.key.startsWith("Arrow");
    if (own || volume || !(event.key in keys)) return;
    event.preventDefault();
    keys[event.key]();
  }

  /** @param {number} direction */
  nextEdit(direction) {
    const times = this.replay.times;
    const here = upperBound(times, Math.round(this.clock.time * 1e6));
    const next = times[direction > 0 ? here : here - 2];
    this.seek(next === undefined ? (direction > 0 ? this.clock.duration : 0) : next / 1e6);
  }

  /** @param {number} direction */
  faster(direction) {
    const at = SPEEDS.indexOf(this.clock.speed) + direction;
    const speed = SPEEDS[Math.min(SPEEDS.length - 1, Math.max(0, at))];
    this.clock.setSpeed(speed);
    /** @type {HTMLSelectElement} */ (part(this.root, "speed")).value = String(speed);
  }

  touch() {
    if (!this.touched) this.root.dispatchEvent(new CustomEvent("replay-touched", { bubbles: true }));
    this.touched = true;
    const words = optional(this.root, "untouched");
    if (words) words.hidden = true;
  }

  toggle() {
    this.touch();
    if (this.clock.playing) this.clock.pause();
    else this.clock.play();
    this.frame();
  }

  /** @param {number} seconds */
  seek(seconds) {
    this.touch();
    this.clock.seek(seconds);
    clearTimeout(this.calm);
    this.render();
  }

  /** The slider is dragged: a picture a frame without colours, everything once the hand rests. @param {number} seconds */
  drag(seconds) {
    this.touch();
    this.clock.seek(seconds);
    clearTimeout(this.calm);
    if (!this.drawing) this.drawing = requestAnimationFrame(() => this.draw());
  }

  /** What is on show while the slider is dragged. */
  draw() {
    this.drawing = 0;
    const t = this.clock.time;
    this.renderBar(t, true);
    this.renderCode(Math.round(t * 1e6), true);
    const now = performance.now();
    const apart = now - this.drawnAt;
    this.drawnAt = now;
    const calm = apart < LONGEST_CALM_MS ? Math.min(LONGEST_CALM_MS, Math.max(CALM_MS, CALM_PICTURES * apart)) : CALM_MS;
    this.calm = window.setTimeout(() => this.render(), calm);
  }

  tick() {
    if (this.clock.playing && this.clock.ended) this.clock.pause();
    if (this.clock.playing && this.skipIdle) this.skip();
    this.render();
  }

  /** Jump over a pause in which nothing happened. */
  skip() {
    const t = this.clock.time;
    const at = upperBound(this.busy, t * 1e6);
    const before = at > 0 ? this.busy[at - 1] / 1e6 : 0;
    const after = at < this.busy.length ? this.busy[at] / 1e6 : this.clock.duration;
    if (after - before > IDLE_SECONDS && t > before + 1 && t < after - 1.5) this.clock.seek(after - 1);
  }

  render() {
    const t = this.clock.time;
    this.renderBar(t);
    this.renderCode(Math.round(t * 1e6));
    this.renderStreams(t);
  }

  /** @param {number} t @param {boolean} [quick] without the list of events, which follows once the hand rests */
  renderBar(t, quick = false) {
    const play = part(this.root, "play");
    const playing = this.clock.playing;
    if (play.getAttribute("aria-pressed") !== String(playing)) {
      play.setAttribute("aria-pressed", String(playing));
      play.setAttribute("aria-label", playing ? say("Pause") : say("Play"));
    }
    setText(part(this.root, "time"), clockText(t));
    if (this.slider) {
      if (!quick) this.slider.value = String(t);
      const [time, whole] = [spokenTime(t), spokenTime(this.clock.duration)];
      const spoken = say("{time} of {whole}", { time, whole });
      if (this.slider.getAttribute("aria-valuetext") !== spoken) this.slider.setAttribute("aria-valuetext", spoken);
    }
    if (quick) return;
    const here = upperBound(this.events, t * 1e6, (event) => event.t) - 1;
    if (here !== this.here) {
      this.events[this.here ?? -1]?.item.removeAttribute("aria-current");
      this.here = here;
      const item = this.events[here]?.item;
      item?.setAttribute("aria-current", "true");
      const list = part(this.root, "events");
      if (item) list.scrollTop = item.offsetTop - list.offsetTop - list.clientHeight / 2;
    }
  }

  /** @param {number} tUs @param {boolean} [quick] without colours */
  renderCode(tUs, quick = false) {
    const active = this.replay.activeAt(tUs);
    const index = this.pinned ?? active;
    this.tabs?.forEach((tab, at) => {
      const chosen = String(at === index);
      if (tab.getAttribute("aria-pressed") !== chosen) tab.setAttribute("aria-pressed", chosen);
      const gone = this.replay.deletedAt(at, tUs);
      /** @type {HTMLButtonElement} */ (tab).disabled = gone || this.replay.tracks[at].info.t_us > tUs;
      setText(tab, this.tabWords(at, tUs) + (gone ? ` ${say("(deleted)")}` : ""));
    });
    const unopened = part(this.root, "unopened");
    if (unopened.hidden !== index >= 0) unopened.hidden = index >= 0;
    if (index < 0) {
      if (this.shown.index !== -1) this.view.show("", "");
      this.shown = { index: -1, edit: -1 };
      this.tellShown();
      return;
    }
    const { text, edit, start, end, broken } = this.replay.at(index, tUs);
    if (this.shown.index === index && this.shown.edit === edit && (quick || !this.view.plain)) return;
    this.shown = { index, edit };
    this.view.show(text, this.replay.tracks[index].info.language, quick);
    if (edit >= 0) this.view.mark(start, end, true);
    else this.view.unmark();
    part(this.root, "broken").hidden = !broken;
    this.tellShown();
  }

  /** Another text is on show: whoever marks lines in it looks again. */
  tellShown() {
    this.root.dispatchEvent(new Event("replay-shown"));
  }

  /** The document on show, or undefined before the first. @returns {import("./edits.js").DocumentInfo | undefined} */
  get document() {
    return this.replay.tracks[this.shown.index]?.info;
  }

  /** Show a document at a moment, whichever was worked on then. @param {string} document @param {number} tUs */
  open(document, tUs) {
    const index = this.replay.tracks.findIndex(({ info }) => info.document === document);
    this.pinned = index >= 0 ? index : null;
    this.clock.pause();
    this.seek(tUs / 1e6);
    return index >= 0;
  }

  /** @param {number} t */
  renderStreams(t) {
    if (!this.touched) return;
    let loading = false;
    for (const [name, stream] of this.streams) {
      stream.want(t);
      const { state, words } = stream.stateAt(t);
      loading ||= state === "loading";
      const figure = part(this.root, `stream-${name}`);
      if (figure.dataset.state !== state) figure.dataset.state = state;
      setText(part(this.root, `words-${name}`), state === "gap" ? (this.pausedAt(t) ?? words) : words);
    }
    this.hold(loading && this.clock.playing);
    for (const stream of this.streams.values()) stream.follow(this.clock);
  }

  /** Why nothing was recorded at `t`, where the candidate had paused it. @param {number} t @returns {string | undefined} */
  pausedAt(t) {
    const us = t * 1e6;
    return this.timeline.gaps.find(
      (/** @type {any} */ gap) => gap.what === "pause" && us >= gap.t_us && us < gap.t_us + (gap.lasted_us ?? 0),
    )?.words;
  }

  /** Wait for recordings that are on their way, but not for ever. @param {boolean} wanted */
  hold(wanted) {
    const now = performance.now();
    if (!wanted) this.heldSince = 0;
    else if (this.heldSince === 0) this.heldSince = now;
    this.clock.hold(wanted && now - this.heldSince < HOLD_SECONDS * 1000);
  }
}

const LANGUAGE_WORDS = /** @type {Record<string, string>} */ ({
  python3: "Python 3",
  c: "C",
  cpp: "C++",
  java: "Java",
  go: "Go",
  rust: "Rust",
  javascript: "JavaScript",
});

/** @param {any} timeline @param {Float64Array} edits @returns {Float64Array} times at which something happened that a reviewer wants to see */
function busyTimes(timeline, edits) {
  const events = timeline.markers.filter((/** @type {any} */ marker) => marker.kind !== "acknowledgement");
  const times = new Float64Array(edits.length + events.length);
  times.set(edits);
  times.set(events.map((/** @type {any} */ marker) => marker.t_us), edits.length);
  return times.sort();
}

/** @param {EventTarget | null} target */
function isCheckbox(target) {
  return target instanceof HTMLInputElement && target.type === "checkbox";
}

/** @param {HTMLElement} root @param {string} name @returns {HTMLElement} */
function part(root, name) {
  const found = optional(root, name);
  if (!found) throw new Error(`the page lacks its part "${name}"`);
  return found;
}

/** @param {HTMLElement} root @param {string} name @returns {HTMLElement | null} */
function optional(root, name) {
  return root.querySelector(`[data-part="${name}"]`);
}

/** @param {string} words @param {string} className @returns {HTMLButtonElement} */
function button(words, className) {
  const element = document.createElement("button");
  element.type = "button";
  element.className = className;
  element.textContent = words;
  return element;
}

/** @param {HTMLElement} element @param {string} text */
function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

/** @param {string} url @param {RequestInit} [options] @returns {Promise<Response>} */
async function request(url, options) {
  const answer = await fetch(url, { credentials: "same-origin", cache: "no-store", ...options });
  if (answer.status === 403) throw new Unverified(say("It was too long ago that you showed that it is you. Open “Your account”, confirm, and come back to this page."));
  if (!answer.ok) throw new Error(`${url.split("?")[0]} answered ${answer.status}`);
  return answer;
}

/** @param {string} url @param {string} csrf @returns {Promise<CryptoKey>} */
async function fetchKey(url, csrf) {
  const answer = await request(url, { method: "POST", headers: { "X-CSRF-Token": csrf } });
  return importKey(fromBase64((await answer.json()).key));
}

/** @param {string} url @returns {Promise<Uint8Array>} */
async function fetchBytes(url) {
  return new Uint8Array(await (await request(url)).arrayBuffer());
}

/** @param {HTMLElement} root @returns {import("./stream.js").Source} */
function sourceOf(root) {
  /** @type {Map<string, Promise<CryptoKey>>} */ const keys = new Map();
  const { attempt = "", keyUrl = "", segmentUrl = "", csrf = "" } = root.dataset;
  return {
    attempt,
    key: (track) => {
      const known = keys.get(track) ?? fetchKey(keyUrl.replace("{track}", track), csrf);
      keys.set(track, known);
      return known;
    },
    segment: (track, segment) =>
      fetchBytes(segmentUrl.replace("{track}", track).replace("{segment}", String(segment))),
  };
}

/** @param {HTMLElement} root */
async function begin(root) {
  const status = part(root, "status");
  try {
    const { timelineUrl = "", mediaUrl = "" } = root.dataset;
    const [timeline, stored] = await Promise.all([
      // As the page asks for them ahead: with another mode of the cache they would be asked for twice.
      request(timelineUrl, { cache: "default" }).then((answer) => answer.json()),
      mediaUrl ? request(mediaUrl, { cache: "default" }).then((answer) => answer.json()) : { tracks: [] },
    ]);
    const known = new Map(stored.tracks.map((/** @type {any} */ track) => [track.track, track]));
    const tracks = mediaUrl
      ? timeline.tracks.map((/** @type {any} */ track) => ({ mime: null, stored: [], ...known.get(track.track), ...track }))
      : [];
    const source = sourceOf(root);
    Object.assign(root, { island: new ReplayIsland(root, timeline, tracks, source) });
    prepareHistory(root);
    const identity = /** @type {HTMLElement | null} */ (document.querySelector("[data-island=identity]"));
    if (identity) prepareIdentity(identity, tracks, source);
    status.hidden = true;
    root.dataset.ready = "true";
    root.dispatchEvent(new Event("replay-ready"));
  } catch (error) {
    console.warn("replay", error);
    status.textContent = say("The replay could not be loaded. Please reload this page, or sign in again.");
  }
}

for (const root of document.querySelectorAll("[data-island=replay]")) void begin(/** @type {HTMLElement} */ (root));
