// @ts-check
/**
 * Still pictures on the replay's clock: the latest one taken is shown, with the moment it was taken at. Each picture is a
 * sealed segment of one fragment. A picture that does not verify is words, never a guess.
 */

import { clockText } from "./clock.js";
import { Unverified } from "./sealed.js";
import { newPiece, openPiece } from "./stream.js";
import { say } from "./saying.js";

/** Pictures are small; so many are kept to move among them without asking the server again. */
const KEPT = 40;

export class Stills {
  /**
   * @param {HTMLElement} figure with an `img` and a part "taken" @param {import("./stream.js").TrackInfo[]} tracks
   * @param {import("./stream.js").Source} source
   */
  constructor(figure, tracks, source) {
    this.source = source;
    this.image = /** @type {HTMLImageElement} */ (figure.querySelector("img"));
    this.taken = /** @type {HTMLElement} */ (figure.querySelector("[data-part=taken-stills]"));
    this.pieces = tracks
      .flatMap((track) => track.segments.map((info) => newPiece(info, track)))
      .sort((a, b) => a.start - b.start);
    /** @type {Map<import("./stream.js").Piece, string>} pictures that are open, by address */
    this.open = new Map();
    /** @type {import("./stream.js").Piece | undefined} */ this.shown = undefined;
  }

  /** The latest picture at `t`. @param {number} t @returns {import("./stream.js").Piece | undefined} */
  pieceAt(t) {
    return this.pieces.findLast((piece) => piece.start <= t);
  }

  /** @param {number} t @returns {{state: "playing" | "loading" | "gap", words: string}} */
  stateAt(t) {
    const piece = this.pieceAt(t);
    if (!piece) return { state: "gap", words: say("No picture has been taken yet.") };
    if (piece.state === "failed") return { state: "gap", words: piece.words };
    if (piece.state !== "ready") return { state: "loading", words: say("Loading the picture…") };
    return { state: "playing", words: "" };
  }

  /** Load the picture of `t` and the one after. @param {number} t */
  want(t) {
    const at = this.pieces.findLastIndex((piece) => piece.start <= t);
    for (const piece of [this.pieces[at], this.pieces[at + 1]]) {
      if (piece?.state === "absent") {
        piece.state = "loading";
        void this.load(piece);
      }
    }
  }

  /** @param {import("./stream.js").Piece} piece */
  async load(piece) {
    try {
      this.open.set(piece, await pictureOf(this.source, piece));
      piece.state = "ready";
      this.forget();
    } catch (error) {
      piece.state = "failed";
      piece.words = error instanceof Unverified ? error.message : say("This picture could not be loaded.");
      if (!(error instanceof Unverified)) console.warn("still picture", piece.info.segment, error);
    }
  }

  /** Let go of the pictures that were opened first, but not of the one on show. */
  forget() {
    for (const [piece, address] of this.open) {
      if (this.open.size <= KEPT) return;
      if (piece === this.shown) continue;
      URL.revokeObjectURL(address);
      this.open.delete(piece);
      piece.state = "absent";
    }
  }

  /** Show what belongs to the clock's time. @param {import("./clock.js").ReplayClock} clock */
  follow(clock) {
    const piece = this.pieceAt(clock.time);
    const address = piece && this.open.get(piece);
    if (!piece || !address || this.shown === piece) return;
    this.shown = piece;
    this.image.src = address;
    const moment = clockText(Math.max(0, piece.start));
    this.image.alt = say("Camera picture taken at {moment}", { moment });
    this.taken.textContent = say("taken at {moment}", { moment });
  }
}

/**
 * The address of an opened picture, good until this page goes.
 * @param {import("./stream.js").Source} source @param {import("./stream.js").Piece} piece @returns {Promise<string>}
 */
export async function pictureOf(source, piece) {
  if (piece.track.mime !== "image/jpeg") throw new Unverified(say("This is not a picture."));
  const plain = await openPiece(source, piece);
  return URL.createObjectURL(new Blob([/** @type {BlobPart} */ (plain)], { type: "image/jpeg" }));
}
