// @ts-check
/**
 * Several displays: which recordings of the screen belong to one display, and the reviewer's choice between displays.
 * Recordings that run at the same time are of different displays; each has a video element of its own, of which one is
 * shown, and only that one loads.
 */

import { Stream } from "./stream.js";
import { say } from "./saying.js";

/** @typedef {import("./stream.js").TrackInfo} TrackInfo */
/** @typedef {{name: string, tracks: TrackInfo[]}} Display */

/**
 * Tracks of one name are of one display; one of another name (a new start numbers displays anew) goes on with the first
 * display that recorded nothing meanwhile.
 * @param {TrackInfo[]} tracks @returns {Display[]}
 */
export function displaysOf(tracks) {
  /** @type {Display[]} */ const displays = [];
  const inOrder = tracks.filter((track) => track.segments.length > 0).sort((a, b) => span(a)[0] - span(b)[0]);
  for (const track of inOrder) {
    const free = displays.filter((display) => !display.tracks.some((other) => overlap(other, track)));
    const found = free.find((display) => display.tracks.some((other) => other.device === track.device)) ?? free[0];
    if (found) found.tracks.push(track);
    else displays.push({ name: track.device || say("Display {n}", { n: displays.length + 1 }), tracks: [track] });
  }
  return displays;
}

/** Shows one of several displays in a figure. */
export class Displays {
  /**
   * @param {HTMLElement} figure @param {HTMLVideoElement} video of the first display @param {Display[]} displays
   * @param {(element: HTMLVideoElement, tracks: TrackInfo[]) => Stream} open @param {(stream: Stream) => void} shown
   */
  constructor(figure, video, displays, open, shown) {
    this.shown = shown;
    this.streams = displays.map(({ tracks }, number) => {
      const element = number === 0 ? video : /** @type {HTMLVideoElement} */ (video.cloneNode());
      if (number > 0) video.after(element);
      return open(element, tracks);
    });
    this.select = document.createElement("select");
    this.select.setAttribute("aria-label", say("Display"));
    this.select.dataset.part = "display";
    for (const { name } of displays) this.select.append(new Option(name));
    this.select.addEventListener("change", () => this.choose(this.select.selectedIndex));
    figure.querySelector("figcaption")?.append(this.select);
    this.choose(0);
  }

  /** @param {number} index */
  choose(index) {
    this.streams.forEach((stream, number) => {
      stream.element.hidden = number !== index;
      if (number !== index) stream.element.pause();
    });
    this.shown(/** @type {Stream} */ (this.streams[index]));
  }
}

/** @param {TrackInfo} one @param {TrackInfo} other @returns {boolean} */
function overlap(one, other) {
  const [begin, end] = span(one);
  const [otherBegin, otherEnd] = span(other);
  return begin < otherEnd && otherBegin < end;
}

/** @param {TrackInfo} track @returns {[number, number]} */
function span({ segments }) {
  return [
    Math.min(...segments.map((segment) => segment.t_us)),
    Math.max(...segments.map((segment) => segment.t_us + segment.duration_us)),
  ];
}
