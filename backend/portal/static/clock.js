// @ts-check
/** The replay's clock: one time for code, picture and sound, in seconds. Playing, paused or held (waiting for media). */

import { say } from "./saying.js";

export const SPEEDS = [0.5, 1, 2, 4, 8, 16];

export class ReplayClock {
  /** @param {number} duration seconds @param {() => number} [now] milliseconds, rising */
  constructor(duration, now = () => performance.now()) {
    this.duration = duration;
    this.now = now;
    this.speed = 1;
    this.playing = false;
    this.held = false;
    this.base = 0;
    this.since = 0;
  }

  /** The present time of the replay in seconds. @returns {number} */
  get time() {
    if (!this.playing || this.held) return this.base;
    return Math.min(this.duration, this.base + ((this.now() - this.since) / 1000) * this.speed);
  }

  get ended() {
    return this.time >= this.duration;
  }

  play() {
    if (this.ended) this.seek(0);
    this.rebase();
    this.playing = true;
  }

  pause() {
    this.rebase();
    this.playing = false;
  }

  /** @param {boolean} held */
  hold(held) {
    if (held === this.held) return;
    this.rebase();
    this.held = held;
  }

  /** @param {number} seconds */
  seek(seconds) {
    this.base = Math.min(Math.max(0, seconds), this.duration);
    this.since = this.now();
  }

  /** @param {number} speed */
  setSpeed(speed) {
    this.rebase();
    this.speed = speed;
  }

  rebase() {
    this.base = this.time;
    this.since = this.now();
  }
}

/** `m:ss` or `h:mm:ss`. @param {number} seconds @returns {string} */
export function clockText(seconds) {
  const whole = Math.floor(seconds);
  const [h, m, s] = [Math.floor(whole / 3600), Math.floor((whole % 3600) / 60), whole % 60];
  const pad = (/** @type {number} */ value) => String(value).padStart(2, "0");
  return h > 0 ? `${h}:${pad(m)}:${pad(s)}` : `${m}:${pad(s)}`;
}

/** For screen readers. @param {number} seconds @returns {string} */
export function spokenTime(seconds) {
  const whole = Math.floor(seconds);
  const minutes = Math.floor(whole / 60);
  const rest = whole % 60;
  if (minutes > 0) return say("{minutes} minutes {seconds} seconds", { minutes, seconds: rest });
  return say("{seconds} seconds", { seconds: rest });
}
