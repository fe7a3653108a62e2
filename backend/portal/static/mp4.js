// @ts-check
/**
 * The little of ISO/IEC 14496-12 that playback needs: at which time a fragmented MP4 begins, so that it can be placed
 * on the replay's clock whatever the encoder counted from.
 */

/** @param {DataView} view @param {number} start @param {number} end @yields {{type: string, start: number, end: number}} */
function* boxes(view, start, end) {
  let at = start;
  while (at + 8 <= end) {
    let size = view.getUint32(at);
    let head = 8;
    if (size === 1 && at + 16 <= end) {
      size = Number(view.getBigUint64(at + 8));
      head = 16;
    } else if (size === 0) {
      size = end - at;
    }
    if (size < head || at + size > end) return;
    const type = String.fromCharCode(...[4, 5, 6, 7].map((offset) => view.getUint8(at + offset)));
    yield { type, start: at + head, end: at + size };
    at += size;
  }
}

/** @param {DataView} view @param {number} start @param {number} end @param {string[]} path @returns {{start: number, end: number} | null} */
function find(view, start, end, path) {
  for (const box of boxes(view, start, end)) {
    if (box.type !== path[0]) continue;
    return path.length === 1 ? box : find(view, box.start, box.end, path.slice(1));
  }
  return null;
}

/** Where the first fragment begins, in seconds; 0 when the file does not say. @param {Uint8Array} data @returns {number} */
export function beginning(data) {
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const header = find(view, 0, view.byteLength, ["moov", "trak", "mdia", "mdhd"]);
  const decode = find(view, 0, view.byteLength, ["moof", "traf", "tfdt"]);
  if (!header || !decode) return 0;
  const timescale = view.getUint32(header.start + (view.getUint8(header.start) === 1 ? 20 : 12));
  const wide = view.getUint8(decode.start) === 1;
  const time = wide ? Number(view.getBigUint64(decode.start + 4)) : view.getUint32(decode.start + 4);
  return timescale > 0 ? time / timescale : 0;
}
