// @ts-check
/**
 * Replay of edits in the browser: the text of each document at any moment, equal to protocol.edits.replay.
 * Positions are UTF-8 byte offsets, so documents are held as bytes and decoded only to be shown.
 * A snapshot every SNAPSHOT_EDITS edits makes scrubbing immediate. An edit that does not fit is kept as a break and
 * ends that document's replay; it is never skipped.
 */

/** @typedef {[number, number, number, number, string, string, string]} EditRow t_us, seq, document, position, removed, inserted, origin */
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

const NOTHING = new Uint8Array(0);
/** Most edits are one letter: making their bytes anew each time costs more than applying them. */
const LETTERS = Array.from({ length: 128 }, (_, code) => Uint8Array.of(code));

/** @param {string} text @returns {Uint8Array} its bytes, not to be written to */
function bytesOf(text) {
  if (text.length === 0) return NOTHING;
  return (text.length === 1 && LETTERS[text.charCodeAt(0)]) || encoder.encode(text);
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
  /** @param {DocumentInfo} info */
  constructor(info) {
    this.info = info;
    /** @type {EditRow[]} */ this.edits = [];
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
    const [, , , position, removedText, insertedText] = this.edits[this.applied];
    const removed = bytesOf(removedText);
    const inserted = bytesOf(insertedText);
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
  /** @param {DocumentInfo[]} documents @param {EditRow[]} edits @param {FileRow[]} files */
  constructor(documents, edits, files = []) {
    this.tracks = documents.map((info) => new Track(info));
    this.edits = edits;
    for (const edit of edits) this.tracks[edit[2]]?.edits.push(edit);
    for (const row of files) this.tracks[row.document]?.files.push(row);
    this.turns = files.filter((row) => TURNS.has(row.event) && row.document >= 0);
    this.times = edits.map((edit) => edit[0]);
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
    let active = last >= 0 ? this.edits[last][2] : -1;
    let since = last >= 0 ? this.edits[last][1] : -1;
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
   * The text of a document at `t` (microseconds), and the last change in it.
   * @param {number} index @param {number} tUs
   * @returns {{text: string, edit: EditRow | null, start: number, end: number, broken: boolean}} start and end in UTF-16 units
   */
  at(index, tUs) {
    const track = this.tracks[index];
    const count = upperBound(track.edits, tUs, (edit) => edit[0]);
    track.goTo(count);
    const text = track.bytes.text();
    const edit = track.applied > 0 ? track.edits[track.applied - 1] : null;
    const start = edit ? track.bytes.text(0, edit[3]).length : 0;
    return { text, edit, start, end: start + (edit ? edit[5].length : 0), broken: count > track.brokenAt };
  }
}

/** @param {DocumentInfo} one @param {DocumentInfo} other @returns {boolean} */
function sameProject(one, other) {
  return one.problem === other.problem && one.language === other.language && one.machine === other.machine;
}

/**
 * How many items lie at or before `limit`, in a rising list.
 * @template T @param {T[]} items @param {number} limit @param {(item: T) => number} [of] @returns {number}
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
