// @ts-check
/**
 * One recording stream (camera, microphone or screen) on the replay's clock. A segment's own time begins at 0 and is
 * placed by timestampOffset, so that media time is replay time plus `lead`: a device may begin a moment before the time
 * runs, and a browser drops what lies before zero up to the next key frame, which is a whole segment. The element
 * follows the clock; drift is corrected to well within 80 ms. What cannot be played is a gap with words.
 */

import { openSegment, Unverified } from "./sealed.js";
import { say } from "./saying.js";

/** @typedef {{segment: number, t_us: number, duration_us: number, fragments: number, digest: string, last_tag: string}} SegmentInfo */
/** @typedef {{track: string, stream: string, device?: string, mime: string | null, segments: SegmentInfo[], stored: number[]}} TrackInfo */
/** @typedef {{attempt: string, key: (track: string) => Promise<CryptoKey>, segment: (track: string, segment: number) => Promise<Uint8Array>}} Source */
/** @typedef {{info: SegmentInfo, track: TrackInfo, state: "absent" | "loading" | "ready" | "failed", words: string, start: number, end: number}} Piece */

const AHEAD_SECONDS = 15;
const KEEP_SECONDS = 60;
/** Beyond this, jumping is less disturbing than running faster or slower for seconds. */
const JUMP_SECONDS = 0.3;
const EASE_SECONDS = 0.02;
/** Media ends a frame or two before the journal says so; that is no gap. */
const SLACK_SECONDS = 0.25;
const FIRST_TAG = "00".repeat(16);

export class Stream {
  /** @param {HTMLMediaElement} element @param {TrackInfo[]} tracks @param {Source} source @param {number} duration seconds */
  constructor(element, tracks, source, duration) {
    this.element = element;
    this.source = source;
    this.duration = duration;
    /** @type {Piece[]} */
    this.pieces = tracks
      .flatMap((track) => track.segments.map((info) => newPiece(info, track)))
      .sort((a, b) => a.start - b.start);
    /** Seconds by which the first piece begins before the replay does. */
    this.lead = Math.max(0, -(this.pieces[0]?.start ?? 0));
    this.media = new MediaSource();
    /** @type {SourceBuffer | null} */ this.buffer = null;
    this.mime = "";
    /** @type {Promise<void>} */ this.queue = new Promise((resolve) => {
      this.media.addEventListener("sourceopen", () => resolve(), { once: true });
    });
    element.src = URL.createObjectURL(this.media);
  }

  /** The piece that should play at `t`. @param {number} t @returns {Piece | undefined} */
  pieceAt(t) {
    return this.pieces.find((piece) => t >= piece.start && t < piece.end);
  }

  /** What is to be seen or heard at `t`. @param {number} t @returns {{state: "playing" | "loading" | "gap", words: string}} */
  stateAt(t) {
    const piece = this.pieceAt(t);
    if (!piece) {
      const near = this.pieces.some((other) => t >= other.start - SLACK_SECONDS && t < other.end + SLACK_SECONDS);
      return near ? { state: "playing", words: "" } : { state: "gap", words: say("Nothing was recorded here.") };
    }
    if (piece.state === "failed") return { state: "gap", words: piece.words };
    const waiting = piece.state !== "ready" || (this.element.readyState < 2 && t < piece.end - SLACK_SECONDS);
    return waiting ? { state: "loading", words: say("Loading the recording…") } : { state: "playing", words: "" };
  }

  /** Load what plays at and soon after `t`. @param {number} t */
  want(t) {
    for (const piece of this.pieces) {
      if (piece.state === "absent" && piece.end > t && piece.start < t + AHEAD_SECONDS) {
        piece.state = "loading";
        void this.load(piece);
      }
    }
    this.forget(t);
  }

  /** @param {Piece} piece */
  async load(piece) {
    try {
      const plain = await openPiece(this.source, piece);
      await this.enqueue(() => this.append(piece, plain));
      piece.state = "ready";
    } catch (error) {
      piece.state = "failed";
      piece.words = error instanceof Unverified ? error.message : say("This piece could not be loaded or played.");
      if (!(error instanceof Unverified)) console.warn("recording piece", piece.info.segment, error);
    }
  }

  /** @param {Piece} piece @param {Uint8Array} plain */
  async append(piece, plain) {
    const mime = piece.track.mime ?? "";
    if (!MediaSource.isTypeSupported(mime)) throw new Unverified(say("This browser cannot play this kind of recording."));
    if (!this.buffer) {
      this.media.duration = this.duration + this.lead;
      this.buffer = this.media.addSourceBuffer(mime);
    } else if (mime !== this.mime) {
      this.buffer.changeType(mime);
    }
    this.mime = mime;
    this.buffer.timestampOffset = piece.start + this.lead;
    this.buffer.appendBuffer(/** @type {BufferSource} */ (plain));
    await settled(this.buffer);
  }

  /** Let go of what lies far from `t`, to bound memory. @param {number} t */
  forget(t) {
    for (const piece of this.pieces) {
      if (piece.state !== "ready" || (piece.end > t - KEEP_SECONDS && piece.start < t + KEEP_SECONDS)) continue;
      piece.state = "absent";
      void this.enqueue(async () => {
        if (!this.buffer) return;
        this.buffer.remove(piece.start + this.lead, piece.end + this.lead);
        await settled(this.buffer);
      });
    }
  }

  /** Operations on a SourceBuffer must follow each other. @param {() => Promise<void>} work @returns {Promise<void>} */
  enqueue(work) {
    const done = this.queue.then(work);
    this.queue = done.catch(() => undefined);
    return done;
  }

  /** Make the element follow the clock. @param {import("./clock.js").ReplayClock} clock */
  follow(clock) {
    const { element } = this;
    const t = clock.time;
    const piece = this.pieceAt(t);
    const running = clock.playing && !clock.held && !clock.ended && this.stateAt(t).state === "playing";
    const drift = element.currentTime - this.lead - t;
    // Never seek to where nothing is: the element would wait there for ever. While a seek is under way, `currentTime` is
    // its target; only a target that is far off is worth a new seek.
    const limit = running || element.seeking ? JUMP_SECONDS : EASE_SECONDS;
    if (piece?.state === "ready" && Math.abs(drift) > limit) element.currentTime = t + this.lead;
    const ease = Math.abs(drift) > EASE_SECONDS ? Math.max(-0.25, Math.min(0.25, drift * 2)) : 0;
    const rate = Math.min(16, clock.speed * (1 - ease));
    if (running && Math.abs(element.playbackRate - rate) > 0.005) element.playbackRate = rate;
    if (running && element.paused) void element.play().catch(() => undefined);
    if (!running && !element.paused) element.pause();
  }
}

/**
 * The plain bytes of a piece, verified against the journal.
 * @param {Source} source @param {Piece} piece @returns {Promise<Uint8Array>}
 */
export async function openPiece(source, { info, track }) {
  if (!track.stored.includes(info.segment)) throw new Unverified(say("This piece has not reached the server."));
  const [key, data] = await Promise.all([source.key(track.track), source.segment(track.track, info.segment)]);
  const before = track.segments.find((other) => other.segment === info.segment - 1);
  return openSegment(data, key, {
    attempt: source.attempt,
    track: track.track,
    segment: info.segment,
    digest: info.digest,
    previousTag: info.segment === 0 ? FIRST_TAG : before?.last_tag,
    lastTag: info.last_tag,
    fragments: info.fragments,
  });
}

/** @param {SegmentInfo} info @param {TrackInfo} track @returns {Piece} */
export function newPiece(info, track) {
  const start = info.t_us / 1e6;
  return { info, track, state: "absent", words: "", start, end: start + info.duration_us / 1e6 };
}

/** @param {SourceBuffer} buffer @returns {Promise<void>} */
function settled(buffer) {
  return new Promise((resolve, reject) => {
    const end = () => {
      buffer.removeEventListener("error", fail);
      resolve();
    };
    const fail = () => {
      buffer.removeEventListener("updateend", end);
      reject(new Unverified(say("This piece of the recording cannot be read.")));
    };
    buffer.addEventListener("updateend", end, { once: true });
    buffer.addEventListener("error", fail, { once: true });
  });
}
