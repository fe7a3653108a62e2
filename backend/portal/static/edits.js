// @ts-check
/**
 * Replay of edits in the browser: the text of each document at any moment, equal to protocol.edits.replay.
 * Positions are UTF-8 byte offsets, so documents are held as bytes and decoded only to be shown.
 * A snapshot every SNAPSHOT_EDITS edits makes scrubbing immediate. An edit that does not fit is kept as a break and
 * ends that document's replay; it is never skipped.
 */

import { fromBase64 } from "./sealed.js";

/** @typedef {{t_us: number, seq: number, document: string, problem: string, label: string, title: string, language: string, initial: string, machine: number, path: string}} DocumentInfo */
/** @typedef {{t_us: number, seq: number, document: number, event: string, path: string}} FileRow */

const SNAPSHOT_EDITS = 200;
/** A slice of going through all edits: short enough for a picture to be drawn in between. */
const SLICE_MS = 6;
/** Events after which a file is in front, and those that say whether it is there. */
const TURNS = new Set(["shown", "brought_back"]);
const DELETED = new Set(["deleted", "brought_back"]);
const encoder = new TextEncoder();
const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/**
 * A column of backend/reports/columns.py: base64 of differences, zigzag-folded, in groups of seven bits.
 * @param {string} packed @param {number} count @returns {Float64Array}
 */
function column(packed, count) {
  const bytes = fromBase64(packed);
  const numbers = new Float64Array(count);
  let value = 0;
  let at = 0;
  for (let index = 0; index < count; index += 1) {
    let byte = bytes[at++];
    let folded = byte & 0x7f;
    // Times may have more bits than a shift keeps, so larger groups are multiplied.
    for (let weight = 128; byte > 0x7f; weight *= 128) {
      byte = bytes[at++];
      folded += (byte & 0x7f) * weight;
    }
    value += folded % 2 === 1 ? -(folded + 1) / 2 : folded / 2;
    numbers[index] = value;
  }
  if (at !== bytes.length || Number.isNaN(value)) throw new Error("a column of edits does not fit their number");
  return numbers;
}

/** All edits of an attempt in the order of its journal, a column for each property: no object is made for an edit. */
export class Edits {
  /** @param {any} packed as backend/reports/columns.py describes it */
  constructor(packed) {
    const count = packed.count;
    this.length = count;
    this.times = column(packed.t_us, count);
    this.seqs = column(packed.seq, count);
    this.documents = column(packed.document, count);
    this.positions = column(packed.position, count);
    this.removedBytes = column(packed.removed_bytes, count);
    this.insertedBytes = column(packed.inserted_bytes, count);
    this.bytes = encoder.encode(packed.text);
    /** Where the bytes of an edit begin: first what it removed, then what it put in. */
    this.starts = new Float64Array(count + 1);
    for (let at = 0; at < count; at += 1) this.starts[at + 1] = this.starts[at] + this.removedBytes[at] + this.insertedBytes[at];
    if (this.starts[count] !== this.bytes.length) throw new Error("the texts of the edits do not fit their number");
  }

  /** @param {number} edit @returns {Uint8Array} not to be written to */
  removed(edit) {
    return this.bytes.subarray(this.starts[edit], this.starts[edit] + this.removedBytes[edit]);
  }

  /** @param {number} edit @returns {Uint8Array} not to be written to */
  inserted(edit) {
    return this.bytes.subarray(this.starts[edit] + this.removedBytes[edit], this.starts[edit + 1]);
  }
}

/** A growing byte buffer with splices. */
export class Bytes {
  /** @param {Uint8Array} initial */
  constructor(initial) {
    this.buffer = new Uint8Array(Math.max(4096, initial.length * 2));
    this.buffer.set(initial);
    this.length = initial.length;
  }

  /** @param {number} at @param {Uint8Array} expected @returns {boolean} whether the bytes at `at` are `expected` */
  holds(at, expected) {
    if (at > this.length || at + expected.length > this.length) return false;
    for (let i = 0; i < expected.length; i += 1) if (this.buffer[at + i] !== expected[i]) return false;
    return true;
  }

  /** @param {number} at @returns {boolean} whether `at` lies inside a character */
  cuts(at) {
    return at < this.length && (this.buffer[at] & 0xc0) === 0x80;
  }

  /** @param {number} at @param {number} removed @param {Uint8Array} inserted */
  splice(at, removed, inserted) {
    const length = this.length - removed + inserted.length;
    if (length > this.buffer.length) {
      const grown = new Uint8Array(length * 2);
      grown.set(this.buffer.subarray(0, this.length));
      this.buffer = grown;
    }
    this.buffer.copyWithin(at + inserted.length, at + removed, this.length);
    this.buffer.set(inserted, at);
    this.length = length;
  }

  /** @returns {Uint8Array} a copy */
  copy() {
    return this.buffer.slice(0, this.length);
  }

  /** @param {number} from @param {number} to @returns {string} */
  text(from = 0, to = this.length) {
    return decoder.decode(this.buffer.subarray(from, to));
  }
}

/** One document under replay. */
export class Track {
  /** @param {DocumentInfo} info @param {Edits} all */
  constructor(info, all) {
    this.info = info;
    this.all = all;
    /** @type {number[]} its own among all */ this.edits = [];
    /** @type {FileRow[]} what happened to its file */ this.files = [];
    /** @type {Map<number, Uint8Array>} */ this.snapshots = new Map();
    this.initial = encoder.encode(info.initial);
    this.bytes = new Bytes(this.initial);
    this.applied = 0;
    /** How many edits were gone through at some time: up to there are snapshots. */
    this.prepared = 0;
    /** @type {number} index of the first edit that does not fit, or Infinity */
    this.brokenAt = Infinity;
  }

  /** Bring the text to the state after `count` edits. @param {number} count */
  goTo(count) {
    const target = Math.min(count, this.brokenAt);
    if (target < this.applied || target - this.applied > SNAPSHOT_EDITS) this.rewind(target);
    while (this.applied < target && this.step());
  }

  /** @param {number} target */
  rewind(target) {
    let at = target - (target % SNAPSHOT_EDITS);
    while (at > 0 && !this.snapshots.has(at)) at -= SNAPSHOT_EDITS;
    if (target >= this.applied && at <= this.applied) return;
    this.bytes = new Bytes(at > 0 ? /** @type {Uint8Array} */ (this.snapshots.get(at)) : this.initial);
    this.applied = Math.max(at, 0);
  }

  /** Apply the next edit. @returns {boolean} false when it does not fit */
  step() {
    const edit = this.edits[this.applied];
    const position = this.all.positions[edit];
    const removed = this.all.removed(edit);
    const inserted = this.all.inserted(edit);
    const fits = this.bytes.holds(position, removed);
    if (!fits || this.bytes.cuts(position) || this.bytes.cuts(position + removed.length)) {
      this.brokenAt = this.applied;
      return false;
    }
    this.bytes.splice(position, removed.length, inserted);
    this.applied += 1;
    if (this.applied > this.prepared) this.prepared = this.applied;
    if (this.applied % SNAPSHOT_EDITS === 0 && !this.snapshots.has(this.applied)) {
      this.snapshots.set(this.applied, this.bytes.copy());
    }
    return true;
  }
}

/** All documents of an attempt on one clock. */
export class Replay {
  /** @param {DocumentInfo[]} documents @param {Edits} edits @param {FileRow[]} files */
  constructor(documents, edits, files = []) {
    this.tracks = documents.map((info) => new Track(info, edits));
    this.edits = edits;
    this.times = edits.times;
    for (let edit = 0; edit < edits.length; edit += 1) this.tracks[edits.documents[edit]]?.edits.push(edit);
    for (const row of files) this.tracks[row.document]?.files.push(row);
    this.turns = files.filter((row) => TURNS.has(row.event) && row.document >= 0);
    this.prepare();
  }

  /**
   * Go through each document once in slices between which the page answers, so that any moment is near a snapshot. A
   * long attempt has some 200,000 edits; whoever looks sooner has what they look at gone through at once.
   */
  prepare() {
    const until = performance.now() + SLICE_MS;
    for (const track of this.tracks) {
      while (track.prepared < track.edits.length && track.brokenAt === Infinity) {
        if (performance.now() > until) {
          setTimeout(() => this.prepare(), 0);
          return;
        }
        track.goTo(Math.min(track.prepared + SNAPSHOT_EDITS, track.edits.length));
      }
    }
  }

  /** The document in which work went on last at `t`, or -1 before the first. @param {number} tUs @returns {number} */
  activeAt(tUs) {
    const last = upperBound(this.times, tUs) - 1;
    let active = last >= 0 ? this.edits.documents[last] : -1;
    let since = last >= 0 ? this.edits.seqs[last] : -1;
    let at = last >= 0 ? this.times[last] : -1;
    const first = this.tracks[0]?.info;
    this.tracks.forEach(({ info }, index) => {
      if (info.t_us > tUs) return;
      if (last < 0 ? sameProject(info, first) : info.seq > since && info.t_us > at) {
        active = index;
        since = info.seq;
        at = info.t_us;
      }
    });
    const turn = this.turns[upperBound(this.turns, tUs, (row) => row.t_us) - 1];
    if (turn && (turn.t_us > at || (turn.t_us === at && turn.seq > since))) active = turn.document;
    return active >= 0 && this.deletedAt(active, tUs) ? this.beside(active, tUs) : active;
  }

  /** Another file of the same project that is there at `t`. @param {number} index @param {number} tUs @returns {number} */
  beside(index, tUs) {
    const { info } = this.tracks[index];
    const found = this.tracks.findIndex(
      (track, at) => sameProject(track.info, info) && track.info.t_us <= tUs && !this.deletedAt(at, tUs),
    );
    return found < 0 ? index : found;
  }

  /** Whether the project of a document never had another file. @param {number} index @returns {boolean} */
  alone(index) {
    const { info } = this.tracks[index];
    return this.tracks.filter((track) => sameProject(track.info, info)).length < 2;
  }

  /** What its file is called at `t`. @param {number} index @param {number} tUs @returns {string} */
  nameAt(index, tUs) {
    const { info, files } = this.tracks[index];
    const named = files.filter((row) => row.event === "renamed" && row.t_us <= tUs);
    return named.at(-1)?.path ?? info.path;
  }

  /** Whether its file is deleted at `t`. @param {number} index @param {number} tUs @returns {boolean} */
  deletedAt(index, tUs) {
    const known = this.tracks[index].files.filter((row) => DELETED.has(row.event) && row.t_us <= tUs);
    return known.at(-1)?.event === "deleted";
  }

  /**
   * The text of a document at `t` (microseconds), and which edit changed it last (-1: none).
   * @param {number} index @param {number} tUs
   * @returns {{text: string, edit: number, start: number, end: number, broken: boolean}} start and end in UTF-16 units
   */
  at(index, tUs) {
    const track = this.tracks[index];
    const { times, positions, insertedBytes } = this.edits;
    const count = upperBound(track.edits, tUs, (edit) => times[edit]);
    track.goTo(count);
    const edit = track.applied > 0 ? track.edits[track.applied - 1] : -1;
    const text = track.bytes.text();
    const place = edit < 0 ? 0 : positions[edit];
    const start = track.bytes.text(0, place).length;
    const end = edit < 0 ? start : start + track.bytes.text(place, place + insertedBytes[edit]).length;
    return { text, edit, start, end, broken: count > track.brokenAt };
  }
}

/** @param {DocumentInfo} one @param {DocumentInfo} other @returns {boolean} */
function sameProject(one, other) {
  return one.problem === other.problem && one.language === other.language && one.machine === other.machine;
}

/**
 * How many items lie at or before `limit`, in a rising list.
 * @template T @param {ArrayLike<T>} items @param {number} limit @param {(item: T) => number} [of] @returns {number}
 */
export function upperBound(items, limit, of = (item) => /** @type {any} */ (item)) {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (of(items[middle]) <= limit) low = middle + 1;
    else high = middle;
  }
  return low;
}
