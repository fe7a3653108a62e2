// @ts-check
/** The picture above the slider: how much was edited when, marks for events, and bands where something was missing. */

const SVG = "http://www.w3.org/2000/svg";
const WIDTH = 1000;
const HEIGHT = 48;
const BUCKETS = 200;

/** Kinds that are shown as marks, and the row (0 top) they stand in. */
export const MARKS = /** @type {Record<string, number>} */ ({ paste: 0, run: 1, submission: 1 });

/** A kind that divides the bar: what follows was done on another machine. */
const BOUNDARY = "continued";

/** @typedef {{t_us: number, seq: number, kind: string, words: string, lasted_us: number | null}} Marker */

/**
 * @param {SVGSVGElement} svg @param {number} durationUs
 * @param {ArrayLike<number>} edits times in µs @param {Marker[]} markers @param {{from: number, to: number, kind: string}[]} bands µs
 */
export function drawLanes(svg, durationUs, edits, markers, bands) {
  svg.setAttribute("viewBox", `0 0 ${WIDTH} ${HEIGHT}`);
  svg.setAttribute("preserveAspectRatio", "none");
  const x = (/** @type {number} */ us) => (us / Math.max(1, durationUs)) * WIDTH;
  svg.replaceChildren(
    ...bands.map(({ from, to, kind }) =>
      shape("rect", `band band-${kind}`, { x: x(from), y: 0, width: Math.max(1.5, x(to) - x(from)), height: HEIGHT }),
    ),
    ...bars(edits, durationUs),
    ...markers
      .filter((marker) => marker.kind in MARKS)
      .map((marker) =>
        shape("rect", `mark mark-${marker.kind}`, {
          x: x(marker.t_us) - 1.5,
          y: MARKS[marker.kind] === 0 ? 2 : 8,
          width: 3,
          height: 12,
          rx: 1.5,
        }),
      ),
    ...markers
      .filter((marker) => marker.kind === BOUNDARY)
      .map((marker) => shape("rect", "mark mark-boundary", { x: x(marker.t_us) - 1.5, y: 0, width: 3, height: HEIGHT })),
  );
}

/** @param {ArrayLike<number>} edits @param {number} durationUs @returns {SVGElement[]} */
function bars(edits, durationUs) {
  const counts = new Array(BUCKETS).fill(0);
  for (let at = 0; at < edits.length; at += 1) counts[Math.min(BUCKETS - 1, Math.floor((edits[at] / Math.max(1, durationUs)) * BUCKETS))] += 1;
  const most = Math.max(1, ...counts);
  const step = WIDTH / BUCKETS;
  return counts.flatMap((count, index) => {
    if (count === 0) return [];
    const height = 3 + (count / most) * 21;
    return [shape("rect", "bar", { x: index * step, y: HEIGHT - height, width: step * 0.8, height })];
  });
}

/** @param {string} name @param {string} className @param {Record<string, number>} attributes @returns {SVGElement} */
function shape(name, className, attributes) {
  const element = document.createElementNS(SVG, name);
  element.setAttribute("class", className);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(Math.round(value * 100) / 100));
  return element;
}
